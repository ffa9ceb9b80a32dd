/* Files of JSON cut into records, wherever the pieces end. */
#include "proceedings/json/json_split.h"

#include "base/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { RECORD_MAX = 300, OUT_MAX = 1 << 20 };

struct splitting {
    struct buf out; /* what was told, a line each */
    int64_t records, broken;
    size_t longest;
};

static bool on_record(void *context, const struct json_place *place, struct buf *text,
                      struct err *err)
{
    struct splitting *splitting = context;
    (void)err;
    splitting->records++;
    if (text->cap > splitting->longest)
        splitting->longest = text->cap;
    buf_printf(&splitting->out, "%d.%d ", (int)place->line, (int)place->number);
    buf_add(&splitting->out, buf_str(text));
    buf_char(&splitting->out, '\n');
    return true;
}

static bool on_header(void *context, const struct json_place *place, struct buf *text,
                      bool is_whole, struct err *err)
{
    struct splitting *splitting = context;
    (void)err;
    buf_printf(&splitting->out, "%d %s ", (int)place->line,
               is_whole ? "whole" : "start");
    buf_add(&splitting->out, buf_str(text));
    buf_char(&splitting->out, '\n');
    return true;
}

static bool on_broken(void *context, const struct json_place *place, const char *why,
                      struct err *err)
{
    struct splitting *splitting = context;
    (void)err;
    splitting->broken++;
    buf_printf(&splitting->out, "%d.%d broken: %s\n", (int)place->line,
               (int)place->number, why);
    return true;
}

/* In pieces of `first` bytes, the rest, where `first` is not 0. */
static struct splitting split_at(struct str text, size_t first)
{
    struct splitting splitting = { .out = buf_upto(OUT_MAX) };
    const struct json_split_sink sink = { on_record, on_header, on_broken, &splitting };
    struct json_split split;
    struct err err = { 0 };
    json_split_init(&split, &sink, RECORD_MAX);
    assert_true(json_split_give(&split, str_upto(text, first), &err));
    assert_true(json_split_give(&split, str_from(text, first), &err));
    assert_true(json_split_end(&split, &err));
    json_split_done(&split);
    assert_false(splitting.out.full);
    buf_add(&splitting.out, LIT(""));
    return splitting;
}

static void assert_split(const char *text, const char *expected)
{
    for (size_t at = 0; at <= strlen(text); at++) {
        struct splitting splitting = split_at(str_of(text), at);
        assert_string_equal(splitting.out.ptr ? splitting.out.ptr : "", expected);
        buf_done(&splitting.out);
    }
}

static void lines_are_records(void **state)
{
    (void)state;
    assert_split("{\"a\":1}\n\n{\"b\":\"}{\\\"\\\\\"}\r\n{\"c\":[{},[{}]]}",
                 "1.0 {\"a\":1}\n3.0 {\"b\":\"}{\\\"\\\\\"}\n4.0 {\"c\":[{},[{}]]}\n");
    assert_split("\xef\xbb\xbf{\"a\":1} {\"b\":2},{\"c\":3}",
                 "1.0 {\"a\":1}\n1.0 {\"b\":2}\n1.0 {\"c\":3}\n");
    assert_split("", "");
    assert_split(" \n\t", "");
}

static void items_of_a_list_are_records(void **state)
{
    (void)state;
    assert_split("[{\"a\":1},\n {\"b\":[1]}\n,\n\n{}]",
                 "1.1 {\"a\":1}\n2.2 {\"b\":[1]}\n5.3 {}\n");
    assert_split("[]", "");
    assert_split("[{\"a\":1}]\n[{\"b\":2}]", "1.1 {\"a\":1}\n2.1 {\"b\":2}\n");
}

static void what_is_around_a_list_is_its_header(void **state)
{
    (void)state;
    assert_split("{\"v\":[1],\"papers\": [ {\"a\":1},{\"b\":2} ], \"count\":2}",
                 "1 start {\"v\":[1],\"papers\": [ ]}\n1.1 {\"a\":1}\n1.2 {\"b\":2}\n"
                 "1 whole {\"v\":[1],\"papers\": [ ], \"count\":2}\n");
    assert_split("{\"notes\":[],\"count\":0}", "1 whole {\"notes\":[],\"count\":0}\n");
    assert_split("{\"response\":{\"json\":{\"notes\":[{\"a\":1}]},\"s\":1},\"t\":2}",
                 "1 start {\"response\":{\"json\":{\"notes\":[]}}}\n1.1 {\"a\":1}\n"
                 "1 whole {\"response\":{\"json\":{\"notes\":[]},\"s\":1},\"t\":2}\n");
    assert_split("{\"notes\":[{\"a\":1}],\"items\":[{\"b\":1}]}\n{\"c\":1}",
                 "1 start {\"notes\":[]}\n1.1 {\"a\":1}\n1.1 {\"b\":1}\n"
                 "1 whole {\"notes\":[],\"items\":[]}\n2.0 {\"c\":1}\n");
}

