/* Numbers, days and addresses as words. */
#include "store/test_store.h"

#include "site/words.h"

static int set_up(void **state)
{
    *state = calloc(1, sizeof(struct arena));
    return *state == NULL;
}

static int tear_down(void **state)
{
    arena_done(*state);
    free(*state);
    return 0;
}

static void numbers_are_grouped_by_thousands(void **state)
{
    struct arena *arena = *state;
    assert_string_equal(words_number(arena, 0), "0");
    assert_string_equal(words_number(arena, 999), "999");
    assert_string_equal(words_number(arena, 1000), "1,000");
    assert_string_equal(words_number(arena, 706750), "706,750");
    assert_string_equal(words_number(arena, 1234567), "1,234,567");
    assert_string_equal(words_number(arena, -100), "-100");
    assert_string_equal(words_number(arena, INT64_MIN), "-9,223,372,036,854,775,808");
}

static void one_is_not_many(void **state)
{
    struct arena *arena = *state;
    assert_string_equal(words_count(arena, 1, "paper", "papers"), "1 paper");
    assert_string_equal(words_count(arena, 0, "paper", "papers"), "0 papers");
    assert_string_equal(words_small(arena, 4), "four");
    assert_string_equal(words_small(arena, 11), "11");
}

static void sizes_have_two_or_three_digits(void **state)
{
    struct arena *arena = *state;
    assert_string_equal(words_bytes(arena, 999), "999 bytes");
    assert_string_equal(words_bytes(arena, 1000), "1.0 kB");
    assert_string_equal(words_bytes(arena, 999999), "1.0 MB");
    assert_string_equal(words_bytes(arena, 1900000000), "1.9 GB");
    assert_string_equal(words_bytes(arena, 45000000), "45 MB");
}

static void days_and_times_are_written_one_way(void **state)
{
    struct arena *arena = *state;
    assert_string_equal(words_date(arena, TEST_DAY), "2026-04-24");
    assert_string_equal(words_day(arena, TEST_DAY), "Friday 24 April 2026");
    assert_string_equal(words_day_year(arena, TEST_DAY), "Fri 24 Apr 2026");
    assert_string_equal(words_day_short(arena, TEST_DAY), "Fri 24 Apr");
    assert_string_equal(words_time(arena, TEST_NOW), "2026-04-24 03:06:40 UTC");
    assert_string_equal(words_clock(arena, TEST_NOW, TEST_NOW), "03:06 UTC");
    assert_string_equal(words_clock(arena, TEST_NOW, TEST_NOW + 86400),
                        "03:06 UTC on Fri 24 Apr");
}

static void ages_are_rounded_down(void **state)
{
    struct arena *arena = *state;
    assert_string_equal(words_age(arena, -5), "just now");
    assert_string_equal(words_age(arena, 59), "just now");
    assert_string_equal(words_age(arena, 60), "1 minute ago");
    assert_string_equal(words_age(arena, 7199), "1 hour ago");
    assert_string_equal(words_age(arena, 3 * 86400), "3 days ago");
}

static void only_web_addresses_pass(void **state)
{
    (void)state;
    assert_string_equal(words_web_url("https://x.org/a"), "https://x.org/a");
    assert_string_equal(words_web_url("http://x.org"), "http://x.org");
    assert_null(words_web_url("javascript:alert(1)"));
    assert_null(words_web_url(" https://x.org"));
    assert_null(words_web_url("https://x.org/ a"));
    assert_null(words_web_url("https://"));
    assert_null(words_web_url("//x.org"));
    assert_null(words_web_url(NULL));
}

static void escapes_keep_slashes_of_paths_only(void **state)
{
    struct arena *arena = *state;
    assert_string_equal(words_escaped(arena, "math/0309136", true), "math/0309136");
    assert_string_equal(words_escaped(arena, "a/b c&d", false), "a%2Fb%20c%26d");
    assert_string_equal(words_escaped(arena, "10.1/<x>\"", true), "10.1/%3Cx%3E%22");
}

static void excerpts_end_at_a_character(void **state)
{
    struct arena *arena = *state;
    assert_string_equal(words_excerpt(arena, "short", 5), "short");
    assert_string_equal(words_excerpt(arena, "äöü", 3), "ä…");
    assert_null(words_excerpt(arena, NULL, 3));
}

#define words_test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        words_test(numbers_are_grouped_by_thousands),
        words_test(one_is_not_many),
        words_test(sizes_have_two_or_three_digits),
        words_test(days_and_times_are_written_one_way),
        words_test(ages_are_rounded_down),
        words_test(only_web_addresses_pass),
        words_test(escapes_keep_slashes_of_paths_only),
        words_test(excerpts_end_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
