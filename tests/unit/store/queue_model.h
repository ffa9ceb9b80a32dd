/* A model of the queue that is too simple to be wrong: arrays, and a walk over all of
 * it for each question. */
#ifndef QUEUE_MODEL_H
#define QUEUE_MODEL_H

#include "store/test_queue.h"

enum { JOBS_MAX = 4000, LEASES = 5, STEPS = 5000, DAYS = 400, ANSWERS = 3 };

struct model_job {
    int paper;
    int64_t run_at, turn, attempt, snoozes, estimate, answered, spent, token, until;
    enum job_state state;
    enum job_priority priority;
    bool has_faq;
};

/* Of one paper; all FAQs are of one version and language. */
struct model_paper {
    bool finished, begun;
    int answers; /* of the one under way */
};

struct model {
    struct test_queue *queue;
    uint64_t chance;
    int64_t now, turns;
    bool paused;
    struct budget budget;
    int64_t spent[DAYS]; /* from the day of TEST_NOW on */
    struct model_paper papers[QUEUE_PAPERS + 1];
    struct model_job jobs[JOBS_MAX + 1]; /* by number, from 1 */
    int count;
    struct lease leases[LEASES]; /* the last ones that were given out */
    int step;
    const char *operation;
    int claimed[CLAIM_NO_BUDGET + 1]; /* how often each was the answer */
};

static inline int64_t draw(struct model *model, int64_t below)
{
    model->chance = model->chance * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (int64_t)((model->chance >> 33) % (uint64_t)below);
}

#define model_equal(model, left, right)                                                \
    do {                                                                               \
        int64_t l_ = (left), r_ = (right);                                             \
        if (l_ != r_)                                                                  \
            fail_msg("step %d, %s: %s is %lld, not %lld", (model)->step,               \
                     (model)->operation, #left, (long long)l_, (long long)r_);         \
    } while (0)

/* Both succeed, or both fail for the same reason. */
static inline bool agree(struct model *model, bool ok, enum err_code expected)
{
    struct test_queue *queue = model->queue;
    queue_end(queue, ok);
    model_equal(model, ok ? ERR_NONE : queue->err.code, expected);
    return ok;
}

static inline int64_t reserved(const struct model_job *job)
{
    bool held = job->state == JOB_RUNNING && job->estimate > job->answered;
    return held ? job->estimate - job->answered : 0;
}

static inline int64_t all_reserved(const struct model *model)
{
    int64_t sum = 0;
    for (int i = 1; i <= model->count; i++)
        sum += reserved(&model->jobs[i]);
    return sum;
}

static inline int64_t *spent_today(struct model *model)
{
    int64_t day = utc_day(model->now) - utc_day(TEST_NOW);
    assert_in_range(day, 0, DAYS - 1);
    return &model->spent[day];
}

static inline struct lease some_lease(struct model *model)
{
    return model->leases[draw(model, LEASES)];
}

/* NULL: the lease is lost. */
static inline struct model_job *held_by(struct model *model, struct lease lease)
{
    struct model_job *job = &model->jobs[lease.job];
    return job->state == JOB_RUNNING && job->token == lease.token ? job : NULL;
}

static inline int active_job(const struct model *model, int paper)
{
    for (int i = model->count; i >= 1; i--)
        if (model->jobs[i].paper == paper && model->jobs[i].state <= JOB_RUNNING)
            return i;
    return 0;
}

static inline int64_t cost_of(const struct model_job *job)
{
    return job->estimate > job->answered ? job->estimate - job->answered : 0;
}

static inline bool goes_before(const struct model *model, int a, int b)
{
    const struct model_job *left = &model->jobs[a], *right = &model->jobs[b];
    if (left->priority != right->priority)
        return left->priority < right->priority;
    return left->run_at != right->run_at ? left->run_at < right->run_at
                                         : left->turn < right->turn;
}

static inline int best_due(const struct model *model, int64_t room)
{
    int best = 0;
    for (int i = 1; i <= model->count; i++) {
        const struct model_job *job = &model->jobs[i];
        if (job->state == JOB_READY && job->run_at <= model->now &&
            cost_of(job) <= room && (best == 0 || goes_before(model, i, best)))
            best = i;
    }
    return best;
}

/* Of those that are not due yet. */
static inline int64_t next_due(const struct model *model)
{
    int64_t next = INT64_MAX;
    for (int i = 1; i <= model->count; i++) {
        const struct model_job *job = &model->jobs[i];
        if (job->state == JOB_READY && job->run_at > model->now && job->run_at < next)
            next = job->run_at;
    }
    return next;
}

/* INT64_MAX: nothing is due. */
static inline int64_t least_cost(const struct model *model)
{
    int64_t least = INT64_MAX;
    for (int i = 1; i <= model->count; i++) {
        const struct model_job *job = &model->jobs[i];
        if (job->state == JOB_READY && job->run_at <= model->now &&
            cost_of(job) < least)
            least = cost_of(job);
    }
    return least;
}

#endif
