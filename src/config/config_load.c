/* Where the configuration comes from: defaults, file, environment, flags, each over the
 * one before; then what only the whole can tell. See config.h. */
#include "config/config_env.h"
#include "config/config_models.h"
#include "config/config_venues.h"
#include "config/questions_file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OPTIONS_MAX = 64 };

static const char system_file[] = "/etc/paperfeed.ini";

struct loading {
    struct config config;
    struct model_drafts models;
    bool given[OPTIONS_MAX]; /* in the file */
};

static const struct option *find_option(const char *section, const char *key)
{
    size_t count;
    const struct option *options = config_options(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(section, options[i].section) == 0 &&
            strcmp(key, options[i].key) == 0)
            return &options[i];
    return NULL;
}

static void list_sections(struct buf *out)
{
    size_t count;
    const struct option *options = config_options(&count);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || strcmp(options[i].section, options[i - 1].section) != 0)
            buf_printf(out, "%s, ", options[i].section);
    buf_text(out, "venues, model.NAME");
}

/* Which keys a section has, for the error about an unknown one. */
static void list_keys(const char *section, struct buf *out)
{
    size_t count;
    const struct option *options = config_options(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(section, options[i].section) == 0)
            buf_printf(out, "%s%s", out->len ? ", " : "", options[i].key);
}

static bool unknown_key(const struct ini_line *line, struct err *err)
{
    CLEANUP(buf_done) struct buf known = buf_upto(300);
    list_keys(line->section, &known);
    if (known.len > 0)
        return err_set(err, ERR_INVALID, "[%s] has no key “%.40s”; it has %.*s",
                       line->section, line->key, STR_ARG(buf_str(&known)));
    list_sections(&known);
    return err_set(err, ERR_INVALID, "there is no section [%.40s]; sections are %.*s",
                   line->section, STR_ARG(buf_str(&known)));
}

static bool take_line(void *context, const struct ini_line *line, struct err *err)
{
    struct loading *loading = context;
    struct config *config = &loading->config;
    size_t count;
    if (str_starts(str_of(line->section), LIT("model.")))
        return models_take(&loading->models, &config->arena, line, err);
    if (str_eq(str_of(line->section), LIT("venues")))
        return venues_take(config, line, err);
    const struct option *option = find_option(line->section, line->key);
    if (option == NULL)
        return unknown_key(line, err);
    if (line->continues)
        return option_add(option, config, &config->arena, line->value, err);
    bool *given = &loading->given[option - config_options(&count)];
    if (*given)
        return err_set(err, ERR_INVALID, "%s.%s is given twice", line->section,
                       line->key);
    *given = true;
    return option_set(option, config, &config->arena, line->value, err);
}

static bool load_file(struct loading *loading, const char *file, struct err *err)
{
    struct ini_reader reader = { take_line, loading };
    if (file == NULL && access(system_file, F_OK) != 0)
        return true;
    return ini_file_read(file ? file : system_file, &reader, err);
}

static bool load_environment(struct config *config, struct err *err)
{
    size_t count;
    const struct option *options = config_options(&count);
    for (size_t i = 0; i < count; i++) {
        const char *name;
        const char *value =
            config_env(options[i].section, options[i].key, &config->arena, &name);
        if (value != NULL &&
            !option_set(&options[i], config, &config->arena, value, err))
            return err_add(err, "%s in the environment", name);
    }
    return true;
}

static bool load_flag(struct config *config, const char *section, const char *key,
                      const char *value, struct err *err)
{
    const struct option *option = find_option(section, key);
    if (value == NULL || option_set(option, config, &config->arena, value, err))
        return true;
    return err_add(err, "--%s", key);
}

static bool load_defaults(struct config *config, struct err *err)
{
    size_t count;
    const struct option *options = config_options(&count);
    for (size_t i = 0; i < count; i++)
        if (!option_set(&options[i], config, &config->arena, options[i].otherwise, err))
            return false;
    return true;
}

static bool load_questions(struct config *config, struct err *err)
{
    bool ok = config->questions_file[0] == '\0'
                  ? questions_builtin(&config->arena, &config->questions, err)
                  : questions_file_read(config->questions_file, &config->arena,
                                        &config->questions, err);
    for (size_t i = 0; ok && i < config->languages.count; i++)
        if (questions_for(&config->questions, config->languages.items[i], NULL) == NULL)
            return err_set(err, ERR_INVALID,
                           "faq.languages names “%s”, but %s has no questions in it "
                           "for papers of any category",
                           config->languages.items[i],
                           config->questions_file[0] ? config->questions_file
                                                     : "config/questions.ini");
    return ok;
}

/* A file name without a folder is a credential of the service, where it has any. */
static void find_credentials(struct config *config)
{
    const char *folder = getenv("CREDENTIALS_DIRECTORY");
    const char **files[] = { &config->admin_token_file,
                             &config->openreview.password_file,
                             &config->openreview.token_file };
    for (size_t i = 0; folder != NULL && i < COUNT_OF(files); i++)
        if (**files[i] != '\0' && strchr(*files[i], '/') == NULL)
            *files[i] = arena_printf(&config->arena, "%s/%s", folder, *files[i]);
}

static bool load(struct loading *loading, const struct config_flags *flags,
                 struct err *err)
{
    struct config *config = &loading->config;
    return load_defaults(config, err) && load_file(loading, flags->file, err) &&
           load_environment(config, err) && venues_environment(config, err) &&
           load_flag(config, "data", "dir", flags->data, err) &&
           load_flag(config, "server", "listen", flags->listen, err) &&
           models_finish(&loading->models, config, err) && load_questions(config, err);
}

bool config_load(const struct config_flags *flags, struct config *ret_config,
                 struct err *err)
{
    struct loading loading = { .config = { .listen = NULL } };
    if (load(&loading, flags, err)) {
        find_credentials(&loading.config);
        *ret_config = loading.config;
        return true;
    }
    config_done(&loading.config);
    return false;
}
