/* What the files of the posting cursor share: the directory of a list's blocks, and the
 * codes of the block at hand. */
#ifndef INDEX_POSTING_BLOCK_H
#define INDEX_POSTING_BLOCK_H

#include "index/segment_parts.h"

/* The directory's columns of four bytes a block; behind them, a byte of bound a block.
 * A facet has the first two. */
enum posting_head { HEAD_LAST, HEAD_END, HEAD_PLACES_END, HEAD_WORDS };

static inline size_t posting_head_bytes(bool is_facet)
{
    return is_facet ? HEAD_PLACES_END * sizeof(uint32_t)
                    : HEAD_WORDS * sizeof(uint32_t) + 1;
}
static inline uint32_t posting_head(const struct posting_cursor *cursor,
                                    enum posting_head column, uint32_t block)
{
    size_t at = (size_t)column * cursor->blocks + block;
    uint32_t word;
    memcpy(&word, cursor->directory + at * sizeof word, sizeof word);
    return word;
}
static inline unsigned char posting_head_bound(const struct posting_cursor *cursor,
                                               uint32_t block)
{
    if (cursor->is_facet)
        return 0;
    return cursor
        ->directory[(size_t)HEAD_WORDS * cursor->blocks * sizeof(uint32_t) + block];
}

/* Of the block at hand. */
void posting_read_freqs(struct posting_cursor *cursor);
static inline uint32_t posting_packed_freqs(struct posting_cursor *cursor)
{
    if (!cursor->freqs_ready)
        posting_read_freqs(cursor);
    return freq_packed_of[cursor->block_freqs[cursor->at] % FREQ_CODES];
}

#endif
