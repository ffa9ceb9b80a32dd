/* The ledger: announced against stored, by day, category and section. Rows are written
 * by list_store_put_batch and recounted when a missing paper arrives. */
#ifndef STORE_LEDGER_STORE_H
#define STORE_LEDGER_STORE_H

#include "model/announcement.h"
#include "model/category.h"
#include "store/store.h"

struct ledger_list {
    struct ledger_row *items;
    size_t count, capacity;
};

/* Newest day first, then category, then section. */
struct ledger_query {
    int32_t from, until;  /* days, inclusive */
    const char *category; /* NULL: all */
    bool only_incomplete;
    int64_t limit;
};
NODISCARD bool ledger_store_list(struct db *db, const struct ledger_query *query,
                                 struct arena *arena, struct ledger_list *ret_rows,
                                 struct err *err);

/* A weekday on which we looked and arXiv announced nothing new in this category: so it
 * is not a missed day. */
NODISCARD bool ledger_store_put_quiet(struct db *db, const char *category, int32_t day,
                                      int64_t now, struct err *err);
/* Writes a "missed" row for every weekday strictly between `after` and `before` that
 * has neither a row nor is known as quiet; at most the last 30 of them. */
NODISCARD bool ledger_store_put_missed(struct db *db, const char *category,
                                       int32_t after, int32_t before, int64_t now,
                                       struct err *err);

#endif
