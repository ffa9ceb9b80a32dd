/* Reads the list of a term block by block. What a damaged file says is believed only
 * where it keeps the promise of segment.h: documents ascend and exist. */
#include "index/posting_block.h"

static const uint32_t no_doc = UINT32_MAX;

static void end_cursor(struct posting_cursor *cursor, bool is_damaged)
{
    cursor->doc = POSTING_END;
    cursor->at = cursor->in_block = 0;
    cursor->block = cursor->blocks;
    cursor->damaged |= is_damaged;
}

static void add_up_few(uint32_t *values, uint32_t count, uint32_t before)
{
    for (uint32_t i = 0; i < count; i++)
        before = values[i] = values[i] + before + 1;
}

/* Gaps that cannot overflow when they are added up: 128 * 2^24 is below 2^32. */
static bool are_gaps(const uint32_t *values, uint32_t count)
{
    uint32_t any = 0;
    for (uint32_t i = 0; i < count; i++)
        any |= values[i];
    return any < SEGMENT_DOCS_MAX;
}

/* False: it is not there or makes no sense. */
static bool read_docs(struct posting_cursor *cursor, uint32_t block, uint32_t count)
{
    uint32_t start = 0, before = no_doc, *docs = cursor->block_docs;
    if (block > 0) {
        start = posting_head(cursor, HEAD_END, block - 1);
        before = posting_head(cursor, HEAD_LAST, block - 1);
    }
    if (start > (size_t)(cursor->end - cursor->data))
        return false;
    cursor->freqs_at = run_read(cursor->data + start, cursor->end, docs, count);
    if (cursor->freqs_at == NULL || !are_gaps(docs, count) ||
        (before != no_doc && before >= cursor->segment->docs))
        return false;
    if (count == SEGMENT_BLOCK)
        add_up_gaps(docs, before);
    else
        add_up_few(docs, count, before);
    return docs[count - 1] < cursor->segment->docs &&
           (cursor->directory == NULL ||
            docs[count - 1] == posting_head(cursor, HEAD_LAST, block));
}

static void load_block(struct posting_cursor *cursor, uint32_t block, uint32_t above)
{
    uint32_t left = cursor->docs - block * SEGMENT_BLOCK;
    uint32_t count = left < SEGMENT_BLOCK ? left : SEGMENT_BLOCK;
    if (!read_docs(cursor, block, count) ||
        (above != no_doc && cursor->block_docs[0] <= above)) {
        end_cursor(cursor, true);
        return;
    }
    cursor->block = block;
    cursor->at = 0;
    cursor->in_block = count;
    cursor->doc = cursor->block_docs[0];
    cursor->freqs_ready = cursor->counts_ready = false;
}

/* The parts of the list, from its first byte on. */
static bool find_parts(struct posting_cursor *cursor, const struct term_entry *entry)
{
    const struct segment *segment = cursor->segment;
    const unsigned char *at = section_start(segment, SECTION_LISTS);
    uint64_t all = segment->footer.sections[SECTION_LISTS].bytes;
    if (entry->docs == 0 || entry->docs > segment->docs || entry->offset > all ||
        entry->bytes > all - entry->offset)
        return false;
    at += entry->offset;
    cursor->end = at + entry->bytes;
    if (at < cursor->end && entry->docs > 1 && !entry->is_facet)
        cursor->bound = *at++;
    cursor->directory = NULL;
    cursor->data = cursor->places = at;
    if (cursor->blocks == 1)
        return true;
    size_t heads = (size_t)cursor->blocks * posting_head_bytes(entry->is_facet);
    if ((size_t)(cursor->end - at) < heads)
        return false;
    cursor->directory = at;
    cursor->data = at + heads;
    uint32_t size = posting_head(cursor, HEAD_END, cursor->blocks - 1);
    if (size > (size_t)(cursor->end - cursor->data))
        return false;
    cursor->places = cursor->data + size;
    return true;
}

void posting_start(struct posting_cursor *cursor, const struct segment *segment,
                   const struct term_entry *entry)
{
    cursor->segment = segment;
    cursor->docs = entry->docs;
    cursor->is_facet = entry->is_facet;
    cursor->damaged = false;
    cursor->bound = 0;
    cursor->blocks = entry->docs / SEGMENT_BLOCK + (entry->docs % SEGMENT_BLOCK > 0);
    cursor->near = 0;
    if (!find_parts(cursor, entry)) {
        end_cursor(cursor, true);
        return;
    }
    load_block(cursor, 0, no_doc);
    if (cursor->docs == 1 && !cursor->is_facet)
        cursor->bound = impact_bound(posting_impact(cursor));
}

