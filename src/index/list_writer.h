/* The postings of one term, told in the order of documents, into the bytes that a
 * posting_cursor reads (docs/index.md). What builds a segment and what merges some
 * both write lists with it. */
#ifndef INDEX_LIST_WRITER_H
#define INDEX_LIST_WRITER_H

#include "base/buf.h"
#include "index/file_writer.h"
#include "index/segment_parts.h"

struct list_writer {
    const uint32_t *lengths; /* of the documents written, as the column holds them */
    const struct impact_norms *norms;
    unsigned char code_of[FREQ_CODES]; /* freq_packed_of the other way round */
    bool is_facet;
    uint32_t docs;          /* told of this list */
    uint32_t before;        /* the last document of the block before */
    unsigned count;         /* in the open block */
    uint32_t gaps[RUN_MAX]; /* documents, then the gaps between */
    uint32_t codes[RUN_MAX];
    float block_impact, list_impact; /* the largest */
    struct list_places {
        uint32_t *items;
        size_t count, capacity;
    } places;         /* of the open block, as gaps */
    struct buf extra; /* counts that codes cannot say, of the open block */
    struct list_heads {
        struct list_head {
            uint32_t last, end, places_end;
            unsigned char bound;
        } * items;
        size_t count, capacity;
    } heads; /* of closed blocks */
    struct buf blocks, place_bytes;
};

void list_writer_init(struct list_writer *writer, const uint32_t *lengths);
void list_writer_done(struct list_writer *writer);

void list_begin(struct list_writer *writer, bool is_facet);
/* `doc` is above the one before. `places`: ascending, as posting_positions gives them;
 * of a facet there are none. */
void list_add(struct list_writer *writer, uint32_t doc, const uint32_t *places,
              size_t count);
/* Writes the list; the bytes are what `out` grew by. ERR_LIMIT: it is too long. */
NODISCARD bool list_end(struct list_writer *writer, struct file_writer *out,
                        struct err *err);

#endif
