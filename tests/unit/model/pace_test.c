/* Politeness: what a request, a failure and a wrong clock do to the next request. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/attr.h"
#include "model/pace.h"

enum { NOW = 1000000000, SECOND = 1000, MINUTE = 60 * SECOND, DAY = 86400 * SECOND };

static const struct pace_rule rule = { .spacing = { 3 * SECOND, 15 * SECOND } };

static void a_fresh_pace_waits_for_nothing(void **state)
{
    (void)state;
    struct pace pace = { 0 };
    assert_int_equal(pace_wait(&pace, &rule, PACE_API, NOW), 0);
    assert_int_equal(pace_wait(&pace, &rule, PACE_PAGE, NOW), 0);
}

static void requests_in_a_lane_keep_its_spacing(void **state)
{
    (void)state;
    struct pace pace = { 0 };
    pace_started(&pace, &rule, PACE_API, NOW);
    assert_int_equal(pace_wait(&pace, &rule, PACE_API, NOW), 3 * SECOND);
    assert_int_equal(pace_wait(&pace, &rule, PACE_API, NOW + 2999), 1);
    assert_int_equal(pace_wait(&pace, &rule, PACE_API, NOW + 3000), 0);
}

static void lanes_wait_for_each_other(void **state)
{
    (void)state;
    struct pace pace = { 0 };
    pace_started(&pace, &rule, PACE_PAGE, NOW);
    assert_int_equal(pace_wait(&pace, &rule, PACE_PAGE, NOW), 15 * SECOND);
    assert_int_equal(pace_wait(&pace, &rule, PACE_API, NOW), 3 * SECOND);
    pace = (struct pace){ 0 };
    pace_started(&pace, &rule, PACE_API, NOW);
    assert_int_equal(pace_wait(&pace, &rule, PACE_PAGE, NOW), 3 * SECOND);
}

static void an_api_request_does_not_shorten_the_wait_of_pages(void **state)
{
    (void)state;
    struct pace pace = { 0 };
    pace_started(&pace, &rule, PACE_PAGE, NOW);
    pace_started(&pace, &rule, PACE_API, NOW + 4 * SECOND);
    assert_int_equal(pace_wait(&pace, &rule, PACE_PAGE, NOW + 4 * SECOND), 11 * SECOND);
    pace_started(&pace, &rule, PACE_API, NOW + 14 * SECOND);
    assert_int_equal(pace_wait(&pace, &rule, PACE_PAGE, NOW + 14 * SECOND), 3 * SECOND);
}

static void a_spacing_of_nothing_waits_for_nothing(void **state)
{
    (void)state;
    const struct pace_rule none = { .spacing = { 0, 0 } };
    struct pace pace = { 0 };
    pace_started(&pace, &rule, PACE_PAGE, NOW);
    assert_int_equal(pace_wait(&pace, &none, PACE_PAGE, NOW), 0);
    pace_started(&pace, &none, PACE_PAGE, NOW);
    assert_int_equal(pace_wait(&pace, &none, PACE_API, NOW), 0);
}

static void failures_stop_both_lanes_for_as_long_as_they_deserve(void **state)
{
    static const struct {
        int status;
        int64_t retry_after, failures;
        int64_t pause;
    } cases[] = {
        { 429, 0, 0, 10 * MINUTE },       { 403, 0, 0, 10 * MINUTE },
        { 403, 0, 7, 10 * MINUTE },       { 429, 30, 0, 30 * SECOND },
        { 503, 300, 0, 300 * SECOND },    { 503, 900000, 0, DAY },
        { 503, -5, 0, 5 * SECOND },       { 503, 0, 0, 5 * SECOND },
        { 500, 0, 1, 10 * SECOND },       { 0, 0, 2, 20 * SECOND },
        { 0, 0, 6, 320 * SECOND },        { 0, 0, 7, 10 * MINUTE },
        { 0, 0, INT64_MAX, 10 * MINUTE }, { 0, INT64_MAX, 0, DAY },
        { 0, 0, -9, 5 * SECOND },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct pace pace = { .failures = cases[i].failures };
        pace_failed(&pace, cases[i].status, cases[i].retry_after, 0, NOW);
        assert_int_equal(pace_wait(&pace, &rule, PACE_API, NOW), cases[i].pause);
        assert_int_equal(pace_wait(&pace, &rule, PACE_PAGE, NOW), cases[i].pause);
        assert_int_equal(pace_wait(&pace, &rule, PACE_PAGE, NOW + cases[i].pause), 0);
    }
}

static void jitter_adds_at_most_a_quarter_and_nothing_to_what_the_host_said(
    void **state)
{
    (void)state;
    struct pace pace = { 0 };
    pace_failed(&pace, 429, 0, UINT32_MAX, NOW);
    assert_int_equal(pace_wait(&pace, &rule, PACE_API, NOW), 10 * MINUTE * 5 / 4);
    pace = (struct pace){ 0 };
    pace_failed(&pace, 429, 0, UINT32_MAX / 2, NOW);
    int64_t wait = pace_wait(&pace, &rule, PACE_API, NOW);
    assert_in_range(wait, 10 * MINUTE * 9 / 8 - 1, 10 * MINUTE * 9 / 8 + 1);
    pace = (struct pace){ 0 };
    pace_failed(&pace, 429, 60, UINT32_MAX, NOW);
    assert_int_equal(pace_wait(&pace, &rule, PACE_API, NOW), MINUTE);
}

static void a_short_pause_does_not_end_a_long_one(void **state)
{
    (void)state;
    struct pace pace = { 0 };
    pace_failed(&pace, 429, 3600, 0, NOW);
    pace_failed(&pace, 503, 1, 0, NOW + SECOND);
    assert_int_equal(pace_wait(&pace, &rule, PACE_API, NOW + SECOND), 3599 * SECOND);
}

static void success_forgets_the_failures_but_not_the_pause(void **state)
{
    (void)state;
    struct pace pace = { .failures = 6 };
    pace_failed(&pace, 429, 60, 0, NOW);
    assert_int_equal(pace.failures, 7);
    pace_succeeded(&pace);
    assert_int_equal(pace.failures, 0);
    assert_int_equal(pace_wait(&pace, &rule, PACE_API, NOW), MINUTE);
}

static void a_clock_that_was_set_back_holds_nothing_up(void **state)
{
    (void)state;
    struct pace pace = { 0 };
    pace_started(&pace, &rule, PACE_PAGE, NOW);
    /* a little: still polite; a lot: as if the moment had passed */
    assert_int_equal(pace_wait(&pace, &rule, PACE_PAGE, NOW - SECOND), 15 * SECOND);
    assert_int_equal(pace_wait(&pace, &rule, PACE_PAGE, NOW - MINUTE), 0);
    pace_failed(&pace, 429, 86400, 0, NOW);
    assert_int_equal(pace_wait(&pace, &rule, PACE_API, NOW - 12 * 3600 * SECOND),
                     (int64_t)DAY * 5 / 4);
    assert_int_equal(pace_wait(&pace, &rule, PACE_API, NOW - (int64_t)9 * DAY), 0);
    assert_int_equal(pace_pause_left(&pace, NOW - (int64_t)9 * DAY), 0);
    assert_int_equal(pace_pause_left(&pace, NOW), DAY);
    pace_failed(&pace, 503, 60, 0, NOW - (int64_t)9 * DAY);
    assert_int_equal(pace_wait(&pace, &rule, PACE_API, NOW - (int64_t)9 * DAY), MINUTE);
}

