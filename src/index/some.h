/* Which words to look for when hardly anything holds all of them. */
#ifndef INDEX_SOME_H
#define INDEX_SOME_H

#include "index/scorer.h"

struct some {
    const struct query_node *root; /* one of the words, and what the query filters by;
                                    * NULL: there are none */
    struct score_words words;      /* to rank by */
    int64_t least;                 /* at least so many documents match `root` */
};
struct some some_choose(const struct index_snapshot *snapshot,
                        const struct search_ask *ask, const struct score_words *words,
                        struct arena *arena);

#endif
