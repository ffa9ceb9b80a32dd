/* How long a failed job waits, and the names that operators see. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "model/job.h"

static void the_longest_wait_doubles_up_to_ten_minutes(void **state)
{
    (void)state;
    assert_int_equal(job_backoff(5, 0, UINT32_MAX), 5);
    assert_int_equal(job_backoff(5, 1, UINT32_MAX), 10);
    assert_int_equal(job_backoff(5, 4, UINT32_MAX), 80);
    assert_int_equal(job_backoff(5, 7, UINT32_MAX), 600);
    assert_int_equal(job_backoff(5, INT64_MAX, UINT32_MAX), 600);
    assert_int_equal(job_backoff(INT64_MAX, 3, UINT32_MAX), 600);
}

static void chance_spreads_the_wait_over_all_of_it(void **state)
{
    (void)state;
    assert_int_equal(job_backoff(5, 3, 0), 0);
    assert_int_equal(job_backoff(5, 3, UINT32_MAX / 2), 20);
    int64_t seen[6] = { 0 };
    for (uint32_t i = 0; i < 600; i++)
        seen[job_backoff(5, 0, i * (UINT32_MAX / 600))]++;
    for (int i = 0; i < 6; i++)
        assert_in_range(seen[i], 95, 105);
}

static void no_base_is_no_wait(void **state)
{
    (void)state;
    assert_int_equal(job_backoff(0, INT64_MAX, UINT32_MAX), 0);
    assert_int_equal(job_backoff(-5, 3, UINT32_MAX), 0);
    assert_int_equal(job_backoff(5, -1, UINT32_MAX), 5);
}

static void states_and_priorities_have_names(void **state)
{
    (void)state;
    assert_string_equal(job_state_name(JOB_READY), "ready");
    assert_string_equal(job_state_name(JOB_RUNNING), "running");
    assert_string_equal(job_state_name(JOB_DONE), "done");
    assert_string_equal(job_state_name(JOB_DEAD), "dead");
    assert_string_equal(job_state_name(JOB_CANCELLED), "cancelled");
    assert_string_equal(job_priority_name(PRIORITY_TOKEN), "token");
    assert_string_equal(job_priority_name(PRIORITY_TODAY), "today");
    assert_string_equal(job_priority_name(PRIORITY_OLDER), "older");
    assert_string_equal(job_priority_name(PRIORITY_NIGHTLY), "nightly");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_wait_doubles_up_to_ten_minutes),
        cmocka_unit_test(chance_spreads_the_wait_over_all_of_it),
        cmocka_unit_test(no_base_is_no_wait),
        cmocka_unit_test(states_and_priorities_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
