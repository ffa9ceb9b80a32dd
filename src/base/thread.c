/* Stop flags, scoped mutexes, threads; see thread.h. */
#include "base/thread.h"

#include <assert.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

void cond_init(pthread_cond_t *cond)
{
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(cond, &attr);
    pthread_condattr_destroy(&attr);
}

static struct timespec after_ms(int64_t ms)
{
    struct timespec when;
    clock_gettime(CLOCK_MONOTONIC, &when);
    int64_t nanoseconds = when.tv_nsec + ms % 1000 * 1000000;
    when.tv_sec += ms / 1000 + nanoseconds / 1000000000;
    when.tv_nsec = nanoseconds % 1000000000;
    return when;
}

void cond_wait_ms(pthread_cond_t *cond, pthread_mutex_t *mutex, int64_t ms)
{
    struct timespec deadline = after_ms(ms);
    pthread_cond_timedwait(cond, mutex, &deadline);
}

void stop_init(struct stop *stop)
{
    *stop = (struct stop){ .stopped = false };
    pthread_mutex_init(&stop->mutex, NULL);
    cond_init(&stop->cond);
}

void stop_done(struct stop *stop)
{
    pthread_cond_destroy(&stop->cond);
    pthread_mutex_destroy(&stop->mutex);
}

static void set_and_tell(struct stop *stop, bool *flag)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&stop->mutex);
    *flag = true;
    pthread_cond_broadcast(&stop->cond);
}

void stop_now(struct stop *stop)
{
    set_and_tell(stop, &stop->stopped);
}

void stop_wake(struct stop *stop)
{
    set_and_tell(stop, &stop->woken);
}

bool stop_asked(struct stop *stop)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&stop->mutex);
    return stop->stopped;
}

static bool wait_until(struct stop *stop, int64_t ms, const bool *woken)
{
    struct timespec deadline = after_ms(ms > 0 ? ms : 0);
    int timed_out = 0;
    while (!stop->stopped && !*woken && timed_out == 0) {
        if (ms < 0)
            pthread_cond_wait(&stop->cond, &stop->mutex);
        else
            timed_out = pthread_cond_timedwait(&stop->cond, &stop->mutex, &deadline);
    }
    return stop->stopped;
}

bool stop_wait(struct stop *stop, int64_t ms)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&stop->mutex);
    wait_until(stop, ms, &stop->woken);
    stop->woken = false;
    return stop->stopped;
}

bool stop_pause(struct stop *stop, int64_t ms)
{
    static const bool never = false;
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&stop->mutex);
    return wait_until(stop, ms, &never);
}

pthread_mutex_t *mutex_hold(pthread_mutex_t *mutex)
{
    int failed = pthread_mutex_lock(mutex);
    assert(failed == 0);
    return mutex;
}

void mutex_release(pthread_mutex_t **mutex)
{
    pthread_mutex_unlock(*mutex);
}

pthread_t thread_start(const char *name, void *(*body)(void *), void *argument)
{
    sigset_t all, before;
    pthread_t thread;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    if (pthread_create(&thread, NULL, body, argument) != 0)
        abort();
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_setname_np(thread, name);
    return thread;
}
