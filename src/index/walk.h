/* One walk over all segments: the best of what a query matches, and exact counts. */
#ifndef INDEX_WALK_H
#define INDEX_WALK_H

#include "index/match.h"
#include "index/rank.h"
#include "index/tally.h"

struct walk {
    const struct index_snapshot *snapshot;
    const struct search_ask *ask;
    struct arena *arena; /* of the results */
    const struct completions *completions;
    const struct score_words *words; /* NULL: newest first */
    const struct top *without;       /* sorted; these are not offered, or NULL */
    bool is_by_words;                /* only what holds one of the words is offered */
    bool is_counted; /* else documents that cannot win are passed over */
    struct top top;
    struct tally tally;
    bool is_cut; /* the deadline came first */
};

void walk_run(struct walk *walk, const struct query_node *root);

#endif
