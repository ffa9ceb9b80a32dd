/* What a configuration value may be, by type: checked, then put in its place. */
#ifndef CONFIG_CHECK_H
#define CONFIG_CHECK_H

#include "config.h"

enum option_type {
    OPTION_TEXT, /* min to max bytes */
    OPTION_INT,  /* min to max */
    OPTION_URL,  /* http(s)://…, no slash at the end */
    OPTION_URL_OR_EMPTY,
    OPTION_LISTEN,           /* 127.0.0.1:8080, [::1]:0 */
    OPTION_ADDRESS_OR_EMPTY, /* an IP address */
    OPTION_CATEGORIES,       /* arXiv categories; sets config->categories too */
    OPTION_CONTACT,          /* one word, for a header */
    OPTION_LEVEL,
};

struct option {
    const char *section, *key;
    enum option_type type;
    size_t offset; /* in struct config: a const char * or an int64_t */
    int64_t min, max;
    const char *otherwise; /* the default */
    const char *help;
};

/* ERR_INVALID names section, key, what was found and what is allowed. */
NODISCARD bool option_set(const struct option *option, struct config *config,
                          struct arena *arena, const char *value, struct err *err);
/* As it may stand in the file. */
void option_print(const struct option *option, const struct config *config,
                  struct buf *out);
void option_put_json(const struct option *option, const struct config *config,
                     cJSON *section);

#endif
