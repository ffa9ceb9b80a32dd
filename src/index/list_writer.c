/* Gathers blocks of 128 postings, closes each with its highest impact; see
 * list_writer.h. */
#include "index/list_writer.h"

#include "base/mem.h"

#include <assert.h>

static const uint32_t no_doc = UINT32_MAX; /* the first gap is the document */

void list_writer_init(struct list_writer *writer, const uint32_t *lengths)
{
    *writer = (struct list_writer){ .lengths = lengths, .norms = impact_norms() };
    for (unsigned code = 0; code < FREQ_CODES; code++)
        writer->code_of[freq_packed_of[code]] = (unsigned char)code;
    writer->extra = buf_upto(UINT32_MAX);
    writer->blocks = buf_upto(UINT32_MAX);
    writer->place_bytes = buf_upto(UINT32_MAX);
}

void list_writer_done(struct list_writer *writer)
{
    free(writer->places.items);
    free(writer->heads.items);
    buf_done(&writer->extra);
    buf_done(&writer->blocks);
    buf_done(&writer->place_bytes);
}

void list_begin(struct list_writer *writer, bool is_facet)
{
    writer->is_facet = is_facet;
    writer->docs = 0;
    writer->before = no_doc;
    writer->count = 0;
    writer->block_impact = writer->list_impact = 0;
    writer->places.count = writer->heads.count = 0;
    buf_clear(&writer->extra);
    buf_clear(&writer->blocks);
    buf_clear(&writer->place_bytes);
}

static void add_bytes(struct buf *out, const unsigned char *bytes,
                      const unsigned char *end)
{
    buf_add(out, (struct str){ (const char *)bytes, (size_t)(end - bytes) });
}

static void add_run(struct buf *out, const uint32_t *values, unsigned count)
{
    unsigned char bytes[RUN_BYTES_MAX];
    add_bytes(out, bytes, run_write(bytes, values, count));
}

static void close_block(struct list_writer *writer)
{
    uint32_t before = writer->before;
    if (writer->block_impact > writer->list_impact)
        writer->list_impact = writer->block_impact;
    for (unsigned i = 0; i < writer->count; i++) {
        uint32_t doc = writer->gaps[i];
        writer->gaps[i] = doc - before - 1;
        before = doc;
    }
    writer->before = before;
    add_run(&writer->blocks, writer->gaps, writer->count);
    if (writer->is_facet)
        return;
    add_run(&writer->blocks, writer->codes, writer->count);
    buf_add(&writer->place_bytes, buf_str(&writer->extra));
    for (size_t i = 0; i < writer->places.count; i += RUN_MAX) {
        size_t left = writer->places.count - i;
        add_run(&writer->place_bytes, writer->places.items + i,
                (unsigned)(left < RUN_MAX ? left : RUN_MAX));
    }
}

static void next_block(struct list_writer *writer)
{
    close_block(writer);
    struct list_heads *heads = &writer->heads;
    if (heads->count == heads->capacity) {
        heads->capacity = heads->capacity ? heads->capacity * 2 : 64;
        heads->items = mem_resize(heads->items, heads->capacity * sizeof *heads->items);
    }
    heads->items[heads->count++] = (struct list_head){
        .last = writer->before,
        .end = (uint32_t)writer->blocks.len,
        .places_end = (uint32_t)writer->place_bytes.len,
        .bound = impact_bound(writer->block_impact),
    };
    writer->count = 0;
    writer->block_impact = 0;
    writer->places.count = 0;
    buf_clear(&writer->extra);
}

static void add_places(struct list_writer *writer, const uint32_t *places, size_t count,
                       uint32_t ret_counts[FIELD_COUNT])
{
    struct list_places *list = &writer->places;
    while (list->count + count > list->capacity) {
        list->capacity = list->capacity ? list->capacity * 2 : 1024;
        list->items = mem_resize(list->items, list->capacity * sizeof *list->items);
    }
    for (size_t i = 0; i < count; i++) {
        enum query_field field = position_field(places[i]);
        if (ret_counts[field] == places_max(field))
            continue;
        bool is_first = ret_counts[field]++ == 0;
        uint32_t before = is_first ? (uint32_t)field * FIELD_PLACES : places[i - 1];
        list->items[list->count++] = places[i] - before;
    }
}

static void add_extra(struct list_writer *writer, const uint32_t counts[FIELD_COUNT])
{
    for (enum query_field field = 0; field < FIELD_COUNT; field++) {
        unsigned char bytes[VARINT_BYTES_MAX];
        if (counts[field] >= freq_max(field))
            add_bytes(&writer->extra, bytes,
                      varint_write(bytes, counts[field] - freq_max(field)));
    }
}

void list_add(struct list_writer *writer, uint32_t doc, const uint32_t *places,
              size_t count)
{
    if (writer->count == RUN_MAX)
        next_block(writer);
    uint32_t counts[FIELD_COUNT] = { 0 };
    add_places(writer, places, count, counts);
    if (!writer->is_facet) {
        unsigned char freqs = freq_pack(counts);
        add_extra(writer, counts);
        float impact = impact_of(writer->norms, freqs, writer->lengths[doc]);
        if (impact > writer->block_impact)
            writer->block_impact = impact;
        writer->codes[writer->count] = writer->code_of[freqs];
    }
    writer->gaps[writer->count++] = doc;
    writer->docs++;
}

#define WRITE_COLUMN(out, heads, member)                                               \
    for (size_t i_ = 0; i_ < (heads)->count; i_++)                                     \
    file_writer_add((out), &(heads)->items[i_].member, sizeof(heads)->items[i_].member)

static void write_directory(const struct list_writer *writer, struct file_writer *out)
{
    const struct list_heads *heads = &writer->heads;
    WRITE_COLUMN(out, heads, last);
    WRITE_COLUMN(out, heads, end);
    if (writer->is_facet)
        return;
    WRITE_COLUMN(out, heads, places_end);
    WRITE_COLUMN(out, heads, bound);
}

bool list_end(struct list_writer *writer, struct file_writer *out, struct err *err)
{
    assert(writer->docs > 0);
    bool is_long = writer->docs > RUN_MAX;
    if (is_long)
        next_block(writer);
    else
        close_block(writer);
    unsigned char bound = impact_bound(writer->list_impact);
    if (writer->docs > 1 && !writer->is_facet)
        file_writer_add(out, &bound, sizeof bound);
    if (is_long)
        write_directory(writer, out);
    if (writer->extra.full || writer->blocks.full || writer->place_bytes.full)
        return err_set(err, ERR_LIMIT, "a list of the search index is too long");
    file_writer_add(out, writer->blocks.ptr, writer->blocks.len);
    file_writer_add(out, writer->place_bytes.ptr, writer->place_bytes.len);
    return true;
}
