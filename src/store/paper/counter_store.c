/* Clicks; see counter_store.h. */
#include "store/paper/counter_store.h"

#include "store/db.h"

static bool add_one(struct db *db, const struct clicks *clicks, struct err *err)
{
    if (clicks->pdf == 0 && clicks->faq == 0)
        return true;
    if (!db_run(db, SQL_COUNTER_ADD,
                ARGS(db_text(":key", clicks->key), db_int(":pdf", clicks->pdf),
                     db_int(":faq", clicks->faq)),
                err))
        return false;
    if (db_changes(db) > 0)
        store_touch_pages(db);
    return true;
}

bool counter_store_add(struct db *db, const struct clicks *clicks, size_t count,
                       struct err *err)
{
    for (size_t i = 0; i < count; i++)
        if (!add_one(db, &clicks[i], err))
            return false;
    return true;
}

bool counter_store_get(struct db *db, const char *key, int64_t *ret_pdf,
                       int64_t *ret_faq, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_COUNTER_GET, ARGS(db_text(":key", key)), &rows, err);
    if (!rows_next(&rows))
        return rows_ok(&rows) &&
               err_set(err, ERR_NOT_FOUND, "there is no paper %s here", key);
    *ret_pdf = row_int(&rows);
    *ret_faq = row_int(&rows);
    return true;
}
