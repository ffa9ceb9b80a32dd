/* The best so many of what is offered, the worst of them at hand: its score is the
 * threshold that the others must pass. */
#ifndef INDEX_TOP_H
#define INDEX_TOP_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct top_hit {
    double score; /* a float's worth; a key */
    int64_t row;
    uint32_t segment, doc;
};
/* A heap, its worst hit first. */
struct top {
    struct top_hit *items;
    size_t count, max, capacity;
    /* The threshold, less and more what a sum of floats may lose: a bound below the
     * first cannot win, one above the second may; between them the row decides. */
    double low, high;
};

void top_init(struct top *top, size_t max);

/* Higher scores first, newer rows first of equals. */
static inline bool hit_is_better(double score, int64_t row, const struct top_hit *than)
{
    return score > than->score || (score == than->score && row > than->row);
}

/* Would a hit as good as this be kept? */
static inline bool top_takes(const struct top *top, double score, int64_t row)
{
    return top->count < top->max ||
           (top->max > 0 && hit_is_better(score, row, &top->items[0]));
}

/* Could a document of this row whose score is at most `bound` be kept? */
static inline bool top_may_take(const struct top *top, double bound, int64_t row)
{
    return bound > top->high || (bound >= top->low && row > top->items[0].row);
}

/* Keeps it if top_takes it. */
void top_offer(struct top *top, struct arena *arena, const struct top_hit *hit);
/* Ends the heap: the best first. */
void top_sort(struct top *top);
void hits_sort(struct top_hit *hits, size_t count);

#endif
