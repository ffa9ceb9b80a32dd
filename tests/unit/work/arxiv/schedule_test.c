/* arXiv's week, by the clock of New York. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "work/arxiv/schedule.h"

static int64_t at(const char *text)
{
    struct err err = { 0 };
    int64_t time = 0;
    assert_true(time_from_text(str_of(text), &time, &err));
    return time;
}

static int32_t day(const char *text)
{
    struct err err = { 0 };
    int32_t number = 0;
    assert_true(day_from_text(str_of(text), &number, &err));
    return number;
}

static void the_expected_day_turns_at_eight_in_the_evening(void **state)
{
    static const struct {
        const char *now, *expected;
    } cases[] = {
        { "2026-04-22T23:59:00Z", "2026-04-22" }, /* Wed 19:59 EDT */
        { "2026-04-23T00:00:00Z", "2026-04-23" }, /* Wed 20:00 EDT: Thursday's list */
        { "2026-04-24T12:00:00Z", "2026-04-24" }, /* Fri morning */
        { "2026-04-25T01:00:00Z",
          "2026-04-24" }, /* Fri evening: nothing is announced */
        { "2026-04-26T23:00:00Z", "2026-04-24" }, /* Sun 19:00 */
        { "2026-04-27T00:30:00Z", "2026-04-27" }, /* Sun 20:30: Monday's list */
        { "2026-01-15T00:59:00Z", "2026-01-14" }, /* winter: 19:59 EST */
        { "2026-01-15T01:00:00Z", "2026-01-15" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(schedule_expected_day(at(cases[i].now)),
                         day(cases[i].expected));
}

static void a_due_announcement_is_looked_for_every_quarter_of_an_hour(void **state)
{
    int64_t now = at("2026-04-23T00:10:00Z");
    (void)state;
    assert_int_equal(schedule_next_poll(now, day("2026-04-22"), false, 0),
                     now + 15 * 60);
    assert_false(schedule_is_late(now));
}

static void a_late_announcement_is_looked_for_every_half_hour(void **state)
{
    int64_t now = at("2026-04-23T12:00:00Z");
    (void)state;
    assert_true(schedule_is_late(now));
    assert_int_equal(schedule_next_poll(now, day("2026-04-22"), false, 0),
                     now + 30 * 60);
}

static void with_the_list_in_hand_the_feed_is_next_after_midnight(void **state)
{
    int64_t now = at("2026-04-23T02:30:00Z"); /* Wed 22:30, Thursday's list is there */
    (void)state;
    assert_int_equal(schedule_next_poll(now, day("2026-04-23"), false, 0),
                     at("2026-04-23T04:05:00Z"));
}

static void with_nothing_due_the_beat_is_slow(void **state)
{
    int64_t now = at("2026-04-23T12:00:00Z");
    (void)state;
    assert_int_equal(schedule_next_poll(now, day("2026-04-23"), false, 0),
                     now + 3 * 3600);
}

static void a_failure_is_tried_again_soon(void **state)
{
    int64_t now = at("2026-04-23T12:00:00Z");
    (void)state;
    assert_int_equal(schedule_next_poll(now, day("2026-04-23"), true, 0), now + 5 * 60);
}

static void chance_spreads_polls_by_less_than_two_minutes(void **state)
{
    int64_t now = at("2026-04-23T12:00:00Z");
    (void)state;
    for (uint32_t chance = 0; chance < 1000; chance += 7) {
        int64_t next = schedule_next_poll(now, DAY_NONE, false, chance);
        assert_in_range(next, now + 30 * 60, now + 32 * 60 - 1);
    }
}

static void no_poll_is_put_off_for_longer_than_the_bound(void **state)
{
    int64_t start = at("2026-10-30T00:00:00Z"); /* the clocks go back on Sunday */
    (void)state;
    for (int64_t now = start; now < start + 4 * SECONDS_A_DAY; now += 1800) {
        int64_t next =
            schedule_next_poll(now, schedule_expected_day(now), false, UINT32_MAX);
        assert_in_range(next, now + 1, now + SCHEDULE_AHEAD_MAX);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_expected_day_turns_at_eight_in_the_evening),
        cmocka_unit_test(a_due_announcement_is_looked_for_every_quarter_of_an_hour),
        cmocka_unit_test(a_late_announcement_is_looked_for_every_half_hour),
        cmocka_unit_test(with_the_list_in_hand_the_feed_is_next_after_midnight),
        cmocka_unit_test(with_nothing_due_the_beat_is_slow),
        cmocka_unit_test(a_failure_is_tried_again_soon),
        cmocka_unit_test(chance_spreads_polls_by_less_than_two_minutes),
        cmocka_unit_test(no_poll_is_put_off_for_longer_than_the_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
