/* The lines of a list, and the orders in which a reader may have them. Where the words
 * or clicks do not tell, arXiv's order stays. */
#ifndef STORE_LIST_ORDER_H
#define STORE_LIST_ORDER_H

#include "store/db.h"
#include "store/list/list_store.h"

struct list_line {
    int64_t paper;
    enum section section;
    const char *key; /* NULL where the order is known without */
    bool stored;
};

struct list_lines {
    struct list_line *items;
    size_t count, capacity;
};

/* The lines come in arXiv's order. */
NODISCARD bool list_lines_sort(struct db *db, const struct list_query *query,
                               struct list_lines *lines, struct err *err);

#endif
