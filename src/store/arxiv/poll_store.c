/* Cursors, pace, wanted ids; see poll_store.h. */
#include "store/arxiv/poll_store.h"

#include "store/db.h"

enum { ASK_UNKNOWN_AGAIN = 3600, WANTED_REASONS = WANTED_DETAILS + 1 };

_Static_assert(PACE_LANE_COUNT == 2, "the table has a column for each lane");

static void read_cursor(struct rows *rows, struct arena *arena,
                        struct poll_cursor *ret_cursor)
{
    struct poll_cursor cursor = { .name = row_text(rows, arena) };
    cursor.etag = row_text(rows, arena);
    cursor.last_modified = row_text(rows, arena);
    cursor.batch = (uint64_t)row_int(rows);
    cursor.day = row_day(rows);
    cursor.checked_at = row_int(rows);
    cursor.changed_at = row_int(rows);
    cursor.failed_at = row_int(rows);
    cursor.problem = row_text(rows, arena);
    *ret_cursor = cursor;
}

bool poll_store_get_cursor(struct db *db, const char *name, struct arena *arena,
                           struct poll_cursor *ret_cursor, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct poll_cursor cursor = { .day = DAY_NONE };
    db_query(db, SQL_POLL_CURSOR_GET, ARGS(db_text(":name", name)), &rows, err);
    if (rows_next(&rows))
        read_cursor(&rows, arena, &cursor);
    else
        cursor.name = arena_text(arena, str_of(name));
    if (!rows_ok(&rows))
        return false;
    *ret_cursor = cursor;
    return true;
}

bool poll_store_put_cursor(struct db *db, const struct poll_cursor *cursor,
                           struct err *err)
{
    return db_run(db, SQL_POLL_CURSOR_PUT,
                  ARGS(db_text(":name", cursor->name), db_text(":etag", cursor->etag),
                       db_text(":last_modified", cursor->last_modified),
                       db_int(":batch", (int64_t)cursor->batch),
                       db_day(":day", cursor->day),
                       db_int(":checked_at", cursor->checked_at),
                       db_int(":changed_at", cursor->changed_at),
                       db_int(":failed_at", cursor->failed_at),
                       db_text(":problem", cursor->problem)),
                  err);
}

bool poll_store_list_cursors(struct db *db, struct arena *arena,
                             struct poll_cursors *ret_cursors, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct poll_cursors cursors = { 0 };
    db_query(db, SQL_POLL_CURSOR_LIST, NO_ARGS, &rows, err);
    while (rows_next(&rows)) {
        struct poll_cursor cursor;
        read_cursor(&rows, arena, &cursor);
        ARENA_PUSH(arena, &cursors, cursor);
    }
    if (!rows_ok(&rows))
        return false;
    *ret_cursors = cursors;
    return true;
}

bool poll_store_get_pace(struct db *db, struct pace *ret_pace, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct pace pace = { 0 };
    db_query(db, SQL_PACE_GET, NO_ARGS, &rows, err);
    if (rows_next(&rows)) {
        pace.next_at[PACE_API] = row_int(&rows);
        pace.next_at[PACE_PAGE] = row_int(&rows);
        pace.paused_until = row_int(&rows);
        pace.failures = row_int(&rows);
    }
    if (!rows_ok(&rows))
        return false;
    *ret_pace = pace;
    return true;
}

bool poll_store_put_pace(struct db *db, const struct pace *pace, struct err *err)
{
    return db_run(db, SQL_PACE_PUT,
                  ARGS(db_int(":next_api", pace->next_at[PACE_API]),
                       db_int(":next_page", pace->next_at[PACE_PAGE]),
                       db_int(":paused_until", pace->paused_until),
                       db_int(":failures", pace->failures)),
                  err);
}

static void read_wanted(struct rows *rows, struct arena *arena,
                        struct wanted *ret_wanted)
{
    struct wanted wanted = { .key = row_text(rows, arena) };
    wanted.reason = (enum wanted_reason)row_enum(rows, WANTED_REASONS);
    wanted.tries = row_int(rows);
    wanted.next_at = row_int(rows);
    wanted.asked_at = row_int(rows);
    wanted.unknown = row_bool(rows);
    *ret_wanted = wanted;
}

static bool find_wanted(struct db *db, const char *key, struct arena *arena,
                        struct wanted *ret_wanted, bool *ret_found, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_WANTED_GET, ARGS(db_text(":key", key)), &rows, err);
    *ret_found = rows_next(&rows);
    if (*ret_found)
        read_wanted(&rows, arena, ret_wanted);
    return rows_ok(&rows);
}

