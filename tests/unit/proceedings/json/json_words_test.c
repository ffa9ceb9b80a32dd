/* What exporters wrap texts in is taken away; what was meant stays. */
#include "proceedings/json/json_words.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_line(const char *raw, const char *expected)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *line = json_words_line(&arena, str_of(raw), 200);
    assert_string_equal(line ? line : "(none)", expected);
}

static void assert_abstract(const char *raw, const char *expected)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *abstract = json_words_abstract(&arena, str_of(raw));
    assert_string_equal(abstract ? abstract : "(none)", expected);
}

static void the_quotes_of_a_spreadsheet_go(void **state)
{
    (void)state;
    assert_line("\"A, B\"", "A, B");
    assert_line("\"Say \"\"yes\"\"\"", "Say \"yes\"");
    assert_line("\"Only opened", "Only opened");
    assert_line("\"Yes\": a study", "\"Yes\": a study");
    assert_line("\"Yes\" and \"no\"", "\"Yes\" and \"no\"");
    assert_line("\"", "(none)");
    assert_line("\"\"", "(none)");
    assert_line("", "(none)");
}

static void entities_are_decoded_as_often_as_they_were_made(void **state)
{
    (void)state;
    assert_line("D&#x27;Oro &amp; co", "D'Oro & co");
    assert_line("D&amp;#x27;Amely &amp;quot;x&amp;quot;", "D'Amely \"x\"");
    assert_line("AT&T; &amp; more &amp;", "AT&T; & more &");
}

static void tags_go_and_less_than_stays(void **state)
{
    (void)state;
    assert_line("The <i>n</i>-th <sub>x</sub>", "The n-th x");
    assert_line("a<b and c>d, <unknown>", "a<b and c>d, <unknown>");
    assert_abstract("<p>One &amp; two.</p><p>Three.</p>", "One & two.\nThree.");
    assert_abstract("<jats:title>Abstract</jats:title><jats:p>Words</jats:p>", "Words");
    assert_abstract("Abstract thoughts", "Abstract thoughts");
    assert_abstract("$a<b$ if n<1", "$a<b$ if n<1");
    assert_abstract("<", "<");
}

static void a_text_is_cut_to_its_bound(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf raw = buf_upto(10000);
    for (int i = 0; i < 1000; i++)
        buf_add(&raw, LIT("ä"));
    assert_int_equal(strlen(json_words_line(&arena, buf_str(&raw), 21)), 20);
}

static void names_are_decoded_before_they_are_told_apart(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct str names = json_words_decoded(&arena, LIT("Moreno D&amp;#x27;A;B&#x27;C"));
    assert_true(str_eq(names, LIT("Moreno D'A;B'C")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_quotes_of_a_spreadsheet_go),
        cmocka_unit_test(entities_are_decoded_as_often_as_they_were_made),
        cmocka_unit_test(tags_go_and_less_than_stays),
        cmocka_unit_test(a_text_is_cut_to_its_bound),
        cmocka_unit_test(names_are_decoded_before_they_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
