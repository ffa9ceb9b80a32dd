/* Form fields and cookies: what is found, and what is as good as absent. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "http/request.h"

#include <string.h>

#define FORM "application/x-www-form-urlencoded"

static void assert_same_text(const char *found, const char *expected)
{
    if (expected == NULL)
        assert_null(found);
    else if (found == NULL)
        fail_msg("nothing instead of %s", expected);
    else
        assert_string_equal(found, expected);
}

static const struct {
    const char *type, *body, *value; /* of the field q */
} forms[] = {
    { FORM, "q=1", "1" },
    { FORM, "", NULL },
    { FORM, "q", "" },
    { FORM, "q=", "" },
    { FORM, "qq=1&Q=2&xq=3", NULL },
    { FORM, "a=1&q=a+b%26c%3D&b=2", "a b&c=" },
    { FORM, "&&%71=1&", "1" },
    { FORM, "q=1=2", "1=2" },
    { FORM, "q=%C3%A4", "\xc3\xa4" },
    { FORM, "q=1&q=1", NULL },
    { FORM, "q=1&%71=2", NULL },
    { FORM, "q=%", NULL },
    { FORM, "q=%00", NULL },
    { FORM, "q=\xff", NULL },
    { FORM, "q=1&a=%zz", NULL },
    { FORM, "q=1&%ff=a", NULL },
    { "Application/X-WWW-Form-URLencoded ; charset=utf-8", "q=1", "1" },
    { "application/json", "q=1", NULL },
    { FORM "x", "q=1", NULL },
    { NULL, "q=1", NULL },
};

static void a_field_is_found_or_is_as_good_as_absent(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct request request = { .arena = &arena,
                                   .content_type = forms[i].type,
                                   .body = str_of(forms[i].body) };
        assert_same_text(request_form(&request, "q"), forms[i].value);
    }
}

static void the_number_of_fields_is_bounded(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf body = buf_upto(REQUEST_BODY_MAX);
    struct request request = { .arena = &arena, .content_type = FORM };
    for (int i = 0; i < 31; i++)
        buf_printf(&body, "p%d=1&", i);
    buf_text(&body, "q=1");
    request.body = buf_str(&body);
    assert_same_text(request_form(&request, "q"), "1");
    buf_text(&body, "&");
    request.body = buf_str(&body);
    assert_same_text(request_form(&request, "q"), "1");
    buf_text(&body, "r=1");
    request.body = buf_str(&body);
    assert_null(request_form(&request, "q"));
}

static void a_value_may_be_as_long_as_the_body(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf body = buf_upto(REQUEST_BODY_MAX);
    struct request request = { .arena = &arena, .content_type = FORM };
    buf_text(&body, "q=");
    while (body.len < body.max)
        buf_char(&body, 'x');
    request.body = buf_str(&body);
    const char *value = request_form(&request, "q");
    assert_non_null(value);
    assert_int_equal(strlen(value), REQUEST_BODY_MAX - 2);
}

static const struct {
    const char *cookie, *value; /* of the cookie sid */
} cookies[] = {
    { NULL, NULL },
    { "", NULL },
    { "sid=1", "1" },
    { "a=b; sid=1; c=d", "1" },
    { "a=sid=2;sid=a=b", "a=b" },
    { "  sid = \"1\" ;x=y", "\"1\"" },
    { "sid=first; sid=second", "first" },
    { "xsid=1; sidx=2; SID=3", NULL },
    { "sid", "" },
    { ";;;=;sid=1", "1" },
    { "sid=%20", "%20" },
};

static void a_cookie_is_found_as_it_was_sent(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cookies); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct request request = { .arena = &arena, .cookie = cookies[i].cookie };
        assert_same_text(request_cookie(&request, "sid"), cookies[i].value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_is_found_or_is_as_good_as_absent),
        cmocka_unit_test(the_number_of_fields_is_bounded),
        cmocka_unit_test(a_value_may_be_as_long_as_the_body),
        cmocka_unit_test(a_cookie_is_found_as_it_was_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