static void a_record_may_have_lists_of_its_own(void **state)
{
    (void)state;
    assert_split("{\"items\":[\"a\",{}]}", "1.0 {\"items\":[\"a\",{}]}\n");
    assert_split("{\"authors\":[{\"results\":[{}]}]}",
                 "1.0 {\"authors\":[{\"results\":[{}]}]}\n");
    assert_split("{\"title\":\"papers\",\"x\":[{}]}",
                 "1.0 {\"title\":\"papers\",\"x\":[{}]}\n");
    assert_split("{\"title\":\"x\",\"data\":[{}]}",
                 "1.0 {\"title\":\"x\",\"data\":[{}]}\n");
    assert_split("{\"title\":\"x\",\"papers\":[{}]}",
                 "1 start {\"title\":\"x\",\"papers\":[]}\n1.1 {}\n"
                 "1 whole {\"title\":\"x\",\"papers\":[]}\n");
    assert_split("{\"a name that is longer than any\":[{}]}",
                 "1.0 {\"a name that is longer than any\":[{}]}\n");
}

static void an_object_of_ids_has_a_record_a_member(void **state)
{
    (void)state;
    assert_split("{\"12\":\"a, }\", \"13\" : {\"b\":[1,2]},\"14\":1}",
                 "1.1 {\"12\":\"a, }\"}\n1.2 { \"13\" : {\"b\":[1,2]}}\n"
                 "1.3 {\"14\":1}\n");
    assert_split("{\"GMwRl2e9Y1\":\"a\"}", "1.1 {\"GMwRl2e9Y1\":\"a\"}\n");
    assert_split("{\"2024\":7}", "1.0 {\"2024\":7}\n");
}

static void a_line_that_breaks_off_costs_itself(void **state)
{
    (void)state;
    assert_split("{\"a\":\"b\n{\"c\":1}\n",
                 "1.0 broken: it breaks off at the end of its line\n2.0 {\"c\":1}\n");
    assert_split("{\"a\":[\"b\"\n{\"c\":1}",
                 "1.0 broken: it does not end before the next one begins\n"
                 "2.0 {\"c\":1}\n");
    assert_split("{\"a\":[}\n{\"c\":1}",
                 "1.0 broken: it breaks off at the end of its line\n2.0 {\"c\":1}\n");
    assert_split("x\n{\"a\":1}}\n{\"c\":1}",
                 "1.0 broken: it is no JSON object\n2.0 {\"a\":1}\n"
                 "2.0 broken: it is no JSON object\n3.0 {\"c\":1}\n");
}

static void an_object_over_many_lines_is_one(void **state)
{
    (void)state;
    assert_split("{\n \"a\": [\n {\n\"b\":1\n}\n ]\n}\n{\"c\":1}",
                 "1.0 {\n \"a\": [\n {\n\"b\":1\n}\n ]\n}\n8.0 {\"c\":1}\n");
    assert_split("{\"a\":[\n{\"b\":1}\n]}", "1.0 {\"a\":[\n{\"b\":1}\n]}\n");
}

static void a_broken_item_costs_itself_where_items_begin_lines(void **state)
{
    (void)state;
    assert_split("[\n {\n  \"a\":\"b\n },\n {\n  \"c\":1\n }\n]",
                 "2.1 broken: it does not end before the next one begins\n"
                 "5.2 {\n  \"c\":1\n }\n");
    assert_split("[\n {\n  \"a\":[\n {\n  \"c\":1\n }\n]",
                 "2.1 broken: it does not end before the next one begins\n"
                 "4.2 {\n  \"c\":1\n }\n");
    assert_split("[1,[{\"a\":\"]\"}],\"x,]\",{\"c\":1},null]",
                 "1.1 broken: it is no JSON object\n1.2 broken: it is no JSON object\n"
                 "1.3 broken: it is no JSON object\n1.4 {\"c\":1}\n"
                 "1.5 broken: it is no JSON object\n");
}

static void a_file_that_is_cut_off_says_so(void **state)
{
    (void)state;
    assert_split("{\"a\":1}\n{\"b\":", "1.0 {\"a\":1}\n"
                                       "2.0 broken: the file ends within it\n");
    assert_split("[{\"a\":1},{\"b",
                 "1.1 {\"a\":1}\n1.2 broken: the file ends within it\n");
    assert_split("[{\"a\":1},",
                 "1.1 {\"a\":1}\n1.2 broken: the file ends before its list does\n");
    assert_split("{\"notes\":[{\"a\":1}],",
                 "1 start {\"notes\":[]}\n1.1 {\"a\":1}\n"
                 "1.0 broken: the file ends before it does\n");
}

