/* Full texts: kept small, given back whole, forgotten when old. */
#include "store/test_store.h"

#include "store/paper/text_store.h"

static struct stored_text test_text(const char *text)
{
    return (
        struct stored_text){ .source = TEXT_HTML, .text = text, .fetched = TEST_NOW };
}

static int set_up(void **state)
{
    test_set_up(state);
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "2604.00001");
    put_paper(test, &paper);
    return 0;
}
#define text_test(name) cmocka_unit_test_setup_teardown(name, set_up, test_tear_down)

static void put(struct test_store *test, int version, const struct stored_text *text)
{
    assert_ok(test,
              text_store_put(test->store, "2604.00001", version, text, &test->err));
}

static bool get(struct test_store *test, int version, struct stored_text *ret_text)
{
    bool ok = false;
    with_reader(test, db) ok =
        text_store_get(db, "2604.00001", version, &test->arena, ret_text, &test->err);
    return ok;
}

static void a_text_comes_back_as_it_was_put(void **state)
{
    struct test_store *test = *state;
    struct stored_text text = test_text("First.\n\nSecond: \xe6\xb7\xb1.\n"), got;
    text.source = TEXT_PDF;
    text.notice = "it asks for praise";
    text.cut = true;
    put(test, 2, &text);
    assert_true(get(test, 2, &got));
    assert_int_equal(got.source, TEXT_PDF);
    assert_string_equal(got.text, text.text);
    assert_string_equal(got.notice, text.notice);
    assert_true(got.cut);
    assert_int_equal(got.fetched, TEST_NOW);
    assert_false(get(test, 1, &got));
    assert_int_equal(test->err.code, ERR_NOT_FOUND);
}

static void a_later_text_replaces_the_earlier(void **state)
{
    struct test_store *test = *state;
    struct stored_text first = test_text("first"), second = test_text("second"), got;
    put(test, 0, &first);
    second.fetched++;
    put(test, 0, &second);
    assert_true(get(test, 0, &got));
    assert_string_equal(got.text, "second");
    assert_int_equal(got.fetched, TEST_NOW + 1);
    assert_null(got.notice);
}

static void eight_megabytes_fit_and_a_byte_more_does_not(void **state)
{
    struct test_store *test = *state;
    size_t size = 8 << 20;
    char *long_text = malloc(size + 2);
    assert_non_null(long_text);
    for (size_t i = 0; i <= size; i++)
        long_text[i] = (char)('a' + i % 7 * (i % 11) % 26);
    long_text[size + 1] = '\0';
    struct stored_text text = test_text(long_text), got;
    assert_false(text_store_put(test->store, "2604.00001", 1, &text, &test->err));
    assert_int_equal(test->err.code, ERR_LIMIT);
    long_text[size] = '\0';
    put(test, 1, &text);
    assert_true(get(test, 1, &got));
    assert_string_equal(got.text, long_text);
    assert_true(count_of(test, "SELECT length(packed) FROM full_text") < 1 << 20);
    free(long_text);
}

static void an_empty_text_is_a_text(void **state)
{
    struct test_store *test = *state;
    struct stored_text text = test_text(""), got;
    put(test, 1, &text);
    assert_true(get(test, 1, &got));
    assert_string_equal(got.text, "");
}

static void a_paper_that_is_not_here_has_no_text(void **state)
{
    struct test_store *test = *state;
    struct stored_text text = test_text("x");
    assert_false(text_store_put(test->store, "no such", 1, &text, &test->err));
    assert_int_equal(test->err.code, ERR_NOT_FOUND);
}

static void run_sql(struct test_store *test, const char *sql)
{
    sqlite3 *sqlite = NULL;
    assert_int_equal(sqlite3_open(test_path(test, "paperfeed.db"), &sqlite), SQLITE_OK);
    assert_int_equal(sqlite3_exec(sqlite, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(sqlite);
}

static void damage_is_an_error_and_no_text(void **state)
{
    struct test_store *test = *state;
    static const char *const damages[] = {
        "UPDATE full_text SET size = size - 1",
        "UPDATE full_text SET size = size + 1",
        "UPDATE full_text SET size = 1 << 40",
        "UPDATE full_text SET packed = zeroblob(9)",
        "UPDATE full_text SET packed = zeroblob(0)",
        "UPDATE full_text SET source = 77",
    };
    for (size_t i = 0; i < COUNT_OF(damages); i++) {
        struct stored_text text = test_text("some words of some length"), got;
        put(test, 1, &text);
        test_close(test);
        run_sql(test, damages[i]);
        assert_ok(test, test_open(test));
        assert_false(get(test, 1, &got));
        assert_int_equal(test->err.code, ERR_BROKEN);
    }
}

static bool prune(struct db *db, void *context, struct err *err)
{
    return text_store_prune(db, *(const int64_t *)context, err);
}

static void old_texts_are_forgotten(void **state)
{
    struct test_store *test = *state;
    struct stored_text text = test_text("x"), got;
    int64_t before = TEST_NOW;
    put(test, 1, &text);
    assert_ok(test, store_write(test->store, prune, &before, &test->err));
    assert_true(get(test, 1, &got));
    before++;
    assert_ok(test, store_write(test->store, prune, &before, &test->err));
    assert_false(get(test, 1, &got));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        text_test(a_text_comes_back_as_it_was_put),
        text_test(a_later_text_replaces_the_earlier),
        text_test(eight_megabytes_fit_and_a_byte_more_does_not),
        text_test(an_empty_text_is_a_text),
        text_test(a_paper_that_is_not_here_has_no_text),
        text_test(damage_is_an_error_and_no_text),
        text_test(old_texts_are_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
