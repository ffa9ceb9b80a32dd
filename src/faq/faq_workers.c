/* Threads that take a model's slot, then a job; and one that keeps the queue in order.
 * See faq_workers.h. */
#include "faq/faq_workers.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/mem.h"
#include "faq/faq_part.h"
#include "faq/faq_upkeep.h"
#include "store/queue/spend_store.h"

#include <inttypes.h>
#include <stdlib.h>

enum {
    WORKERS_MAX = 32,
    IDLE_MAX_S = 60, /* the clock may be set, a key exchanged */
    LOOK_S = 5, /* between looks at a queue that is paused, or models that are stopped
                 */
    TROUBLE_S = 10 /* after our own store failed */
};

struct faq_workers {
    struct faq_options options;
    struct stop idle; /* wakes one idle worker; told to stop at the end */
    size_t count;
    pthread_t threads[WORKERS_MAX];
    struct faq_upkeep *upkeep;
};

/* One thread's. */
struct worker {
    struct faq_workers *workers;
    struct chat *chat;
};

static bool is_stopping(const struct faq_workers *workers)
{
    return stop_asked(workers->options.stop);
}

struct claiming {
    struct job_claim claim;
    struct arena *arena;
    enum job_claimed claimed;
    struct job job;
    int64_t next;
};

static bool claim_part(struct db *db, void *context, struct err *err)
{
    struct claiming *claiming = context;
    return job_store_claim(db, &claiming->claim, claiming->arena, &claiming->claimed,
                           &claiming->job, &claiming->next, err);
}

static bool claim(struct faq_workers *workers, struct claiming *claiming)
{
    struct err err = { 0 };
    int64_t now = clock_now();
    claiming->claim = (struct job_claim){
        .now = now,
        .lease_until = now + FAQ_LEASE_S,
        .token = (int64_t)(random_bits() >> 1) | 1,
        .budget = workers->options.budget,
    };
    if (store_write(workers->options.store, claim_part, claiming, &err))
        return true;
    log_error("taking a job failed why=\"%s\"", err.text);
    return false;
}

static void run_job(struct worker *worker, const struct claiming *claiming,
                    const struct provider *provider)
{
    struct faq_workers *workers = worker->workers;
    struct lease lease = { claiming->job.id, claiming->claim.token };
    struct err err = { 0 };
    faq_workers_wake(workers); /* there may be more, and others to take it */
    log_info("faq begun job=%" PRId64 " paper=%s language=%s priority=%s provider=%s",
             lease.job, claiming->job.key, claiming->job.language,
             job_priority_name(claiming->job.priority), provider->name);
    if (!faq_run(&workers->options, worker->chat, &claiming->job, lease, provider,
                 &err))
        log_error("faq stopped by our own trouble job=%" PRId64 " why=\"%s\"",
                  lease.job, err.text);
    faq_workers_wake(workers); /* a slot is free */
}

static int64_t seconds_until(int64_t when)
{
    int64_t now = clock_now();
    int64_t seconds = when <= now ? 1 : when - now;
    return when == INT64_MAX || seconds > IDLE_MAX_S ? IDLE_MAX_S : seconds;
}

/* With a slot that is ours. Returns how many seconds to wait before the next look. */
static int64_t work_with(struct worker *worker, const struct provider *provider)
{
    struct faq_workers *workers = worker->workers;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct claiming claiming = { .arena = &arena, .next = INT64_MAX };
    bool fine = claim(workers, &claiming);
    if (fine && claiming.claimed == CLAIMED) {
        run_job(worker, &claiming, provider);
        return 0;
    }
    providers_give_back(workers->options.providers, provider);
    if (!fine)
        return TROUBLE_S;
    return claiming.claimed == CLAIM_PAUSED ? LOOK_S : seconds_until(claiming.next);
}

static int64_t work_once(struct worker *worker)
{
    struct faq_workers *workers = worker->workers;
    int64_t when = INT64_MAX;
    if (is_stopping(workers) || !faq_upkeep_has_room(workers->upkeep))
        return IDLE_MAX_S;
    const struct provider *provider =
        providers_take(workers->options.providers, 0, &when);
    if (provider != NULL)
        return work_with(worker, provider);
    int64_t seconds = seconds_until(when);
    return seconds < LOOK_S ? seconds : LOOK_S;
}

static void check_models(struct worker *worker)
{
    const struct faq_options *options = &worker->workers->options;
    for (size_t i = 0; i < options->provider_count && !stop_asked(options->stop); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct err err = { 0 };
        const struct provider *provider = &options->provider_items[i];
        if (!chat_check_model(worker->chat, provider, &arena, &err) &&
            !stop_asked(options->stop))
            log_error("model cannot be used as configured provider=%s model=%s "
                      "why=\"%s\"",
                      provider->name, provider->model, err.text);
    }
}

static void work(struct worker *worker)
{
    struct faq_workers *workers = worker->workers;
    int64_t seconds;
    do
        seconds = work_once(worker);
    while (!stop_wait(&workers->idle, seconds * 1000) && !is_stopping(workers));
}

static void chat_done(struct chat **chat)
{
    chat_close(*chat);
}

static void run_worker(struct faq_workers *workers, bool is_first)
{
    const struct faq_options *options = &workers->options;
    CLEANUP(chat_done) struct chat *chat = NULL;
    struct err err = { 0 };
    if (!chat_open(options->provider_items, options->provider_count, options->stop,
                   &chat, &err)) {
        log_error("a worker cannot start why=\"%s\"", err.text);
        return;
    }
    struct worker worker = { workers, chat };
    if (is_first)
        check_models(&worker);
    work(&worker);
}

static void *first_body(void *argument)
{
    run_worker(argument, true);
    return NULL;
}

static void *worker_body(void *argument)
{
    run_worker(argument, false);
    return NULL;
}

/* As many as calls can be under way; a provider without a limit asks for all. */
static size_t worker_count(const struct faq_options *options)
{
    int64_t sum = 0;
    for (size_t i = 0; i < options->provider_count && sum < WORKERS_MAX; i++) {
        int64_t slots = options->provider_items[i].concurrency;
        sum += slots > 0 && slots < WORKERS_MAX ? slots : WORKERS_MAX;
    }
    return (size_t)(sum < WORKERS_MAX ? sum : WORKERS_MAX);
}

bool faq_workers_open(const struct faq_options *options,
                      struct faq_workers **ret_workers, struct err *err)
{
    struct faq_workers *workers = mem_alloc(sizeof *workers);
    workers->options = *options;
    stop_init(&workers->idle);
    if (!faq_upkeep_open(workers, &workers->options, &workers->upkeep, err)) {
        faq_workers_close(workers);
        return false;
    }
    size_t count = worker_count(options);
    while (workers->count < count) {
        workers->threads[workers->count] = thread_start(
            "faq", workers->count == 0 ? first_body : worker_body, workers);
        workers->count++;
    }
    *ret_workers = workers;
    return true;
}

void faq_workers_close(struct faq_workers *workers)
{
    if (workers == NULL)
        return;
    stop_now(&workers->idle);
    for (size_t i = 0; i < workers->count; i++)
        pthread_join(workers->threads[i], NULL);
    faq_upkeep_close(workers->upkeep);
    stop_done(&workers->idle);
    free(workers);
}

void faq_workers_wake(struct faq_workers *workers)
{
    stop_wake(&workers->idle);
}
