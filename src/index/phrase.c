/* Neighbours by their positions: those that the first word leaves open are narrowed
 * down word by word, as two sorted lists are joined. */
#include "index/phrase.h"

enum { PHRASE_PLACES_MAX = 1024 }; /* of a word in a document; the rest is not seen */

/* Keeps the starts at which the next word stands `offset` further on. */
static uint32_t keep_followed(uint32_t *starts, uint32_t count, uint32_t offset,
                              const uint32_t *places, uint32_t place_count)
{
    uint32_t kept = 0, at = 0;
    for (uint32_t i = 0; i < count; i++) {
        while (at < place_count && places[at] < starts[i] + offset)
            at++;
        if (at < place_count && places[at] == starts[i] + offset)
            starts[kept++] = starts[i];
    }
    return kept;
}

static uint32_t keep_fields(uint32_t *starts, uint32_t count, unsigned mask)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        if ((mask >> position_field(starts[i]) & 1) != 0)
            starts[kept++] = starts[i];
    }
    return kept;
}

/* Where the phrase begins; `starts` has PHRASE_PLACES_MAX. */
static uint32_t find_starts(struct posting_cursor *cursors, size_t count, unsigned mask,
                            uint32_t *starts)
{
    uint32_t places[PHRASE_PLACES_MAX];
    uint32_t found = posting_positions(&cursors[0], starts, PHRASE_PLACES_MAX);
    if (mask != FIELDS_ALL)
        found = keep_fields(starts, found, mask);
    for (size_t i = 1; i < count && found > 0; i++) {
        uint32_t there = posting_positions(&cursors[i], places, PHRASE_PLACES_MAX);
        found = keep_followed(starts, found, (uint32_t)i, places, there);
    }
    return found;
}

bool phrase_is_there(struct posting_cursor *cursors, size_t count, unsigned mask)
{
    uint32_t starts[PHRASE_PLACES_MAX];
    return find_starts(cursors, count, mask, starts) > 0;
}

struct term_freqs phrase_freqs(struct posting_cursor *cursors, size_t count,
                               unsigned mask)
{
    static const unsigned char most[] = {
        [FIELD_TITLE] = 3, [FIELD_AUTHORS] = 3, [FIELD_ABSTRACT] = 15
    };
    uint32_t starts[PHRASE_PLACES_MAX];
    uint32_t found = find_starts(cursors, count, mask, starts);
    struct term_freqs freqs = { 0 };
    for (uint32_t i = 0; i < found; i++) {
        enum query_field field = position_field(starts[i]);
        freqs.in[field] += freqs.in[field] < most[field];
    }
    return freqs;
}
