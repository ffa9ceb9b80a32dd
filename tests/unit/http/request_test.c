/* Targets: what is taken apart how, and what is refused. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "http/request.h"

#include <string.h>

static const struct {
    const char *target, *path, *name, *value;
} good[] = {
    { "/", "/", "x", NULL },
    { "/a%20b/%C3%A4", "/a b/\xc3\xa4", "x", NULL },
    { "/a+b", "/a+b", "x", NULL },
    { "/hep-th%2F9901001", "/hep-th/9901001", "x", NULL },
    { "/s?q=a+b%26c", "/s", "q", "a b&c" },
    { "/s?q", "/s", "q", "" },
    { "/s?q=", "/s", "q", "" },
    { "/s?a=1&q=2=3&b=4", "/s", "q", "2=3" },
    { "/s?&&q=1&", "/s", "q", "1" },
    { "/s?%71=1", "/s", "q", "1" },
    { "/s?a=b?c", "/s", "a", "b?c" },
};

static void a_good_target_is_path_and_parameters(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct request request = { .arena = &arena };
        struct err err;
        assert_true(request_parse_target(&request, good[i].target, &err));
        assert_string_equal(request.target, good[i].target);
        assert_string_equal(request.path, good[i].path);
        const char *value = request_param(&request, good[i].name);
        if (good[i].value == NULL)
            assert_null(value);
        else
            assert_string_equal(value, good[i].value);
    }
}

static const char *const bad[] = {
    "",       "a",      "*",        "http://a/b",     "/a b",       "/a\tb",
    "/a\x01", "/a%",    "/a%2",     "/a%zz",          "/a%00b",     "/a%FF",
    "/\xff",  "/s?q=%", "/s?q=%00", "/s?q=%ED%A0%80", "/s?q=1&q=2", "/s?%71=1&q=1",
};

static void a_bad_target_is_invalid(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct request request = { .arena = &arena };
        struct err err = { 0 };
        if (request_parse_target(&request, bad[i], &err) || err.code != ERR_INVALID)
            fail_msg("%s", bad[i]);
    }
}

static void length_and_number_of_parameters_are_bounded(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf many = buf_upto(1000);
    struct request request = { .arena = &arena };
    struct err err = { 0 };
    char target[REQUEST_TARGET_MAX + 2];
    memset(target, 'a', sizeof target);
    target[0] = '/';
    target[REQUEST_TARGET_MAX] = '\0';
    assert_true(request_parse_target(&request, target, &err));
    target[REQUEST_TARGET_MAX] = 'a';
    target[REQUEST_TARGET_MAX + 1] = '\0';
    assert_false(request_parse_target(&request, target, &err));
    assert_int_equal(err.code, ERR_LIMIT);
    buf_text(&many, "/?");
    for (int i = 0; i < 33; i++)
        buf_printf(&many, "p%d=1&", i);
    assert_false(request_parse_target(&request, many.ptr, &err));
    assert_int_equal(err.code, ERR_LIMIT);
}

static void numbers_are_bounded_and_may_be_absent(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct request request = { .arena = &arena };
    struct err err = { 0 };
    int64_t number = -1;
    assert_true(request_parse_target(&request, "/?show=25&skip=x&big=1001", &err));
    assert_true(request_param_int(&request, "show", 1, 1000, 50, &number, &err));
    assert_int_equal(number, 25);
    assert_true(request_param_int(&request, "other", 1, 1000, 50, &number, &err));
    assert_int_equal(number, 50);
    assert_false(request_param_int(&request, "skip", 0, 10, 0, &number, &err));
    assert_int_equal(err.code, ERR_INVALID);
    assert_non_null(strstr(err.text, "skip"));
    assert_false(request_param_int(&request, "big", 1, 1000, 0, &number, &err));
    assert_int_equal(number, 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_target_is_path_and_parameters),
        cmocka_unit_test(a_bad_target_is_invalid),
        cmocka_unit_test(length_and_number_of_parameters_are_bounded),
        cmocka_unit_test(numbers_are_bounded_and_may_be_absent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
