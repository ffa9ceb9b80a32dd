/* Places of walks over all papers; see place.h. */
#include "store/place.h"

bool place_get(struct db *db, const char *name, int64_t *ret_row, struct err *err)
{
    int64_t row = PLACE_DONE;
    if (!db_number(db, SQL_PLACE_GET, ARGS(db_text(":name", name)), &row, err))
        return false;
    *ret_row = row;
    return true;
}

bool place_put(struct db *db, const char *name, int64_t row, struct err *err)
{
    if (row == PLACE_DONE)
        return db_run(db, SQL_PLACE_DELETE, ARGS(db_text(":name", name)), err);
    return db_run(db, SQL_PLACE_PUT, ARGS(db_text(":name", name), db_int(":row", row)),
                  err);
}

bool place_next(struct db *db, int64_t below, size_t max, struct arena *arena,
                struct row_list *ret_rows, struct err *err)
{
    struct row_list list = { 0 };
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_PAPER_LIST_BELOW,
             ARGS(db_int(":below", below), db_int(":limit", (int64_t)max)), &rows, err);
    while (rows_next(&rows))
        ARENA_PUSH(arena, &list, row_int(&rows));
    if (!rows_ok(&rows))
        return false;
    *ret_rows = list;
    return true;
}