static void nonsense_from_the_database_does_no_harm(void **state)
{
    static const int64_t nonsense[] = { INT64_MIN, INT64_MAX, -1 };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(nonsense); i++) {
        struct pace pace = { { nonsense[i], nonsense[i] }, nonsense[i], nonsense[i] };
        assert_int_equal(pace_wait(&pace, &rule, PACE_API, NOW), 0);
        pace_started(&pace, &rule, PACE_API, NOW);
        pace_failed(&pace, 500, 0, 0, NOW);
        assert_in_range(pace_wait(&pace, &rule, PACE_PAGE, NOW), 5 * SECOND,
                        10 * MINUTE);
    }
}

static void retries_double_from_a_quarter_minute_to_six_hours(void **state)
{
    static const struct {
        int64_t tries;
        uint32_t chance;
        int64_t delay;
    } cases[] = {
        { -1, 0, 15 },
        { 0, 0, 15 },
        { 1, 0, 15 },
        { 2, 0, 30 },
        { 3, 0, 60 },
        { 11, 0, 15360 },
        { 12, 0, 21600 },
        { 1000, 0, 21600 },
        { INT64_MAX, 0, 21600 },
        { 1, UINT32_MAX, 18 },
        { 12, UINT32_MAX, 27000 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(pace_retry_delay(cases[i].tries, cases[i].chance),
                         cases[i].delay);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fresh_pace_waits_for_nothing),
        cmocka_unit_test(requests_in_a_lane_keep_its_spacing),
        cmocka_unit_test(lanes_wait_for_each_other),
        cmocka_unit_test(an_api_request_does_not_shorten_the_wait_of_pages),
        cmocka_unit_test(a_spacing_of_nothing_waits_for_nothing),
        cmocka_unit_test(failures_stop_both_lanes_for_as_long_as_they_deserve),
        cmocka_unit_test(
            jitter_adds_at_most_a_quarter_and_nothing_to_what_the_host_said),
        cmocka_unit_test(a_short_pause_does_not_end_a_long_one),
        cmocka_unit_test(success_forgets_the_failures_but_not_the_pause),
        cmocka_unit_test(a_clock_that_was_set_back_holds_nothing_up),
        cmocka_unit_test(nonsense_from_the_database_does_no_harm),
        cmocka_unit_test(retries_double_from_a_quarter_minute_to_six_hours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
