/* What threads share: a stop flag that wakes, and a mutex with scope.
 *
 * A thread waits with a predicate and a deadline, never by sleeping, so that stopping
 * is at once. */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

#include "base/attr.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

/* Told to stop once; may be woken many times. Any thread may call any function. */
struct stop {
    pthread_mutex_t mutex;
    pthread_cond_t cond;
    bool stopped, woken;
};

void stop_init(struct stop *stop);
void stop_done(struct stop *stop); /* after every thread that waits has ended */
void stop_now(struct stop *stop);
void stop_wake(struct stop *stop); /* ends one wait early */
bool stop_asked(struct stop *stop);
/* Waits until stopped, woken or `ms` have passed; true when stopped. Negative ms: no
 * deadline. */
bool stop_wait(struct stop *stop, int64_t ms);
/* The same, but a wake does not end it and is left for the thread that it is for. */
bool stop_pause(struct stop *stop, int64_t ms);

/* CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&mutex); */
pthread_mutex_t *mutex_hold(pthread_mutex_t *mutex);
void mutex_release(pthread_mutex_t **mutex);

/* A condition that is waited for with a deadline, by the clock that nobody sets. */
void cond_init(pthread_cond_t *cond);
/* With the mutex held, which is given up meanwhile; ends at a signal, after `ms`, or
 * for no reason. Of a condition of cond_init. */
void cond_wait_ms(pthread_cond_t *cond, pthread_mutex_t *mutex, int64_t ms);

/* Starts a joinable thread with signals blocked; aborts when the system has none left.
 */
pthread_t thread_start(const char *name, void *(*body)(void *), void *argument);

#endif
