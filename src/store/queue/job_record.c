/* Jobs from rows; see job_record.h. */
#include "store/queue/job_record.h"

static void read_job(struct rows *rows, struct arena *arena, struct job *ret_job)
{
    struct job job = { .id = row_int(rows) };
    job.key = row_text(rows, arena);
    job.branch = (enum branch)row_enum(rows, BRANCH_VENUE + 1);
    job.title = row_text(rows, arena);
    job.language = row_text(rows, arena);
    job.state = (enum job_state)row_enum(rows, JOB_STATE_COUNT);
    job.priority = (enum job_priority)row_enum(rows, PRIORITY_COUNT);
    job.run_at = row_int(rows);
    job.created = row_int(rows);
    job.finished = row_int(rows);
    job.attempt = row_int(rows);
    job.snoozes = row_int(rows);
    job.estimate = row_int(rows);
    job.spent = row_int(rows);
    job.faq = row_int(rows);
    job.answers = (int)row_int(rows);
    job.reason = row_text(rows, arena);
    *ret_job = job;
}

bool job_record_get(struct db *db, enum sql sql, struct db_args args,
                    struct arena *arena, struct job *ret_job, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct job job = { 0 };
    db_query(db, sql, args, &rows, err);
    if (rows_next(&rows))
        read_job(&rows, arena, &job);
    if (!rows_ok(&rows))
        return false;
    *ret_job = job;
    return true;
}

bool job_record_list(struct db *db, enum sql sql, struct db_args args,
                     struct arena *arena, struct job_list *ret_list, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct job_list list = { 0 };
    db_query(db, sql, args, &rows, err);
    while (rows_next(&rows)) {
        struct job job;
        read_job(&rows, arena, &job);
        ARENA_PUSH(arena, &list, job);
    }
    if (!rows_ok(&rows))
        return false;
    *ret_list = list;
    return true;
}

bool job_lease_lost(struct err *err)
{
    return err_set(err, ERR_REFUSED, "the job was taken away from its worker");
}

static void keep_language(struct str code, char ret_language[FAQ_LANGUAGE_SIZE])
{
    struct str kept = str_upto(code, FAQ_LANGUAGE_SIZE - 1);
    memcpy(ret_language, kept.ptr, kept.len);
    ret_language[kept.len] = '\0';
}

bool job_held_get(struct db *db, struct lease lease, struct held *ret_held,
                  struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_JOB_HELD,
             ARGS(db_int(":id", lease.job), db_int(":token", lease.token)), &rows, err);
    if (!rows_next(&rows))
        return rows_ok(&rows) && job_lease_lost(err);
    struct held held = { .paper = row_int(&rows) };
    keep_language(row_view(&rows), held.language);
    held.estimate = row_int(&rows);
    held.answered = row_int(&rows);
    held.faq = row_int(&rows);
    *ret_held = held;
    return true;
}

bool job_held_run(struct db *db, enum sql sql, struct db_args args, struct err *err)
{
    return db_run(db, sql, args, err) && (db_changes(db) == 1 || job_lease_lost(err));
}
