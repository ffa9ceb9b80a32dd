/* Rendering, and opening a set as a whole; the steps come from template_parse.c. See
 * template.h.
 *
 * Partials never meet themselves, so how deep sections can stand in each other is known
 * when the set is opened; the scope stack is checked there, once. */
#include "text/template.h"

#include "base/mem.h"
#include "text/escape.h"
#include "text/template_steps.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { SCOPES_MAX = 32 };

struct template_set {
    struct arena arena;
    struct template *templates;
    size_t count;
};

static struct template *find_template(const struct template_set *set, struct str name)
{
    for (size_t i = 0; i < set->count; i++)
        if (str_eq(name, str_of(set->templates[i].name)))
            return &set->templates[i];
    return NULL;
}

static bool measure(struct template *template, size_t depth, struct err *err);

static bool measure_partial(struct template *template, struct step *step, size_t depth,
                            struct err *err)
{
    if (step->partial->measuring)
        return template_broken(template, step->line, step->name, "includes itself",
                               err);
    return measure(step->partial, depth, err);
}

/* Checks that no section or partial below stands deeper than the scope stack. A
 * template is walked again only where it is met deeper than before. */
static bool measure(struct template *template, size_t depth, struct err *err)
{
    if (template->measured && depth <= template->depth)
        return true;
    template->measured = template->measuring = true;
    template->depth = depth;
    for (size_t i = 0; i < template->count; i++) {
        struct step *step = &template->steps[i];
        depth += step->kind == STEP_SECTION;
        depth -=
            step->kind == STEP_END && template->steps[step->pair].kind == STEP_SECTION;
        if (depth > SCOPES_MAX)
            return template_broken(template, step->line, step->name, "stands too deep",
                                   err);
        if (step->kind == STEP_PARTIAL && !measure_partial(template, step, depth, err))
            return false;
    }
    template->measuring = false;
    return true;
}

static bool link_partials(struct template_set *set, struct template *template,
                          struct err *err)
{
    for (size_t i = 0; i < template->count; i++) {
        struct step *step = &template->steps[i];
        if (step->kind != STEP_PARTIAL)
            continue;
        step->partial = find_template(set, step->name);
        if (step->partial == NULL)
            return template_broken(template, step->line, step->name,
                                   "is not a template", err);
    }
    return true;
}

static bool fill_set(struct template_set *set, const struct template_source *sources,
                     size_t count, struct err *err)
{
    set->templates = ARENA_ARRAY(&set->arena, struct template, count);
    for (; set->count < count; set->count++) {
        const struct template_source *source = &sources[set->count];
        if (find_template(set, str_of(source->name)) != NULL)
            return err_set(err, ERR_BROKEN, "two templates are called %s",
                           source->name);
        if (!template_parse(source, &set->arena, &set->templates[set->count], err))
            return false;
    }
    for (size_t i = 0; i < count; i++)
        if (!link_partials(set, &set->templates[i], err))
            return false;
    for (size_t i = 0; i < count; i++)
        if (!measure(&set->templates[i], 1, err))
            return false;
    return true;
}

bool template_set_open(const struct template_source *sources, size_t count,
                       struct template_set **ret_set, struct err *err)
{
    struct template_set *set = mem_alloc(sizeof *set);
    if (!fill_set(set, sources, count, err)) {
        template_set_close(set);
        return false;
    }
    *ret_set = set;
    return true;
}

void template_set_close(struct template_set *set)
{
    if (set == NULL)
        return;
    arena_done(&set->arena);
    free(set);
}

/* A page of 1,000 cards takes some 150,000 steps; lists within lists within themselves
 * would have no end. */
enum { STEPS_MAX = 2000000 };

struct render {
    const cJSON *scopes[SCOPES_MAX + 1]; /* innermost last */
    size_t depth, steps;
    struct buf *out;
};

