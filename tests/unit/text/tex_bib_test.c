/* BibTeX's TeX as text: tests/cases/tex/bib.txt, and what no case file can hold. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "text/case_file.h"
#include "text/tex_bib.h"

static void check(struct str tex, enum tex_field field, const char *expected)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    assert_string_equal(tex_bib_to_text(&arena, tex, field), expected);
}

static void bibliographies_become_unicode(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct case_file file = case_file_read(&arena, CASES "/tex/bib.txt");
    assert_true(file.count > 10);
    for (size_t i = 0; i + 1 < file.count; i += 2) {
        assert_true(file.items[i].is_input && !file.items[i + 1].is_input);
        const char *text =
            tex_bib_to_text(&arena, str_of(file.items[i].text), TEX_TITLE);
        if (strcmp(text, file.items[i + 1].text) != 0)
            print_error("line %d\n", file.items[i].number);
        assert_string_equal(text, file.items[i + 1].text);
    }
}

static void a_blank_line_alone_parts_paragraphs(void **state)
{
    (void)state;
    check(LIT("one\n   two\n\n   three\r\n\r\nfour"), TEX_ABSTRACT,
          "one two\nthree\nfour");
    check(LIT("one\\par two"), TEX_ABSTRACT, "one\ntwo");
    check(LIT("one\n\ntwo"), TEX_TITLE, "one two");
}

static void control_characters_are_white_space(void **state)
{
    (void)state;
    check(LIT("a\x01"
              "b\0c\x1f"
              "d"),
          TEX_TITLE, "a b c d");
}

static void names_know_no_math(void **state)
{
    (void)state;
    check(LIT("{van der} Berg~{J}{\\\"o}rg {$}x"), TEX_NAME, "van der Berg Jörg $x");
}

static void every_prefix_of_an_awkward_text_is_read(void **state)
{
    (void)state;
    struct str text =
        LIT("{\\'{\\^{\\i}} {{\\\"{o}}} \\v{}c \\href{a}{b} \\cite{x}{y $a$ "
            "\\(b\\) <em class='x'>q</em> {\\textbackslash} \\foo{\\bar{} "
            "``q'' --- \\begin{align}x\\end{align} <jats:p> &#x3bb; \\");
    for (size_t len = 0; len <= text.len; len++) {
        for (int field = TEX_TITLE; field <= TEX_NAME; field++) {
            CLEANUP(arena_done) struct arena arena = { 0 };
            struct str prefix = str_of(arena_text(&arena, str_upto(text, len)));
            const char *out = tex_bib_to_text(&arena, prefix, (enum tex_field)field);
            assert_true(utf8_valid(str_of(out)));
        }
    }
}

/* 200 kB of an opener takes minutes where the work grows with the square of the size:
 * the limit that every test has ends it. */
static void openers_cost_linear_time(void **state)
{
    (void)state;
    static const char *const openers[] = { "{",        "{{\\'",   "\\foo{", "<em ",
                                           "<",        "\\href{", "\\v{}",  "$",
                                           "\\",       "\n",      " ",      "}",
                                           "\\alpha ", "{ ",      "<em a=" };
    for (size_t i = 0; i < COUNT_OF(openers); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        CLEANUP(buf_done) struct buf text = buf_upto(200 << 10);
        while (!text.full)
            buf_text(&text, openers[i]);
        const char *out = tex_bib_to_text(&arena, buf_str(&text), TEX_ABSTRACT);
        assert_true(utf8_valid(str_of(out)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bibliographies_become_unicode),
        cmocka_unit_test(a_blank_line_alone_parts_paragraphs),
        cmocka_unit_test(control_characters_are_white_space),
        cmocka_unit_test(names_know_no_math),
        cmocka_unit_test(every_prefix_of_an_awkward_text_is_read),
        cmocka_unit_test(openers_cost_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
