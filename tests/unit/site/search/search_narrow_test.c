/* Filters are found in a query's text, taken off, and added where they hold for all. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "site/search/search_narrow.h"

static void filters_are_words_of_their_own(void **state)
{
    (void)state;
    static const struct {
        const char *text, *filters; /* with | between */
    } cases[] = {
        { "", "" },
        { "whale song", "" },
        { "whale year:2024", "year:2024" },
        { "year:2024 whale venue:ICLR.2024", "year:2024|venue:ICLR.2024" },
        { "group:\"Best paper\" whale", "group:\"Best paper\"" },
        { "date:\"last week\" cat:cs.CL", "date:\"last week\"|cat:cs.CL" },
        { "whale -cat:cs.CV has:code", "-cat:cs.CV|has:code" },
        { "\"year:2024\" (a year:2024)", "" },
        { "year: 2024 birthyear:2024", "" },
        { "whale \"year:2024", "" },
        { "title:whale", "" },
    };
    CLEANUP(arena_done) struct arena arena = { 0 };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct narrow_filters found = narrow_filters_of(&arena, cases[i].text);
        CLEANUP(buf_done) struct buf joined = buf_upto(1000);
        for (size_t k = 0; k < found.count; k++) {
            buf_text(&joined, k > 0 ? "|" : "");
            buf_add(&joined, found.items[k].text);
        }
        assert_string_equal(arena_text(&arena, buf_str(&joined)), cases[i].filters);
    }
}

static const char *without_first(struct arena *arena, const char *text)
{
    struct narrow_filters found = narrow_filters_of(arena, text);
    assert_true(found.count > 0);
    return narrow_removed(arena, text, &found.items[0]);
}

static void a_filter_is_taken_off_alone(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    assert_string_equal(without_first(&arena, "whale year:2024 song"), "whale song");
    assert_string_equal(without_first(&arena, "year:2024"), "");
    assert_string_equal(without_first(&arena, "a  year:2024  year:2024"),
                        "a year:2024");
    assert_string_equal(without_first(&arena, "group:\"Best paper\" x"), "x");
}

static void a_filter_holds_for_all_alternatives(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct query_node either = { .kind = QUERY_OR }, both = { .kind = QUERY_AND };
    struct query query = { .text = "whale OR song", .root = &either };
    assert_string_equal(narrow_added(&arena, &query, "year:2024"),
                        "(whale OR song) year:2024");
    query = (struct query){ .text = "whale song", .root = &both };
    assert_string_equal(narrow_added(&arena, &query, "year:2024"),
                        "whale song year:2024");
    query = (struct query){ .text = "" };
    assert_string_equal(narrow_added(&arena, &query, "year:2024"), "year:2024");
}

static void a_text_that_would_be_cut_has_the_filter_in_front(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct query query = { .text =
                               arena_printf(&arena, "%0*d", QUERY_BYTES_MAX - 9, 0) };
    assert_true(str_starts(str_of(narrow_added(&arena, &query, "year:2024")),
                           LIT("year:2024 0")));
    query.text++;
    assert_true(str_ends(str_of(narrow_added(&arena, &query, "year:2024")),
                         LIT("0 year:2024")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filters_are_words_of_their_own),
        cmocka_unit_test(a_filter_is_taken_off_alone),
        cmocka_unit_test(a_filter_holds_for_all_alternatives),
        cmocka_unit_test(a_text_that_would_be_cut_has_the_filter_in_front),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
