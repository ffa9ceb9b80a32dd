/* Sections of models: drafts to providers. See config_models.h. */
#include "config/config_models.h"

#include "config/config_env.h"

#include <assert.h>
#include <string.h>

static struct model_draft *find_draft(struct model_drafts *drafts, const char *name)
{
    for (size_t i = 0; i < drafts->count; i++)
        if (strcmp(drafts->items[i].name, name) == 0)
            return &drafts->items[i];
    return NULL;
}

static struct model_draft *add_draft(struct model_drafts *drafts, struct arena *arena,
                                     const char *name)
{
    struct model_draft draft = { .name = arena_text(arena, str_of(name)) };
    ARENA_PUSH(arena, drafts, draft);
    return &drafts->items[drafts->count - 1];
}

/* The option as errors should call it: [model.kimi], not [model.NAME]. */
static struct option named(const struct option *option, const struct model_draft *draft,
                           struct arena *arena)
{
    struct option copy = *option;
    copy.section = arena_printf(arena, "model.%s", draft->name);
    return copy;
}

/* Keeps the text once it is known to be a value. */
static bool keep(struct model_draft *draft, size_t key, struct arena *arena,
                 const char *value, struct err *err)
{
    size_t count;
    struct option option = named(&model_options(&count)[key], draft, arena);
    struct model_section scratch = { .preset = NULL };
    if (!option_set(&option, &scratch, arena, value, err))
        return false;
    draft->values[key] = arena_text(arena, str_of(value));
    draft->given = true;
    return true;
}

static bool find_key(const struct ini_line *line, size_t *ret_key, struct err *err)
{
    CLEANUP(buf_done) struct buf known = buf_upto(300);
    size_t count;
    const struct option *options = model_options(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(options[i].key, line->key) == 0) {
            *ret_key = i;
            return true;
        }
        buf_printf(&known, "%s%s", i > 0 ? ", " : "", options[i].key);
    }
    return err_set(err, ERR_INVALID, "[%s] has no key “%.40s”; it has %.*s",
                   line->section, line->key, STR_ARG(buf_str(&known)));
}

static bool find_section(struct model_drafts *drafts, struct arena *arena,
                         const char *section, struct model_draft **ret_draft,
                         struct err *err)
{
    const char *name = section + strlen("model.");
    if (!model_name_is_valid(str_of(name)))
        return err_set(err, ERR_INVALID,
                       "[%.60s]: a model's name is made of letters, digits, - and _, "
                       "%d at most",
                       section, MODEL_NAME_MAX);
    struct model_draft *draft = find_draft(drafts, name);
    if (draft == NULL && drafts->count >= MODELS_MAX)
        return err_set(err, ERR_INVALID, "there are more than %d models", MODELS_MAX);
    *ret_draft = draft ? draft : add_draft(drafts, arena, name);
    return true;
}

bool models_take(struct model_drafts *drafts, struct arena *arena,
                 const struct ini_line *line, struct err *err)
{
    struct model_draft *draft = NULL;
    size_t key = 0, count;
    if (line->continues)
        return err_set(err, ERR_INVALID,
                       "an indented line continues the key above, and [%s] %s is one "
                       "word",
                       line->section, line->key);
    if (!find_section(drafts, arena, line->section, &draft, err) ||
        !find_key(line, &key, err))
        return false;
    if (draft->values[key] != NULL)
        return err_set(err, ERR_INVALID, "%s.%s is given twice", line->section,
                       model_options(&count)[key].key);
    return keep(draft, key, arena, line->value, err);
}

static bool take_environment(struct model_draft *draft, struct arena *arena,
                             struct err *err)
{
    size_t count;
    const struct option *options = model_options(&count);
    for (size_t i = 0; i < count; i++) {
        const char *section = arena_printf(arena, "model_%s", draft->name);
        const char *variable;
        const char *value = config_env(section, options[i].key, arena, &variable);
        if (value != NULL && !keep(draft, i, arena, value, err))
            return err_add(err, "%s in the environment", variable);
    }
    return true;
}

/* A preset may leave texts out. */
static void fill_texts(struct provider *provider)
{
    const char **texts[] = { &provider->url, &provider->model, &provider->key_file,
                             &provider->temperature, &provider->extra };
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (*texts[i] == NULL)
            *texts[i] = "";
}

static bool set_defaults(struct model_section *section, struct arena *arena,
                         const char *preset, struct err *err)
{
    size_t count;
    const struct option *options = model_options(&count);
    for (size_t i = 0; i < count; i++)
        if (!option_set(&options[i], section, arena, options[i].otherwise, err))
            return false;
    const struct provider_preset *found =
        provider_preset_find(str_trim(str_of(preset)));
    if (found != NULL) {
        section->provider = found->defaults;
        fill_texts(&section->provider);
    }
    return true;
}

static bool check_section(const struct model_section *section, struct err *err)
{
    const struct provider *provider = &section->provider;
    if (provider->url[0] == '\0')
        return err_set(err, ERR_INVALID, "[model.%s] needs a preset, or url",
                       provider->name);
    if (provider->model[0] == '\0')
        return err_set(err, ERR_INVALID,
                       "[model.%s] needs model: the name that the provider gives it",
                       provider->name);
    if (provider->max_output >= provider->context)
        return err_set(err, ERR_INVALID,
                       "[model.%s]: max_output must be smaller than context, which "
                       "holds prompt and answer",
                       provider->name);
    return true;
}

static const char *preset_of(const struct model_draft *draft)
{
    size_t count;
    const struct option *options = model_options(&count);
    for (size_t i = 0; i < count; i++)
        if (options[i].type == OPTION_PRESET_OR_EMPTY)
            return draft->values[i];
    return NULL;
}

static bool build(const struct model_draft *draft, struct config *config,
                  struct err *err)
{
    size_t count;
    const struct option *options = model_options(&count);
    struct model_section section = { .preset = "" };
    if (!draft->given)
        return err_set(err, ERR_INVALID,
                       "faq.models names “%s”: there is no [model.%s]", draft->name,
                       draft->name);
    if (!set_defaults(&section, &config->arena, preset_of(draft), err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (draft->values[i] != NULL &&
            !option_set(&options[i], &section, &config->arena, draft->values[i], err))
            return false;
    section.provider.name = draft->name;
    if (!check_section(&section, err))
        return false;
    ARENA_PUSH(&config->arena, &config->providers, section.provider);
    ARENA_PUSH(&config->arena, &config->presets, section.preset);
    return true;
}

/* All sections, or those that faq.models names, in its order. */
static bool build_all(struct model_drafts *drafts, struct config *config,
                      struct err *err)
{
    const struct text_list *models = &config->models;
    size_t count = models->count > 0 ? models->count : drafts->count;
    for (size_t i = 0; i < count; i++) {
        const struct model_draft *draft = models->count > 0
                                              ? find_draft(drafts, models->items[i])
                                              : &drafts->items[i];
        assert(draft != NULL); /* models_finish has made one for each name */
        if (!build(draft, config, err))
            return false;
    }
    return true;
}

bool models_finish(struct model_drafts *drafts, struct config *config, struct err *err)
{
    size_t count;
    model_options(&count);
    assert(count <= MODEL_KEYS_MAX);
    for (size_t i = 0; i < config->models.count; i++)
        if (find_draft(drafts, config->models.items[i]) == NULL)
            add_draft(drafts, &config->arena, config->models.items[i]);
    for (size_t i = 0; i < drafts->count; i++)
        if (!take_environment(&drafts->items[i], &config->arena, err))
            return false;
    return build_all(drafts, config, err);
}
