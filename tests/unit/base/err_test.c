/* Errors as values: cut at a character's edge, context in front. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/utf8.h"

#include <string.h>

static void setting_returns_false_and_fills_all_fields(void **state)
{
    (void)state;
    struct err err = { .code = ERR_BROKEN, .retry_after = 7 };
    assert_false(err_set(&err, ERR_LIMIT, "over %d bytes", 5));
    assert_int_equal(err.code, ERR_LIMIT);
    assert_int_equal(err.retry_after, 0);
    assert_string_equal(err.text, "over 5 bytes");
}

static void context_goes_in_front_and_keeps_the_code(void **state)
{
    (void)state;
    struct err err;
    err_set(&err, ERR_UPSTREAM, "no answer");
    err.retry_after = 30;
    assert_false(err_add(&err, "while polling %s", "cs.CL"));
    assert_string_equal(err.text, "while polling cs.CL: no answer");
    assert_int_equal(err.code, ERR_UPSTREAM);
    assert_int_equal(err.retry_after, 30);
}

static void an_error_may_quote_itself(void **state)
{
    (void)state;
    struct err err;
    err_set(&err, ERR_INVALID, "inner");
    err_set(&err, ERR_BROKEN, "outer: %s", err.text);
    assert_string_equal(err.text, "outer: inner");
}

static void a_quotation_is_cut_between_characters(void **state)
{
    (void)state;
    struct err err;
    err_set(&err, ERR_INVALID, "“%.4s” is no number", "ab漢字");
    assert_string_equal(err.text, "“ab” is no number");
    err_add(&err, "parameter %.5s", "漢字");
    assert_string_equal(err.text, "parameter 漢: “ab” is no number");
    err_set(&err, ERR_INVALID, "U+FFFD itself stays: %s", "\xEF\xBF\xBD");
    assert_string_equal(err.text, "U+FFFD itself stays: \xEF\xBF\xBD");
}

static void a_long_text_is_cut_between_characters(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        char text[900] = "abcd";
        for (size_t at = shift; at + 5 < sizeof text; at += 4)
            memcpy(text + at, "\xF0\x9F\x93\x84", 5);
        struct err err;
        err_set(&err, ERR_INVALID, "%s", text);
        assert_true(strlen(err.text) > sizeof err.text - 5);
        assert_true(utf8_valid(str_of(err.text)));
        err_add(&err, "context");
        assert_true(utf8_valid(str_of(err.text)));
        assert_int_equal(strncmp(err.text, "context: ", 9), 0);
    }
}

static void every_code_has_a_word_of_its_own(void **state)
{
    (void)state;
    for (int a = ERR_NONE; a <= ERR_BROKEN; a++)
        for (int b = ERR_NONE; b < a; b++)
            assert_string_not_equal(err_code_name((enum err_code)a),
                                    err_code_name((enum err_code)b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(setting_returns_false_and_fills_all_fields),
        cmocka_unit_test(context_goes_in_front_and_keeps_the_code),
        cmocka_unit_test(an_error_may_quote_itself),
        cmocka_unit_test(a_quotation_is_cut_between_characters),
        cmocka_unit_test(a_long_text_is_cut_between_characters),
        cmocka_unit_test(every_code_has_a_word_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
