/* The second look at a head; see server_head.h. */
#include "http/server_head.h"

#include <microhttpd.h>

enum { SPACES_MAX = 32 };

bool head_is_known(void)
{
    return strcmp(MHD_get_version(), "0.9.75") == 0;
}

void head_begin(struct head_walk *walk, const char *method, size_t target_len,
                const char *version)
{
    uintptr_t expected = (uintptr_t)method + strlen(method) + 1 + target_len + 1;
    walk->sound = (uintptr_t)version == expected;
    walk->at = version + strlen(version);
}

/* From `at`, a line end and then `next`. */
static bool line_ends_before(const char *at, const char *next)
{
    return (uintptr_t)next == (uintptr_t)at + 2 && at[0] == '\0' && at[1] == '\0';
}

static bool only_spaces_between(const char *from, const char *to)
{
    size_t gap = (uintptr_t)to - (uintptr_t)from;
    if (gap > SPACES_MAX)
        return false;
    for (size_t i = 0; i < gap; i++)
        if (from[i] != ' ' && from[i] != '\t')
            return false;
    return true;
}

void head_field(struct head_walk *walk, struct str name, struct str value)
{
    walk->sound = walk->sound && line_ends_before(walk->at, name.ptr) &&
                  name.ptr[name.len] == '\0' &&
                  only_spaces_between(name.ptr + name.len + 1, value.ptr);
    walk->at = value.ptr + value.len;
}

bool head_end(const struct head_walk *walk, const char *end)
{
    return walk->sound && (uintptr_t)end == (uintptr_t)walk->at + 4 &&
           line_ends_before(walk->at, walk->at + 2) &&
           line_ends_before(walk->at + 2, end);
}
