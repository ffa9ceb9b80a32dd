/* Window after window of each segment: what cannot win and need not be counted is not
 * even looked up. */
#include "index/walk.h"

#include "index/index_part.h"
#include "index/segment_parts.h"

struct segment_walk {
    struct walk *walk;
    const struct index_segment *part;
    struct matcher *matcher;
    struct ranking ranking;
    bool is_counted;
};

static bool is_late(struct walk *walk)
{
    int64_t deadline = walk->ask->deadline;
    walk->is_cut |= deadline > 0 && clock_monotonic_us() >= deadline;
    return walk->is_cut;
}

static void drop_dead(const struct index_segment *part, struct window *window)
{
    if (part->dead_count == 0)
        return;
    const uint64_t *dead = &part->dead[window->first / 64];
    for (uint32_t i = 0; i * 64 < window->end - window->first; i++)
        window->bits[i] &= ~dead[i];
}

static void drop_hits(const struct top *without, uint32_t segment,
                      struct window *window)
{
    for (size_t i = 0; without != NULL && i < without->count; i++) {
        const struct top_hit *hit = &without->items[i];
        if (hit->segment == segment && hit->doc >= window->first &&
            hit->doc < window->end)
            window_drop(window, hit->doc);
    }
}

static void walk_window(struct segment_walk *at, uint32_t doc)
{
    const struct segment *segment = at->part->segment;
    struct window window;
    window_open(&window, doc, segment_docs(segment));
    bool is_wanted = rank_may_take(&at->ranking, window.first, window.end);
    if (!is_wanted && !at->is_counted)
        return;
    drop_dead(at->part, &window);
    matcher_restrict(at->matcher, &window);
    if (at->is_counted)
        tally_window(&at->walk->tally, segment, &window);
    drop_hits(at->walk->without, at->ranking.part_number, &window);
    if (is_wanted && !window_is_empty(&window))
        rank_window(&at->ranking, &window);
}

static void walk_windows(struct segment_walk *at)
{
    uint32_t docs = segment_docs(at->part->segment), from = 0;
    while (from < docs && !is_late(at->walk)) {
        uint32_t doc = matcher_next(at->matcher, from);
        if (doc >= docs)
            return;
        walk_window(at, doc);
        from = doc - doc % WINDOW_DOCS + WINDOW_DOCS;
    }
}

/* Keys ascend by row, so from the last on documents ascend. */
static struct keyed_docs keyed_docs_of(const struct segment *segment,
                                       const struct row_keys *keys, struct arena *arena)
{
    struct keyed_docs keyed = { 0 };
    for (size_t i = keys->count; i > 0; i--) {
        const struct row_key *key = &keys->items[i - 1];
        uint32_t doc = 0;
        if (segment_find_row(segment, key->row, &doc))
            ARENA_PUSH(arena, &keyed, ((struct keyed_doc){ doc, key->key }));
    }
    return keyed;
}

/* A count that is known needs no walk over what cannot win. */
static bool must_count(struct walk *walk, const struct matcher *matcher)
{
    uint64_t known = 0;
    if (!walk->is_counted)
        return false;
    if (walk->ask->facets || !matcher_knows_count(matcher, &known))
        return true;
    walk->tally.total += (int64_t)known;
    return false;
}

static void walk_segment(struct walk *walk, uint32_t number,
                         const struct query_node *root)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct index_segment *part = &walk->snapshot->segments[number];
    struct match_scope scope = { part, walk->ask, walk->completions, &arena };
    struct segment_walk at = { .walk = walk, .part = part };
    at.matcher = matcher_make(&scope, root);
    if (at.matcher->kind == &match_none)
        return;
    at.is_counted = must_count(walk, at.matcher);
    at.ranking = (struct ranking){ .part = part,
                                   .part_number = number,
                                   .by_words = walk->is_by_words,
                                   .by_key = walk->ask->order == SEARCH_KEYED,
                                   .top = &walk->top,
                                   .arena = walk->arena };
    if (at.ranking.by_key)
        at.ranking.keyed = keyed_docs_of(part->segment, &walk->ask->keys, &arena);
    if (walk->words != NULL)
        at.ranking.scorers = scorers_open(part->segment, walk->words, &arena);
    tally_segment_start(&walk->tally, part->segment, &arena);
    walk_windows(&at);
    tally_segment_end(&walk->tally, part->segment, walk->arena);
}

void walk_run(struct walk *walk, const struct query_node *root)
{
    tally_start(&walk->tally, walk->ask->facets, walk->arena);
    for (uint32_t i = 0; i < walk->snapshot->count && !is_late(walk); i++)
        walk_segment(walk, i, root);
}
