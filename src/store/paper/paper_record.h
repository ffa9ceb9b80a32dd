/* A paper as a row: the one place that knows its columns and their order. */
#ifndef STORE_PAPER_RECORD_H
#define STORE_PAPER_RECORD_H

#include "model/paper.h"
#include "store/db.h"

/* Rows are numbered in date order: the day, then a number within it. */
enum { PAPER_DAY_SHIFT = 20, PAPER_DAY_MAX = (1 << PAPER_DAY_SHIFT) - 1 };
static inline int64_t paper_first_row(int64_t day)
{
    return day * (INT64_C(1) << PAPER_DAY_SHIFT);
}

/* Names as a row keeps them, one a line; codes, with spaces between. */
void paper_record_split(struct arena *arena, struct str text, char separator,
                        struct text_list *ret_list);
/* Reads the columns of the view paper_record. */
void paper_record_read(struct rows *rows, struct arena *arena, struct paper *ret_paper);
/* Finding none is no failure here. */
NODISCARD bool paper_record_get(struct db *db, const char *key, struct arena *arena,
                                struct paper *ret_paper, bool *ret_found,
                                struct err *err);
NODISCARD bool paper_record_get_row(struct db *db, int64_t row, struct arena *arena,
                                    struct paper *ret_paper, struct err *err);

/* The row, its categories and its words in the search index. */
NODISCARD bool paper_record_insert(struct db *db, const struct paper *paper,
                                   struct err *err);
/* `old` is what is stored; row and key are the same. */
NODISCARD bool paper_record_update(struct db *db, const struct paper *old,
                                   const struct paper *paper, struct err *err);
/* The paper is to be indexed as it stands now in its row. */
NODISCARD bool paper_record_note(struct db *db, int64_t row, struct err *err);
/* Keeps the text of `old` as its version. */
NODISCARD bool paper_record_keep_version(struct db *db, const struct paper *old,
                                         struct err *err);

#endif
