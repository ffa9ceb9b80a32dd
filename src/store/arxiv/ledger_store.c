/* The ledger, read; and the days without an announcement. See ledger_store.h. */
#include "store/arxiv/ledger_store.h"

#include "store/db.h"

enum { MISSED_MAX = 30 };

static void read_row(struct rows *rows, struct arena *arena, struct ledger_row *ret_row)
{
    struct ledger_row row = { .day = row_day(rows) };
    row.category = row_text(rows, arena);
    row.section = (enum section)row_enum(rows, SECTION_COUNT);
    bool missed = row_is_null(rows);
    row.announced = row_int(rows);
    if (missed)
        row.announced = -1;
    row.stored = row_int(rows);
    row.source = (enum ledger_source)row_enum(rows, LEDGER_SOURCE_COUNT);
    row.checked_at = row_int(rows);
    *ret_row = row;
}

static bool read_rows(struct db *db, enum sql sql, struct db_args args,
                      struct arena *arena, struct ledger_list *list, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, sql, args, &rows, err);
    while (rows_next(&rows)) {
        struct ledger_row row;
        read_row(&rows, arena, &row);
        ARENA_PUSH(arena, list, row);
    }
    return rows_ok(&rows);
}

static bool read_missing(struct db *db, struct arena *arena, struct ledger_row *row,
                         struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_ANNOUNCEMENT_LIST_MISSING,
             ARGS(db_text(":category", row->category), db_int(":day", row->day),
                  db_int(":section", row->section)),
             &rows, err);
    while (rows_next(&rows))
        ARENA_PUSH(arena, &row->missing, row_text(&rows, arena));
    return rows_ok(&rows);
}

static bool list_rows(struct db *db, const struct ledger_query *query,
                      struct arena *arena, struct ledger_list *list, struct err *err)
{
    struct db_arg from = db_int(":from", query->from);
    struct db_arg until = db_int(":until", query->until);
    struct db_arg limit = db_int(":limit", query->limit > 0 ? query->limit : 0);
    if (query->category == NULL)
        return read_rows(
            db, query->only_incomplete ? SQL_LEDGER_LIST_INCOMPLETE : SQL_LEDGER_LIST,
            ARGS(from, until, limit), arena, list, err);
    return read_rows(db,
                     query->only_incomplete ? SQL_LEDGER_LIST_CATEGORY_INCOMPLETE
                                            : SQL_LEDGER_LIST_CATEGORY,
                     ARGS(from, until, limit, db_text(":category", query->category)),
                     arena, list, err);
}

bool ledger_store_list(struct db *db, const struct ledger_query *query,
                       struct arena *arena, struct ledger_list *ret_rows,
                       struct err *err)
{
    struct ledger_list list = { 0 };
    if (!list_rows(db, query, arena, &list, err))
        return false;
    for (size_t i = 0; i < list.count; i++)
        if (list.items[i].stored < list.items[i].announced &&
            !read_missing(db, arena, &list.items[i], err))
            return false;
    *ret_rows = list;
    return true;
}

bool ledger_store_put_quiet(struct db *db, const char *category, int32_t day,
                            int64_t now, struct err *err)
{
    struct db_arg where = db_text(":category", category), when = db_int(":day", day);
    if (!db_run(db, SQL_QUIET_DAY_PUT, ARGS(where, when, db_int(":seen_at", now)),
                err) ||
        !db_run(db, SQL_LEDGER_DELETE_MISSED, ARGS(where, when), err))
        return false;
    if (db_changes(db) > 0)
        store_touch_pages(db);
    return true;
}

static bool is_known(struct db *db, const char *category, int32_t day, bool *ret_known,
                     struct err *err)
{
    struct db_args day_of_category =
        ARGS(db_text(":category", category), db_int(":day", day));
    bool known = false;
    if (!db_has(db, SQL_LEDGER_HAS_DAY, day_of_category, &known, err) ||
        (!known && !db_has(db, SQL_QUIET_DAY_HAS, day_of_category, &known, err)))
        return false;
    *ret_known = known;
    return true;
}

static bool put_missed(struct db *db, const char *category, int32_t day, int64_t now,
                       struct err *err)
{
    store_touch_pages(db);
    return db_run(db, SQL_LEDGER_PUT_MISSED,
                  ARGS(db_int(":day", day), db_text(":category", category),
                       db_int(":section", SECTION_NEW),
                       db_int(":source", LEDGER_MISSED), db_int(":checked_at", now)),
                  err);
}

static bool is_weekday(int32_t day)
{
    enum weekday weekday = day_weekday(day);
    return weekday != SATURDAY && weekday != SUNDAY;
}

bool ledger_store_put_missed(struct db *db, const char *category, int32_t after,
                             int32_t before, int64_t now, struct err *err)
{
    if (after == DAY_NONE || before == DAY_NONE)
        return true;
    int weekdays = 0;
    for (int32_t day = before - 1; day > after && weekdays < MISSED_MAX; day--) {
        bool known = true;
        if (!is_weekday(day))
            continue;
        weekdays++;
        if (!is_known(db, category, day, &known, err) ||
            (!known && !put_missed(db, category, day, now, err)))
            return false;
    }
    return true;
}
