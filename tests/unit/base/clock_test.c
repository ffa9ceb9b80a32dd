/* Calendar, time texts and New York's clock, against the C library where it can judge.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/clock.h"

#include <string.h>

static int64_t instant(const char *text)
{
    struct err err;
    int64_t time = 0;
    assert_true(time_from_text(str_of(text), &time, &err));
    return time;
}

static int32_t day(const char *text)
{
    struct err err;
    int32_t number = 0;
    assert_true(day_from_text(str_of(text), &number, &err));
    return number;
}

static int days_of_month(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static void days_count_up_by_one_through_three_centuries(void **state)
{
    (void)state;
    int32_t expected = day("1900-01-01");
    assert_int_equal(expected, -25567);
    for (int year = 1900; year <= 2199; year++)
        for (int month = 1; month <= 12; month++)
            for (int of_month = 1; of_month <= days_of_month(year, month); of_month++) {
                int32_t number;
                int y, m, d;
                assert_true(day_from_parts(year, month, of_month, &number));
                assert_int_equal(number, expected++);
                day_to_parts(number, &y, &m, &d);
                assert_true(y == year && m == month && d == of_month);
            }
}

static void impossible_days_are_refused(void **state)
{
    static const int parts[][3] = {
        { 2026, 2, 29 }, { 2100, 2, 29 }, { 2026, 4, 31 }, { 2026, 0, 1 },
        { 2026, 13, 1 }, { 2026, 1, 0 },  { 2026, 1, 32 }, { 1899, 12, 31 },
        { 2200, 1, 1 },  { 2026, -1, 1 }, { 2026, 1, -1 }, { INT32_MAX, 1, 1 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        int32_t number = 5;
        assert_false(day_from_parts(parts[i][0], parts[i][1], parts[i][2], &number));
        assert_int_equal(number, 5);
    }
}

static void day_texts_are_strict(void **state)
{
    static const char *const wrong[] = {
        "",           "2026-4-24",  "2026-04-2",   "2026/04/24",
        "20260424",   "2026-02-30", "2026-04-24 ", "+026-04-24",
        "2026-+4-24", "abcd-ef-gh", "1899-12-31",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct err err = { 0 };
        int32_t number = 5;
        assert_false(day_from_text(str_of(wrong[i]), &number, &err));
        assert_int_equal(err.code, ERR_INVALID);
        assert_int_equal(number, 5);
    }
    char text[DAY_TEXT_SIZE];
    day_to_text(day("2024-02-29"), text);
    assert_string_equal(text, "2024-02-29");
}

static void weekdays_are_right_on_both_sides_of_1970(void **state)
{
    (void)state;
    assert_int_equal(day_weekday(0), THURSDAY);
    assert_int_equal(day_weekday(day("1969-12-31")), WEDNESDAY);
    assert_int_equal(day_weekday(day("1900-01-01")), MONDAY);
    assert_int_equal(day_weekday(day("2026-04-24")), FRIDAY);
    assert_int_equal(day_weekday(day("2199-12-31")), TUESDAY);
    assert_string_equal(weekday_name(day_weekday(day("2026-04-26"))), "Sunday");
}

static void month_names_are_read_short_and_long(void **state)
{
    (void)state;
    for (int month = 1; month <= 12; month++) {
        struct str name = str_of(month_name(month));
        assert_int_equal(month_from_name(name), month);
        assert_int_equal(month_from_name(str_upto(name, 3)), month);
    }
    assert_int_equal(month_from_name(LIT("aPR")), 4);
    assert_int_equal(month_from_name(LIT("Apri")), 0);
    assert_int_equal(month_from_name(LIT("")), 0);
}

static void times_are_read_and_written(void **state)
{
    static const struct {
        const char *text;
        int64_t time;
    } cases[] = {
        { "1970-01-01T00:00:00Z", 0 },
        { "1969-12-31T23:59:59Z", -1 },
        { "2026-04-23T17:59:47Z", 1776967187 },
        { "2026-04-23T17:59:47.123456Z", 1776967187 },
        { "2026-04-23T13:59:47-04:00", 1776967187 },
        { "2026-04-23T23:29:47+0530", 1776967187 },
        { "2016-12-31T23:59:60Z", 1483228800 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(instant(cases[i].text), cases[i].time);
    char text[TIME_TEXT_SIZE];
    for (size_t i = 0; i < 3; i++) {
        time_to_text(cases[i].time, text);
        assert_string_equal(text, cases[i].text);
    }
}

static void wrong_times_are_refused(void **state)
{
    static const char *const wrong[] = {
        "",
        "2026-04-23",
        "2026-04-23T17:59:47",
        "2026-04-23 17:59:47Z",
        "2026-04-23T24:00:00Z",
        "2026-04-23T17:60:00Z",
        "2026-04-23T17:59:61Z",
        "2026-04-23T17:59:47.Z",
        "2026-04-23T17:59:47+15:00",
        "2026-04-23T17:59:47+01:60",
        "2026-04-23T17:59:47Zz",
        "2026-02-30T17:59:47Z",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct err err = { 0 };
        int64_t time = 5;
        assert_false(time_from_text(str_of(wrong[i]), &time, &err));
        assert_int_equal(err.code, ERR_INVALID);
        assert_int_equal(time, 5);
    }
}

static void mail_times_are_read(void **state)
{
    static const struct {
        const char *mail, *time;
    } cases[] = {
        { "Thu, 18 Sep 2025 04:00:02 +0000", "2025-09-18T04:00:02Z" },
        { "Thu, 18 Sep 2025 00:00:02 -0400", "2025-09-18T04:00:02Z" },
        { "Thu, 18 Sep 2025 04:00:02 GMT", "2025-09-18T04:00:02Z" },
        { "18 Sep 2025 04:00:02 GMT", "2025-09-18T04:00:02Z" },
        { "Sat, 01 Nov 2025 00:00:00 EDT", "2025-11-01T04:00:00Z" },
        { "Mon, 3 Nov 2025 00:00:00 EST", "2025-11-03T05:00:00Z" },
    };
    static const char *const wrong[] = {
        "",
        ",",
        "Thu",
        "Thu, 18 Sep 2025",
        "Thu, 31 Sep 2025 04:00:02 GMT",
        "Thu, 18 Foo 2025 04:00:02 GMT",
        "Thu, 18 Sep 25 04:00:02 GMT",
        "Thu, 18 Sep 2025 04:00 GMT",
        "Thu, 18 Sep 2025 04:00:02",
    };
    struct err err;
    int64_t time;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_true(time_from_mail(str_of(cases[i].mail), &time, &err));
        assert_int_equal(time, instant(cases[i].time));
    }
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_false(time_from_mail(str_of(wrong[i]), &time, &err));
}

static void new_york_changes_its_clock_at_two_in_the_morning(void **state)
{
    static const struct {
        const char *time;
        int hours;
    } cases[] = {
        { "2026-03-08T06:59:59Z", 5 }, { "2026-03-08T07:00:00Z", 4 },
        { "2026-11-01T05:59:59Z", 4 }, { "2026-11-01T06:00:00Z", 5 },
        { "2026-01-01T00:00:00Z", 5 }, { "2026-12-31T23:59:59Z", 5 },
        { "2026-07-04T12:00:00Z", 4 }, { "2027-03-14T07:00:00Z", 4 },
        { "2027-03-14T06:59:59Z", 5 }, { "2027-11-07T06:00:00Z", 5 },
        { "2027-01-01T03:00:00Z", 5 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(eastern_offset(instant(cases[i].time)), cases[i].hours * 3600);
}

static void new_york_has_its_own_day(void **state)
{
    (void)state;
    assert_int_equal(eastern_day(instant("2026-04-24T03:59:59Z")), day("2026-04-23"));
    assert_int_equal(eastern_day(instant("2026-04-24T04:00:00Z")), day("2026-04-24"));
    assert_int_equal(eastern_day(instant("2026-01-01T04:59:59Z")), day("2025-12-31"));
    assert_int_equal(eastern_time_of_day(instant("2026-04-24T03:59:59Z")),
                     SECONDS_A_DAY - 1);
    assert_int_equal(utc_day(-1), -1);
    assert_int_equal(utc_day(0), 0);
}

static void every_hour_of_a_year_in_new_york_leads_back(void **state)
{
    (void)state;
    int64_t end = instant("2027-01-01T00:00:00Z");
    int64_t doubled = instant("2026-11-01T05:00:00Z"); /* the first 1 o'clock of two */
    for (int64_t time = instant("2026-01-01T00:00:00Z"); time < end; time += 3600) {
        int64_t back = eastern_instant(eastern_day(time), eastern_time_of_day(time));
        assert_int_equal(back, time == doubled ? time + 3600 : time);
    }
}

