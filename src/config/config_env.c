/* See config_env.h. */
#include "config/config_env.h"

#include <stdlib.h>

const char *config_env(const char *section, const char *key, struct arena *arena,
                       const char **ret_name)
{
    char *name = arena_printf(arena, "PAPERFEED_%s_%s", section, key);
    for (char *c = name; *c != '\0'; c++) {
        if (char_is_lower(*c))
            *c = (char)(*c - 'a' + 'A');
        else if (*c == '-')
            *c = '_';
    }
    *ret_name = name;
    return getenv(name);
}
