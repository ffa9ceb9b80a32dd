/* Stop flags: waiting ends by stop, by wake-up or by time, and by nothing else. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/thread.h"

#include <signal.h>

struct waiter {
    struct stop stop;
    struct stop started; /* used as an event */
    bool saw_stop;
};

static void *wait_for_ever(void *argument)
{
    struct waiter *waiter = argument;
    stop_now(&waiter->started);
    waiter->saw_stop = stop_wait(&waiter->stop, -1);
    return NULL;
}

static pthread_t start_waiter(struct waiter *waiter)
{
    stop_init(&waiter->stop);
    stop_init(&waiter->started);
    pthread_t thread = thread_start("waiter", wait_for_ever, waiter);
    assert_true(stop_wait(&waiter->started, -1));
    return thread;
}

static void end_waiter(struct waiter *waiter, pthread_t thread)
{
    pthread_join(thread, NULL);
    stop_done(&waiter->started);
    stop_done(&waiter->stop);
}

static void stopping_ends_a_wait_without_deadline(void **state)
{
    (void)state;
    struct waiter waiter = { .saw_stop = false };
    pthread_t thread = start_waiter(&waiter);
    stop_now(&waiter.stop);
    end_waiter(&waiter, thread);
    assert_true(waiter.saw_stop);
}

static void waking_ends_one_wait_without_stopping(void **state)
{
    (void)state;
    struct waiter waiter = { .saw_stop = true };
    pthread_t thread = start_waiter(&waiter);
    stop_wake(&waiter.stop);
    end_waiter(&waiter, thread);
    assert_false(waiter.saw_stop);
}

static void a_wake_up_before_the_wait_is_not_lost_and_counts_once(void **state)
{
    (void)state;
    struct stop stop;
    stop_init(&stop);
    stop_wake(&stop);
    stop_wake(&stop);
    assert_false(stop_wait(&stop, -1));
    assert_false(stop.woken);
    assert_false(stop_wait(&stop, 1));
    stop_done(&stop);
}

static void a_pause_leaves_the_wake_up_to_the_one_it_is_for(void **state)
{
    (void)state;
    struct stop stop;
    stop_init(&stop);
    stop_wake(&stop);
    assert_false(stop_pause(&stop, 2));
    assert_true(stop.woken);
    assert_false(stop_wait(&stop, -1));
    stop_now(&stop);
    assert_true(stop_pause(&stop, -1));
    stop_done(&stop);
}

static void time_ends_a_wait(void **state)
{
    (void)state;
    struct stop stop;
    stop_init(&stop);
    assert_false(stop_wait(&stop, 0));
    assert_false(stop_wait(&stop, 2));
    assert_false(stop_asked(&stop));
    stop_done(&stop);
}

static void a_stopped_flag_stays_stopped(void **state)
{
    (void)state;
    struct stop stop;
    stop_init(&stop);
    stop_now(&stop);
    assert_true(stop_asked(&stop));
    assert_true(stop_wait(&stop, INT64_MAX));
    assert_true(stop_wait(&stop, -1));
    stop_done(&stop);
}

static void *read_signal_mask(void *argument)
{
    pthread_sigmask(SIG_BLOCK, NULL, argument);
    return NULL;
}

static void a_thread_starts_with_signals_blocked_and_ours_stay_open(void **state)
{
    (void)state;
    sigset_t theirs, ours;
    pthread_join(thread_start("mask", read_signal_mask, &theirs), NULL);
    pthread_sigmask(SIG_BLOCK, NULL, &ours);
    assert_int_equal(sigismember(&theirs, SIGTERM), 1);
    assert_int_equal(sigismember(&ours, SIGTERM), 0);
}

static void a_scope_gives_its_mutex_back(void **state)
{
    (void)state;
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    {
        CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&mutex);
        assert_ptr_equal(held, &mutex);
        assert_int_not_equal(pthread_mutex_trylock(&mutex), 0);
    }
    assert_int_equal(pthread_mutex_trylock(&mutex), 0);
    pthread_mutex_unlock(&mutex);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stopping_ends_a_wait_without_deadline),
        cmocka_unit_test(waking_ends_one_wait_without_stopping),
        cmocka_unit_test(a_wake_up_before_the_wait_is_not_lost_and_counts_once),
        cmocka_unit_test(a_pause_leaves_the_wake_up_to_the_one_it_is_for),
        cmocka_unit_test(time_ends_a_wait),
        cmocka_unit_test(a_stopped_flag_stays_stopped),
        cmocka_unit_test(a_thread_starts_with_signals_blocked_and_ours_stay_open),
        cmocka_unit_test(a_scope_gives_its_mutex_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
