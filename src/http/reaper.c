/* The deadline thread; see reaper.h. */
#include "http/reaper.h"

#include "base/clock.h"

#include <assert.h>
#include <sys/socket.h>

int reaper_pass(struct reaper *reaper, int64_t now_ms)
{
    int ended = 0;
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&reaper->mutex);
    for (struct watch *watch = reaper->first; watch != NULL; watch = watch->next) {
        int64_t deadline =
            atomic_load_explicit(&watch->deadline_ms, memory_order_relaxed);
        if (deadline == REAPER_NEVER || deadline > now_ms)
            continue;
        shutdown(watch->fd, SHUT_RDWR);
        atomic_store_explicit(&watch->deadline_ms, REAPER_NEVER, memory_order_relaxed);
        ended++;
    }
    return ended;
}

int reaper_busy(struct reaper *reaper)
{
    int busy = 0;
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&reaper->mutex);
    for (struct watch *watch = reaper->first; watch != NULL; watch = watch->next)
        busy += atomic_load_explicit(&watch->busy, memory_order_acquire);
    return busy;
}

static void *reap(void *argument)
{
    struct reaper *reaper = argument;
    while (!stop_wait(&reaper->stop, reaper->every_ms))
        reaper_pass(reaper, clock_monotonic_us() / 1000);
    return NULL;
}

void reaper_open(struct reaper *reaper, int64_t every_ms)
{
    *reaper = (struct reaper){ .every_ms = every_ms };
    pthread_mutex_init(&reaper->mutex, NULL);
    stop_init(&reaper->stop);
    reaper->thread = thread_start("http-reaper", reap, reaper);
}

void reaper_close(struct reaper *reaper)
{
    assert(reaper->first == NULL);
    stop_now(&reaper->stop);
    pthread_join(reaper->thread, NULL);
    stop_done(&reaper->stop);
    pthread_mutex_destroy(&reaper->mutex);
}

void reaper_add(struct reaper *reaper, struct watch *watch)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&reaper->mutex);
    watch->previous = NULL;
    watch->next = reaper->first;
    if (watch->next != NULL)
        watch->next->previous = watch;
    reaper->first = watch;
}

void reaper_remove(struct reaper *reaper, struct watch *watch)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&reaper->mutex);
    *(watch->previous ? &watch->previous->next : &reaper->first) = watch->next;
    if (watch->next != NULL)
        watch->next->previous = watch->previous;
}
