/* JSON: strict reading, typed members, exact printing. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/clock.h"
#include "text/json.h"

#include <string.h>

static void check_broken(struct str bytes, const char *why)
{
    CLEANUP(json_done) cJSON *tree = NULL;
    struct err err = { 0 };
    assert_false(json_read(bytes, &tree, &err));
    assert_null(tree);
    assert_int_equal(err.code, ERR_INVALID);
    if (strstr(err.text, why) == NULL)
        print_error("%s\n", err.text);
    assert_non_null(strstr(err.text, why));
}

static void what_is_not_one_json_value_is_refused(void **state)
{
    (void)state;
    check_broken(LIT(""), "found nothing");
    check_broken(LIT(" \n"), "found nothing");
    check_broken(LIT("{} x"), "near “ x”: expected the end");
    check_broken(LIT("1 2"), "expected the end");
    check_broken(LIT("{\"a\":1}\0"), "NUL");
    check_broken(LIT("[1,\n 2,\n ?]"), "line 3, byte");
    check_broken(LIT("{\"a\":"), "expected");
    check_broken(LIT("[1,]"), "expected");
    check_broken(LIT("\"open"), "expected");
    check_broken(LIT("\"a\\"), "expected");
    check_broken(LIT("<html>"), "near “<html>”");
    check_broken(LIT("{\"a\\u0000b\": 1}"), "NUL");
    check_broken(LIT("\"\xff\""), "not UTF-8");
    check_broken(LIT("\"\\ud800\""), "expected");
}

static void nesting_is_bounded_outside_strings(void **state)
{
    (void)state;
    char deep[2 * 65 + 1] = { 0 };
    memset(deep, '[', 65);
    memset(deep + 65, ']', 65);
    check_broken((struct str){ deep, 130 }, "nested deeper than 64 levels");
    CLEANUP(json_done) cJSON *tree = NULL;
    CLEANUP(json_done) cJSON *text = NULL;
    struct err err;
    assert_true(json_read((struct str){ deep + 1, 128 }, &tree, &err));
    deep[0] = deep[129] = '"';
    memset(deep + 1, '{', 128);
    assert_true(json_read((struct str){ deep, 130 }, &text, &err));
}

static cJSON *read_tree(const char *text)
{
    cJSON *tree = NULL;
    struct err err;
    assert_true(json_read(str_of(text), &tree, &err));
    return tree;
}

static void members_are_typed_and_bounded(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done)
    cJSON *tree = read_tree(
        "{\"t\":\"four\",\"n\":7,\"f\":1.5,\"b\":true,\"l\":[1,2],\"z\":null}");
    struct err err;
    const char *text = "untouched";
    int64_t number = -1;
    bool flag = false;
    assert_false(json_get_text(tree, "t", 3, &arena, &text, &err));
    assert_string_equal(err.text, "“t” is 4 bytes long, at most 3 are allowed");
    assert_false(json_get_text(tree, "n", 9, &arena, &text, &err));
    assert_string_equal(err.text, "expected a string as “n”, found a number");
    assert_false(json_get_text(tree, "T", 9, &arena, &text, &err));
    assert_string_equal(err.text, "expected a string as “T”, found nothing");
    assert_false(json_get_text(tree, "z", 9, &arena, &text, &err));
    assert_string_equal(text, "untouched");
    assert_true(json_get_text(tree, "t", 4, &arena, &text, &err));
    assert_string_equal(text, "four");
    assert_true(json_get_int(tree, "n", 7, 7, &number, &err) && number == 7);
    assert_false(json_get_int(tree, "n", 8, 9, &number, &err));
    assert_string_equal(err.text, "“n” must be a whole number from 8 to 9");
    assert_false(json_get_int(tree, "f", 0, 9, &number, &err));
    assert_false(json_get_int(tree, "t", 0, 9, &number, &err));
    assert_true(json_get_bool_or(tree, "b", false, &flag, &err) && flag);
    assert_false(json_get_bool_or(tree, "n", false, &flag, &err));
}

static void absent_and_null_take_the_default(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *tree = read_tree("{\"z\":null,\"t\":\"x\",\"l\":[1,2]}");
    static const char *const names[] = { "z", "absent" };
    struct err err;
    const cJSON *list = NULL;
    const char *text = NULL;
    int64_t number = 0;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        bool flag = false;
        text = "x";
        assert_true(json_get_text_or_null(tree, names[i], 9, &arena, &text, &err));
        assert_null(text);
        assert_true(json_get_int_or(tree, names[i], 5, 9, -3, &number, &err));
        assert_int_equal(number, -3);
        assert_true(json_get_bool_or(tree, names[i], true, &flag, &err) && flag);
        assert_true(json_get_list_or_empty(tree, names[i], 0, &list, &err));
        assert_int_equal(cJSON_GetArraySize(list), 0);
    }
    assert_false(json_get_int_or(tree, "t", 0, 1, 0, &number, &err));
    assert_false(json_get_text_or_null(tree, "l", 9, &arena, &text, &err));
    assert_true(json_get_list_or_empty(tree, "l", 2, &list, &err));
    assert_int_equal(cJSON_GetArraySize(list), 2);
    assert_false(json_get_list_or_empty(tree, "l", 1, &list, &err));
    assert_string_equal(err.text, "“l” has 2 items, at most 1 are allowed");
}

static void check_written(const cJSON *tree, bool pretty, const char *expected)
{
    CLEANUP(buf_done) struct buf out = buf_upto(1 << 16);
    json_write(&out, tree, pretty);
    assert_string_equal(out.ptr, expected);
}

static void integers_are_exact(void **state)
{
    (void)state;
    static const int64_t numbers[] = {
        0,         -1,       999999999999999, 9007199254740991, -9007199254740993,
        INT64_MAX, INT64_MIN
    };
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        CLEANUP(json_done) cJSON *tree = cJSON_CreateObject();
        struct err err;
        int64_t number = 0;
        json_set_int(tree, "n", numbers[i]);
        CLEANUP(buf_done) struct buf expected = buf_upto(100);
        buf_printf(&expected, "{\"n\":%lld}\n", (long long)numbers[i]);
        check_written(tree, false, expected.ptr);
        assert_true(json_get_int(tree, "n", INT64_MIN, INT64_MAX, &number, &err));
        assert_int_equal(number, numbers[i]);
    }
    CLEANUP(json_done)
    cJSON *read = read_tree("[9007199254740993, 1e999, 1.5, 1e3, -0]");
    int64_t number = 0;
    struct err err;
    cJSON *object = cJSON_CreateObject();
    cJSON_AddItemToObject(object, "n", cJSON_DetachItemFromArray(read, 1));
    assert_false(json_get_int(object, "n", INT64_MIN, INT64_MAX, &number, &err));
    check_written(object, false, "{\"n\":null}\n");
    cJSON_Delete(object);
    check_written(read, false, "[9007199254740992,1.5,1000,0]\n");
}

static void a_tree_is_built_and_written(void **state)
{
    (void)state;
    CLEANUP(json_done) cJSON *tree = cJSON_CreateObject();
    json_set_text(tree, "text", "a\"b\\c\n\t\r\x01\x7f é </x>");
    json_set_text(tree, "none", NULL);
    json_set_null(tree, "null");
    json_set_bool(tree, "flag", true);
    json_set_time(tree, "time", 1776967187);
    json_set_time(tree, "never", 0);
    json_set_day(tree, "day", 20567);
    json_set_day(tree, "no_day", DAY_NONE);
    cJSON *list = json_set_list(tree, "list");
    json_add_text(list, "x");
    json_set_int(json_add_object(list), "n", 1);
    json_set_list(tree, "empty");
    json_set_object(tree, "object");
    check_written(
        tree, false,
        "{\"text\":\"a\\\"b\\\\c\\n\\t\\r\\u0001\\u007f é </x>\",\"none\":null,"
        "\"null\":null,\"flag\":true,\"time\":\"2026-04-23T17:59:47Z\","
        "\"never\":null,\"day\":\"2026-04-24\",\"no_day\":null,"
        "\"list\":[\"x\",{\"n\":1}],\"empty\":[],\"object\":{}}\n");
}

static void pretty_json_is_indented(void **state)
{
    (void)state;
    CLEANUP(json_done) cJSON *tree = read_tree("{\"a\":[1,{\"b\":false}],\"c\":{}}");
    check_written(tree, true,
                  "{\n  \"a\": [\n    1,\n    {\n      \"b\": false\n    }\n  ],\n"
                  "  \"c\": {}\n}\n");
}

static void writing_fills_the_buffer_and_no_more(void **state)
{
    (void)state;
    CLEANUP(json_done) cJSON *tree = read_tree("[\"long enough\"]");
    CLEANUP(buf_done) struct buf out = buf_upto(8);
    json_write(&out, tree, false);
    assert_true(out.full && out.len <= 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_one_json_value_is_refused),
        cmocka_unit_test(nesting_is_bounded_outside_strings),
        cmocka_unit_test(members_are_typed_and_bounded),
        cmocka_unit_test(absent_and_null_take_the_default),
        cmocka_unit_test(integers_are_exact),
        cmocka_unit_test(a_tree_is_built_and_written),
        cmocka_unit_test(pretty_json_is_indented),
        cmocka_unit_test(writing_fills_the_buffer_and_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
