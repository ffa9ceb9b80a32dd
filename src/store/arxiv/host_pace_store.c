/* The pace of venues' hosts; see host_pace_store.h. */
#include "store/arxiv/host_pace_store.h"

#include "store/db.h"

bool host_pace_store_get(struct db *db, const char *host, struct pace *ret_pace,
                         struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct pace pace = { 0 };
    db_query(db, SQL_HOST_PACE_GET, ARGS(db_text(":host", host)), &rows, err);
    if (rows_next(&rows)) {
        pace.next_at[PACE_PAGE] = pace.next_at[PACE_API] = row_int(&rows);
        pace.paused_until = row_int(&rows);
        pace.failures = row_int(&rows);
    }
    if (!rows_ok(&rows))
        return false;
    *ret_pace = pace;
    return true;
}

bool host_pace_store_put(struct db *db, const char *host, const struct pace *pace,
                         struct err *err)
{
    return db_run(db, SQL_HOST_PACE_PUT,
                  ARGS(db_text(":host", host),
                       db_int(":next_at", pace->next_at[PACE_PAGE]),
                       db_int(":paused_until", pace->paused_until),
                       db_int(":failures", pace->failures)),
                  err);
}
