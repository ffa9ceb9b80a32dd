/* "Did you mean": near words in place of those that nothing holds. */
#include "store/search/search_mend.h"
#include "store/test_search.h"

static const char *suggestion(struct test_store *test, const char *text)
{
    const char *found = NULL;
    with_reader(test, db)
    {
        struct query *query =
            query_read(&test->arena, store_analyser(db), str_of(text), TEST_DAY);
        assert_ok(test,
                  search_store_suggest(db, query, &test->arena, &found, &test->err));
    }
    return found == NULL ? "" : found;
}

static void put_some(struct test_store *test)
{
    struct paper paper = test_paper(&test->arena, "2604.00003");
    paper.authors = TEXTS(&test->arena, "Erwin Schr\303\266dinger");
    paper.title = "Schr\303\266dinger's Attention to Waves";
    paper.abstract = "Transformers pay attention to BERT.";
    put_paper(test, &paper);
    put_text(test, "2604.00001", "Graph networks", "with transformers");
    put_text(test, "2604.00002", "Attention in networks", "without");
}

static void a_misspelt_word_is_written_as_papers_do(void **state)
{
    struct test_store *test = *state;
    put_some(test);
    assert_string_equal(suggestion(test, "atention"), "attention");
    assert_string_equal(suggestion(test, "trasnformers"), "transformers");
    assert_string_equal(suggestion(test, "BRET attention"), "BERT attention");
}

static void a_misspelt_name_keeps_its_capital_and_accent(void **state)
{
    struct test_store *test = *state;
    put_some(test);
    assert_string_equal(suggestion(test, "schroedinger"), "Schr\303\266dinger");
    assert_string_equal(suggestion(test, "author:schrodingr waves"),
                        "author:Schr\303\266dinger waves");
}

static void two_misspelt_words_are_both_replaced(void **state)
{
    struct test_store *test = *state;
    put_some(test);
    assert_string_equal(suggestion(test, "grahp netwroks"), "graph networks");
    assert_string_equal(suggestion(test, "grahp netwroks cat:cs"),
                        "graph networks cat:cs");
}

static void nothing_is_suggested_where_it_would_not_help(void **state)
{
    struct test_store *test = *state;
    put_some(test);
    assert_string_equal(suggestion(test, "attention"), "");
    assert_string_equal(suggestion(test, "zyxwvutsr"), "");
    assert_string_equal(suggestion(test, ""), "");
    assert_string_equal(suggestion(test, "-atention"), "");
    assert_string_equal(suggestion(test, "atention cat:math.GT"), "");
    assert_string_equal(suggestion(test, "\"atention graph\" cat:cs"), "");
}

static void edits_are_counted_with_swaps_as_one(void **state)
{
    (void)state;
    assert_int_equal(search_edits(LIT("graph"), LIT("graph")), 0);
    assert_int_equal(search_edits(LIT("grahp"), LIT("graph")), 1);
    assert_int_equal(search_edits(LIT("gaph"), LIT("graph")), 1);
    assert_int_equal(search_edits(LIT(""), LIT("abc")), 3);
    assert_int_equal(search_edits(LIT("abc"), LIT("xyz")), 3);
}

static const char *mended(struct test_store *test, const char *typed, const char *term)
{
    const char *word = NULL;
    with_reader(test, db) word =
        search_mend(store_analyser(db), &test->arena, typed, term).word;
    return word == NULL ? "" : word;
}

static void a_stem_gets_the_ending_nearest_to_the_typed_word(void **state)
{
    struct test_store *test = *state;
    assert_string_equal(mended(test, "scling", "scale"), "scaling");
    assert_string_equal(mended(test, "centraliwzed", "central"), "centralized");
    assert_string_equal(mended(test, "maping", "map"), "mapping");
    assert_string_equal(mended(test, "", "map"), "map");
    assert_string_equal(mended(test, "map", ""), "");
    assert_string_equal(mended(test, "entaglement", "entangl"), "entanglement");
    assert_string_equal(mended(test, "netwroks", "network"), "networks");
    assert_string_equal(mended(test, "theroy", "theori"), "theory");
    assert_string_equal(mended(test, "physiscs", "wave"), "");
}

/* What one paper writes is as near. */
static void what_many_more_papers_hold_is_meant(void **state)
{
    struct test_store *test = *state;
    for (int i = 1; i <= 12; i++)
        put_text(test, arena_printf(&test->arena, "2604.%05d", i), "Automorphisms",
                 "of graphs");
    put_text(test, "2604.00020", "Automorphims", "of trees");
    assert_string_equal(suggestion(test, "automorphiems"), "automorphisms");
}

static void a_slip_in_the_ending_is_mended(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "Convolutional networks", "that convolve");
    assert_string_equal(suggestion(test, "convolutionl"), "convolutional");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(a_misspelt_word_is_written_as_papers_do),
        store_test(a_misspelt_name_keeps_its_capital_and_accent),
        store_test(two_misspelt_words_are_both_replaced),
        store_test(nothing_is_suggested_where_it_would_not_help),
        store_test(a_stem_gets_the_ending_nearest_to_the_typed_word),
        store_test(what_many_more_papers_hold_is_meant),
        store_test(a_slip_in_the_ending_is_mended),
        cmocka_unit_test(edits_are_counted_with_swaps_as_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
