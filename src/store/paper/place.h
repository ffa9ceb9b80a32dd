/* How far work in the background has come that walks all papers, newest first; kept in
 * the database, so that it goes on after a stop at any moment. */
#ifndef STORE_PLACE_H
#define STORE_PLACE_H

#include "store/db.h"

enum { PLACE_DONE = 0 };
#define PLACE_START INT64_MAX

struct place {
    int64_t row;  /* papers below are still to be done */
    int64_t docs; /* papers that were indexed when it began */
};
/* One that was never begun is done. */
NODISCARD bool place_get(struct db *db, const char *name, struct place *ret_place,
                         struct err *err);
NODISCARD bool place_put(struct db *db, const char *name, const struct place *place,
                         struct err *err);

struct row_list {
    int64_t *items;
    size_t count, capacity;
};
/* The next papers of such a walk, at most `max`. */
NODISCARD bool place_next(struct db *db, int64_t below, size_t max, struct arena *arena,
                          struct row_list *ret_rows, struct err *err);

#endif
