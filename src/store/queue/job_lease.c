/* What the holder of a job may do with it, and how a job comes back from a holder that
 * is gone; see job_store.h. */
#include "store/queue/job_record.h"
#include "store/queue/job_store.h"

bool job_store_holds(struct db *db, struct lease lease, struct err *err)
{
    struct held held;
    return job_held_get(db, lease, &held, err);
}

bool job_store_beat(struct db *db, struct lease lease, int64_t until, struct err *err)
{
    return job_held_run(db, SQL_JOB_BEAT,
                        ARGS(db_int(":id", lease.job), db_int(":token", lease.token),
                             db_int(":until", until)),
                        err);
}

bool job_store_snooze(struct db *db, struct lease lease, int64_t run_at,
                      const char *why, struct err *err)
{
    return job_held_run(db, SQL_JOB_SNOOZE,
                        ARGS(db_int(":id", lease.job), db_int(":token", lease.token),
                             db_int(":run_at", run_at), db_text(":reason", why)),
                        err);
}

bool job_store_fail(struct db *db, struct lease lease,
                    const struct job_failure *failure, bool *ret_dead, struct err *err)
{
    int64_t state = -1;
    if (!db_number(db, SQL_JOB_FAIL,
                   ARGS(db_int(":id", lease.job), db_int(":token", lease.token),
                        db_int(":run_at", failure->run_at),
                        db_int(":attempts_max", failure->attempts_max),
                        db_int(":now", failure->now), db_text(":reason", failure->why)),
                   &state, err))
        return false;
    if (state < 0)
        return job_lease_lost(err);
    *ret_dead = state == JOB_DEAD;
    return true;
}

bool job_store_kill(struct db *db, struct lease lease, int64_t now, const char *why,
                    struct err *err)
{
    return job_held_run(db, SQL_JOB_KILL,
                        ARGS(db_int(":id", lease.job), db_int(":token", lease.token),
                             db_int(":now", now), db_text(":reason", why)),
                        err);
}

bool job_store_recover(struct db *db, int64_t now, int64_t *ret_count, struct err *err)
{
    if (!db_run(db, SQL_JOB_RECOVER, ARGS(db_int(":now", now)), err))
        return false;
    *ret_count = db_changes(db);
    return true;
}

bool job_store_expire(struct db *db, int64_t now, int64_t *ret_count, struct err *err)
{
    if (!db_run(db, SQL_JOB_EXPIRE,
                ARGS(db_int(":now", now),
                     db_text(":reason", "its worker was not heard of for too long")),
                err))
        return false;
    *ret_count = db_changes(db);
    return true;
}
