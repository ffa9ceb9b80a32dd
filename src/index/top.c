/* The heap of top.h. */
#include "index/top.h"

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

void top_offer(struct top *top, struct arena *arena, const struct top_hit *hit)
{
    if (!top_takes(top, hit->score, hit->row))
        return;
    if (top->count < top->max) {
        ARENA_PUSH(arena, top, *hit);
        rise(top->items, top->count - 1);
        return;
    }
    top->items[0] = *hit;
    sink(top->items, top->count);
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