static bool is_worth_asking(const struct wanted *wanted, enum wanted_reason reason,
                            int64_t now)
{
    if (!wanted->unknown)
        return reason < wanted->reason;
    return reason != WANTED_READER || now - wanted->asked_at >= ASK_UNKNOWN_AGAIN;
}

static bool run_with_reason(struct db *db, enum sql sql, const char *key,
                            enum wanted_reason reason, int64_t now, struct err *err)
{
    return db_run(
        db, sql,
        ARGS(db_text(":key", key), db_int(":reason", reason), db_int(":now", now)),
        err);
}

bool poll_store_want(struct db *db, const char *key, enum wanted_reason reason,
                     int64_t now, bool *ret_new, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct wanted wanted = { 0 };
    bool found = false;
    if (!find_wanted(db, key, &arena, &wanted, &found, err))
        return false;
    if (!found && !run_with_reason(db, SQL_WANTED_INSERT, key, reason, now, err))
        return false;
    if (found && is_worth_asking(&wanted, reason, now) &&
        !run_with_reason(db, SQL_WANTED_RAISE, key, reason, now, err))
        return false;
    *ret_new = !found;
    return true;
}

bool poll_store_due(struct db *db, int64_t now, int64_t limit, struct arena *arena,
                    struct wanted_list *ret_list, struct err *err)
{
    struct wanted_list list = { 0 };
    for (int reason = 0; reason < WANTED_REASONS; reason++) {
        CLEANUP(rows_done) struct rows rows = { 0 };
        int64_t rest = limit - (int64_t)list.count;
        db_query(db, SQL_WANTED_LIST_DUE,
                 ARGS(db_int(":reason", reason), db_int(":now", now),
                      db_int(":limit", rest > 0 ? rest : 0)),
                 &rows, err);
        while (rows_next(&rows)) {
            struct wanted wanted;
            read_wanted(&rows, arena, &wanted);
            ARENA_PUSH(arena, &list, wanted);
        }
        if (!rows_ok(&rows))
            return false;
    }
    *ret_list = list;
    return true;
}

/* A reader's wish ends here, unless the paper is wanted for another reason beside. */
static bool reason_left(struct db *db, const struct wanted *wanted,
                        enum wanted_reason *ret_reason, struct err *err)
{
    bool announced = false, stored = false;
    struct db_args key = ARGS(db_text(":key", wanted->key));
    if (!db_has(db, SQL_ANNOUNCEMENT_HAS_MISSING, key, &announced, err) ||
        !db_has(db, SQL_PAPER_FIND, key, &stored, err))
        return false;
    if (announced)
        *ret_reason = WANTED_ANNOUNCED;
    else if (stored)
        *ret_reason = WANTED_DETAILS;
    return true;
}

bool poll_store_lacked(struct db *db, const char *key, int64_t next_at, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct wanted wanted = { 0 };
    bool found = false;
    if (!find_wanted(db, key, &arena, &wanted, &found, err))
        return false;
    if (!found)
        return true;
    enum wanted_reason reason = wanted.reason;
    if (reason == WANTED_READER && !reason_left(db, &wanted, &reason, err))
        return false;
    return db_run(db, SQL_WANTED_LACKED,
                  ARGS(db_text(":key", key), db_int(":reason", reason),
                       db_int(":next_at", next_at),
                       db_int(":unknown", reason == WANTED_READER)),
                  err);
}

bool poll_store_got(struct db *db, const char *key, struct err *err)
{
    return db_run(db, SQL_WANTED_DELETE, ARGS(db_text(":key", key)), err);
}

bool poll_store_get_wanted(struct db *db, const char *key, struct arena *arena,
                           struct wanted *ret_wanted, struct err *err)
{
    struct wanted wanted = { 0 };
    bool found = false;
    if (!find_wanted(db, key, arena, &wanted, &found, err))
        return false;
    if (!found)
        return err_set(err, ERR_NOT_FOUND, "paper %s is not wanted", key);
    *ret_wanted = wanted;
    return true;
}

bool poll_store_next_due(struct db *db, int64_t *ret_time, struct err *err)
{
    int64_t earliest = INT64_MAX;
    for (int reason = 0; reason < WANTED_REASONS; reason++) {
        int64_t time = INT64_MAX;
        if (!db_number(db, SQL_WANTED_NEXT_DUE, ARGS(db_int(":reason", reason)), &time,
                       err))
            return false;
        if (time < earliest)
            earliest = time;
    }
    *ret_time = earliest;
    return true;
}
