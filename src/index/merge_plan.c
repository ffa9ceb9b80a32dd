/* Which segments to merge. Those of a size (within a factor) gather in tiers; a tier
 * that is full becomes one segment of the next, so a paper is rewritten as often as
 * there are tiers. One with many dead is rewritten by itself. */
#include "index/index_part.h"

enum {
    TIER_FACTOR = 8,
    TIER_FIRST = 512,     /* documents: what is smaller is all of one tier */
    LARGEST_TIMES = 4,    /* the others: a larger one is left as it is */
    DEAD_PERCENT_MAX = 25 /* of a segment's documents */
};

static uint32_t living(const struct index_segment *part)
{
    return segment_docs(part->segment) - part->dead_count;
}

static unsigned tier_of(const struct index_segment *part)
{
    unsigned tier = 0;
    for (uint64_t most = TIER_FIRST; living(part) > most; most *= TIER_FACTOR)
        tier++;
    return tier;
}

static bool has_many_dead(const struct index_segment *part)
{
    uint64_t dead = part->dead_count;
    return dead * 100 > (uint64_t)segment_docs(part->segment) * DEAD_PERCENT_MAX;
}

/* The smallest of a tier, as many as fit in one segment; 0 if no two do. */
static size_t pick(const struct index_segment *segments, size_t count, int64_t *ids,
                   size_t max)
{
    uint64_t docs = 0;
    size_t picked = 0;
    for (size_t i = count; i > 0 && picked < max; i--) {
        docs += segment_docs(segments[i - 1].segment);
        if (docs > SEGMENT_DOCS_MAX)
            break;
        ids[picked++] = segments[i - 1].id;
    }
    return picked > 1 ? picked : 0;
}

/* The smallest first: those of one tier stand side by side. */
static size_t full_tier(const struct index_snapshot *snapshot, int64_t *ids, size_t max)
{
    size_t end = snapshot->count;
    while (end > 0) {
        unsigned tier = tier_of(&snapshot->segments[end - 1]);
        size_t start = end;
        while (start > 0 && tier_of(&snapshot->segments[start - 1]) == tier)
            start--;
        size_t picked = 0;
        if (end - start >= TIER_FACTOR)
            picked = pick(&snapshot->segments[start], end - start, ids, max);
        if (picked > 0)
            return picked;
        end = start;
    }
    return 0;
}

size_t index_merge_rest(const struct index_snapshot *snapshot, int64_t *ids, size_t max)
{
    uint64_t others = 0;
    for (size_t i = 1; i < snapshot->count; i++)
        others += living(&snapshot->segments[i]);
    bool is_large =
        others > 0 && living(&snapshot->segments[0]) > LARGEST_TIMES * others;
    return pick(snapshot->segments + is_large, snapshot->count - is_large, ids, max);
}

size_t index_merge_plan(const struct index_snapshot *snapshot, int64_t *ids, size_t max)
{
    size_t picked = full_tier(snapshot, ids, max);
    for (size_t i = 0; picked == 0 && max > 0 && i < snapshot->count; i++) {
        if (has_many_dead(&snapshot->segments[i]))
            ids[picked++] = snapshot->segments[i].id;
    }
    return picked;
}
