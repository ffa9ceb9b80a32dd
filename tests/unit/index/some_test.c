/* What follows those that match all words. */
#include "index_folder.h"

static struct search_result ask_for(struct index_folder *folder, const char *text)
{
    struct search_ask ask = folder_ask(&folder->arena, text);
    ask.some_below = 20;
    return folder_search(folder, &ask);
}

static void those_with_some_of_the_words_follow_the_best_first(void **state)
{
    struct index_folder *folder = *state;
    const char *titles[] = { "galaxy rotation",        "galaxy curves dark",
                             "galaxy rotation curves", "stellar winds",
                             "rotation of a disc",     "dark winds" };
    folder_titles(folder, titles, COUNT_OF(titles));
    struct search_result found = ask_for(folder, "galaxy rotation curves");
    assert_int_equal(found.total, 1);
    assert_int_equal(found.some, 3);
    assert_int_equal(found.count, 4);
    assert_int_equal(found.hits[0].row, 3);
    assert_false(found.hits[0].some);
    for (size_t i = 1; i < found.count; i++) {
        assert_true(found.hits[i].some);
        assert_int_not_equal(found.hits[i].row, 3);
    }
    assert_int_equal(found.hits[3].row, 5);
}

static void pages_of_them_go_on_where_the_last_ended(void **state)
{
    struct index_folder *folder = *state;
    enum { PAPERS = 900 };
    const char **titles = ARENA_ARRAY(&folder->arena, const char *, PAPERS);
    for (int i = 0; i < PAPERS; i++)
        titles[i] = arena_printf(&folder->arena, "%s number%d",
                                 i % 3 == 0   ? "galaxy rotation"
                                 : i % 3 == 1 ? "rotation curves"
                                              : "disc curves",
                                 i % 7);
    folder_titles(folder, titles, PAPERS);
    struct search_ask ask = folder_ask(&folder->arena, "galaxy rotation disc number5");
    ask.some_below = 20;
    ask.show = SEARCH_SOME_MAX + 100;
    struct search_result all = folder_search(folder, &ask);
    assert_int_equal(all.total, 0);
    assert_int_equal(all.some, SEARCH_SOME_MAX);
    assert_int_equal(all.count, SEARCH_SOME_MAX);
    ask.show = 30;
    for (ask.skip = 0; ask.skip < SEARCH_SOME_MAX; ask.skip += ask.show) {
        struct search_result page = folder_search(folder, &ask);
        assert_int_equal(page.some, SEARCH_SOME_MAX);
        for (size_t i = 0; i < page.count; i++)
            assert_int_equal(page.hits[i].row, all.hits[(size_t)ask.skip + i].row);
    }
}

static void what_the_query_filters_by_still_holds(void **state)
{
    struct index_folder *folder = *state;
    struct index_doc docs[] = {
        { .row = 1, .day = 10, .title = "galaxy rotation" },
        { .row = 2, .day = 20, .title = "galaxy disc" },
        { .row = 3, .day = 20, .title = "rotation curves excluded" },
    };
    folder_join(folder, 1, docs, COUNT_OF(docs));
    struct search_ask ask = folder_ask(&folder->arena, "galaxy rotation");
    struct query_node *root = ARENA_NEW(&folder->arena, struct query_node);
    struct query_node day = { .kind = QUERY_DATE, .first = 20, .last = 20 };
    struct query_node *excluded = folder_leaf(&folder->arena, "excluded", FIELDS_ALL);
    struct query_node without = { .kind = QUERY_NOT,
                                  .children = &excluded,
                                  .child_count = 1 };
    struct query_node *children[] = { ask.root->children[0], ask.root->children[1],
                                      &day, &without };
    *root = (struct query_node){ .kind = QUERY_AND,
                                 .children = children,
                                 .child_count = COUNT_OF(children) };
    ask.root = root;
    ask.some_below = 20;
    struct search_result found = folder_search(folder, &ask);
    assert_int_equal(found.total, 0);
    assert_int_equal(found.some, 1);
    assert_int_equal(found.hits[0].row, 2);
}

static void where_many_match_all_words_none_follow(void **state)
{
    struct index_folder *folder = *state;
    const char *titles[30];
    for (size_t i = 0; i < COUNT_OF(titles); i++)
        titles[i] = i < 25 ? "galaxy rotation" : "galaxy";
    folder_titles(folder, titles, COUNT_OF(titles));
    struct search_result found = ask_for(folder, "galaxy rotation");
    assert_int_equal(found.total, 25);
    assert_int_equal(found.some, 0);
    struct search_ask ask = folder_ask(&folder->arena, "galaxy rotation");
    ask.some_below = 20;
    ask.uncounted = true;
    assert_int_equal(folder_search(folder, &ask).some, 0);
}

static void a_word_that_nobody_holds_does_not_hide_the_others(void **state)
{
    struct index_folder *folder = *state;
    const char *titles[] = { "galaxy rotation", "stellar winds", "stars" };
    folder_titles(folder, titles, COUNT_OF(titles));
    struct search_result found = ask_for(folder, "galaxy rotattion");
    assert_int_equal(found.total, 0);
    assert_int_equal(found.some, 1);
    assert_int_equal(found.hits[0].row, 1);
    assert_int_equal(ask_for(folder, "nobody knows").some, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(those_with_some_of_the_words_follow_the_best_first),
        folder_test(pages_of_them_go_on_where_the_last_ended),
        folder_test(what_the_query_filters_by_still_holds),
        folder_test(where_many_match_all_words_none_follow),
        folder_test(a_word_that_nobody_holds_does_not_hide_the_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
