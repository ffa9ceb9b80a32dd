/* The inside of an open segment, for the files that read one; the layout of the file is
 * described in docs/index.md. */
#ifndef INDEX_SEGMENT_PARTS_H
#define INDEX_SEGMENT_PARTS_H

#include "index/impact.h"
#include "index/run.h"
#include "index/segment.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
               "segments are read as stored");

enum segment_section {
    SECTION_ROWS,        /* int64 a document, descending */
    SECTION_LENGTHS,     /* uint32 a document: title, authors, abstract << 16 */
    SECTION_DAYS,        /* uint16 a document */
    SECTION_EDITIONS,    /* uint16 a document */
    SECTION_NAMES,       /* of the editions, a NUL behind each; the first is "" */
    SECTION_LISTS,       /* of postings */
    SECTION_TERMS,       /* the dictionary, in blocks */
    SECTION_TERM_BLOCKS, /* uint64 a block: where it begins */
    SECTION_COUNT,
};
enum {
    TERM_BLOCK = 32,   /* terms in a block of the dictionary */
    SEGMENT_ALIGN = 8, /* of each section */
    EDITIONS_MAX = 1 << 16,
    FACET_MARK = 0xFF,   /* before a facet in the dictionary: behind all words */
    LIST_HEAD_BYTES = 13 /* of a block in the directory of a long list */
};

/* At the end of the file. */
struct segment_footer {
    struct segment_span {
        uint64_t offset, bytes;
    } sections[SECTION_COUNT];
    uint64_t docs, editions, terms;
    uint64_t format;
    uint64_t body_sum; /* segment_sum of what stands before the footer */
    uint64_t own_sum;  /* segment_sum of the footer up to here */
    char magic[8];
};
#define SEGMENT_MAGIC "PFINDEX"

struct segment {
    const unsigned char *bytes;
    size_t size;
    bool is_mapped;
    struct segment_footer footer;
    uint32_t docs, editions;
    const int64_t *rows;
    const uint32_t *lengths;
    const uint16_t *days, *edition_of;
    const uint64_t *term_blocks;
    size_t term_block_count;
    struct str *edition_names;
    const struct impact_norms *norms;
};

/* A checksum that runs at memory's speed; `sum` starts at 0 and goes on over pieces
 * that are multiples of 8 bytes, but for the last. */
uint64_t segment_sum(uint64_t sum, const unsigned char *bytes, size_t size);
/* Whether the bytes are those that were written; reads them all. */
bool segment_is_whole(const struct segment *segment);
/* A segment over bytes in memory, aligned to 8, that outlive it (tests, fuzzers). */
NODISCARD bool segment_read(const unsigned char *bytes, size_t size,
                            struct segment **ret_segment, struct err *err);

/* The term as the dictionary has it: cut at SEGMENT_TERM_MAX, a facet marked so that
 * all of them stand behind all words. Returns its bytes. */
size_t term_key(struct str term, unsigned char out[SEGMENT_TERM_MAX + 1]);

static inline const unsigned char *section_start(const struct segment *segment,
                                                 enum segment_section section)
{
    return segment->bytes + segment->footer.sections[section].offset;
}
static inline const unsigned char *section_end(const struct segment *segment,
                                               enum segment_section section)
{
    return section_start(segment, section) + segment->footer.sections[section].bytes;
}

/* Lengths as the column holds them. */
static inline uint32_t lengths_pack(const uint32_t words[FIELD_COUNT])
{
    uint32_t title = words[FIELD_TITLE] < 255 ? words[FIELD_TITLE] : 255;
    uint32_t authors = words[FIELD_AUTHORS] < 255 ? words[FIELD_AUTHORS] : 255;
    uint32_t abstract = words[FIELD_ABSTRACT] < 65535 ? words[FIELD_ABSTRACT] : 65535;
    return title | authors << 8 | abstract << 16;
}
static inline uint32_t lengths_field(uint32_t packed, enum query_field field)
{
    if (field == FIELD_ABSTRACT)
        return packed >> 16;
    return packed >> (field == FIELD_AUTHORS ? 8 : 0) & 0xFF;
}

#endif
