/* arXiv's TeX as text: tests/cases/tex, and what no case file can hold. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "text/case_file.h"
#include "text/tex.h"

static void check_cases(const char *path, enum tex_field field)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct case_file file = case_file_read(&arena, path);
    assert_true(file.count > 10);
    for (size_t i = 0; i + 1 < file.count; i += 2) {
        assert_true(file.items[i].is_input && !file.items[i + 1].is_input);
        const char *text = tex_to_text(&arena, str_of(file.items[i].text), field);
        if (strcmp(text, file.items[i + 1].text) != 0)
            print_error("%s:%d\n", path, file.items[i].number);
        assert_string_equal(text, file.items[i + 1].text);
    }
}

static void titles_become_unicode(void **state)
{
    (void)state;
    check_cases(CASES "/tex/title.txt", TEX_TITLE);
}

static void abstracts_keep_paragraphs_and_unknown_commands(void **state)
{
    (void)state;
    check_cases(CASES "/tex/abstract.txt", TEX_ABSTRACT);
}

static void names_know_no_math(void **state)
{
    (void)state;
    check_cases(CASES "/tex/name.txt", TEX_NAME);
}

static void check_bytes(struct str bytes, const char *expected)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    assert_string_equal(tex_to_text(&arena, bytes, TEX_ABSTRACT), expected);
}

static void controls_and_invisible_marks_are_removed(void **state)
{
    (void)state;
    check_bytes(LIT("a\x01"
                    "b\x7f"
                    "c\0d\x1b[0m"),
                "abcd[0m");
    check_bytes(LIT("a\xe2\x80\x8b"
                    "b\xe2\x80\xae"
                    "c\xef\xbb\xbf"
                    "d\xc2\xad"
                    "e"),
                "abcde");
    check_bytes(LIT("a\xc2\x85"
                    "b\xe2\x80\xa8"
                    "c\xc2\xa0\xe3\x80\x80"
                    "d"),
                "a b c d");
    check_bytes(LIT("a\r\nb\vc\fd\te"), "a b c d e");
    check_bytes(LIT("one\r\n\r\ntwo"), "one\ntwo");
}

static void quotes_and_dashes_of_windows_are_read_as_such(void **state)
{
    (void)state;
    check_bytes(LIT("ELRA\xc2\x92s \xc2\x93"
                    "old\xc2\x94 texts \xc2\x96 here\xc2\x8e"),
                "ELRA’s “old” texts – here");
}

static void bytes_that_are_not_utf8_are_marked(void **state)
{
    (void)state;
    check_bytes(LIT("a\xff"
                    "b\xc3"),
                "a\xef\xbf\xbd"
                "b\xef\xbf\xbd");
    check_bytes(LIT("\xed\xa0\x80"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    check_bytes(LIT("\\\xff \\\xc3\xa9 {\\'\xc3}"),
                "\\\xef\xbf\xbd \\\xc3\xa9 {\\'\xef\xbf\xbd}");
}

static void every_prefix_of_an_awkward_text_is_read(void **state)
{
    (void)state;
    struct str text =
        LIT("\\'{\\^{\\i}} {\\\"{o}} \\v\\c $a\\$ \\(b\\) \\[ $$c$$ \\begin{align}x"
            "\\end{align} &#x3bb; <br/> ``q'' --- ~1~000 {\\mu} \\b{eta}\n  \\");
    for (size_t len = 0; len <= text.len; len++) {
        for (int field = TEX_TITLE; field <= TEX_NAME; field++) {
            CLEANUP(arena_done) struct arena arena = { 0 };
            struct str prefix = str_of(arena_text(&arena, str_upto(text, len)));
            const char *out = tex_to_text(&arena, prefix, (enum tex_field)field);
            assert_true(utf8_valid(str_of(out)));
            assert_int_equal(str_trim(str_of(out)).len, strlen(out));
        }
    }
}

/* The work may not grow with the square of the size: 200 kB of such a one takes
 * minutes, and the limit that every test has ends it. */
static void unclosed_openers_cost_linear_time(void **state)
{
    (void)state;
    static const char *const openers[] = {
        "$",
        "$$",
        "\\(",
        "\\[",
        "{",
        "{{",
        "{\\'",
        "\\'",
        "\\'{",
        "\\\" ",
        "``",
        "\\b{",
        "\\begin{align}",
        "\\begin{array*}",
        "&#",
        "<br ",
        "-",
        "~",
        "$\\$",
        "{\\mu",
        "\\v{ ",
        "\n ",
    };
    for (size_t i = 0; i < COUNT_OF(openers); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        CLEANUP(buf_done) struct buf text = buf_upto(200 << 10);
        while (!text.full)
            buf_text(&text, openers[i]);
        const char *out = tex_to_text(&arena, buf_str(&text), TEX_ABSTRACT);
        assert_true(utf8_valid(str_of(out)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_become_unicode),
        cmocka_unit_test(abstracts_keep_paragraphs_and_unknown_commands),
        cmocka_unit_test(names_know_no_math),
        cmocka_unit_test(controls_and_invisible_marks_are_removed),
        cmocka_unit_test(quotes_and_dashes_of_windows_are_read_as_such),
        cmocka_unit_test(bytes_that_are_not_utf8_are_marked),
        cmocka_unit_test(every_prefix_of_an_awkward_text_is_read),
        cmocka_unit_test(unclosed_openers_cost_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
