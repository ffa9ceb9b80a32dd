/* The heap of top.h. */
#include "index/top.h"

#include <math.h>
#include <stdlib.h>

static bool is_worse(const struct top_hit *a, const struct top_hit *b)
{
    return hit_is_better(b->score, b->row, a);
}

static void swap(struct top_hit *a, struct top_hit *b)
{
    struct top_hit kept = *a;
    *a = *b;
    *b = kept;
}

static void rise(struct top_hit *items, size_t at)
{
    while (at > 0 && is_worse(&items[at], &items[(at - 1) / 2])) {
        swap(&items[at], &items[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
}

static void sink(struct top_hit *items, size_t count)
{
    size_t at = 0;
    for (;;) {
        size_t left = 2 * at + 1, right = left + 1, worst = at;
        if (left < count && is_worse(&items[left], &items[worst]))
            worst = left;
        if (right < count && is_worse(&items[right], &items[worst]))
            worst = right;
        if (worst == at)
            return;
        swap(&items[at], &items[worst]);
        at = worst;
    }
}

void top_init(struct top *top, size_t max)
{
    *top = (struct top){ .max = max, .low = -INFINITY, .high = -INFINITY };
    if (max == 0)
        top->low = top->high = INFINITY;
}

/* Only of a threshold of 0 is it known that a bound that equals it is exact. */
static void raise_threshold(struct top *top)
{
    static const double relative = 1e-6, nothing = 1e-12;
    double score = top->items[0].score;
    top->low = score - relative * fabs(score) - nothing;
    top->high = score == 0 ? nothing : top->low;
}

void top_offer(struct top *top, struct arena *arena, const struct top_hit *hit)
{
    if (!top_takes(top, hit->score, hit->row))
        return;
    if (top->count < top->max) {
        ARENA_PUSH(arena, top, *hit);
        rise(top->items, top->count - 1);
    } else {
        top->items[0] = *hit;
        sink(top->items, top->count);
    }
    if (top->count == top->max)
        raise_threshold(top);
}

static int best_first(const void *a, const void *b)
{
    const struct top_hit *left = a, *right = b;
    return is_worse(left, right) - is_worse(right, left);
}

void hits_sort(struct top_hit *hits, size_t count)
{
    if (count > 1)
        qsort(hits, count, sizeof *hits, best_first);
}

void top_sort(struct top *top)
{
    hits_sort(top->items, top->count);
}
