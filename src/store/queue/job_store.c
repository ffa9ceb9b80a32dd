/* What readers see of the queue, and what the operator does with it; see job_store.h.
 * Asking, handing out and holding are in job_ask.c, job_claim.c and job_lease.c. */
#include "store/queue/job_store.h"

#include "store/queue/job_record.h"

enum { DEAD_KEPT = 10 }; /* times as long as those that ended well */

static bool no_such_job(int64_t job, struct err *err)
{
    return err_set(err, ERR_NOT_FOUND, "there is no job %lld", (long long)job);
}

static bool found_or_not(struct job *job, struct job *ret_job, struct err *err)
{
    if (job->id == 0)
        return err_set(err, ERR_NOT_FOUND, "there is no such job");
    *ret_job = *job;
    return true;
}

bool job_store_get(struct db *db, int64_t id, struct arena *arena, struct job *ret_job,
                   struct err *err)
{
    struct job job = { 0 };
    if (!job_record_get(db, SQL_JOB_GET, ARGS(db_int(":id", id)), arena, &job, err))
        return false;
    if (job.id == 0)
        return no_such_job(id, err);
    *ret_job = job;
    return true;
}

bool job_store_find(struct db *db, const char *key, const char *language,
                    struct arena *arena, struct job *ret_job, struct err *err)
{
    struct job job = { 0 };
    struct db_args args = ARGS(db_text(":key", key), db_text(":language", language));
    if (!job_record_get(db, SQL_JOB_GET_ACTIVE, args, arena, &job, err) ||
        (job.id == 0 && !job_record_get(db, SQL_JOB_GET_DEAD, args, arena, &job, err)))
        return false;
    return found_or_not(&job, ret_job, err);
}

bool job_store_position(struct db *db, int64_t id, int64_t *ret_position,
                        struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    int64_t before = 0;
    db_query(db, SQL_JOB_PLACE, ARGS(db_int(":id", id)), &rows, err);
    bool ready = rows_next(&rows);
    if (!rows_ok(&rows))
        return false;
    int64_t priority = ready ? row_int(&rows) : 0, run_at = ready ? row_int(&rows) : 0;
    int64_t turn = ready ? row_int(&rows) : 0;
    if (ready && !db_number(db, SQL_JOB_COUNT_BEFORE,
                            ARGS(db_int(":priority", priority),
                                 db_int(":run_at", run_at), db_int(":turn", turn)),
                            &before, err))
        return false;
    *ret_position = ready ? before + 1 : 0;
    return true;
}

bool job_store_list(struct db *db, enum job_state state, int64_t limit,
                    struct arena *arena, struct job_list *ret_list, struct err *err)
{
    struct db_arg most = db_int(":limit", limit > 0 ? limit : 0);
    if (state == JOB_READY)
        return job_record_list(db, SQL_JOB_LIST_READY, ARGS(most), arena, ret_list,
                               err);
    if (state == JOB_RUNNING)
        return job_record_list(db, SQL_JOB_LIST_RUNNING, ARGS(most), arena, ret_list,
                               err);
    return job_record_list(db, SQL_JOB_LIST_ENDED, ARGS(most, db_int(":state", state)),
                           arena, ret_list, err);
}

bool job_store_counts(struct db *db, struct job_counts *ret_counts, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct job_counts counts = { 0 };
    int64_t paused = 0;
    db_query(db, SQL_JOB_COUNT_STATES, NO_ARGS, &rows, err);
    while (rows_next(&rows)) {
        int state = row_enum(&rows, JOB_STATE_COUNT);
        counts.of[state] = row_int(&rows);
    }
    if (!rows_ok(&rows) ||
        !db_number(db, SQL_SETTING_GET, ARGS(db_text(":name", "paused")), &paused, err))
        return false;
    counts.paused = paused != 0;
    *ret_counts = counts;
    return true;
}

struct standing {
    enum job_state state;
    bool replaced; /* another job of that paper and language is ready or running */
};

static bool has_other(struct db *db, int64_t paper, struct str language,
                      bool *ret_other, struct err *err)
{
    struct db_arg code = db_text(":language", "");
    code.text = language;
    return db_has(db, SQL_JOB_ACTIVE, ARGS(db_int(":paper", paper), code), ret_other,
                  err);
}

static bool find_standing(struct db *db, int64_t job, struct standing *ret_standing,
                          struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_JOB_STATE, ARGS(db_int(":id", job)), &rows, err);
    if (!rows_next(&rows))
        return rows_ok(&rows) && no_such_job(job, err);
    ret_standing->state = (enum job_state)row_enum(&rows, JOB_STATE_COUNT);
    int64_t paper = row_int(&rows);
    return has_other(db, paper, row_view(&rows), &ret_standing->replaced, err) &&
           rows_ok(&rows);
}

bool job_store_retry(struct db *db, int64_t job, int64_t now, struct err *err)
{
    struct standing standing = { 0 };
    struct db_args args = ARGS(db_int(":id", job), db_int(":now", now));
    if (!find_standing(db, job, &standing, err))
        return false;
    if (standing.state == JOB_READY)
        return db_run(db, SQL_JOB_HASTEN, args, err);
    if (standing.state != JOB_DEAD && standing.state != JOB_CANCELLED)
        return err_set(err, ERR_INVALID, "job %lld is %s", (long long)job,
                       job_state_name(standing.state));
    if (standing.replaced)
        return err_set(err, ERR_INVALID, "a newer job has taken the place of job %lld",
                       (long long)job);
    return db_run(db, SQL_JOB_RETRY, args, err) &&
           db_run(db, SQL_JOB_ADOPT_FAQ, ARGS(db_int(":id", job)), err);
}

bool job_store_cancel(struct db *db, int64_t job, int64_t now, const char *why,
                      struct err *err)
{
    struct standing standing = { 0 };
    if (!find_standing(db, job, &standing, err))
        return false;
    if (standing.state != JOB_READY && standing.state != JOB_RUNNING)
        return err_set(err, ERR_INVALID, "job %lld is %s", (long long)job,
                       job_state_name(standing.state));
    return db_run(
        db, SQL_JOB_CANCEL,
        ARGS(db_int(":id", job), db_int(":now", now), db_text(":reason", why)), err);
}

bool job_store_set_paused(struct db *db, bool paused, struct err *err)
{
    return db_run(db, SQL_SETTING_PUT,
                  ARGS(db_text(":name", "paused"), db_int(":value", paused)), err);
}

bool job_store_prune(struct db *db, int64_t before, int64_t now, struct err *err)
{
    int64_t dead_before = now - (now - before) * DEAD_KEPT;
    return db_run(db, SQL_JOB_PRUNE,
                  ARGS(db_int(":before", before), db_int(":dead_before", dead_before)),
                  err) &&
           db_run(db, SQL_FAQ_PRUNE, ARGS(db_int(":before", before)), err) &&
           db_run(db, SQL_VISITOR_PRUNE, ARGS(db_int(":day", utc_day(before))), err);
}
