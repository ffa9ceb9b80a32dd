/* Estimating tokens. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "llm/tokens.h"

static void ascii_costs_a_token_for_each_3_2_bytes(void **state)
{
    (void)state;
    assert_int_equal(tokens_estimate(LIT("")), 0);
    assert_int_equal(tokens_estimate(LIT("a")), 1);
    assert_int_equal(tokens_estimate(LIT("0123456789abcdef")), 5);
    assert_int_equal(tokens_estimate(LIT("0123456789abcdefg")), 6);
}

static void characters_beyond_ascii_cost_1_3(void **state)
{
    (void)state;
    assert_int_equal(tokens_estimate(LIT("注意力机制注意力机制")), 13);
    assert_int_equal(tokens_estimate(LIT("é")), 2);
    assert_int_equal(tokens_estimate(LIT("\xFF\xFF\xFF")), 4);
}

static void what_fits_is_given_whole(void **state)
{
    (void)state;
    struct str text = LIT("one line\nand another");
    struct str fits = tokens_upto(text, tokens_estimate(text));
    assert_int_equal(fits.len, text.len);
    assert_int_equal(tokens_upto(text, INT64_MAX).len, text.len);
    assert_int_equal(tokens_upto(text, 0).len, 0);
    assert_int_equal(tokens_upto(text, -5).len, 0);
}

static void no_character_is_cut(void **state)
{
    (void)state;
    struct str text = LIT("注意力机制");
    for (int64_t tokens = 0; tokens < 8; tokens++) {
        struct str fits = tokens_upto(text, tokens);
        assert_int_equal(fits.len % 3, 0);
        assert_true(tokens_estimate(fits) <= tokens);
    }
    assert_int_equal(tokens_upto(text, 3).len, 6);
}

static void a_line_is_cut_only_where_it_is_long(void **state)
{
    (void)state;
    struct str lines = LIT("0123456789012345678901234567890123456789\nabcdef");
    struct str fits = tokens_upto(lines, 14);
    assert_int_equal(fits.len, 41);
    struct str long_line = LIT("ab\n0123456789012345678901234567890123456789");
    assert_int_equal(tokens_upto(long_line, 10).len, 32);
}

static void the_ratio_moves_towards_what_was_counted(void **state)
{
    (void)state;
    assert_int_equal(tokens_ratio_next(1000, 100, 100), 1000);
    assert_int_equal(tokens_ratio_next(1000, 100, 140), 1100);
    assert_int_equal(tokens_ratio_next(1000, 100, 60), 900);
    int64_t ratio = 1000;
    for (int i = 0; i < 40; i++)
        ratio = tokens_ratio_next(ratio, 1000, 1500);
    assert_in_range(ratio, 1490, 1500);
}

static void the_ratio_stays_within_bounds(void **state)
{
    (void)state;
    int64_t high = 1000, low = 1000;
    for (int i = 0; i < 100; i++) {
        high = tokens_ratio_next(high, 1, INT64_MAX);
        low = tokens_ratio_next(low, INT64_MAX, 1);
    }
    assert_in_range(high, 1990, 2000);
    assert_in_range(low, 500, 510);
    assert_int_equal(tokens_ratio_next(1200, 0, 100), 1200);
    assert_int_equal(tokens_ratio_next(1200, 100, 0), 1200);
    assert_int_equal(tokens_ratio_next(1200, -1, -1), 1200);
    assert_int_equal(tokens_ratio_next(0, 0, 0), 500);
    assert_int_equal(tokens_ratio_next(99999, 0, 0), 2000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_costs_a_token_for_each_3_2_bytes),
        cmocka_unit_test(characters_beyond_ascii_cost_1_3),
        cmocka_unit_test(what_fits_is_given_whole),
        cmocka_unit_test(no_character_is_cut),
        cmocka_unit_test(a_line_is_cut_only_where_it_is_long),
        cmocka_unit_test(the_ratio_moves_towards_what_was_counted),
        cmocka_unit_test(the_ratio_stays_within_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
