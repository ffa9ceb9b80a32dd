/* A write of the store that does not end before it is told to; see rehearsal.h. A
 * thread of ours waits for it, since whoever asks for a write waits until it is over.
 */
#include "work/rehearsal.h"

#include "base/clock.h"
#include "base/mem.h"

#include <stdlib.h>

enum { IDLE_MS = 30000, LOOK_MS = 1000 };

struct rehearsal {
    struct store *store;
    pthread_t thread;
    bool has_thread; /* to be joined */

    pthread_mutex_t mutex; /* of what follows */
    pthread_cond_t changed;
    bool running; /* between the start of the thread and its end */
    bool closing;
    store_write_part *write; /* wanted; NULL: none is */
    void *context;
    struct err *err;
    bool ok; /* of the last one */
};

struct rehearsal *rehearsal_open(struct store *store)
{
    struct rehearsal *rehearsal = mem_alloc(sizeof *rehearsal);
    rehearsal->store = store;
    pthread_mutex_init(&rehearsal->mutex, NULL);
    pthread_cond_init(&rehearsal->changed, NULL);
    return rehearsal;
}

/* The mutex is held. */
static void wait_a_little(struct rehearsal *rehearsal)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += LOOK_MS / 1000;
    pthread_cond_timedwait(&rehearsal->changed, &rehearsal->mutex, &until);
}

/* False: there is none, and others may write. */
static bool wait_for_write(struct rehearsal *rehearsal)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&rehearsal->mutex);
    int64_t end = clock_monotonic_us() + (int64_t)IDLE_MS * 1000;
    while (rehearsal->write == NULL && !rehearsal->closing &&
           clock_monotonic_us() < end)
        wait_a_little(rehearsal);
    if (rehearsal->write == NULL)
        rehearsal->running = false;
    return rehearsal->write != NULL;
}

static void tell(struct rehearsal *rehearsal, bool ok)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&rehearsal->mutex);
    rehearsal->ok = ok;
    rehearsal->write = NULL;
    rehearsal->running = ok;
    pthread_cond_broadcast(&rehearsal->changed);
}

/* In the writer's thread. */
static bool rehearse(struct db *db, void *context, struct err *err)
{
    struct rehearsal *rehearsal = context;
    bool ok = true;
    store_rehearse(db);
    while (ok && wait_for_write(rehearsal)) {
        ok = rehearsal->write(db, rehearsal->context, rehearsal->err);
        tell(rehearsal, ok);
    }
    return err_set(err, ERR_NONE, "rolled back: a dry run");
}

/* A transaction that cannot even begin fails the write that waits for it. */
static void *hold_rehearsal(void *argument)
{
    struct rehearsal *rehearsal = argument;
    struct err err = { 0 };
    bool kept = store_write(rehearsal->store, rehearse, rehearsal, &err);
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&rehearsal->mutex);
    if (!kept && err.code != ERR_NONE && rehearsal->write != NULL) {
        *rehearsal->err = err;
        rehearsal->ok = false;
        rehearsal->write = NULL;
        rehearsal->running = false;
    }
    pthread_cond_broadcast(&rehearsal->changed);
    return NULL;
}

static void end_thread(struct rehearsal *rehearsal)
{
    if (rehearsal->has_thread)
        pthread_join(rehearsal->thread, NULL);
    rehearsal->has_thread = false;
}

/* Was there a thread to take it? */
static bool hand_over(struct rehearsal *rehearsal, store_write_part *write,
                      void *context, struct err *err)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&rehearsal->mutex);
    bool was_running = rehearsal->running;
    rehearsal->write = write;
    rehearsal->context = context;
    rehearsal->err = err;
    rehearsal->running = true;
    pthread_cond_broadcast(&rehearsal->changed);
    return was_running;
}

static bool wait_until_done(struct rehearsal *rehearsal)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&rehearsal->mutex);
    while (rehearsal->write != NULL)
        pthread_cond_wait(&rehearsal->changed, &rehearsal->mutex);
    return rehearsal->ok;
}

bool rehearsal_write(struct rehearsal *rehearsal, store_write_part *write,
                     void *context, struct err *err)
{
    if (!hand_over(rehearsal, write, context, err)) {
        end_thread(rehearsal);
        rehearsal->thread = thread_start("pf-rehearsal", hold_rehearsal, rehearsal);
        rehearsal->has_thread = true;
    }
    return wait_until_done(rehearsal);
}

void rehearsal_close(struct rehearsal *rehearsal)
{
    if (rehearsal == NULL)
        return;
    {
        CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&rehearsal->mutex);
        rehearsal->closing = true;
        pthread_cond_broadcast(&rehearsal->changed);
    }
    end_thread(rehearsal);
    pthread_cond_destroy(&rehearsal->changed);
    pthread_mutex_destroy(&rehearsal->mutex);
    free(rehearsal);
}
