/* One segment of the search index: documents in date order, newest first, and for each
 * term who holds it. A file that never changes once it is written; read through mmap,
 * by any number of threads. (The plan of Lucene and its kin: immutable segments that
 * are merged; blocks of 128 postings with their highest score, so that a search can
 * skip what cannot win: Ding & Suel, "Faster top-k document retrieval using block-max
 * indexes", SIGIR 2011.)
 *
 * The layout is described in docs/index.md. Everything read is bounds-checked where it
 * is first touched: a damaged file gives ERR_BROKEN or wrong hits, never a crash. */
#ifndef INDEX_SEGMENT_H
#define INDEX_SEGMENT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/thread.h"
#include "model/query.h"

enum {
    SEGMENT_FORMAT = 1,
    SEGMENT_BLOCK = 128, /* postings that are decoded at once */
    SEGMENT_DOCS_MAX = 1 << 24,
    SEGMENT_TERM_MAX = 500, /* bytes; a longer facet is cut there */
};

/* What is told of a document. Facets are terms without place: "cat:cs.CL", "cat:cs",
 * "branch:arxiv", "venue:iclr", "edition:iclr.2024", "group:oral", "has:code",
 * "name:jianlin su". */
struct index_doc {
    int64_t row; /* the store's number of the paper, in date order, above 0 */
    int32_t day; /* what date: means: announced, else first version; 0 … 65535 */
    const char *title, *abstract; /* abstract may be NULL */
    const char *const *authors;
    size_t author_count;
    const char *const *facets;
    size_t facet_count;
    const char *edition; /* "ICLR.2024" for counts by venue, or NULL */
};

/* Gathers documents in memory. A row given twice keeps what came last. */
struct segment_builder;
struct segment_builder *segment_builder_new(void);
void segment_builder_free(struct segment_builder *builder); /* NULL is fine */
void segment_builder_add(struct segment_builder *builder, const struct index_doc *doc);
/* Writes the file and brings it to the disk, name included. ERR_BROKEN: the system's
 * reason; nothing is left behind then. */
NODISCARD bool segment_builder_write(struct segment_builder *builder, const char *path,
                                     struct err *err);

struct segment;
NODISCARD bool segment_open(const char *path, struct segment **ret_segment,
                            struct err *err);
void segment_close(struct segment *segment); /* NULL is fine */
/* Reads it all: checksum and structure. Slow on purpose. */
NODISCARD bool segment_check(const struct segment *segment, struct err *err);

uint32_t segment_docs(const struct segment *segment);
uint64_t segment_bytes(const struct segment *segment);
int64_t segment_row(const struct segment *segment, uint32_t doc);
int32_t segment_day(const struct segment *segment, uint32_t doc);
/* Words in a field, as stored: 255 at most for title and authors, 65535 else. */
uint32_t segment_length(const struct segment *segment, uint32_t doc,
                        enum query_field field);
/* A number below segment_editions; edition 0 is "" (none). */
uint32_t segment_edition(const struct segment *segment, uint32_t doc);
uint32_t segment_editions(const struct segment *segment);
struct str segment_edition_name(const struct segment *segment, uint32_t edition);
/* The document of a row; false if the segment holds none. */
bool segment_find_row(const struct segment *segment, int64_t row, uint32_t *ret_doc);

/* A term: where its postings stand. What holds a ":" is a facet, else it is a word. */
struct term_entry {
    uint32_t docs;   /* that hold it */
    uint64_t offset; /* the segment's own */
    uint64_t bytes;
    bool is_facet;
};
bool segment_find_term(const struct segment *segment, struct str term,
                       struct term_entry *ret_entry);
/* All words in byte order, then all facets in byte order, from `from` on. A place in
 * that walk: */
struct term_walk {
    const struct segment *segment;
    const char *term; /* until the next step; no NUL behind it; in `key` */
    size_t term_len;
    struct term_entry entry;
    /* The rest is the reader's own. */
    bool is_ahead; /* the next step was made already */
    bool damaged;  /* the walk ended early */
    uint64_t number, list;
    const unsigned char *place;
    size_t key_len;
    unsigned char key[512];
};
void term_walk_start(struct term_walk *walk, const struct segment *segment,
                     struct str from);
