/* The embedded files: each has a type, and the version goes with the bytes. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "http/assets.h"

#include <stdio.h>
#include <string.h>

static bool serve(const char *path, struct response *response, struct err *err)
{
    struct request request = { .method = METHOD_GET, .arguments = { path } };
    *response = (struct response){ .body = buf_upto(RESPONSE_BODY_MAX) };
    return asset_serve(NULL, &request, response, err);
}

static void every_file_is_served_whole_with_a_type_that_we_know(void **state)
{
    (void)state;
    size_t count;
    const struct asset *assets = asset_all(&count);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        CLEANUP(response_done) struct response response;
        struct err err = { 0 };
        assert_true(serve(assets[i].path, &response, &err));
        assert_true(str_eq(buf_str(&response.body), assets[i].bytes));
        if (strcmp(response.content_type, "application/octet-stream") == 0)
            fail_msg("%s has no type", assets[i].path);
        assert_true(response.lasting && response.keep_seconds > 0);
        assert_null(response.cache_control);
    }
}

static void fonts_that_the_style_sheet_names_are_there(void **state)
{
    (void)state;
    size_t count, fonts = 0, sheets = 0;
    const struct asset *assets = asset_all(&count);
    for (size_t i = 0; i < count; i++) {
        fonts += str_ends(str_of(assets[i].path), LIT(".woff2"));
        sheets += strcmp(assets[i].path, "katex/katex.min.css") == 0;
    }
    assert_int_equal(sheets, 1);
    assert_true(fonts >= 20);
}

static void the_version_is_eight_hex_digits_and_allows_for_ever(void **state)
{
    (void)state;
    size_t count;
    char path[256];
    struct err err = { 0 };
    CLEANUP(response_done) struct response response;
    assert_int_equal(strlen(asset_version()), 8);
    assert_true(str_has_only(str_of(asset_version()), "0123456789abcdef"));
    snprintf(path, sizeof path, "%s/%s", asset_version(), asset_all(&count)[0].path);
    assert_true(serve(path, &response, &err));
    assert_string_equal(response.cache_control, "public, max-age=31536000, immutable");
}

static void what_is_not_there_is_not_found(void **state)
{
    (void)state;
    static const char *const paths[] = { "",           "nothing.css",
                                         "/style.css", "../a.css",
                                         "deadbeef",   "deadbeef/",
                                         "style.css/", "DEADBEEF/style.css" };
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        CLEANUP(response_done) struct response response;
        struct err err = { 0 };
        assert_false(serve(paths[i], &response, &err));
        assert_int_equal(err.code, ERR_NOT_FOUND);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_is_served_whole_with_a_type_that_we_know),
        cmocka_unit_test(fonts_that_the_style_sheet_names_are_there),
        cmocka_unit_test(the_version_is_eight_hex_digits_and_allows_for_ever),
        cmocka_unit_test(what_is_not_there_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
