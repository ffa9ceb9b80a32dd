/* Tags that are left out, and what only looks like one. */
#include "source/html_drop.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_dropped(const char *text, const char *plain)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct str dropped = html_drop_tags(&arena, str_of(text));
    assert_int_equal(dropped.len, strlen(plain));
    assert_string_equal(dropped.ptr, plain);
}

static void markup_goes_and_its_text_stays(void **state)
{
    (void)state;
    assert_dropped("We <em>show</em> H<SUB>2</SUB>O.", "We show H2O.");
    assert_dropped("<jats:p>One <jats:italic>two</jats:italic></jats:p>",
                   "\n One two\n ");
    assert_dropped("<a href=\"https://example.org/?a=1\" class='x'>here</a>", "here");
    assert_dropped("", "");
}

static void paragraphs_begin_on_a_line_of_their_own(void **state)
{
    (void)state;
    assert_dropped("one</p><p>two<br/>three<br>four", "one\n \n two three four");
}

static void what_is_no_tag_is_text(void **state)
{
    (void)state;
    assert_dropped("a < b and c > d", "a < b and c > d");
    assert_dropped("x <y and z> 2", "x <y and z> 2");
    assert_dropped("List<int> <pre <p", "List<int> <pre <p");
    assert_dropped("<> </> <", "<> </> <");
    assert_dropped("<p-value> <primate>", "<p-value> <primate>");
}

static void a_text_of_nothing_but_brackets_is_read_in_one_go(void **state)
{
    (void)state;
    enum { MANY = 1 << 20 };
    CLEANUP(arena_done) struct arena arena = { 0 };
    char *many = malloc(MANY);
    memset(many, '<', MANY);
    assert_int_equal(html_drop_tags(&arena, (struct str){ many, MANY }).len, MANY);
    free(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markup_goes_and_its_text_stays),
        cmocka_unit_test(paragraphs_begin_on_a_line_of_their_own),
        cmocka_unit_test(what_is_no_tag_is_text),
        cmocka_unit_test(a_text_of_nothing_but_brackets_is_read_in_one_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