static void midnight_of_the_days_of_change_is_right(void **state)
{
    (void)state;
    assert_int_equal(eastern_instant(day("2026-03-08"), 0),
                     instant("2026-03-08T05:00:00Z"));
    assert_int_equal(eastern_instant(day("2026-03-09"), 0),
                     instant("2026-03-09T04:00:00Z"));
    assert_int_equal(eastern_instant(day("2026-11-01"), 0),
                     instant("2026-11-01T04:00:00Z"));
    assert_int_equal(eastern_instant(day("2026-11-02"), 0),
                     instant("2026-11-02T05:00:00Z"));
    assert_int_equal(eastern_instant(day("2026-04-24"), 20 * 3600),
                     instant("2026-04-25T00:00:00Z"));
}

static void the_clocks_agree_with_each_other(void **state)
{
    (void)state;
    int64_t before = clock_now(), ms = clock_now_ms(), after = clock_now();
    assert_true(before * 1000 <= ms && ms < (after + 1) * 1000);
    int64_t monotonic = clock_monotonic_us();
    assert_true(monotonic > 0 && clock_monotonic_us() >= monotonic);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_count_up_by_one_through_three_centuries),
        cmocka_unit_test(impossible_days_are_refused),
        cmocka_unit_test(day_texts_are_strict),
        cmocka_unit_test(weekdays_are_right_on_both_sides_of_1970),
        cmocka_unit_test(month_names_are_read_short_and_long),
        cmocka_unit_test(times_are_read_and_written),
        cmocka_unit_test(wrong_times_are_refused),
        cmocka_unit_test(mail_times_are_read),
        cmocka_unit_test(new_york_changes_its_clock_at_two_in_the_morning),
        cmocka_unit_test(new_york_has_its_own_day),
        cmocka_unit_test(every_hour_of_a_year_in_new_york_leads_back),
        cmocka_unit_test(midnight_of_the_days_of_change_is_right),
        cmocka_unit_test(the_clocks_agree_with_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
