/* Handing out jobs within the budget; see job_store.h. A job whose cost does not fit
 * into what is left lets cheaper ones pass; at the next day's start it comes first. One
 * that fits into no budget at all says so as its reason. */
#include "store/queue/job_record.h"
#include "store/queue/job_store.h"
#include "store/queue/spend_store.h"
#include "store/queue/usage_row.h"

enum { WAIT_FOR_RUNNING = 60 };

/* What may still be spent; INT64_MAX: no limit. */
struct room {
    int64_t day, month, reserved;
};

static int64_t left(int64_t limit, int64_t spent)
{
    return limit > 0 ? limit - spent : INT64_MAX;
}

static bool find_room(struct db *db, const struct budget *budget, int64_t now,
                      struct room *ret_room, struct err *err)
{
    struct spend_now spent = { 0 };
    bool limited = budget->day > 0 || budget->month > 0;
    if (limited && !spend_now(db, now, &spent, err))
        return false;
    *ret_room = (struct room){ left(budget->day, spent.day),
                               left(budget->month, spent.month), spent.reserved };
    return true;
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t room_for_one(const struct room *room)
{
    int64_t settled = smaller(room->day, room->month);
    return settled == INT64_MAX ? INT64_MAX : settled - room->reserved;
}

static int64_t month_end(int64_t now)
{
    int year = 0, month = 0, day_of_month = 0;
    int32_t day = 0;
    day_to_parts(utc_day(now), &year, &month, &day_of_month);
    if (!day_from_parts(month < 12 ? year : year + 1, month < 12 ? month + 1 : 1, 1,
                        &day))
        return INT64_MAX;
    return (int64_t)day * SECONDS_A_DAY;
}

/* When there may be room for it: soon, if it is only that running jobs have reserved so
 * much. */
static int64_t room_again(const struct room *room, int64_t cost, int64_t now)
{
    if (cost > room->month)
        return month_end(now);
    if (cost > room->day)
        return ((int64_t)utc_day(now) + 1) * SECONDS_A_DAY;
    return now + WAIT_FOR_RUNNING;
}

/* What no day and no month will ever allow, and how to say so. */
struct ceiling {
    int64_t most; /* INT64_MAX: there is none */
    const char *reason;
};

static struct ceiling ceiling_of(const struct budget *budget)
{
    if (budget->day > 0 && (budget->month <= 0 || budget->day <= budget->month))
        return (struct ceiling){
            budget->day, "it is thought to cost more than a whole day's budget"
        };
    if (budget->month > 0)
        return (struct ceiling){
            budget->month, "it is thought to cost more than a whole month's budget"
        };
    return (struct ceiling){ INT64_MAX, NULL };
}

/* Over the jobs that are due, in their order, until one costs no more than `room`. */
struct walk {
    int64_t now, room;
    struct ceiling ceiling;
    int64_t found; /* 0: none */
    int64_t least; /* what the cheapest one costs that was seen; INT64_MAX: none was */
    bool untold;   /* one is over the ceiling and does not say so yet */
};

static bool walk_priority(struct db *db, struct walk *walk, int priority,
                          struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_JOB_DUE,
             ARGS(db_int(":priority", priority), db_int(":now", walk->now),
                  db_text(":reason", walk->ceiling.reason)),
             &rows, err);
    while (walk->found == 0 && rows_next(&rows)) {
        int64_t id = row_int(&rows), cost = row_int(&rows);
        bool told = row_bool(&rows);
        walk->untold |= cost > walk->ceiling.most && !told;
        walk->least = smaller(walk->least, cost);
        if (cost <= walk->room)
            walk->found = id;
    }
    return rows_ok(&rows);
}

static bool walk_due(struct db *db, struct walk *walk, struct err *err)
{
    for (int priority = 0; priority < PRIORITY_COUNT && walk->found == 0; priority++)
        if (!walk_priority(db, walk, priority, err))
            return false;
    return !walk->untold ||
           db_run(db, SQL_JOB_TELL_DEAR,
                  ARGS(db_int(":now", walk->now), db_int(":most", walk->ceiling.most),
                       db_text(":reason", walk->ceiling.reason)),
                  err);
}

