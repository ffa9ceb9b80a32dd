/* Calls and their sums; see spend_store.h. */
#include "store/queue/spend_store.h"

#include "store/queue/job_record.h"
#include "store/queue/usage_row.h"

struct open_call {
    int64_t id, job, estimate, opened;
    const char *provider, *model;
};
struct open_calls {
    struct open_call *items;
    size_t count, capacity;
};

bool spend_open(struct db *db, const struct spend_call *call, int64_t *ret_call,
                struct err *err)
{
    int64_t estimate = usage_number(call->estimate);
    return job_held_run(db, SQL_JOB_RAISE_ESTIMATE,
                        ARGS(db_int(":id", call->lease.job),
                             db_int(":token", call->lease.token),
                             db_int(":estimate", estimate)),
                        err) &&
           db_number(db, SQL_CALL_INSERT,
                     ARGS(db_int(":job", call->lease.job),
                          db_int(":token", call->lease.token),
                          db_text(":provider", call->provider),
                          db_text(":model", call->model),
                          db_int(":number", call->number),
                          db_int(":estimate", estimate), db_int(":now", call->now)),
                     ret_call, err);
}

static bool find_open(struct db *db, int64_t id, struct arena *arena,
                      struct open_call *ret_call, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_CALL_GET_OPEN, ARGS(db_int(":id", id)), &rows, err);
    if (!rows_next(&rows))
        return rows_ok(&rows) &&
               err_set(err, ERR_INVALID, "call %lld is settled", (long long)id);
    ret_call->id = id;
    ret_call->job = row_int(&rows);
    ret_call->provider = row_text(&rows, arena);
    ret_call->model = row_text(&rows, arena);
    return true;
}

struct settling {
    const struct open_call *call;
    const struct faq_usage *usage;
    const char *model, *outcome;
    int64_t settled;
    int32_t day; /* on which the money was spent */
};

static bool settle(struct db *db, const struct settling *settling, struct err *err)
{
    const struct open_call *call = settling->call;
    const struct faq_usage usage = usage_bounded(settling->usage);
    return db_run(db, SQL_CALL_SETTLE,
                  ARGS(db_int(":id", call->id), db_int(":now", settling->settled),
                       db_int(":day", settling->day),
                       db_text(":model", settling->model),
                       db_text(":outcome", settling->outcome), USAGE_ARGS(&usage)),
                  err) &&
           db_run(db, SQL_SPEND_ADD,
                  ARGS(db_int(":day", settling->day),
                       db_text(":provider", call->provider),
                       db_text(":model", settling->model), USAGE_ARGS(&usage)),
                  err) &&
           db_run(db, SQL_JOB_ADD_SPENT,
                  ARGS(db_int(":id", call->job), db_int(":cost", usage.cost)), err);
}

bool spend_settle(struct db *db, int64_t call, const struct faq_usage *usage,
                  const char *model, const char *outcome, int64_t now, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct open_call open = { 0 };
    if (!find_open(db, call, &arena, &open, err))
        return false;
    struct settling settling = { .call = &open,
                                 .usage = usage,
                                 .model = model ? model : open.model,
                                 .outcome = outcome,
                                 .settled = now,
                                 .day = utc_day(now) };
    return settle(db, &settling, err);
}

static bool list_open(struct db *db, struct arena *arena, struct open_calls *ret_calls,
                      struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_CALL_LIST_OPEN, NO_ARGS, &rows, err);
    while (rows_next(&rows)) {
        struct open_call call = { .id = row_int(&rows) };
        call.job = row_int(&rows);
        call.provider = row_text(&rows, arena);
        call.model = row_text(&rows, arena);
        call.estimate = row_int(&rows);
        call.opened = row_int(&rows);
        ARENA_PUSH(arena, ret_calls, call);
    }
    return rows_ok(&rows);
}

/* Counted on the day on which it went out, however long ago that is. */
bool spend_settle_lost(struct db *db, int64_t now, int64_t *ret_count, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct open_calls calls = { 0 };
    if (!list_open(db, &arena, &calls, err))
        return false;
    for (size_t i = 0; i < calls.count; i++) {
        const struct open_call *call = &calls.items[i];
        struct faq_usage usage = { .cost = call->estimate, .estimated = true };
        struct settling settling = { .call = call,
                                     .usage = &usage,
                                     .model = call->model,
                                     .outcome = "lost",
                                     .settled = now,
                                     .day = utc_day(call->opened) };
        if (!settle(db, &settling, err))
            return false;
    }
    *ret_count = (int64_t)calls.count;
    return true;
}

bool spend_list(struct db *db, int32_t first_day, struct arena *arena,
                struct spend_rows *ret_rows, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct spend_rows list = { 0 };
    db_query(db, SQL_SPEND_LIST, ARGS(db_int(":first", first_day)), &rows, err);
    while (rows_next(&rows)) {
        struct spend_row row = { .day = row_day(&rows) };
        row.provider = row_text(&rows, arena);
        row.model = row_text(&rows, arena);
        row.calls = row_int(&rows);
        row.usage = usage_read(&rows);
        ARENA_PUSH(arena, &list, row);
    }
    if (!rows_ok(&rows))
        return false;
    *ret_rows = list;
    return true;
}

static int32_t month_start(int32_t day)
{
    int year = 0, month = 0, day_of_month = 1;
    day_to_parts(day, &year, &month, &day_of_month);
    return day - day_of_month + 1;
}

static bool sum_spent(struct db *db, int32_t first, int32_t last, int64_t *ret_sum,
                      struct err *err)
{
    return db_number(db, SQL_SPEND_SUM,
                     ARGS(db_int(":first", first), db_int(":last", last)), ret_sum,
                     err);
}

bool spend_now(struct db *db, int64_t now, struct spend_now *ret_now, struct err *err)
{
    struct spend_now spent = { 0 };
    int32_t today = utc_day(now);
    if (!sum_spent(db, today, today, &spent.day, err) ||
        !sum_spent(db, month_start(today), today, &spent.month, err) ||
        !db_number(db, SQL_JOB_RESERVED, NO_ARGS, &spent.reserved, err) ||
        !db_number(db, SQL_CALL_COUNT_OPEN, NO_ARGS, &spent.calls_open, err))
        return false;
    *ret_now = spent;
    return true;
}

bool spend_prune(struct db *db, int64_t before, struct err *err)
{
    return db_run(db, SQL_CALL_PRUNE, ARGS(db_int(":before", before)), err);
}
