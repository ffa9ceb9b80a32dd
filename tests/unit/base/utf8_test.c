/* UTF-8 against Unicode's table of well-formed bytes, and the cutting of text. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/utf8.h"

#include <string.h>

static void every_character_survives_writing_and_reading(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        CLEANUP(buf_done) struct buf buf = buf_upto(8);
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        utf8_put(&buf, c);
        struct str s = buf_str(&buf);
        assert_true(utf8_valid(s));
        assert_int_equal(utf8_next(&s), c);
        assert_int_equal(s.len, 0);
    }
}

static void what_is_no_character_is_written_as_the_replacement(void **state)
{
    static const uint32_t wrong[] = { 0xD800, 0xDFFF, 0x110000, UINT32_MAX };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        CLEANUP(buf_done) struct buf buf = buf_upto(8);
        utf8_put(&buf, wrong[i]);
        assert_string_equal(buf.ptr, "\xEF\xBF\xBD");
    }
}

static void ill_formed_bytes_are_found(void **state)
{
    static const char *const wrong[] = {
        "\x80",
        "\xBF",
        "\xC2",
        "\xC0\x80",
        "\xC1\xBF",
        "\xE0\x9F\xBF",
        "\xE0\x80\x80",
        "\xE1\x80",
        "\xED\xA0\x80",
        "\xED\xBF\xBF",
        "\xEF\xBF",
        "\xF0\x8F\xBF\xBF",
        "\xF0\x80\x80\x80",
        "\xF0\x90\x80",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xF8\x88\x80\x80",
        "\xFE",
        "\xFF",
        "\xE2\x28\xA1",
        "\xC3\x28",
        "\xF0\x28\x8C\xBC",
        "a\xE9t\xE9",
        "\xC3\xC3\xA9",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct str s = str_of(wrong[i]);
        bool replaced = false;
        assert_false(utf8_valid(s));
        while (s.len > 0)
            replaced |= utf8_next(&s) == 0xFFFD;
        assert_true(replaced);
    }
}

static void well_formed_text_is_let_through(void **state)
{
    static const char *const right[] = {
        "",
        "plain",
        "\x7F",
        "\xC2\x80",
        "\xDF\xBF",
        "\xE0\xA0\x80",
        "\xED\x9F\xBF",
        "\xEE\x80\x80",
        "\xEF\xBF\xBD",
        "\xF0\x90\x80\x80",
        "\xF4\x8F\xBF\xBF",
        "日本語",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(right); i++)
        assert_true(utf8_valid(str_of(right[i])));
    assert_true(utf8_valid((struct str){ "a\0b", 3 }));
}

static void reading_goes_on_after_a_bad_byte(void **state)
{
    (void)state;
    struct str s = LIT("a\xE2\x82z");
    assert_int_equal(utf8_next(&s), 'a');
    assert_int_equal(utf8_next(&s), 0xFFFD);
    assert_int_equal(utf8_next(&s), 0xFFFD);
    assert_int_equal(utf8_next(&s), 'z');
    assert_int_equal(s.len, 0);
}

static void a_cut_never_splits_a_character_and_loses_nothing_whole(void **state)
{
    const char *text = "aé漢😀z";
    static const size_t starts[] = { 0, 1, 3, 6, 10, 11 };
    (void)state;
    for (size_t len = 0; len <= strlen(text); len++) {
        size_t wanted = 0;
        for (size_t i = 0; i < COUNT_OF(starts); i++)
            if (starts[i] <= len)
                wanted = starts[i];
        assert_int_equal(utf8_floor(text, len), wanted);
    }
}

static void a_cut_of_ill_formed_text_takes_no_good_character_along(void **state)
{
    (void)state;
    assert_int_equal(utf8_floor("a\x80", 2), 2);
    assert_int_equal(utf8_floor("a\x80\x80\x80\x80", 5), 5);
    assert_int_equal(utf8_floor("ab\xFF", 3), 3);
    assert_int_equal(utf8_floor("ab\xE6\xBC", 4), 2);
    assert_int_equal(utf8_floor("\x80\x80", 2), 2);
    assert_int_equal(utf8_floor("", 0), 0);
}

static void invisible_characters_are_known(void **state)
{
    static const uint32_t invisible[] = { 0,      7,      0x0B,   0x0D,   0x7F,
                                          0x9F,   0xAD,   0x200B, 0x200E, 0x202E,
                                          0x2066, 0xFEFF, 0xFFFE, 0xFFFF, 0xE0001 };
    static const uint32_t visible[] = {
        '\t',   '\n',   ' ',    'a',    0xA0,   0xE9,
        0x2009, 0x2028, 0x3000, 0x6F22, 0xFFFD, 0x1F600
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(invisible); i++)
        assert_true(utf8_is_invisible(invisible[i]));
    for (size_t i = 0; i < COUNT_OF(visible); i++)
        assert_false(utf8_is_invisible(visible[i]));
}

static void controls_of_windows_are_its_letters_and_the_rest_stays(void **state)
{
    (void)state;
    assert_int_equal(utf8_of_windows(0x80), 0x20AC);
    assert_int_equal(utf8_of_windows(0x92), 0x2019);
    assert_int_equal(utf8_of_windows(0x9F), 0x0178);
    assert_int_equal(utf8_of_windows(0x81), 0x81);
    assert_int_equal(utf8_of_windows(0x7F), 0x7F);
    assert_int_equal(utf8_of_windows(0xA0), 0xA0);
    assert_int_equal(utf8_of_windows(0x1F600), 0x1F600);
}

static void non_characters_of_every_plane_are_invisible(void **state)
{
    (void)state;
    for (uint32_t plane = 0; plane <= 0x10; plane++) {
        assert_true(utf8_is_invisible(plane << 16 | 0xFFFE));
        assert_true(utf8_is_invisible(plane << 16 | 0xFFFF));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_survives_writing_and_reading),
        cmocka_unit_test(what_is_no_character_is_written_as_the_replacement),
        cmocka_unit_test(ill_formed_bytes_are_found),
        cmocka_unit_test(well_formed_text_is_let_through),
        cmocka_unit_test(reading_goes_on_after_a_bad_byte),
        cmocka_unit_test(a_cut_never_splits_a_character_and_loses_nothing_whole),
        cmocka_unit_test(a_cut_of_ill_formed_text_takes_no_good_character_along),
        cmocka_unit_test(invisible_characters_are_known),
        cmocka_unit_test(controls_of_windows_are_its_letters_and_the_rest_stays),
        cmocka_unit_test(non_characters_of_every_plane_are_invisible),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
