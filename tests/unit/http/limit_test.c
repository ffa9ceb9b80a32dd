/* Token buckets: the minute, the refill, networks apart, and a flood of them. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "http/limit.h"

static int taken(struct limit *limit, uint64_t network, int64_t now_ms, int tries)
{
    int count = 0;
    int64_t seconds;
    for (int i = 0; i < tries; i++)
        count += limit_take(limit, network, now_ms, &seconds);
    return count;
}

static void a_minutes_requests_pass_at_once_and_no_more(void **state)
{
    (void)state;
    struct limit *limit = limit_open(60);
    int64_t seconds = 0;
    assert_int_equal(taken(limit, 1, 1000, 100), 60);
    assert_false(limit_take(limit, 1, 1000, &seconds));
    assert_int_equal(seconds, 1);
    assert_int_equal(taken(limit, 2, 1000, 100), 60);
    limit_close(limit);
}

static void tokens_come_back_steadily(void **state)
{
    (void)state;
    struct limit *limit = limit_open(6);
    int64_t seconds = 0;
    assert_int_equal(taken(limit, 1, 0, 10), 6);
    assert_false(limit_take(limit, 1, 0, &seconds));
    assert_int_equal(seconds, 10);
    assert_false(limit_take(limit, 1, 7500, &seconds));
    assert_int_equal(seconds, 3);
    assert_int_equal(taken(limit, 1, 10000, 5), 1);
    assert_int_equal(taken(limit, 1, 30000, 5), 2);
    assert_int_equal(taken(limit, 1, 30000 + 60000, 10), 6);
    limit_close(limit);
}

static void a_clock_that_steps_back_gives_nothing(void **state)
{
    (void)state;
    struct limit *limit = limit_open(10);
    assert_int_equal(taken(limit, 1, 100000, 20), 10);
    assert_int_equal(taken(limit, 1, 50000, 20), 0);
    assert_int_equal(taken(limit, 1, 100000, 20), 0);
    limit_close(limit);
}

static void a_flood_of_networks_does_not_free_the_busy_one(void **state)
{
    (void)state;
    struct limit *limit = limit_open(5);
    assert_int_equal(taken(limit, 7, 0, 10), 5);
    for (uint64_t network = 100; network < 200000; network++) {
        int64_t now = (int64_t)(network / 100);
        (void)taken(limit, network, now, 1);
        if (network % 50 == 0)
            assert_int_equal(taken(limit, 7, now, 1), 0);
    }
    limit_close(limit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_minutes_requests_pass_at_once_and_no_more),
        cmocka_unit_test(tokens_come_back_steadily),
        cmocka_unit_test(a_clock_that_steps_back_gives_nothing),
        cmocka_unit_test(a_flood_of_networks_does_not_free_the_busy_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
