/* Search: what the index finds comes back as papers, filters ask the tables, and no
 * text of a reader is an error. */
#include "store/test_search.h"

static void all_words_must_be_there(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "Graph networks", "of many kinds");
    put_text(test, "2604.00002", "Graph theory", "with networks");
    put_text(test, "2604.00003", "Nothing of that", "at all");
    struct search_page page = { 0 };
    struct search_query ask = { .sort = SORT_TIME };
    assert_string_equal(find_as(test, "networks graph", ask, &page),
                        "2604.00002,2604.00001");
    assert_int_equal(page.total, 2);
    assert_int_equal(page.all_shown, 2);
    ask.skip = 1;
    assert_string_equal(find_as(test, "graph", ask, &page), "2604.00001");
    assert_int_equal(page.total, 2);
    ask.skip = 5;
    assert_string_equal(find_as(test, "graph", ask, &page), "");
}

static void the_title_counts_more_than_the_abstract(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "Graph networks", "of many kinds");
    put_text(test, "2604.00002", "Theories", "with graph networks");
    assert_string_equal(find(test, "graph networks"), "2604.00001,2604.00002");
}

static void names_and_word_forms_are_found(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "Networked G\303\266del machines", "abstract");
    assert_string_equal(find(test, "network"), "2604.00001");
    assert_string_equal(find(test, "godel"), "2604.00001");
    assert_string_equal(find(test, "Lovelace turing"), "2604.00001");
    assert_string_equal(find(test, "author:\"Ada Lovelace\""), "2604.00001");
    assert_string_equal(find(test, "title:Lovelace"), "");
}

static void what_matches_some_of_the_words_follows(void **state)
{
    struct test_store *test = *state;
    struct search_page page = { 0 };
    put_text(test, "2604.00001", "Graph networks", "of many kinds");
    put_text(test, "2604.00002", "Graph theory", "of old");
    assert_string_equal(
        find_as(test, "graph networks", (struct search_query){ 0 }, &page),
        "2604.00001,2604.00002");
    assert_int_equal(page.total, 1);
    assert_int_equal(page.all_shown, 1);
    assert_int_equal(page.some, 1);
}

/* The words of a question are rarely all in one paper, in whatever year. */
static void a_question_within_filters_finds_what_answers_it(void **state)
{
    struct test_store *test = *state;
    struct search_query ask = { .facets = true };
    struct search_page page = { 0 };
    put_text(test, "2604.00001", "Graph networks learn in context", "one");
    put_venue(test, "x1@OpenReview", "Graph networks in context", "ICLR.2018");
    put_venue(test, "x2@OpenReview", "Soup", "ICML.2018");
    put_venue(test, "x3@OpenReview", "Networks of old", "ICML.2017");
    static const char *const cases[][2] = {
        { "year:2026", "2604.00001" },
        { "year:2018", "x1@OpenReview" },
        { "year:2017", "x3@OpenReview" },
        { "year:2018,2017", "x1@OpenReview,x3@OpenReview" },
        { "cat:cs", "2604.00001" },
        { "venue:ICLR", "x1@OpenReview" },
        { "branch:venue -venue:ICML", "x1@OpenReview" },
        { "year:2016", "" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *text = arena_printf(
            &test->arena, "Why do graph networks learn in context? %s", cases[i][0]);
        assert_string_equal(find_as(test, text, ask, &page), cases[i][1]);
        assert_int_equal(page.total, 0);
        assert_int_equal(page.some, (int64_t)page.papers.count);
    }
    assert_string_equal(find(test, "why \"graph networks\" learn? year:2018"), "");
    assert_string_equal(find(test, "title:networks soup year:2018"), "");
}

static void totals_of_words_within_a_filter_are_those_with_all_words(void **state)
{
    struct test_store *test = *state;
    struct search_query ask = { .facets = true };
    struct search_page page = { 0 };
    put_text(test, "2604.00001", "Graph networks", "one");
    put_venue(test, "x1@OpenReview", "Graph networks", "ICLR.2018");
    put_venue(test, "x2@OpenReview", "Graph theory", "ICLR.2018");
    assert_string_equal(find_as(test, "graph networks year:2018", ask, &page),
                        "x1@OpenReview,x2@OpenReview");
    assert_int_equal(page.total, 1);
    assert_int_equal(page.all_shown, 1);
    assert_int_equal(page.some, 1);
    assert_int_equal(page.venue, 1);
    assert_int_equal(page.year_count, 1);
    assert_int_equal(page.years[0].count, 1);
}

static void no_text_of_a_reader_is_an_error(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "State-of-the-art AND more",
             "\"quoted\" text near title: x");
    static const char *const odd[] = {
        "a\"b",     "AND", "NEAR(",     "-x",       "col:x", "*",       "\"",
        "(",        "^",   "{title}:x", "' OR",     "x + y", "--",      "\xff\xfe",
        "\xe2\x80", "id:", "has:faq",   "date:1-2", "cat:",  "-cat:cs", "id:../../"
    };
    for (size_t i = 0; i < COUNT_OF(odd); i++)
        find(test, odd[i]);
    assert_string_equal(find(test, "state-of-the-art"), "2604.00001");
    assert_string_equal(find(test, "\"quoted\""), "2604.00001");
    assert_string_equal(find(test, "quoted \342\200\224 text\342\200\246"),
                        "2604.00001");
}

