/* A write of the store that does not end before it is told to; see rehearsal.h. A
 * thread of ours waits for it, since whoever asks for a write waits until it is over.
 */
#include "work/rehearsal.h"

#include "base/clock.h"
#include "base/mem.h"

#include <stdlib.h>

enum { OTHERS_WAIT_MS = 300, LOOK_MS = 50 };

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
    cond_init(&rehearsal->changed);
    return rehearsal;
}

/* Others have waited since the moment that *since holds, 0 = they do not. */
static bool others_wait_long(struct rehearsal *rehearsal, int64_t *since)
{
    int64_t now = clock_monotonic_us();
    if (!store_has_waiting(rehearsal->store))
        *since = 0;
    else if (*since == 0)
        *since = now;
    return *since != 0 && now - *since >= (int64_t)OTHERS_WAIT_MS * 1000;
}

/* False: nothing is to be done now, and others may write. */
static bool wait_for_write(struct rehearsal *rehearsal, int64_t *others_since)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&rehearsal->mutex);
    bool yields = others_wait_long(rehearsal, others_since);
    while (rehearsal->write == NULL && !rehearsal->closing && !yields) {
        cond_wait_ms(&rehearsal->changed, &rehearsal->mutex, LOOK_MS);
        yields = others_wait_long(rehearsal, others_since);
    }
    return rehearsal->write != NULL && !yields;
}

/* The mutex is held. */
static void tell_locked(struct rehearsal *rehearsal, bool ok)
{
    rehearsal->ok = ok;
    rehearsal->write = NULL;
    pthread_cond_broadcast(&rehearsal->changed);
}

static void tell(struct rehearsal *rehearsal, bool ok)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&rehearsal->mutex);
    tell_locked(rehearsal, ok);
}

/* In the writer's thread. */
static bool rehearse(struct db *db, void *context, struct err *err)
{
    (void)err; /* those who wait for a write are told by it */
    struct rehearsal *rehearsal = context;
    int64_t others_since = 0;
    bool ok = true;
    while (ok && wait_for_write(rehearsal, &others_since)) {
        ok = rehearsal->write(db, rehearsal->context, rehearsal->err);
        tell(rehearsal, ok);
    }
    return true;
}

/* A transaction has ended: is another needed? One that could not even begin fails the
 * write that waits for it. */
static bool goes_on(struct rehearsal *rehearsal, bool ran, const struct err *err)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&rehearsal->mutex);
    if (rehearsal->write != NULL && !ran) {
        *rehearsal->err = *err;
        tell_locked(rehearsal, false);
    }
    rehearsal->running = rehearsal->write != NULL;
    return rehearsal->running;
}

static void *hold_rehearsal(void *argument)
{
    struct rehearsal *rehearsal = argument;
    struct err err = { 0 };
    bool ran;
    do
        ran = store_rehearse(rehearsal->store, rehearse, rehearsal, &err);
    while (goes_on(rehearsal, ran, &err));
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
