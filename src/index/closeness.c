/* The second stage of ranking: positions are read for a hundred hits, not for all. */
#include "index/closeness.h"

enum {
    TYPED_MAX = 32,    /* words; a longer text is not a title */
    LOOKUPS_MAX = 250, /* words times hits */
    FEW_WORDS = 4,     /* for more, only titles are looked at */
    PLACES_MAX = 64,   /* of a word in a document */
};
static const float weight_cover = 0.5F, weight_title = 0.3F, weight_abstract = 0.15F;

/* The words as they were typed: in order, those excluded and phrases left out. */
struct typed {
    const char *terms[TYPED_MAX];
    size_t count;
};

/* Where one of them stands in the hit. */
struct places {
    uint32_t items[PLACES_MAX], count, in_title;
};

static bool read_typed(const struct rank_words *words, struct typed *typed)
{
    for (size_t i = 0; i < words->count; i++) {
        const struct rank_word *word = &words->items[i];
        if (word->term_count != 1 || word->weight <= 0)
            continue;
        if (typed->count == TYPED_MAX)
            return false;
        typed->terms[typed->count++] = word->terms[0];
    }
    return typed->count > 1;
}

static void read_places(struct posting_cursor *cursor, uint32_t doc, bool title_only,
                        struct places *places)
{
    places->count = places->in_title = 0;
    posting_seek(cursor, doc);
    if (cursor->doc != doc ||
        (title_only && posting_freqs(cursor).in[FIELD_TITLE] == 0))
        return;
    places->count = posting_positions(cursor, places->items, PLACES_MAX);
    while (places->in_title < places->count &&
           position_field(places->items[places->in_title]) == FIELD_TITLE)
        places->in_title++;
}

/* Is there a place of the second right behind one of the first, from `start` on? */
static bool is_followed(const struct places *first, uint32_t start, uint32_t end,
                        const struct places *second)
{
    uint32_t at = 0;
    for (uint32_t i = start; i < end; i++) {
        while (at < second->count && second->items[at] <= first->items[i])
            at++;
        if (at < second->count && second->items[at] == first->items[i] + 1)
            return true;
    }
    return false;
}

/* Words that are there twice count twice, but never more than the title has. */
static float title_cover(const struct typed *typed, const struct places *places,
                         uint32_t title_length)
{
    uint32_t held = 0, covered = 0;
    for (size_t i = 0; i < typed->count; i++) {
        bool is_again = false;
        for (size_t j = 0; j < i && !is_again; j++)
            is_again = strcmp(typed->terms[i], typed->terms[j]) == 0;
        held += places[i].in_title > 0;
        covered += is_again ? 0 : places[i].in_title;
    }
    float asked = (float)held / (float)typed->count;
    covered = covered < title_length ? covered : title_length;
    return title_length == 0 ? 0 : asked * asked * (float)covered / (float)title_length;
}

static float bonus(const struct typed *typed, const struct places *places,
                   uint32_t title_length)
{
    uint32_t in_title = 0, in_abstract = 0;
    for (size_t i = 0; i + 1 < typed->count; i++) {
        const struct places *here = &places[i], *next = &places[i + 1];
        in_title += is_followed(here, 0, here->in_title, next);
        in_abstract += is_followed(here, here->in_title, here->count, next);
    }
    float pairs = (float)(typed->count - 1);
    return weight_cover * title_cover(typed, places, title_length) +
           weight_title * (float)in_title / pairs +
           weight_abstract * (float)in_abstract / pairs;
}

/* The hits of one segment, which stand together in the order of documents. */
static void raise_segment(const struct segment *segment, const struct typed *typed,
                          struct top_hit *hits, size_t count)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct posting_cursor *cursors =
        ARENA_ARRAY(&arena, struct posting_cursor, typed->count);
    struct places *places = ARENA_ARRAY(&arena, struct places, typed->count);
    for (size_t i = 0; i < typed->count; i++) {
        struct term_entry entry;
        cursors[i].doc = POSTING_END;
        if (segment_find_term(segment, str_of(typed->terms[i]), &entry))
            posting_start(&cursors[i], segment, &entry);
    }
    for (size_t h = 0; h < count; h++) {
        uint32_t doc = hits[h].doc;
        for (size_t i = 0; i < typed->count; i++)
            read_places(&cursors[i], doc, typed->count > FEW_WORDS, &places[i]);
        float raise = bonus(typed, places, segment_length(segment, doc, FIELD_TITLE));
        hits[h].score = (double)(float)(hits[h].score * (1 + (double)raise));
    }
}

static int by_place(const void *a, const void *b)
{
    const struct top_hit *left = a, *right = b;
    if (left->segment != right->segment)
        return left->segment < right->segment ? -1 : 1;
    return (left->doc > right->doc) - (left->doc < right->doc);
}

void closeness_apply(const struct index_snapshot *snapshot,
                     const struct rank_words *words, struct top *top, size_t most)
{
    struct typed typed = { .count = 0 };
    if (!read_typed(words, &typed) || top->count < 2)
        return;
    size_t looked_at = LOOKUPS_MAX / typed.count;
    looked_at = looked_at < most ? looked_at : most;
    looked_at = looked_at < top->count ? looked_at : top->count;
    qsort(top->items, looked_at, sizeof *top->items, by_place);
    for (size_t start = 0, end = 0; start < looked_at; start = end) {
        while (end < looked_at && top->items[end].segment == top->items[start].segment)
            end++;
        const struct index_segment *part =
            &snapshot->segments[top->items[start].segment];
        raise_segment(part->segment, &typed, &top->items[start], end - start);
    }
    hits_sort(top->items, looked_at);
}
