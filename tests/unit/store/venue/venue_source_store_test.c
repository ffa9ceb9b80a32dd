/* How far harvesters have come, over a restart. */
#include "store/test_store.h"
#include "store/venue/venue_source_store.h"

static bool put_part(struct db *db, void *context, struct err *err)
{
    return venue_source_put(db, context, err);
}

static void put_source(struct test_store *test, struct venue_source source)
{
    assert_ok(test, store_write(test->store, put_part, &source, &test->err));
}

static struct venue_source get_source(struct test_store *test, const char *name,
                                      const char *url)
{
    struct venue_source source = { 0 };
    with_reader(test, db) assert_ok(
        test, venue_source_get(db, name, url, &test->arena, &source, &test->err));
    return source;
}

static const char page[] = "https://example.org/oai";

static void an_unknown_source_has_never_been_asked(void **state)
{
    struct test_store *test = *state;
    struct venue_source source = get_source(test, "AAAI", page);
    assert_string_equal(source.name, "AAAI");
    assert_string_equal(source.url, page);
    assert_null(source.etag);
    assert_null(source.cursor);
    assert_null(source.problem);
    assert_int_equal(source.from_day, DAY_NONE);
    assert_int_equal(source.checked_at, 0);
}

static void what_was_put_is_there_after_a_restart(void **state)
{
    struct test_store *test = *state;
    put_source(test, (struct venue_source){ .name = "AAAI",
                                            .url = page,
                                            .etag = "\"abc\"",
                                            .last_modified = "Fri, 24 Apr 2026",
                                            .cursor = "token/1",
                                            .from_day = TEST_DAY,
                                            .checked_at = 1,
                                            .changed_at = 2,
                                            .failed_at = 3,
                                            .problem = "it was closed" });
    test_reopen(test);
    struct venue_source source = get_source(test, "AAAI", page);
    assert_string_equal(source.etag, "\"abc\"");
    assert_string_equal(source.last_modified, "Fri, 24 Apr 2026");
    assert_string_equal(source.cursor, "token/1");
    assert_int_equal(source.from_day, TEST_DAY);
    assert_int_equal(source.checked_at, 1);
    assert_int_equal(source.changed_at, 2);
    assert_int_equal(source.failed_at, 3);
    assert_string_equal(source.problem, "it was closed");
}

static bool forget_part(struct db *db, void *context, struct err *err)
{
    const struct venue_source *source = context;
    return venue_source_forget(db, source->name, source->url, err);
}

static void what_is_forgotten_is_gone_and_nothing_else(void **state)
{
    struct test_store *test = *state;
    struct venue_source source = { .name = "AAAI", .url = page, .checked_at = 5 };
    put_source(test, source);
    put_source(test,
               (struct venue_source){ .name = "AIES", .url = page, .checked_at = 6 });
    assert_ok(test, store_write(test->store, forget_part, &source, &test->err));
    assert_int_equal(get_source(test, "AAAI", page).checked_at, 0);
    assert_int_equal(get_source(test, "AIES", page).checked_at, 6);
}

static void the_last_word_replaces_all_of_it(void **state)
{
    struct test_store *test = *state;
    put_source(test, (struct venue_source){ .name = "AAAI",
                                            .url = page,
                                            .cursor = "token/1",
                                            .from_day = TEST_DAY,
                                            .problem = "it was closed" });
    put_source(test, (struct venue_source){ .name = "AAAI",
                                            .url = page,
                                            .cursor = "",
                                            .from_day = DAY_NONE,
                                            .checked_at = 9 });
    struct venue_source source = get_source(test, "AAAI", page);
    assert_null(source.cursor);
    assert_null(source.problem);
    assert_int_equal(source.from_day, DAY_NONE);
    assert_int_equal(source.checked_at, 9);
}

static void a_row_for_each_line_and_address(void **state)
{
    struct test_store *test = *state;
    struct venue_source_list list = { 0 };
    put_source(test, (struct venue_source){ .name = "B.2024", .url = page });
    put_source(test, (struct venue_source){ .name = "A.2024", .url = "https://z" });
    put_source(test, (struct venue_source){ .name = "A.2024", .url = "https://a" });
    with_reader(test, db)
        assert_ok(test, venue_source_list(db, &test->arena, &list, &test->err));
    assert_int_equal(list.count, 3);
    assert_string_equal(list.items[0].url, "https://a");
    assert_string_equal(list.items[1].url, "https://z");
    assert_string_equal(list.items[2].name, "B.2024");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(an_unknown_source_has_never_been_asked),
        store_test(what_was_put_is_there_after_a_restart),
        store_test(what_is_forgotten_is_gone_and_nothing_else),
        store_test(the_last_word_replaces_all_of_it),
        store_test(a_row_for_each_line_and_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
