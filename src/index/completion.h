/* What a prefix stands for: the words of the index that begin with it, the most
 * frequent ones. */
#ifndef INDEX_COMPLETION_H
#define INDEX_COMPLETION_H

#include "index/search.h"

enum {
    COMPLETIONS_MAX = 64, /* of a prefix */
    COMPLETIONS_OF_ALL_MAX =
        640 /* of a query's: the more there are, the fewer each has */
};

struct completion {
    const char *term;
    uint64_t docs; /* in all segments, dead ones counted as well */
};
struct completion_set {
    const struct query_node *node; /* the QUERY_PREFIX */
    struct completion *items;      /* most frequent first */
    size_t count;
};
struct completions {
    struct completion_set *items;
    size_t count, capacity;
};

/* Of all prefixes of the tree. Behind the deadline (monotonic µs, or 0) the rest stand
 * for nothing. */
struct completions completions_find(const struct index_snapshot *snapshot,
                                    const struct query_node *root, int64_t deadline,
                                    struct arena *arena);
/* Those of one; NULL if there are none. */
const struct completion_set *completions_of(const struct completions *completions,
                                            const struct query_node *node);

#endif
