/* The command line of a played server: a const table of options with a value, and flags
 * without one. */
#ifndef SUPPORT_OPTIONS_H
#define SUPPORT_OPTIONS_H

#include "base/str.h"

struct fake_option {
    const char *name;
    int64_t max; /* of a number */
    /* One of them is set. */
    int64_t *number;
    const char **text;
    bool *flag;
};

/* ERR_INVALID for an unknown word (with `usage`), a value that is missing or out of
 * bounds. `words` end with NULL. */
NODISCARD bool fake_options_read(char **words, const struct fake_option *options,
                                 size_t count, const char *usage, struct err *err);
/* The process ends with the one that started it. */
void fake_die_with_parent(void);

#endif
