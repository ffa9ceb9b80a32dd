/* The options of the configuration: the tables, and what a value may be by its type:
 * checked, then put in its place in a record (struct config, or a [model.NAME]
 * section). Behind config.h; shared by the files config_*.c. */
#ifndef CONFIG_OPTION_H
#define CONFIG_OPTION_H

#include "config/config.h"

enum option_type {
    OPTION_TEXT,  /* min to max bytes */
    OPTION_INT,   /* min to max */
    OPTION_MONEY, /* min to max millionths, written with up to six decimal places */
    OPTION_FLAG,  /* 0 or 1 */
    OPTION_YES_NO,
    OPTION_URL, /* http(s)://…, no slash at the end */
    OPTION_URL_OR_EMPTY,
    OPTION_LISTEN,           /* 127.0.0.1:8080, [::1]:0 */
    OPTION_ADDRESS_OR_EMPTY, /* an IP address */
    OPTION_CONTACT,          /* one word, for a header */
    OPTION_LEVEL,
    OPTION_SECRET_FILE,     /* a file that holds a secret, or empty; never repeated */
    OPTION_PRESET_OR_EMPTY, /* of a model provider */
    OPTION_MAX_FIELD,       /* enum max_field */
    OPTION_NUMBER_OR_EMPTY, /* as JSON writes it */
    OPTION_OBJECT_OR_EMPTY, /* a JSON object */
    /* Lists, which may go on over indented lines: */
    OPTION_CATEGORIES, /* of arXiv, at least one */
    OPTION_CATEGORIES_OR_EMPTY,
    OPTION_LANGUAGES, /* at least one */
    OPTION_NAMES,     /* of [model.NAME] sections */
};

struct option {
    const char *section, *key;
    enum option_type type;
    /* In the record: a const char *, int64_t, bool, enum max_field or text_list. */
    size_t offset;
    int64_t min, max;
    const char *otherwise; /* the default */
    const char *help;
};

/* The tables (config.c): of struct config, and of struct model_section. */
const struct option *config_options(size_t *ret_count);
const struct option *model_options(size_t *ret_count);

/* ERR_INVALID names section, key, what was found and what is allowed. */
NODISCARD bool option_set(const struct option *option, void *record,
                          struct arena *arena, const char *value, struct err *err);
/* What stands on a further line: only a list can be longer. */
NODISCARD bool option_add(const struct option *option, void *record,
                          struct arena *arena, const char *value, struct err *err);
bool option_is_list(const struct option *option);
/* Checks the words of `value` and adds them to the list (config_list.c). */
NODISCARD bool option_list_add(const struct option *option, struct text_list *list,
                               struct arena *arena, struct str value, struct err *err);
/* Where the option's value is. */
const void *option_value(const struct option *option, const void *record);

/* A [model.NAME] section as it is read: what its provider is made of. */
struct model_section {
    const char *preset;
    struct provider provider;
};
enum { MODEL_NAME_MAX = 32, MODELS_MAX = 16 };
/* Letters, digits, - and _. */
bool model_name_is_valid(struct str name);

/* "max_tokens", … in the order of enum max_field. */
const char *max_field_name(enum max_field field);

#endif
