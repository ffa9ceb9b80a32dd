/* A segment's file, written in one pass: columns, then term by term its list, the
 * dictionary, the footer. Used by the builder and by merges; memory holds the columns
 * and one list. */
#ifndef INDEX_SEGMENT_WRITER_H
#define INDEX_SEGMENT_WRITER_H

#include "index/list_writer.h"

/* A value a document, newest first. */
struct segment_columns {
    uint32_t docs;
    int64_t *rows;
    uint32_t *lengths;
    uint16_t *days, *editions;
};
void segment_columns_init(struct segment_columns *columns, uint32_t docs);
void segment_columns_done(struct segment_columns *columns);

/* Names of editions by number; the first is "". */
struct edition_list {
    struct buf names; /* a NUL behind each */
    struct arena arena;
    const char **items;
    size_t count, capacity;
};
void edition_list_init(struct edition_list *list);
void edition_list_done(struct edition_list *list);
/* The number of the name, new or not; 0 when there are too many. */
uint16_t edition_list_number(struct edition_list *list, struct str name);

struct segment_writer {
    struct file_writer file, terms; /* the dictionary waits aside */
    struct list_writer list;
    struct segment_footer footer;
    unsigned char key[SEGMENT_TERM_MAX + 1]; /* the last one */
    size_t key_len;
    uint64_t list_start;
    struct term_blocks {
        uint64_t *items;
        size_t count, capacity;
    } blocks;
};

/* Columns must outlive the writer. */
NODISCARD bool segment_writer_open(struct segment_writer *writer, const char *path,
                                   const struct segment_columns *columns,
                                   const struct edition_list *editions,
                                   struct err *err);
/* Terms in the order of the dictionary (term_key), each with one posting at least:
 * begin, list_add to writer->list, end. */
void segment_writer_begin_term(struct segment_writer *writer, struct str key);
NODISCARD bool segment_writer_end_term(struct segment_writer *writer, struct err *err);
NODISCARD bool segment_writer_commit(struct segment_writer *writer, struct err *err);
void segment_writer_done(struct segment_writer *writer);

#endif
