/* Puts the sections of a segment behind each other; see segment_writer.h. */
#include "index/segment_writer.h"

#include "base/mem.h"

#include <assert.h>

void segment_columns_init(struct segment_columns *columns, uint32_t docs)
{
    *columns = (struct segment_columns){
        .docs = docs,
        .rows = mem_alloc(docs * sizeof *columns->rows),
        .lengths = mem_alloc(docs * sizeof *columns->lengths),
        .days = mem_alloc(docs * sizeof *columns->days),
        .editions = mem_alloc(docs * sizeof *columns->editions),
    };
}

void segment_columns_done(struct segment_columns *columns)
{
    free(columns->rows);
    free(columns->lengths);
    free(columns->days);
    free(columns->editions);
}

void edition_list_init(struct edition_list *list)
{
    *list = (struct edition_list){ .names = buf_upto(UINT32_MAX) };
    edition_list_number(list, LIT(""));
}

void edition_list_done(struct edition_list *list)
{
    buf_done(&list->names);
    arena_done(&list->arena);
}

uint16_t edition_list_number(struct edition_list *list, struct str name)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_eq(str_of(list->items[i]), name))
            return (uint16_t)i;
    if (list->count == EDITIONS_MAX)
        return 0;
    const char *copy = arena_text(&list->arena, name);
    ARENA_PUSH(&list->arena, list, copy);
    buf_text(&list->names, copy);
    buf_char(&list->names, '\0');
    return (uint16_t)(list->count - 1);
}

static void begin_section(struct segment_writer *writer, enum segment_section section)
{
    static const unsigned char zeros[SEGMENT_ALIGN];
    uint64_t over = writer->file.bytes % SEGMENT_ALIGN;
    if (over > 0)
        file_writer_add(&writer->file, zeros, SEGMENT_ALIGN - over);
    writer->footer.sections[section].offset = writer->file.bytes;
}

static void end_section(struct segment_writer *writer, enum segment_section section)
{
    struct segment_span *span = &writer->footer.sections[section];
    span->bytes = writer->file.bytes - span->offset;
}

static void add_section(struct segment_writer *writer, enum segment_section section,
                        const void *bytes, size_t size)
{
    begin_section(writer, section);
    file_writer_add(&writer->file, bytes, size);
    end_section(writer, section);
}

static void add_columns(struct segment_writer *writer,
                        const struct segment_columns *columns)
{
    size_t docs = columns->docs;
    add_section(writer, SECTION_ROWS, columns->rows, docs * sizeof *columns->rows);
    add_section(writer, SECTION_LENGTHS, columns->lengths,
                docs * sizeof *columns->lengths);
    add_section(writer, SECTION_DAYS, columns->days, docs * sizeof *columns->days);
    add_section(writer, SECTION_EDITIONS, columns->editions,
                docs * sizeof *columns->editions);
}

bool segment_writer_open(struct segment_writer *writer, const char *path,
                         const struct segment_columns *columns,
                         const struct edition_list *editions, struct err *err)
{
    *writer = (struct segment_writer){ .footer = { .docs = columns->docs,
                                                   .editions = editions->count,
                                                   .format = SEGMENT_FORMAT,
                                                   .magic = SEGMENT_MAGIC } };
    list_writer_init(&writer->list, columns->lengths);
    if (!file_writer_open(&writer->file, path, err) ||
        !file_writer_open_aside(&writer->terms, path, err))
        return false;
    file_writer_add(&writer->file, writer->footer.magic, sizeof writer->footer.magic);
    add_columns(writer, columns);
    add_section(writer, SECTION_NAMES, editions->names.ptr, editions->names.len);
    begin_section(writer, SECTION_LISTS);
    return true;
}

static size_t shared_bytes(const unsigned char *a, size_t a_len, struct str b)
{
    size_t shared = 0, most = a_len < b.len ? a_len : b.len;
    while (shared < most && a[shared] == (unsigned char)b.ptr[shared])
        shared++;
    return shared;
}

static void begin_block(struct segment_writer *writer)
{
    struct term_blocks *blocks = &writer->blocks;
    if (blocks->count == blocks->capacity) {
        blocks->capacity = blocks->capacity ? blocks->capacity * 2 : 256;
        blocks->items =
            mem_resize(blocks->items, blocks->capacity * sizeof *blocks->items);
    }
    blocks->items[blocks->count++] = writer->terms.bytes;
    unsigned char bytes[VARINT_BYTES_MAX];
    uint64_t offset =
        writer->file.bytes - writer->footer.sections[SECTION_LISTS].offset;
    file_writer_add(&writer->terms, bytes,
                    (size_t)(varint_write(bytes, offset) - bytes));
}

void segment_writer_begin_term(struct segment_writer *writer, struct str key)
{
    assert(key.len <= sizeof writer->key);
    size_t shared = 0;
    if (writer->footer.terms % TERM_BLOCK == 0)
        begin_block(writer);
    else
        shared = shared_bytes(writer->key, writer->key_len, key);
    unsigned char head[2 * VARINT_BYTES_MAX];
    unsigned char *end = varint_write(varint_write(head, shared), key.len - shared);
    file_writer_add(&writer->terms, head, (size_t)(end - head));
    file_writer_add(&writer->terms, key.ptr + shared, key.len - shared);
    memcpy(writer->key, key.ptr, key.len);
    writer->key_len = key.len;
    writer->footer.terms++;
    writer->list_start = writer->file.bytes;
    list_begin(&writer->list, key.len > 0 && writer->key[0] == FACET_MARK);
}

/* One document, as half of all terms have: docs and bytes are one number. */
bool segment_writer_end_term(struct segment_writer *writer, struct err *err)
{
    if (!list_end(&writer->list, &writer->file, err) ||
        !file_writer_check(&writer->file, err) ||
        !file_writer_check(&writer->terms, err))
        return false;
    uint64_t bytes = writer->file.bytes - writer->list_start;
    unsigned char entry[2 * VARINT_BYTES_MAX], *end = entry;
    if (writer->list.docs == 1)
        end = varint_write(end, bytes << 1 | 1);
    else
        end = varint_write(varint_write(end, (uint64_t)writer->list.docs << 1), bytes);
    file_writer_add(&writer->terms, entry, (size_t)(end - entry));
    return true;
}

bool segment_writer_commit(struct segment_writer *writer, struct err *err)
{
    struct segment_footer *footer = &writer->footer;
    end_section(writer, SECTION_LISTS);
    begin_section(writer, SECTION_TERMS);
    file_writer_append(&writer->file, &writer->terms);
    end_section(writer, SECTION_TERMS);
    add_section(writer, SECTION_TERM_BLOCKS, writer->blocks.items,
                writer->blocks.count * sizeof *writer->blocks.items);
    file_writer_flush(&writer->file);
    footer->body_sum = writer->file.sum;
    footer->own_sum = segment_sum(0, (const unsigned char *)footer,
                                  offsetof(struct segment_footer, own_sum));
    file_writer_add(&writer->file, footer, sizeof *footer);
    return file_writer_commit(&writer->file, err);
}

void segment_writer_done(struct segment_writer *writer)
{
    file_writer_done(&writer->file);
    file_writer_done(&writer->terms);
    list_writer_done(&writer->list);
    free(writer->blocks.items);
}
