/* Offers the documents of a window to the best so far, scoring those that could be
 * among them. */
#ifndef INDEX_RANK_H
#define INDEX_RANK_H

#include "index/scorer.h"
#include "index/top.h"

struct keyed_doc {
    uint32_t doc;
    int64_t key;
};
struct ranking {
    const struct index_segment *part;
    uint32_t part_number;
    struct scorers scorers; /* none of them: newest first */
    struct keyed_docs {
        struct keyed_doc *items; /* by document */
        size_t count, capacity, at;
    } keyed;
    bool by_words; /* a document without any of them is not offered */
    bool by_key;
    struct top *top;
    struct arena *arena; /* that the best live in */
};

/* Could any document of the window be among the best? The windows ascend. */
bool rank_may_take(struct ranking *ranking, uint32_t first, uint32_t end);
/* Then these are offered. */
void rank_window(struct ranking *ranking, const struct window *matches);

#endif
