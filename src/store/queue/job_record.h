/* A job as a row, and the right to it: what the files of the queue share. */
#ifndef STORE_JOB_RECORD_H
#define STORE_JOB_RECORD_H

#include "model/job.h"
#include "store/db.h"

/* The first row of a statement that selects from the view job_record; where there is
 * none, the id is 0. */
NODISCARD bool job_record_get(struct db *db, enum sql sql, struct db_args args,
                              struct arena *arena, struct job *ret_job,
                              struct err *err);
NODISCARD bool job_record_list(struct db *db, enum sql sql, struct db_args args,
                               struct arena *arena, struct job_list *ret_list,
                               struct err *err);

/* What the holder of a lease holds. ERR_REFUSED: nothing any more. */
struct held {
    int64_t paper; /* its row */
    char language[FAQ_LANGUAGE_SIZE];
    int64_t estimate;
    int64_t answered; /* cost of the stored answers, which is no longer reserved */
    int64_t faq;      /* 0: not begun */
};
NODISCARD bool job_held_get(struct db *db, struct lease lease, struct held *ret_held,
                            struct err *err);
/* Runs a statement that changes the job of a lease that is among its arguments. */
NODISCARD bool job_held_run(struct db *db, enum sql sql, struct db_args args,
                            struct err *err);
bool job_lease_lost(struct err *err); /* sets the error, returns false */

/* What a running job may still cost. */
static inline int64_t job_reserved(int64_t estimate, int64_t answered)
{
    return estimate > answered ? estimate - answered : 0;
}

#endif