/* Most names differ in their first letters, so a loop beats strncmp here. */
static bool is_called(const cJSON *child, struct str name)
{
    size_t i = 0;
    while (i < name.len && child->string[i] == name.ptr[i])
        i++;
    return i == name.len && child->string[i] == '\0';
}

static const cJSON *member(const cJSON *object, struct str name)
{
    if (!cJSON_IsObject(object))
        return NULL;
    const cJSON *child = NULL;
    cJSON_ArrayForEach(child, object)
    {
        if (is_called(child, name))
            return child;
    }
    return NULL;
}

static const cJSON *look_up(const struct render *render, struct str path)
{
    if (str_eq(path, LIT(".")))
        return render->scopes[render->depth - 1];
    struct str first = str_cut(&path, '.');
    const cJSON *found = NULL;
    for (size_t i = render->depth; i > 0 && found == NULL; i--)
        found = member(render->scopes[i - 1], first);
    while (found != NULL && path.len > 0)
        found = member(found, str_cut(&path, '.'));
    return found;
}

static bool is_empty(const cJSON *value)
{
    if (value == NULL || cJSON_IsNull(value) || cJSON_IsFalse(value))
        return true;
    if (cJSON_IsString(value))
        return value->valuestring[0] == '\0';
    if (cJSON_IsNumber(value))
        return value->valuedouble == 0;
    return cJSON_IsArray(value) && value->child == NULL;
}

static void print_value(struct buf *out, const cJSON *value)
{
    if (cJSON_IsString(value))
        escape_html(out, str_of(value->valuestring));
    else if (cJSON_IsNumber(value) || cJSON_IsRaw(value))
        json_write_number(out, value);
    else if (cJSON_IsTrue(value))
        buf_add(out, LIT("true"));
}

static void render_steps(struct render *render, const struct step *step,
                         const struct step *end);

static void render_scope(struct render *render, const cJSON *scope,
                         const struct step *step, const struct step *end)
{
    assert(render->depth <= SCOPES_MAX);
    render->scopes[render->depth++] = scope;
    render_steps(render, step, end);
    render->depth--;
}

static void render_section(struct render *render, const cJSON *value,
                           const struct step *first, const struct step *end)
{
    if (is_empty(value))
        return;
    if (!cJSON_IsArray(value)) {
        render_scope(render, value, first, end);
        return;
    }
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, value)
    {
        render_scope(render, item, first, end);
    }
}

/* Renders one step; returns the next one. */
static const struct step *render_step(struct render *render, const struct step *step)
{
    const struct step *end = step + step->length;
    switch (step->kind) { /* no default: -Wswitch */
    case STEP_TEXT:
        buf_add(render->out, step->name);
        break;
    case STEP_VALUE:
        print_value(render->out, look_up(render, step->name));
        break;
    case STEP_RAW:
        buf_text(render->out, cJSON_GetStringValue(look_up(render, step->name)));
        break;
    case STEP_SECTION:
        render_section(render, look_up(render, step->name), step + 1, end);
        return end;
    case STEP_INVERTED:
        return is_empty(look_up(render, step->name)) ? step + 1 : end;
    case STEP_PARTIAL:
        render_steps(render, step->partial->steps,
                     step->partial->steps + step->partial->count);
        break;
    case STEP_END:
        break;
    }
    return step + 1;
}

static void render_steps(struct render *render, const struct step *step,
                         const struct step *end)
{
    for (; step < end && render->steps < STEPS_MAX; render->steps++)
        step = render_step(render, step);
    if (render->steps == STEPS_MAX)
        render->out->full = true;
}

void template_render(const struct template_set *set, const char *name,
                     const cJSON *tree, struct buf *out)
{
    const struct template *template = find_template(set, str_of(name));
    assert(template != NULL);
    if (template->count == 0)
        return; /* no steps, and no address to count them from */
    struct render render = { .out = out };
    render_scope(&render, tree, template->steps, template->steps + template->count);
}
