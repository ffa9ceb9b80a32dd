/* A FAQ as rows: what the files that write and find it share. */
#ifndef STORE_FAQ_RECORD_H
#define STORE_FAQ_RECORD_H

#include "model/faq.h"
#include "store/db.h"

/* Reads the columns of the view faq_record. */
void faq_record_read(struct rows *rows, struct arena *arena, struct faq *ret_faq);
/* The first row of a statement that selects from that view, with its answers; where
 * there is none, the row number is 0. */
NODISCARD bool faq_record_get(struct db *db, enum sql sql, struct db_args args,
                              struct arena *arena, struct faq *ret_faq,
                              struct err *err);

#endif