static bool find_next(struct db *db, int64_t now, int64_t *ret_next, struct err *err)
{
    int64_t next = INT64_MAX;
    for (int priority = 0; priority < PRIORITY_COUNT; priority++) {
        int64_t of_priority = INT64_MAX;
        if (!db_number(db, SQL_JOB_NEXT,
                       ARGS(db_int(":priority", priority), db_int(":now", now)),
                       &of_priority, err))
            return false;
        next = smaller(next, of_priority);
    }
    *ret_next = next;
    return true;
}

static bool take(struct db *db, const struct job_claim *claim, int64_t id,
                 struct arena *arena, struct job *ret_job, struct err *err)
{
    return db_run(db, SQL_JOB_TAKE,
                  ARGS(db_int(":id", id), db_int(":token", claim->token),
                       db_int(":until", claim->lease_until),
                       db_int(":now", claim->now)),
                  err) &&
           job_record_get(db, SQL_JOB_GET, ARGS(db_int(":id", id)), arena, ret_job,
                          err);
}

/* Nothing is due, or nothing that may be paid for. */
static bool explain(struct db *db, const struct walk *walk, const struct room *room,
                    enum job_claimed *ret_claimed, int64_t *ret_next, struct err *err)
{
    int64_t next = INT64_MAX;
    if (!find_next(db, walk->now, &next, err))
        return false;
    bool is_due = walk->least != INT64_MAX;
    *ret_claimed = is_due ? CLAIM_NO_BUDGET : CLAIM_NONE;
    *ret_next = is_due ? smaller(next, room_again(room, walk->least, walk->now)) : next;
    return true;
}

bool job_store_claim(struct db *db, const struct job_claim *claim, struct arena *arena,
                     enum job_claimed *ret_claimed, struct job *ret_job,
                     int64_t *ret_next, struct err *err)
{
    int64_t paused = 0;
    struct room room = { 0 };
    if (!db_number(db, SQL_SETTING_GET, ARGS(db_text(":name", "paused")), &paused, err))
        return false;
    if (paused != 0) {
        *ret_claimed = CLAIM_PAUSED;
        return true;
    }
    if (!find_room(db, &claim->budget, claim->now, &room, err))
        return false;
    struct walk walk = { .now = claim->now,
                         .room = room_for_one(&room),
                         .ceiling = ceiling_of(&claim->budget),
                         .least = INT64_MAX };
    if (!walk_due(db, &walk, err))
        return false;
    if (walk.found == 0)
        return explain(db, &walk, &room, ret_claimed, ret_next, err);
    *ret_claimed = CLAIMED;
    return take(db, claim, walk.found, arena, ret_job, err);
}

bool job_store_reserve(struct db *db, struct lease lease, int64_t estimate,
                       const struct budget *budget, int64_t now, struct err *err)
{
    struct held held = { 0 };
    struct room room = { 0 };
    if (!job_held_get(db, lease, &held, err) || !find_room(db, budget, now, &room, err))
        return false;
    int64_t own = job_reserved(held.estimate, held.answered);
    int64_t cost = job_reserved(estimate, held.answered);
    room.reserved -= own;
    if (cost > own && cost > room_for_one(&room)) {
        struct ceiling ceiling = ceiling_of(budget);
        err_set(err, ERR_LIMIT, "%s",
                cost > ceiling.most ? ceiling.reason
                                    : "the budget does not allow it now");
        err->retry_after = room_again(&room, cost, now) - now;
        return false;
    }
    return job_held_run(db, SQL_JOB_RESERVE,
                        ARGS(db_int(":id", lease.job), db_int(":token", lease.token),
                             db_int(":estimate", usage_number(estimate))),
                        err);
}
