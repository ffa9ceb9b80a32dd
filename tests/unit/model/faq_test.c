/* Languages' codes, and the names that readers and scripts see. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "model/faq.h"

static void a_language_is_letters_and_groups_behind_hyphens(void **state)
{
    (void)state;
    assert_true(faq_language_is_valid(LIT("en")));
    assert_true(faq_language_is_valid(LIT("zh")));
    assert_true(faq_language_is_valid(LIT("yue")));
    assert_true(faq_language_is_valid(LIT("pt-BR")));
    assert_true(faq_language_is_valid(LIT("zh-Hant-TW")));
    assert_true(faq_language_is_valid(LIT("es-419")));
}

static void anything_else_is_no_language(void **state)
{
    (void)state;
    assert_false(faq_language_is_valid((struct str){ 0 }));
    assert_false(faq_language_is_valid(LIT("e")));
    assert_false(faq_language_is_valid(LIT("-")));
    assert_false(faq_language_is_valid(LIT("en-")));
    assert_false(faq_language_is_valid(LIT("-en")));
    assert_false(faq_language_is_valid(LIT("en--US")));
    assert_false(faq_language_is_valid(LIT("4en")));
    assert_false(faq_language_is_valid(LIT("en_US")));
    assert_false(faq_language_is_valid(LIT("en ")));
    assert_false(faq_language_is_valid(LIT("e\0n")));
    assert_false(faq_language_is_valid(LIT("z\xc3\xa9")));
    assert_false(faq_language_is_valid(LIT("zh-Hant-TW-x")));
}

static void states_and_sources_have_names(void **state)
{
    (void)state;
    assert_string_equal(text_source_name(TEXT_HTML), "html");
    assert_string_equal(text_source_name(TEXT_PDF), "pdf");
    assert_string_equal(text_source_name(TEXT_ABSTRACT), "abstract");
    assert_string_equal(faq_state_name(FAQ_NONE), "none");
    assert_string_equal(faq_state_name(FAQ_QUEUED), "queued");
    assert_string_equal(faq_state_name(FAQ_RUNNING), "running");
    assert_string_equal(faq_state_name(FAQ_DONE), "done");
    assert_string_equal(faq_state_name(FAQ_TRUNCATED), "truncated");
    assert_string_equal(faq_state_name(FAQ_FAILED), "failed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_language_is_letters_and_groups_behind_hyphens),
        cmocka_unit_test(anything_else_is_no_language),
        cmocka_unit_test(states_and_sources_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