bool term_walk_next(struct term_walk *walk); /* fills term and entry */

/* The postings of one term, in the order of documents: ascending, and each of them
 * below segment_docs, whatever the file holds. */
enum { POSTING_END = UINT32_MAX };
struct posting_cursor {
    const struct segment *segment;
    uint32_t doc;  /* the current one; POSTING_END behind the last */
    uint32_t docs; /* all of them */
    bool is_facet;
    bool damaged; /* it ended early, or a position was lost */
    /* The rest is the reader's own: the directory of blocks, the decoded block. */
    bool freqs_ready, counts_ready;
    unsigned char bound; /* of the whole list */
    uint32_t at, in_block, block, blocks, near;
    const unsigned char *directory, *data, *places, *end;
    const unsigned char *freqs_at, *places_at, *chunks, *chunk_at;
    uint32_t chunk; /* of places: the one that is decoded */
    uint32_t block_docs[SEGMENT_BLOCK];
    uint32_t block_freqs[SEGMENT_BLOCK];
    uint32_t place_counts[SEGMENT_BLOCK];
    uint32_t place_starts[SEGMENT_BLOCK + 1];
    uint32_t chunk_places[SEGMENT_BLOCK];
};
/* On the first posting. A facet has no frequencies and no positions. */
void posting_start(struct posting_cursor *cursor, const struct segment *segment,
                   const struct term_entry *entry);
void posting_next_block(struct posting_cursor *cursor); /* for posting_next */
static inline void posting_next(struct posting_cursor *cursor)
{
    if (++cursor->at < cursor->in_block)
        cursor->doc = cursor->block_docs[cursor->at];
    else
        posting_next_block(cursor);
}
/* To the first document >= doc; never backwards. */
void posting_seek(struct posting_cursor *cursor, uint32_t doc);
/* Of the block in which `doc` (>= the current one) would stand, without decoding it:
 * its last document and a bound of posting_impact within. Past the end: POSTING_END, 0.
 */
uint32_t posting_block_last(struct posting_cursor *cursor, uint32_t doc,
                            float *ret_impact_bound);
/* A bound of posting_impact over the whole list. */
float posting_impact_bound(const struct posting_cursor *cursor);
/* How often the term stands in each field of the current document, saturated: 3 for
 * title and authors, 15 for the abstract. */
struct term_freqs {
    unsigned char in[FIELD_COUNT];
};
struct term_freqs posting_freqs(struct posting_cursor *cursor);
/* BM25F without the term's weight: 0 … 1 (index/bm25f.h), all fields. */
float posting_impact(struct posting_cursor *cursor);
/* Where it stands, ascending: the place in its field plus the field's own start, so
 * neighbours of one field differ by one and fields are far apart. At most `max` are
 * written; returns how many were. */
enum { FIELD_PLACES = 1 << 20 };
uint32_t posting_positions(struct posting_cursor *cursor, uint32_t *out, uint32_t max);
static inline enum query_field position_field(uint32_t position)
{
    uint32_t field = position / FIELD_PLACES;
    return (enum query_field)(field < FIELD_COUNT ? field : FIELD_COUNT - 1);
}

/* Several segments as one. `dead` holds a bitmap a segment (NULL: none dead): bit d is
 * set if document d was replaced elsewhere; of a row that stands twice the one of the
 * last segment given is kept. `stop` may be NULL. ERR_BUSY: stopped; ERR_BROKEN: one of
 * them is damaged, or the disk; ERR_LIMIT: too many documents; nothing is left behind.
 * Memory stays flat but for the numbering of documents. */
struct segment_merge {
    const struct segment *const *segments;
    const uint64_t *const *dead;
    size_t count;
};
NODISCARD bool segment_merge_write(const struct segment_merge *merge, const char *path,
                                   struct stop *stop, struct err *err);

#endif
