/* The durable queue of FAQs.
 *
 * A hundred clicks are one job: there is at most one ready or running job a paper and
 * language. A worker holds a job by a lease with a fencing token: whatever it writes is
 * refused (ERR_REFUSED) once the job was given to another, cancelled, or ended. Taking
 * a job and reserving its cost are one transaction; so are an answer and the job's end
 * (store/faq/faq_store.h). Jobs that ended stay for the operator until they are pruned.
 *
 * All but the readers (get, find, list, counts, position) run inside store_write. */
#ifndef STORE_JOB_STORE_H
#define STORE_JOB_STORE_H

#include "model/job.h"
#include "store/store.h"

/* What may be spent; millionths, 0 = no limit. Days and months are UTC. */
struct budget {
    int64_t day, month;
};

struct job_ask {
    const char *key; /* of a stored paper */
    const char *language;
    enum job_priority priority;
    bool renew; /* also where a finished FAQ exists */
    int64_t estimate;
    int64_t now;
    /* Who asks: 0 = somebody with a token, or the program itself. Others are counted by
     * day, only where a new job comes of it. Limits: 0 = none. */
    uint64_t visitor;
    int64_t visitor_day, all_visitors_day;
    int64_t waiting_max; /* ready jobs; holds for everybody */
};
enum job_asked {
    ASKED_NEW,
    /* One is ready or running already. A better priority is taken over: it stands there
     * behind those who asked before. */
    ASKED_WAITING,
    ASKED_STORED /* there is a finished FAQ, and no renewal was asked for */
};
/* ERR_NOT_FOUND: no such paper. ERR_LIMIT: the visitor's or all visitors' day is used
 * up. ERR_BUSY: too many wait. Both with retry_after. *ret_job is 0 with ASKED_STORED.
 */
NODISCARD bool job_store_ask(struct db *db, const struct job_ask *ask,
                             enum job_asked *ret_asked, int64_t *ret_job,
                             struct err *err);

enum job_claimed {
    CLAIMED,
    CLAIM_NONE,   /* nothing is due; *ret_next says when (INT64_MAX: not known) */
    CLAIM_PAUSED, /* an operator has paused the queue */
    /* *ret_next: when the day or the month is over; in a minute, where it is only that
     * running jobs have reserved the rest; sooner, if another job is due before. */
    CLAIM_NO_BUDGET
};
struct job_claim {
    int64_t now, lease_until;
    int64_t token; /* random, not 0 */
    struct budget budget;
};
/* The due job of the best priority, the longest waiting first. One that costs more than
 * may still be spent lets others pass; when the day begins, it is the first. One that
 * costs more than a whole day or month allows is given that as its reason. */
NODISCARD bool job_store_claim(struct db *db, const struct job_claim *claim,
                               struct arena *arena, enum job_claimed *ret_claimed,
                               struct job *ret_job, int64_t *ret_next, struct err *err);

/* The holder's calls. ERR_REFUSED: the lease is lost, stop working on it. */
NODISCARD bool job_store_beat(struct db *db, struct lease lease, int64_t until,
                              struct err *err);
/* The same as a look, by any reader: no write, no longer lease. */
NODISCARD bool job_store_holds(struct db *db, struct lease lease, struct err *err);
/* A better estimate, once the length of the text is known; ERR_LIMIT (retry_after set)
 * where the budget does not allow it. */
NODISCARD bool job_store_reserve(struct db *db, struct lease lease, int64_t estimate,
                                 const struct budget *budget, int64_t now,
                                 struct err *err);
/* Put back without counting as a try: a provider wants us to wait, we are stopping.
 * `run_at` 0: as soon as can be, in its old place. */
NODISCARD bool job_store_snooze(struct db *db, struct lease lease, int64_t run_at,
                                const char *why, struct err *err);
struct job_failure {
    int64_t run_at; /* of the next try */
    int64_t attempts_max, now;
    const char *why;
};
/* A try failed: ready again at `run_at`, or dead after `attempts_max` of them. */
NODISCARD bool job_store_fail(struct db *db, struct lease lease,
                              const struct job_failure *failure, bool *ret_dead,
                              struct err *err);
/* No further try can help. */
NODISCARD bool job_store_kill(struct db *db, struct lease lease, int64_t now,
                              const char *why, struct err *err);

/* At the start of the owner process: what ran is ready again, without losing a try. */
NODISCARD bool job_store_recover(struct db *db, int64_t now, int64_t *ret_count,
                                 struct err *err);
/* Leases that ran out: ready again. */
NODISCARD bool job_store_expire(struct db *db, int64_t now, int64_t *ret_count,
                                struct err *err);
/* Forgets jobs that ended before. Dead ones stay ten times as long. */
NODISCARD bool job_store_prune(struct db *db, int64_t before, int64_t now,
                               struct err *err);

/* The operator's calls. ERR_NOT_FOUND: no such job; ERR_INVALID: it is not in a state
 * for that. Retry: a dead or cancelled job is ready at once, with all its tries; a
 * ready one need not wait any longer. Cancel: a ready or running one. */
NODISCARD bool job_store_retry(struct db *db, int64_t job, int64_t now,
                               struct err *err);
NODISCARD bool job_store_cancel(struct db *db, int64_t job, int64_t now,
                                const char *why, struct err *err);
NODISCARD bool job_store_set_paused(struct db *db, bool paused, struct err *err);

/* Readers. */
NODISCARD bool job_store_get(struct db *db, int64_t id, struct arena *arena,
                             struct job *ret_job, struct err *err);
/* The job that is ready or running for that paper and language; if there is none, the
 * last dead one that is newer than any finished FAQ. ERR_NOT_FOUND: neither. */
NODISCARD bool job_store_find(struct db *db, const char *key, const char *language,
                              struct arena *arena, struct job *ret_job,
                              struct err *err);
/* From 1 among the ready jobs, in the order in which they are taken; 0: not ready. */
NODISCARD bool job_store_position(struct db *db, int64_t id, int64_t *ret_position,
                                  struct err *err);
/* Ready ones in their order, running ones by start, ended ones newest first. */
NODISCARD bool job_store_list(struct db *db, enum job_state state, int64_t limit,
                              struct arena *arena, struct job_list *ret_list,
                              struct err *err);
struct job_counts {
    int64_t of[JOB_STATE_COUNT];
    bool paused;
};
NODISCARD bool job_store_counts(struct db *db, struct job_counts *ret_counts,
                                struct err *err);

#endif
