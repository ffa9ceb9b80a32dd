/* Views: cutting, finding, reading numbers, and that the empty view is harmless. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/str.h"

#include <string.h>

static const struct str nothing = { NULL, 0 };

static void the_view_without_address_is_harmless(void **state)
{
    (void)state;
    struct str s = nothing;
    assert_true(str_eq(s, LIT("")));
    assert_true(str_eq_nocase(s, LIT("")));
    assert_int_equal(str_trim(s).len, 0);
    assert_int_equal(str_from(s, 7).len, 0);
    assert_int_equal(str_cut(&s, ',').len, 0);
    assert_int_equal(s.len, 0);
    assert_int_equal(str_find(s, LIT("x")), 0);
    assert_int_equal(str_find_char(s, 'x'), 0);
    assert_int_equal(str_order(s, s), 0);
    assert_false(str_has_only(s, "abc"));
    assert_int_equal(str_of(NULL).len, 0);
}

static void a_line_is_cut_into_all_its_fields(void **state)
{
    (void)state;
    struct str line = LIT("a,,bc");
    assert_true(str_eq(str_cut(&line, ','), LIT("a")));
    assert_true(str_eq(str_cut(&line, ','), LIT("")));
    assert_true(str_eq(str_cut(&line, ','), LIT("bc")));
    assert_int_equal(line.len, 0);
}

static void words_are_cut_between_any_white_space(void **state)
{
    (void)state;
    struct str line = LIT(" 12\tAugust \n2026 ");
    assert_true(str_eq(str_cut_word(&line), LIT("12")));
    assert_true(str_eq(str_cut_word(&line), LIT("August")));
    assert_true(str_eq(str_cut_word(&line), LIT("2026")));
    assert_int_equal(str_cut_word(&line).len, 0);
    assert_int_equal(line.len, 0);
}

static void a_prefix_is_skipped_only_when_it_is_there(void **state)
{
    (void)state;
    struct str s = LIT("arXiv:2401.01234");
    assert_false(str_skip(&s, LIT("arxiv:")));
    assert_true(str_skip(&s, LIT("arXiv:")));
    assert_true(str_eq(s, LIT("2401.01234")));
    assert_false(str_starts(LIT("ab"), LIT("abc")));
    assert_true(str_ends(LIT("abc"), LIT("bc")));
    assert_false(str_ends(LIT("c"), LIT("bc")));
    assert_true(str_ends(LIT("c"), LIT("")));
}

static void needles_are_found_at_both_ends_and_never_past_the_view(void **state)
{
    (void)state;
    struct str s = str_upto(LIT("hay needle"), 7);
    assert_int_equal(str_find(s, LIT("hay")), 0);
    assert_int_equal(str_find(s, LIT("nee")), 4);
    assert_int_equal(str_find(s, LIT("need")), s.len);
    assert_int_equal(str_find(s, LIT("")), 0);
    assert_int_equal(str_find_char(s, 'd'), s.len);
    assert_int_equal(str_find_char(s, 'e'), 5);
}

static void white_space_goes_at_both_ends_only(void **state)
{
    (void)state;
    assert_true(str_eq(str_trim(LIT(" \t\r\n\v\fa b\n ")), LIT("a b")));
    assert_int_equal(str_trim(LIT(" \n ")).len, 0);
}

static void case_matters_only_where_it_is_said_and_only_for_ascii(void **state)
{
    (void)state;
    assert_false(str_eq(LIT("ETag"), LIT("etag")));
    assert_true(str_eq_nocase(LIT("ETag"), LIT("etag")));
    assert_false(str_eq_nocase(LIT("É"), LIT("é")));
    assert_false(str_eq_nocase(LIT("@["), LIT("`{")));
}

static void order_is_by_unsigned_bytes_then_by_length(void **state)
{
    (void)state;
    assert_true(str_order(LIT("a"), LIT("b")) < 0);
    assert_true(str_order(LIT("é"), LIT("z")) > 0);
    assert_true(str_order(LIT("ab"), LIT("a")) > 0);
    assert_true(str_order(nothing, LIT("a")) < 0);
    assert_int_equal(str_order(LIT("ab"), LIT("ab")), 0);
}

static void only_allowed_characters_are_let_through(void **state)
{
    (void)state;
    assert_true(str_has_only(LIT("1001"), "01"));
    assert_false(str_has_only(LIT("1002"), "01"));
    assert_false(str_has_only((struct str){ "0\0"
                                            "1",
                                            3 },
                              "01"));
}

static void numbers_are_read_within_their_bounds(void **state)
{
    static const struct {
        const char *text;
        int64_t min, max, number;
    } cases[] = {
        { "0", 0, 9, 0 },
        { "007", 0, 9, 7 },
        { "-3", -3, 3, -3 },
        { "9223372036854775807", 0, INT64_MAX, INT64_MAX },
        { "-9223372036854775808", INT64_MIN, 0, INT64_MIN },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct err err;
        int64_t number = 99;
        assert_true(str_to_int(str_of(cases[i].text), cases[i].min, cases[i].max,
                               &number, &err));
        assert_int_equal(number, cases[i].number);
    }
}

static void what_is_no_number_is_refused_and_leaves_the_output_alone(void **state)
{
    static const char *const texts[] = {
        "",
        "-",
        "+1",
        " 1",
        "1 ",
        "1.0",
        "0x1",
        "1e3",
        "-1",
        "10",
        "١",
        "--1",
        "9223372036854775808",
        "99999999999999999999999999",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct err err = { 0 };
        int64_t number = 42;
        assert_false(str_to_int(str_of(texts[i]), 0, 9, &number, &err));
        assert_int_equal(number, 42);
        assert_int_equal(err.code, ERR_INVALID);
    }
    struct err err;
    int64_t number;
    assert_false(str_to_int(LIT("12x"), 0, 50, &number, &err));
    assert_string_equal(err.text, "“12x” is not a whole number from 0 to 50");
}

static void a_text_is_one_of_a_list_byte_for_byte(void **state)
{
    static const char *const texts[] = { "tea", "", "cup" };
    (void)state;
    assert_true(str_is_one_of(LIT("cup"), texts, COUNT_OF(texts)));
    assert_true(str_is_one_of((struct str){ NULL, 0 }, texts, COUNT_OF(texts)));
    assert_false(str_is_one_of(LIT("Tea"), texts, COUNT_OF(texts)));
    assert_false(str_is_one_of(LIT("te"), texts, COUNT_OF(texts)));
    assert_false(str_is_one_of(LIT("cup"), texts, 2));
}

static void hexadecimal_digits_are_read_in_either_case(void **state)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    (void)state;
    for (int c = -128; c < 128; c++) {
        const char *at = c > 0 ? strchr(digits, c) : NULL;
        int value = at == NULL ? -1 : (int)(at - digits) % 16;
        assert_int_equal(char_hex((char)c), value);
    }
    assert_int_equal(char_upper('z'), 'Z');
    assert_int_equal(char_upper('{'), '{');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_view_without_address_is_harmless),
        cmocka_unit_test(a_line_is_cut_into_all_its_fields),
        cmocka_unit_test(words_are_cut_between_any_white_space),
        cmocka_unit_test(a_prefix_is_skipped_only_when_it_is_there),
        cmocka_unit_test(needles_are_found_at_both_ends_and_never_past_the_view),
        cmocka_unit_test(white_space_goes_at_both_ends_only),
        cmocka_unit_test(case_matters_only_where_it_is_said_and_only_for_ascii),
        cmocka_unit_test(order_is_by_unsigned_bytes_then_by_length),
        cmocka_unit_test(only_allowed_characters_are_let_through),
        cmocka_unit_test(a_text_is_one_of_a_list_byte_for_byte),
        cmocka_unit_test(hexadecimal_digits_are_read_in_either_case),
        cmocka_unit_test(numbers_are_read_within_their_bounds),
        cmocka_unit_test(what_is_no_number_is_refused_and_leaves_the_output_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
