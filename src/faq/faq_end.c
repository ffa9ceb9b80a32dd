/* How a job's run ends: what the queue is told, the watchers, and the log. See
 * faq_part.h. */
#include "faq/faq_part.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <string.h>

static bool end(struct faq_run *run, enum faq_ending ending, int64_t run_at,
                const char *why)
{
    struct str text = str_of(why);
    size_t len = text.len < FAQ_WHY_SIZE ? text.len : utf8_floor(why, FAQ_WHY_SIZE - 1);
    run->ending = ending;
    run->run_at = run_at;
    memcpy(run->why, text.ptr, len);
    run->why[len] = '\0';
    return false;
}

bool faq_end_later(struct faq_run *run, int64_t run_at, const char *why)
{
    return end(run, ENDING_LATER, run_at, why);
}

bool faq_end_stopping(struct faq_run *run)
{
    return end(run, ENDING_LATER, 0, "paperfeed was stopped");
}

bool faq_end_failed(struct faq_run *run, int64_t not_before, const char *why)
{
    return end(run, ENDING_FAILED, not_before, why);
}

bool faq_end_dead(struct faq_run *run, const char *why)
{
    return end(run, ENDING_DEAD, 0, why);
}

bool faq_end_of_store(struct faq_run *run, const struct err *err)
{
    run->trouble = *err;
    return end(run, err->code == ERR_REFUSED ? ENDING_LOST : ENDING_TROUBLE, 0,
               err->text);
}

bool faq_write(struct faq_run *run, store_write_part *write, void *context)
{
    struct err err = { 0 };
    return store_write(run->options->store, write, context, &err) ||
           faq_end_of_store(run, &err);
}

struct beat {
    struct lease lease;
    int64_t until;
};

static bool beat_part(struct db *db, void *context, struct err *err)
{
    const struct beat *beat = context;
    return job_store_beat(db, beat->lease, beat->until, err);
}

bool faq_hold(struct faq_run *run, int64_t seconds)
{
    struct beat beat = { run->lease, clock_now() + seconds };
    run->beaten = clock_monotonic_us();
    return faq_write(run, beat_part, &beat);
}

/* What the queue is told. */
struct goodbye {
    struct faq_run *run;
    int64_t now;
    bool dead;
};

static bool fail_part(struct db *db, struct goodbye *goodbye, struct err *err)
{
    const struct faq_run *run = goodbye->run;
    const struct job_failure failure = { run->run_at, run->options->attempts_max,
                                         goodbye->now, run->why };
    return job_store_fail(db, run->lease, &failure, &goodbye->dead, err);
}

static bool goodbye_part(struct db *db, void *context, struct err *err)
{
    struct goodbye *goodbye = context;
    const struct faq_run *run = goodbye->run;
    switch (run->ending) { /* no default: -Wswitch */
    case ENDING_LATER:
        return job_store_snooze(db, run->lease, run->run_at, run->why, err);
    case ENDING_FAILED:
        return fail_part(db, goodbye, err);
    case ENDING_DEAD:
        goodbye->dead = true;
        return job_store_kill(db, run->lease, goodbye->now, run->why, err);
    case ENDING_NONE:
    case ENDING_DONE:
    case ENDING_LOST:
    case ENDING_TROUBLE:
        break;
    }
    return true;
}

static void tell(struct faq_run *run, enum faq_state state, const char *why)
{
    const struct faq_watch *watch = run->options->watch;
    if (watch != NULL && watch->ended != NULL)
        watch->ended(watch->context, run->job->id, state, why);
    if (watch != NULL && watch->queue_changed != NULL)
        watch->queue_changed(watch->context);
}

static bool get_job(struct faq_run *run, struct job *ret_job)
{
    struct err ignored;
    CLEANUP(store_read_end) struct db *db = store_read_begin(run->options->store);
    return job_store_get(db, run->job->id, &run->arena, ret_job, &ignored);
}

/* Who has the job now tells of it; one that ended is told of here. */
static void tell_lost(struct faq_run *run)
{
    struct job job = { .state = JOB_RUNNING };
    if (!get_job(run, &job))
        return;
    if (job.state == JOB_CANCELLED || job.state == JOB_DEAD)
        tell(run, FAQ_FAILED, job.reason);
    else if (job.state == JOB_READY)
        tell(run, FAQ_QUEUED, job.reason);
}

static void log_done(const struct faq_run *run)
{
    log_info("faq done job=%" PRId64
             " paper=%s language=%s answers=%zu tokens_in=%" PRId64
             " tokens_cached=%" PRId64 " tokens_out=%" PRId64 " cost=%" PRId64
             " ms=%" PRId64,
             run->job->id, run->job->key, run->job->language, run->faq.answers.count,
             run->faq.usage.tokens_in, run->faq.usage.tokens_cached,
             run->faq.usage.tokens_out, run->faq.usage.cost,
             (clock_monotonic_us() - run->started) / 1000);
}

static void end_told(struct faq_run *run, const struct goodbye *goodbye)
{
    int64_t wait = run->run_at > goodbye->now ? run->run_at - goodbye->now : 0;
    if (goodbye->dead) {
        log_error("faq given up job=%" PRId64 " paper=%s why=\"%s\"", run->job->id,
                  run->job->key, run->why);
        tell(run, FAQ_FAILED, run->why);
        return;
    }
    if (run->ending == ENDING_FAILED)
        log_warn("faq try failed, next in %" PRId64 "s job=%" PRId64
                 " paper=%s why=\"%s\"",
                 wait, run->job->id, run->job->key, run->why);
    else
        log_info("faq put back for %" PRId64 "s job=%" PRId64 " paper=%s why=\"%s\"",
                 wait, run->job->id, run->job->key, run->why);
    tell(run, FAQ_QUEUED, run->why);
}

static bool end_lost(struct faq_run *run)
{
    log_info("faq lease lost job=%" PRId64 " paper=%s", run->job->id, run->job->key);
    tell_lost(run);
    return true;
}

static bool end_trouble(struct faq_run *run, struct err *err)
{
    *err = run->trouble;
    tell(run, FAQ_QUEUED, run->why);
    return false;
}

static bool say_goodbye(struct faq_run *run, struct err *err)
{
    struct goodbye goodbye = { .run = run, .now = clock_now() };
    if (run->ending == ENDING_FAILED) {
        int64_t wait = job_backoff(run->options->backoff_s, run->job->attempt,
                                   (uint32_t)random_bits());
        if (run->run_at < goodbye.now + wait)
            run->run_at = goodbye.now + wait;
    }
    if (faq_write(run, goodbye_part, &goodbye))
        end_told(run, &goodbye);
    else if (run->ending == ENDING_LOST)
        return end_lost(run);
    else
        return end_trouble(run, err);
    return true;
}

bool faq_end(struct faq_run *run, struct err *err)
{
    switch (run->ending) { /* no default: -Wswitch */
    case ENDING_NONE:
    case ENDING_DONE:
        log_done(run);
        tell(run, run->faq.truncated ? FAQ_TRUNCATED : FAQ_DONE, NULL);
        return true;
    case ENDING_LATER:
    case ENDING_FAILED:
    case ENDING_DEAD:
        return say_goodbye(run, err);
    case ENDING_LOST:
        return end_lost(run);
    case ENDING_TROUBLE:
        return end_trouble(run, err);
    }
    return true;
}