static void a_record_over_the_bound_is_broken_and_passed_over(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf text = buf_upto(4096);
    buf_add(&text, LIT("{\"a\":\""));
    for (int i = 0; i < RECORD_MAX; i++)
        buf_char(&text, 'x');
    buf_add(&text, LIT("\"}\n{\"b\":1}"));
    assert_split(text.ptr, "1.0 broken: it is over 300 bytes\n2.0 {\"b\":1}\n");
    text.ptr[0] = '[';
    buf_clear(&text);
    buf_add(&text, LIT("[{\"a\":["));
    for (int i = 0; i < RECORD_MAX; i++)
        buf_add(&text, LIT("{},"));
    buf_add(&text, LIT("{}]},{\"b\":1}]"));
    assert_split(text.ptr, "1.1 broken: it is over 300 bytes\n1.2 {\"b\":1}\n");
}

static void a_record_of_too_many_values_is_broken(void **state)
{
    (void)state;
    struct splitting splitting = { .out = buf_upto(OUT_MAX) };
    const struct json_split_sink sink = { on_record, on_header, on_broken, &splitting };
    struct json_split split;
    struct err err = { 0 };
    json_split_init(&split, &sink, 4 << 20);
    assert_true(json_split_give(&split, LIT("[{\"a\":["), &err));
    for (int i = 0; i <= JSON_VALUES_MAX; i++)
        assert_true(json_split_give(&split, LIT("1,"), &err));
    assert_true(json_split_give(&split, LIT("1]},{}]"), &err));
    assert_true(json_split_end(&split, &err));
    json_split_done(&split);
    assert_string_equal(splitting.out.ptr,
                        "1.1 broken: it has over 200000 values\n1.2 {}\n");
    buf_done(&splitting.out);
}

static void memory_does_not_grow_with_the_file(void **state)
{
    (void)state;
    struct splitting splitting = { .out = buf_upto(100) };
    const struct json_split_sink sink = { on_record, on_header, on_broken, &splitting };
    struct json_split split;
    struct err err = { 0 };
    json_split_init(&split, &sink, RECORD_MAX);
    assert_true(json_split_give(&split, LIT("{\"x\":1,\"papers\":["), &err));
    for (int i = 0; i < 20000; i++)
        assert_true(json_split_give(&split, LIT("{\"title\":\"x\"},"), &err));
    assert_true(json_split_give(&split, LIT("{}]}"), &err));
    assert_true(json_split_end(&split, &err));
    assert_int_equal(splitting.records, 20001);
    assert_true(splitting.longest <= RECORD_MAX);
    assert_true(split.outer_text.cap <= RECORD_MAX);
    json_split_done(&split);
    buf_done(&splitting.out);
}

static bool refuse(void *context, const struct json_place *place, struct buf *text,
                   struct err *err)
{
    (void)context;
    (void)place;
    (void)text;
    return err_set(err, ERR_BUSY, "enough");
}

static void the_sink_can_end_it(void **state)
{
    (void)state;
    struct splitting splitting = { .out = buf_upto(OUT_MAX) };
    const struct json_split_sink sink = { refuse, on_header, on_broken, &splitting };
    struct json_split split;
    struct err err = { 0 };
    json_split_init(&split, &sink, RECORD_MAX);
    assert_false(json_split_give(&split, LIT("{\"a\":1}{\"b\":2}"), &err));
    assert_int_equal(err.code, ERR_BUSY);
    json_split_done(&split);
    buf_done(&splitting.out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_records),
        cmocka_unit_test(items_of_a_list_are_records),
        cmocka_unit_test(what_is_around_a_list_is_its_header),
        cmocka_unit_test(a_record_may_have_lists_of_its_own),
        cmocka_unit_test(an_object_of_ids_has_a_record_a_member),
        cmocka_unit_test(a_line_that_breaks_off_costs_itself),
        cmocka_unit_test(an_object_over_many_lines_is_one),
        cmocka_unit_test(a_broken_item_costs_itself_where_items_begin_lines),
        cmocka_unit_test(a_file_that_is_cut_off_says_so),
        cmocka_unit_test(a_record_over_the_bound_is_broken_and_passed_over),
        cmocka_unit_test(a_record_of_too_many_values_is_broken),
        cmocka_unit_test(memory_does_not_grow_with_the_file),
        cmocka_unit_test(the_sink_can_end_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
