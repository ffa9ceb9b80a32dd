/* Reads all that a segment holds, whole or damaged, and holds it to what segment.h
 * promises even then: documents exist and ascend, walks end. */
#ifndef WALK_SEGMENT_H
#define WALK_SEGMENT_H

#include "index/segment_parts.h"

#include <assert.h>

static inline void walk_columns(const struct segment *segment)
{
    uint32_t found;
    for (uint32_t doc = 0; doc < segment_docs(segment); doc++) {
        segment_find_row(segment, segment_row(segment, doc), &found);
        assert(segment_day(segment, doc) >= 0);
        assert(segment_length(segment, doc, FIELD_ABSTRACT) <= UINT16_MAX);
        uint32_t edition = segment_edition(segment, doc);
        assert(edition < segment_editions(segment));
        assert(segment_edition_name(segment, edition).len <= segment_bytes(segment));
    }
}

static inline void walk_document(struct posting_cursor *cursor)
{
    uint32_t places[300];
    float bound, impact = posting_impact(cursor);
    assert(impact >= 0 && impact <= 1);
    assert(posting_block_last(cursor, cursor->doc, &bound) >= cursor->doc);
    assert(posting_positions(cursor, places, COUNT_OF(places)) <= COUNT_OF(places));
    (void)posting_freqs(cursor);
}

/* Every `step`th document, by seeking. */
static inline void walk_list(const struct segment *segment,
                             const struct term_entry *entry, uint32_t step)
{
    static _Thread_local struct posting_cursor cursor;
    uint32_t least = 0;
    posting_start(&cursor, segment, entry);
    while (cursor.doc != POSTING_END) {
        assert(cursor.doc >= least && cursor.doc < segment_docs(segment));
        walk_document(&cursor);
        least = cursor.doc + step;
        if (step == 1)
            posting_next(&cursor);
        else
            posting_seek(&cursor, least);
    }
}

static inline void walk_segment(const struct segment *segment)
{
    static _Thread_local struct term_walk walk;
    uint64_t most = segment->footer.terms;
    struct term_entry entry;
    walk_columns(segment);
    for (term_walk_start(&walk, segment, LIT("")); term_walk_next(&walk);) {
        assert(most-- > 0);
        walk_list(segment, &walk.entry, 1);
        walk_list(segment, &walk.entry, 7);
    }
    if (segment_find_term(segment, LIT("cat:cs.CL"), &entry))
        walk_list(segment, &entry, 100);
    if (segment_find_term(segment, LIT("model"), &entry))
        walk_list(segment, &entry, 100);
}

#endif
