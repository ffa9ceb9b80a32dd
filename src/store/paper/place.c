/* Places of walks over all papers; see place.h. */
#include "store/paper/place.h"

bool place_get(struct db *db, const char *name, struct place *ret_place,
               struct err *err)
{
    struct place place = { .row = PLACE_DONE };
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_PLACE_GET, ARGS(db_text(":name", name)), &rows, err);
    if (rows_next(&rows)) {
        place.row = row_int(&rows);
        place.docs = row_int(&rows);
    }
    if (!rows_ok(&rows))
        return false;
    *ret_place = place;
    return true;
}

bool place_put(struct db *db, const char *name, const struct place *place,
               struct err *err)
{
    return db_run(db, SQL_PLACE_PUT,
                  ARGS(db_text(":name", name), db_int(":row", place->row),
                       db_int(":docs", place->docs)),
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
