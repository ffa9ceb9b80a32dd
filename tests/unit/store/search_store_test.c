/* Search: every word must be there, the newest paper comes first, and no text of a
 * reader is an error. */
#include "store/test_store.h"

static struct paper_list found;
static int64_t total;

static const char *find(struct test_store *test, const char *text, int64_t skip,
                        int64_t show)
{
    const char *keys = "";
    struct query words = { .text = text };
    struct search_query query = { .query = &words, .skip = skip, .show = show };
    struct search_page page = { .total = 0 };
    with_reader(test, db)
        assert_ok(test, search_store_find(db, &query, &test->arena, &page, &test->err));
    found = page.papers;
    total = page.total;
    for (size_t i = 0; i < found.count; i++)
        keys = arena_printf(&test->arena, "%s%s%s", keys, i > 0 ? "," : "",
                            found.items[i].key);
    return keys;
}

static void put(struct test_store *test, const char *key, const char *title,
                const char *abstract)
{
    struct paper paper = test_paper(&test->arena, key);
    paper.title = title;
    paper.abstract = abstract;
    put_paper(test, &paper);
}

static void all_words_must_be_there_newest_first(void **state)
{
    struct test_store *test = *state;
    put(test, "2604.00001", "Graph networks", "of many kinds");
    put(test, "2604.00002", "Graph theory", "with networks");
    put(test, "2604.00003", "Nothing of that", "at all");
    assert_string_equal(find(test, "networks graph", 0, 10), "2604.00002,2604.00001");
    assert_int_equal(total, 2);
    assert_string_equal(find(test, "graph", 1, 10), "2604.00001");
    assert_string_equal(find(test, "graph", 0, 1), "2604.00002");
    assert_int_equal(total, 2);
    assert_string_equal(find(test, "graph", 5, 10), "");
}

static void names_and_word_forms_are_found(void **state)
{
    struct test_store *test = *state;
    put(test, "2604.00001", "Networked G\303\266del machines", "abstract");
    assert_string_equal(find(test, "network", 0, 10), "2604.00001");
    assert_string_equal(find(test, "godel", 0, 10), "2604.00001");
    assert_string_equal(find(test, "Lovelace turing", 0, 10), "2604.00001");
}

static void no_text_of_a_reader_is_an_error(void **state)
{
    struct test_store *test = *state;
    put(test, "2604.00001", "State-of-the-art AND more",
        "\"quoted\" text near title: x");
    static const char *const odd[] = { "a\"b",  "AND",       "NEAR(",   "-x",
                                       "col:x", "*",         "\"",      "(",
                                       "^",     "{title}:x", "' OR",    "x + y",
                                       "--",    "\xff\xfe",  "\xe2\x80" };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        find(test, odd[i], 0, 10);
    assert_string_equal(find(test, "state-of-the-art", 0, 10), "2604.00001");
    assert_string_equal(find(test, "\"quoted\"", 0, 10), "2604.00001");
    assert_string_equal(find(test, "and", 0, 10), "2604.00001");
    assert_string_equal(find(test, "quoted \342\200\224 text\342\200\246", 0, 10),
                        "2604.00001");
}

static void a_text_without_a_word_finds_nothing(void **state)
{
    struct test_store *test = *state;
    put(test, "2604.00001", "A title", "an abstract");
    assert_string_equal(find(test, "", 0, 10), "");
    assert_string_equal(find(test, " ,.;\342\200\224 ", 0, 10), "");
    assert_int_equal(total, 0);
}

static void words_after_the_twelfth_do_not_count(void **state)
{
    struct test_store *test = *state;
    put(test, "2604.00001", "a b c d e f g h i j k l", "abstract");
    assert_string_equal(find(test, "a b c d e f g h i j k l absent", 0, 10),
                        "2604.00001");
    assert_string_equal(find(test, "a b c d e f g h i j k absent l", 0, 10), "");
}

static void a_very_long_text_is_cut(void **state)
{
    struct test_store *test = *state;
    char text[5001] = "";
    memset(text, 'x', sizeof text - 1);
    assert_string_equal(find(test, text, 0, 10), "");
    memset(text, '\xc3', sizeof text - 1);
    assert_string_equal(find(test, text, 0, 10), "");
}

static void a_changed_paper_is_found_by_its_new_words(void **state)
{
    struct test_store *test = *state;
    put(test, "2604.00001", "An early title", "abstract");
    put(test, "2604.00001", "A later title", "abstract");
    assert_string_equal(find(test, "early", 0, 10), "");
    assert_string_equal(find(test, "later", 0, 10), "2604.00001");
    assert_ok(test, store_check(test->store, true, &test->err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(all_words_must_be_there_newest_first),
        store_test(names_and_word_forms_are_found),
        store_test(no_text_of_a_reader_is_an_error),
        store_test(a_text_without_a_word_finds_nothing),
        store_test(words_after_the_twelfth_do_not_count),
        store_test(a_very_long_text_is_cut),
        store_test(a_changed_paper_is_found_by_its_new_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
