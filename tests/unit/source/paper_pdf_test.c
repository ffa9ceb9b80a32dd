/* What pdftotext prints, as text: tests/cases/pdf holds a printed text and, in the .txt
 * beside it, what is made of it. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "source/paper_case.h"
#include "source/paper_pdf.h"

static void every_case_becomes_its_text(void **state)
{
    (void)state;
    static const char *const names[] = { "two_columns", "plain" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        check_paper_case("pdf", names[i], "printed", paper_pdf_read);
}

static void a_scan_has_next_to_no_text(void **state)
{
    (void)state;
    static const char *const scans[] = { "", "\f\f\f", "1\n\f2\n\f3\n\f", "\n \n\t\f",
                                         "A stamp of few words.\f" };
    for (size_t i = 0; i < COUNT_OF(scans); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct paper_text text;
        struct err err = { 0 };
        assert_false(paper_pdf_read(str_of(scans[i]), &arena, &text, &err));
        assert_int_equal(err.code, ERR_INVALID);
        assert_non_null(strstr(err.text, "scan"));
    }
}

static void any_length_is_read_in_one_pass(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "a\n",          "\n",   "\f",  "1\n\nA\n", "1 Title\n",
        "A\f",          "\xff", "•\n", "a-\n",     "References\nA Title\n",
        "\xef\xac\x83", "a "
    };
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        CLEANUP(buf_done) struct buf printed = buf_upto(2 << 20);
        struct paper_text text;
        struct err err = { 0 };
        while (!printed.full)
            buf_text(&printed, pieces[i]);
        if (paper_pdf_read(buf_str(&printed), &arena, &text, &err))
            assert_true(utf8_valid(str_of(text.text)));
        else
            assert_int_equal(err.code, ERR_INVALID);
    }
}

static void text_over_the_ceiling_is_cut(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf printed = buf_upto(2 * PAPER_TEXT_MAX);
    struct paper_text text;
    struct err err = { 0 };
    while (!printed.full)
        buf_text(&printed, "a line of words as there are so many of them in a text\n");
    assert_true(paper_pdf_read(buf_str(&printed), &arena, &text, &err));
    assert_true(text.cut && strlen(text.text) <= PAPER_TEXT_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_becomes_its_text),
        cmocka_unit_test(a_scan_has_next_to_no_text),
        cmocka_unit_test(any_length_is_read_in_one_pass),
        cmocka_unit_test(text_over_the_ceiling_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
