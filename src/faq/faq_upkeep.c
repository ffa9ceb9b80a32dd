/* Recovery, the reaper and the broom of the queue; see faq_upkeep.h. */
#include "faq/faq_upkeep.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "faq/faq_prune.h"
#include "store/queue/spend_store.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/statvfs.h>

enum { LOOK_MS = 30000, PRUNE_S = 3600 };

static const uint64_t ROOM_MIN = UINT64_C(100) << 20;

struct faq_upkeep {
    struct faq_workers *workers;
    const struct faq_options *options;
    pthread_t thread;
    atomic_bool disk_is_full;
};

struct recovering {
    int64_t now, jobs, calls;
};

static bool recover_part(struct db *db, void *context, struct err *err)
{
    struct recovering *recovering = context;
    return spend_settle_lost(db, recovering->now, &recovering->calls, err) &&
           job_store_recover(db, recovering->now, &recovering->jobs, err);
}

static bool recover(const struct faq_options *options, struct err *err)
{
    struct recovering recovering = { .now = clock_now() };
    if (!store_write(options->store, recover_part, &recovering, err))
        return false;
    if (recovering.jobs + recovering.calls > 0)
        log_info("queue recovered jobs=%" PRId64 " calls=%" PRId64, recovering.jobs,
                 recovering.calls);
    return true;
}

static bool expire_part(struct db *db, void *context, struct err *err)
{
    struct recovering *recovering = context;
    return job_store_expire(db, recovering->now, &recovering->jobs, err);
}

static void expire(struct faq_upkeep *upkeep)
{
    struct recovering recovering = { .now = clock_now() };
    struct err err = { 0 };
    const struct faq_watch *watch = upkeep->options->watch;
    if (!store_write(upkeep->options->store, expire_part, &recovering, &err)) {
        log_error("looking for lost leases failed why=\"%s\"", err.text);
        return;
    }
    if (recovering.jobs == 0)
        return;
    log_warn("leases ran out, their jobs are ready again jobs=%" PRId64,
             recovering.jobs);
    if (watch != NULL && watch->queue_changed != NULL)
        watch->queue_changed(watch->context);
    faq_workers_wake(upkeep->workers);
}

static void prune(struct faq_upkeep *upkeep)
{
    struct err err = { 0 };
    if (!faq_prune(upkeep->options->store, upkeep->options->keep_text_s, clock_now(),
                   &err))
        log_error("forgetting old texts and jobs failed why=\"%s\"", err.text);
}

static void *upkeep_body(void *argument)
{
    struct faq_upkeep *upkeep = argument;
    int64_t pruned = 0;
    do {
        int64_t now = clock_monotonic_us() / 1000000;
        expire(upkeep);
        if (pruned == 0 || now - pruned >= PRUNE_S) {
            prune(upkeep);
            pruned = now;
        }
    } while (!stop_pause(upkeep->options->stop, LOOK_MS));
    return NULL;
}

bool faq_upkeep_open(struct faq_workers *workers, const struct faq_options *options,
                     struct faq_upkeep **ret_upkeep, struct err *err)
{
    if (!recover(options, err))
        return false;
    struct faq_upkeep *upkeep = mem_alloc(sizeof *upkeep);
    upkeep->workers = workers;
    upkeep->options = options;
    upkeep->thread = thread_start("faq upkeep", upkeep_body, upkeep);
    *ret_upkeep = upkeep;
    return true;
}

void faq_upkeep_close(struct faq_upkeep *upkeep)
{
    if (upkeep == NULL)
        return;
    pthread_join(upkeep->thread, NULL);
    free(upkeep);
}

/* A disk that does not tell is taken for one with room. */
static bool is_full(const char *dir, uint64_t *ret_free)
{
    struct statvfs disk;
    if (dir == NULL || statvfs(dir, &disk) != 0)
        return false;
    *ret_free = (uint64_t)disk.f_bavail * disk.f_frsize;
    return *ret_free < ROOM_MIN || disk.f_bavail < disk.f_blocks / 20;
}

bool faq_upkeep_has_room(struct faq_upkeep *upkeep)
{
    uint64_t left = 0;
    bool full = is_full(upkeep->options->dir, &left);
    bool was_full = atomic_exchange(&upkeep->disk_is_full, full);
    if (full && !was_full)
        log_error("the disk is nearly full, no job is taken left_mb=%" PRIu64,
                  left >> 20);
    else if (was_full && !full)
        log_info("the disk has room again, jobs are taken left_mb=%" PRIu64,
                 left >> 20);
    return !full;
}
