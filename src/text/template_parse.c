/* Template text to steps, in one pass; see template.h for the language. */
#include "text/template_steps.h"

#include <string.h>

struct parser {
    struct template template;
    struct arena *arena;
    struct str rest;
    size_t line;
    size_t open; /* the innermost open section's step + 1; 0 = none */
};

bool template_broken(const struct template *template, size_t line, struct str tag,
                     const char *why, struct err *err)
{
    return err_set(err, ERR_BROKEN, "template %s line %zu: “%.*s” %s", template->name,
                   line, STR_ARG(str_upto(tag, 60)), why);
}

static bool broken(const struct parser *parser, struct str tag, const char *why,
                   struct err *err)
{
    return template_broken(&parser->template, parser->line, tag, why, err);
}

static struct step *add_step(struct parser *parser, enum step_kind kind,
                             struct str name)
{
    struct template *template = &parser->template;
    template->steps =
        arena_grow(parser->arena, template->steps, sizeof *template->steps,
                   template->count, &template->capacity);
    struct step *step = &template->steps[template->count++];
    *step = (struct step){ .kind = kind, .name = name, .line = parser->line };
    return step;
}

static bool is_path(struct str name)
{
    if (str_eq(name, LIT(".")))
        return true;
    char before = '.';
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool dot = c == '.';
        if ((dot && before == '.') ||
            (!dot && c != '_' && !char_is_letter(c) && !char_is_digit(c)))
            return false;
        before = c;
    }
    return before != '.';
}

static void open_section(struct parser *parser, enum step_kind kind, struct str name)
{
    struct step *step = add_step(parser, kind, name);
    step->pair = parser->open;
    parser->open = parser->template.count;
}

static bool close_section(struct parser *parser, struct str name, struct err *err)
{
    if (parser->open == 0)
        return broken(parser, name, "is closed but was not opened", err);
    size_t opened = parser->open - 1;
    if (!str_eq(parser->template.steps[opened].name, name))
        return broken(parser, name, "is closed while another section is open", err);
    add_step(parser, STEP_END, name)->pair = opened;
    struct step *first = &parser->template.steps[opened];
    first->length = parser->template.count - 1 - opened;
    parser->open = first->pair;
    return true;
}

/* `tag` is what stands between {{ and }}. */
static bool take_tag(struct parser *parser, struct str tag, struct err *err)
{
    char sign = tag.len > 0 ? tag.ptr[0] : ' ';
    bool signed_tag = strchr("#^/>", sign) != NULL;
    struct str name = str_trim(signed_tag ? str_from(tag, 1) : tag);
    if (sign == '!')
        return true;
    if (!is_path(name))
        return broken(parser, tag, "is not a name", err);
    switch (sign) {
    case '#':
        open_section(parser, STEP_SECTION, name);
        return true;
    case '^':
        open_section(parser, STEP_INVERTED, name);
        return true;
    case '/':
        return close_section(parser, name, err);
    case '>':
        add_step(parser, STEP_PARTIAL, name);
        return true;
    default:
        add_step(parser, STEP_VALUE, name);
        return true;
    }
}

static bool take_raw(struct parser *parser, struct str tag, struct err *err)
{
    struct str name = str_trim(tag);
    if (!is_path(name) || !str_ends(name, LIT("_html")))
        return broken(parser, tag, "is raw, but its name does not end in _html", err);
    add_step(parser, STEP_RAW, name);
    return true;
}

static size_t count_lines(struct str text)
{
    size_t lines = 0;
    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    return lines;
}

/* Takes the text before the next tag, and the tag. */
static bool take_next(struct parser *parser, struct err *err)
{
    struct str text = str_upto(parser->rest, str_find(parser->rest, LIT("{{")));
    if (text.len > 0)
        add_step(parser, STEP_TEXT, text);
    parser->line += count_lines(text);
    parser->rest = str_from(parser->rest, text.len);
    if (parser->rest.len == 0)
        return true;
    bool raw = str_starts(parser->rest, LIT("{{{"));
    struct str open = raw ? LIT("{{{") : LIT("{{"),
               close = raw ? LIT("}}}") : LIT("}}");
    struct str inner = str_from(parser->rest, open.len);
    size_t end = str_find(inner, close);
    if (end == inner.len)
        return broken(parser, str_upto(parser->rest, 20), "has no end", err);
    struct str tag = str_upto(inner, end);
    if (!(raw ? take_raw(parser, tag, err) : take_tag(parser, tag, err)))
        return false;
    parser->line += count_lines(tag);
    parser->rest = str_from(inner, end + close.len);
    return true;
}

bool template_parse(const struct template_source *source, struct arena *arena,
                    struct template *ret_template, struct err *err)
{
    struct parser parser = {
        .template = { .name = source->name },
        .arena = arena,
        .rest = source->text,
        .line = 1,
    };
    while (parser.rest.len > 0)
        if (!take_next(&parser, err))
            return false;
    if (parser.open > 0) {
        const struct step *step = &parser.template.steps[parser.open - 1];
        return template_broken(&parser.template, step->line, step->name,
                               "is never closed", err);
    }
    *ret_template = parser.template;
    return true;
}