static void a_text_without_a_word_finds_nothing(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "A title", "an abstract");
    assert_string_equal(find(test, ""), "");
    assert_string_equal(find(test, " ,.;\342\200\224 "), "");
}

static void a_very_long_text_is_cut(void **state)
{
    struct test_store *test = *state;
    char text[50001] = "";
    memset(text, 'x', sizeof text - 1);
    assert_string_equal(find(test, text), "");
    memset(text, '\xc3', sizeof text - 1);
    assert_string_equal(find(test, text), "");
}

static void a_changed_paper_is_found_by_its_new_words(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "An early title", "abstract");
    put_text(test, "2604.00001", "A later title", "abstract");
    assert_string_equal(find(test, "early"), "");
    assert_string_equal(find(test, "later"), "2604.00001");
    assert_ok(test, store_check(test->store, true, &test->err));
}

static void filters_narrow(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "Graph networks", "one");
    put_venue(test, "x1@OpenReview", "Graph networks of two", "ICLR.2018");
    struct search_query arxiv = { .branch = BRANCH_ARXIV }, venue = arxiv;
    struct search_page page = { 0 };
    venue.branch = BRANCH_VENUE;
    assert_string_equal(find_within(test, "graph", arxiv, &page), "2604.00001");
    assert_string_equal(find_within(test, "graph", venue, &page), "x1@OpenReview");
    assert_string_equal(find(test, "graph venue:ICLR"), "x1@OpenReview");
    assert_string_equal(find(test, "graph venue:ICLR.2018"), "x1@OpenReview");
    assert_string_equal(find(test, "graph cat:cs.LG"), "2604.00001");
    assert_string_equal(find(test, "graph -cat:cs"), "x1@OpenReview");
    assert_string_equal(find(test, "graph year:2018"), "x1@OpenReview");
}

static void counts_to_narrow_by(void **state)
{
    struct test_store *test = *state;
    struct search_query ask = { .facets = true };
    struct search_page page = { 0 };
    put_text(test, "2604.00001", "Graph networks", "one");
    put_venue(test, "x1@OpenReview", "Graph networks of two", "ICLR.2018");
    put_venue(test, "x2@OpenReview", "Graph networks of three", "ICLR.2018");
    find_as(test, "graph", ask, &page);
    assert_int_equal(page.arxiv, 1);
    assert_int_equal(page.venue, 2);
    assert_int_equal(page.year_count, 2);
    assert_string_equal(page.years[0].name, "2026");
    assert_int_equal(page.years[1].count, 2);
    assert_int_equal(page.edition_count, 1);
    assert_string_equal(page.editions[0].name, "ICLR.2018");
    assert_int_equal(page.editions[0].count, 2);
}

static void by_clicks_the_most_read_come_first(void **state)
{
    struct test_store *test = *state;
    struct search_query ask = { .sort = SORT_CLICKS };
    struct search_page page = { 0 };
    put_text(test, "2604.00001", "Graph networks", "one");
    put_text(test, "2604.00002", "Graph networks", "two");
    put_text(test, "2604.00003", "Graph networks", "three");
    click(test, "2604.00002", 3);
    click(test, "2604.00001", 1);
    assert_string_equal(find_as(test, "graph", ask, &page),
                        "2604.00002,2604.00001,2604.00003");
}

static void by_words_the_readers_own_count(void **state)
{
    struct test_store *test = *state;
    struct search_query ask = { .sort = SORT_WORDS };
    struct search_page page = { 0 };
    put_text(test, "2604.00001", "Graph graph graph", "one");
    put_text(test, "2604.00002", "Graph networks", "of audio");
    with_reader(test, db)
        assert_ok(test, rank_words_read(&test->arena, store_analyser(db), LIT("audio"),
                                        &ask.words, &test->err));
    assert_string_equal(find_as(test, "graph", ask, &page), "2604.00002,2604.00001");
}

static void ids_are_found_in_any_spelling(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "Graph networks", "one");
    put_venue(test, "x1@OpenReview", "Graph networks of two", "ICLR.2018");
    assert_string_equal(find(test, "id:2604.00001"), "2604.00001");
    assert_string_equal(find(test, "id:2604.00001 graph"), "2604.00001");
    assert_string_equal(find(test, "id:2604.00009 graph"), "");
    assert_string_equal(resolved(test, "2604.00001"), "2604.00001");
    assert_string_equal(resolved(test, "arXiv:2604.00001v2"), "2604.00001");
    assert_string_equal(resolved(test, "https://arxiv.org/abs/2604.00001"),
                        "2604.00001");
    assert_string_equal(resolved(test, "x1@OpenReview"), "x1@OpenReview");
    assert_string_equal(resolved(test, "2604.00002"), "none");
    assert_string_equal(resolved(test, "'; --"), "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(all_words_must_be_there),
        store_test(the_title_counts_more_than_the_abstract),
        store_test(names_and_word_forms_are_found),
        store_test(what_matches_some_of_the_words_follows),
        store_test(a_question_within_filters_finds_what_answers_it),
        store_test(totals_of_words_within_a_filter_are_those_with_all_words),
        store_test(no_text_of_a_reader_is_an_error),
        store_test(a_text_without_a_word_finds_nothing),
        store_test(a_very_long_text_is_cut),
        store_test(a_changed_paper_is_found_by_its_new_words),
        store_test(filters_narrow),
        store_test(counts_to_narrow_by),
        store_test(by_clicks_the_most_read_come_first),
        store_test(by_words_the_readers_own_count),
        store_test(ids_are_found_in_any_spelling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