void posting_next_block(struct posting_cursor *cursor)
{
    if (cursor->block + 1 < cursor->blocks)
        load_block(cursor, cursor->block + 1, cursor->block_docs[cursor->in_block - 1]);
    else
        end_cursor(cursor, false);
}

/* The first block from `from` on that ends at or behind `doc`; blocks if none does. */
static uint32_t find_block(const struct posting_cursor *cursor, uint32_t from,
                           uint32_t doc)
{
    uint32_t step = 1, behind = from;
    while (behind < cursor->blocks && posting_head(cursor, HEAD_LAST, behind) < doc) {
        from = behind + 1;
        behind += step;
        step *= 2;
    }
    behind = behind < cursor->blocks ? behind : cursor->blocks;
    while (from < behind) {
        uint32_t middle = from + (behind - from) / 2;
        if (posting_head(cursor, HEAD_LAST, middle) < doc)
            from = middle + 1;
        else
            behind = middle;
    }
    return from;
}

/* `doc` is not behind the block's last. */
static void seek_in_block(struct posting_cursor *cursor, uint32_t doc)
{
    const uint32_t *from = cursor->block_docs + cursor->at;
    uint32_t left = cursor->in_block - cursor->at;
    while (left > 1) {
        uint32_t half = left / 2;
        from += from[half - 1] < doc ? half : 0;
        left -= half;
    }
    cursor->at = (uint32_t)(from - cursor->block_docs);
    cursor->doc = *from;
}

void posting_seek(struct posting_cursor *cursor, uint32_t doc)
{
    if (doc <= cursor->doc)
        return;
    if (doc > cursor->block_docs[cursor->in_block - 1]) {
        uint32_t block = cursor->directory == NULL
                             ? cursor->blocks
                             : find_block(cursor, cursor->block + 1, doc);
        if (block >= cursor->blocks) {
            end_cursor(cursor, false);
            return;
        }
        load_block(cursor, block, cursor->doc);
        if (cursor->doc == POSTING_END)
            return;
    }
    seek_in_block(cursor, doc);
}

uint32_t posting_block_last(struct posting_cursor *cursor, uint32_t doc,
                            float *ret_impact_bound)
{
    *ret_impact_bound = 0;
    if (cursor->doc == POSTING_END)
        return POSTING_END;
    uint32_t last = cursor->block_docs[cursor->in_block - 1];
    unsigned char bound = cursor->bound;
    if (cursor->directory == NULL && doc > last)
        return POSTING_END;
    if (cursor->directory != NULL) {
        uint32_t near = cursor->near > cursor->block ? cursor->near : cursor->block;
        if (near > cursor->block && posting_head(cursor, HEAD_LAST, near - 1) >= doc)
            near = cursor->block;
        near = find_block(cursor, near, doc);
        if (near >= cursor->blocks)
            return POSTING_END;
        cursor->near = near;
        last = posting_head(cursor, HEAD_LAST, near);
        bound = posting_head_bound(cursor, near);
    }
    *ret_impact_bound = cursor->segment->norms->bounds[bound];
    return last;
}

float posting_impact_bound(const struct posting_cursor *cursor)
{
    return cursor->segment->norms->bounds[cursor->bound];
}

void posting_read_freqs(struct posting_cursor *cursor)
{
    uint32_t *codes = cursor->block_freqs;
    const unsigned char *behind =
        run_read(cursor->freqs_at, cursor->end, codes, cursor->in_block);
    cursor->places_at = behind;
    cursor->freqs_ready = true;
    if (behind != NULL)
        return;
    cursor->damaged = true;
    memset(codes, 0, sizeof cursor->block_freqs);
}

struct term_freqs posting_freqs(struct posting_cursor *cursor)
{
    struct term_freqs freqs = { { 0 } };
    if (cursor->doc == POSTING_END || cursor->is_facet)
        return freqs;
    uint32_t packed = posting_packed_freqs(cursor);
    for (enum query_field field = 0; field < FIELD_COUNT; field++)
        freqs.in[field] = (unsigned char)freq_in(packed, field);
    return freqs;
}

float posting_impact(struct posting_cursor *cursor)
{
    if (cursor->doc == POSTING_END || cursor->is_facet)
        return 0;
    return impact_of(cursor->segment->norms, posting_packed_freqs(cursor),
                     cursor->segment->lengths[cursor->doc]);
}
