/* Asking for a FAQ: is it there, is somebody at it, or does it become a job; see
 * job_store.h. */
#include "store/queue/job_store.h"

#include "store/db.h"
#include "store/queue/usage_row.h"

enum { FULL_RETRY_AFTER = 60 };

struct active {
    int64_t id; /* 0: there is none */
    enum job_priority priority;
};

static bool find_paper(struct db *db, const char *key, int64_t *ret_paper,
                       struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_PAPER_FIND, ARGS(db_text(":key", key)), &rows, err);
    if (!rows_next(&rows))
        return rows_ok(&rows) &&
               err_set(err, ERR_NOT_FOUND, "there is no paper %s here", key);
    *ret_paper = row_int(&rows);
    row_bool(&rows);
    return true;
}

static bool find_active(struct db *db, int64_t paper, const char *language,
                        struct active *ret_active, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct active active = { 0 };
    db_query(db, SQL_JOB_ACTIVE,
             ARGS(db_int(":paper", paper), db_text(":language", language)), &rows, err);
    if (rows_next(&rows)) {
        active.id = row_int(&rows);
        row_enum(&rows, JOB_STATE_COUNT);
        active.priority = (enum job_priority)row_enum(&rows, PRIORITY_COUNT);
    }
    *ret_active = active;
    return rows_ok(&rows);
}

static bool raise_priority(struct db *db, const struct active *active,
                           const struct job_ask *ask, struct err *err)
{
    return ask->priority >= active->priority ||
           db_run(db, SQL_JOB_RAISE,
                  ARGS(db_int(":id", active->id), db_int(":priority", ask->priority),
                       db_int(":now", ask->now)),
                  err);
}

static bool check_room(struct db *db, const struct job_ask *ask, struct err *err)
{
    bool full = false;
    if (ask->waiting_max <= 0)
        return true;
    if (!db_has(db, SQL_JOB_HAS_WAITING, ARGS(db_int(":count", ask->waiting_max - 1)),
                &full, err))
        return false;
    if (!full)
        return true;
    err_set(err, ERR_BUSY, "the queue is full: %lld papers wait",
            (long long)ask->waiting_max);
    err->retry_after = FULL_RETRY_AFTER;
    return false;
}

static bool day_is_used_up(const struct job_ask *ask, const char *whose,
                           struct err *err)
{
    int64_t tomorrow = ((int64_t)utc_day(ask->now) + 1) * SECONDS_A_DAY;
    err_set(err, ERR_LIMIT, "%s FAQs of today are used up", whose);
    err->retry_after = tomorrow - ask->now;
    return false;
}

static bool check_visitor(struct db *db, const struct job_ask *ask, struct err *err)
{
    int64_t own = 0, all = 0, day = utc_day(ask->now);
    if (ask->visitor_day > 0 &&
        !db_number(db, SQL_VISITOR_GET,
                   ARGS(db_int(":day", day), db_int(":network", (int64_t)ask->visitor)),
                   &own, err))
        return false;
    if (ask->all_visitors_day > 0 &&
        !db_number(db, SQL_VISITOR_SUM, ARGS(db_int(":day", day)), &all, err))
        return false;
    if (ask->visitor_day > 0 && own >= ask->visitor_day)
        return day_is_used_up(ask, "your", err);
    if (ask->all_visitors_day > 0 && all >= ask->all_visitors_day)
        return day_is_used_up(ask, "all visitors'", err);
    return true;
}

static bool count_visitor(struct db *db, const struct job_ask *ask, struct err *err)
{
    return ask->visitor == 0 || (check_visitor(db, ask, err) &&
                                 db_run(db, SQL_VISITOR_COUNT,
                                        ARGS(db_int(":day", utc_day(ask->now)),
                                             db_int(":network", (int64_t)ask->visitor)),
                                        err));
}

static bool insert_job(struct db *db, const struct job_ask *ask, int64_t paper,
                       int64_t *ret_job, struct err *err)
{
    int64_t job = 0;
    if (!db_number(db, SQL_JOB_INSERT,
                   ARGS(db_int(":paper", paper), db_text(":language", ask->language),
                        db_int(":priority", ask->priority), db_int(":now", ask->now),
                        db_int(":estimate", usage_number(ask->estimate))),
                   &job, err) ||
        !db_run(db, SQL_JOB_ADOPT_FAQ, ARGS(db_int(":id", job)), err))
        return false;
    *ret_job = job;
    return true;
}

static bool is_stored(struct db *db, const struct job_ask *ask, int64_t paper,
                      bool *ret_stored, struct err *err)
{
    *ret_stored = false;
    return ask->renew ||
           db_has(db, SQL_FAQ_HAS_FINISHED,
                  ARGS(db_int(":paper", paper), db_text(":language", ask->language)),
                  ret_stored, err);
}

bool job_store_ask(struct db *db, const struct job_ask *ask, enum job_asked *ret_asked,
                   int64_t *ret_job, struct err *err)
{
    int64_t paper = 0, job = 0;
    bool stored = false;
    struct active active = { 0 };
    if (!faq_language_is_valid(str_of(ask->language)))
        return err_set(err, ERR_INVALID, "%s is no language", ask->language);
    if (!find_paper(db, ask->key, &paper, err) ||
        !is_stored(db, ask, paper, &stored, err) ||
        !find_active(db, paper, ask->language, &active, err))
        return false;
    if (!stored && active.id != 0 && !raise_priority(db, &active, ask, err))
        return false;
    if (!stored && active.id == 0 &&
        (!check_room(db, ask, err) || !count_visitor(db, ask, err) ||
         !insert_job(db, ask, paper, &job, err)))
        return false;
    *ret_asked = stored ? ASKED_STORED : active.id != 0 ? ASKED_WAITING : ASKED_NEW;
    *ret_job = stored ? 0 : active.id != 0 ? active.id : job;
    return true;
}
