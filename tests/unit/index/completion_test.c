/* Prefixes: which words they stand for, and what these count. */
#include "index_folder.h"

#include "index/completion.h"

static struct query_node prefix_node(const char *const *terms)
{
    return (struct query_node){ .kind = QUERY_PREFIX,
                                .terms = (const char **)(uintptr_t)terms,
                                .term_count = 1,
                                .fields = FIELDS_ALL };
}

static void the_most_frequent_come_first_whatever_their_segment(void **state)
{
    struct index_folder *folder = *state;
    const char *terms[] = { "quant" };
    struct query_node node = prefix_node(terms);
    struct index_doc first[] = { { .row = 1, .title = "quantum" },
                                 { .row = 2, .title = "quantum quantile" } };
    struct index_doc second[] = { { .row = 3, .title = "quantile" },
                                  { .row = 4, .title = "quantile" },
                                  { .row = 5, .title = "quanta" } };
    folder_join(folder, 1, first, COUNT_OF(first));
    folder_join(folder, 2, second, COUNT_OF(second));
    struct completions found =
        completions_find(folder->snapshot, &node, 0, &folder->arena);
    const struct completion_set *set = completions_of(&found, &node);
    assert_non_null(set);
    assert_int_equal(set->count, 3);
    assert_string_equal(set->items[0].term, "quantil");
    assert_int_equal(set->items[0].docs, 3);
    assert_string_equal(set->items[1].term, "quantum");
    assert_string_equal(set->items[2].term, "quanta");
}

/* The index holds "learn" only. */
static void a_beginning_that_is_longer_than_its_stem_is_found(void **state)
{
    struct index_folder *folder = *state;
    const char *titles[] = { "learning to learn", "nothing" };
    const char *terms[] = { "learning" };
    struct query_node node = prefix_node(terms);
    folder_titles(folder, titles, COUNT_OF(titles));
    struct search_ask ask = { .root = &node, .show = 20 };
    struct search_result found = folder_search(folder, &ask);
    assert_int_equal(found.total, 1);
    assert_int_equal(found.hits[0].row, 1);
}

static void of_very_many_words_the_most_frequent_are_taken(void **state)
{
    struct index_folder *folder = *state;
    enum { WORDS = 700 };
    const char *terms[] = { "zz" };
    struct query_node node = prefix_node(terms);
    const char **titles = ARENA_ARRAY(&folder->arena, const char *, WORDS);
    for (int i = 0; i < WORDS; i++)
        titles[i] = arena_printf(&folder->arena, "zz%d zz%d zz650", i, i / 7);
    folder_titles(folder, titles, WORDS);
    struct completions found =
        completions_find(folder->snapshot, &node, 0, &folder->arena);
    const struct completion_set *set = completions_of(&found, &node);
    assert_int_equal(set->count, COMPLETIONS_MAX);
    assert_string_equal(set->items[0].term, "zz650");
    for (size_t i = 1; i < set->count; i++)
        assert_true(set->items[i].docs >= 7);
}

/* As a text of nothing but prefixes asks for. */
static void many_prefixes_share_what_one_may_have(void **state)
{
    struct index_folder *folder = *state;
    enum { PREFIXES = 1000, WORDS = 100 };
    const char *terms[] = { "zz" }, *titles[WORDS];
    struct query_node leaf = prefix_node(terms), *leaves[PREFIXES];
    struct query_node root = { .kind = QUERY_OR, .children = leaves };
    for (int i = 0; i < WORDS; i++)
        titles[i] = arena_printf(&folder->arena, "zz%d", i);
    folder_titles(folder, titles, WORDS);
    for (size_t i = 0; i < PREFIXES; i++)
        leaves[i] = &leaf;
    const size_t cases[][2] = { { 1, 64 }, { 10, 64 }, { 20, 32 }, { PREFIXES, 1 } };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        root.child_count = cases[i][0];
        struct completions found =
            completions_find(folder->snapshot, &root, 0, &folder->arena);
        assert_int_equal(found.count, cases[i][0]);
        assert_int_equal(found.items[found.count - 1].count, cases[i][1]);
    }
}

static void behind_the_deadline_a_prefix_stands_for_nothing(void **state)
{
    struct index_folder *folder = *state;
    const char *titles[] = { "quantum" }, *terms[] = { "quant" };
    struct query_node node = prefix_node(terms);
    folder_titles(folder, titles, COUNT_OF(titles));
    struct completions found =
        completions_find(folder->snapshot, &node, 1, &folder->arena);
    assert_int_equal(completions_of(&found, &node)->count, 0);
    struct search_ask ask = { .root = &node, .show = 20, .deadline = 1 };
    struct search_result result = folder_search(folder, &ask);
    assert_true(result.is_cut);
    assert_int_equal(result.total, 0);
}

/* By how much of a document it is, not by how rare the ending is. */
static void a_prefix_counts_as_one_word(void **state)
{
    struct index_folder *folder = *state;
    const char *titles[] = { "quantikz and some more words",
                             "quantum",
                             "quantum gates",
                             "quantum bits",
                             "a",
                             "b",
                             "c",
                             "d",
                             "e",
                             "f",
                             "g",
                             "h" };
    const char *terms[] = { "quant" };
    struct query_node node = prefix_node(terms);
    folder_titles(folder, titles, COUNT_OF(titles));
    struct search_ask ask = { .root = &node, .show = 20 };
    struct search_result found = folder_search(folder, &ask);
    assert_int_equal(found.total, 4);
    assert_int_equal(found.hits[0].row, 2);
    assert_int_equal(found.hits[3].row, 1);
    ask.is_preference = true;
    found = folder_search(folder, &ask);
    assert_int_equal(found.hits[0].row, 4);
    assert_true(found.hits[0].score == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(the_most_frequent_come_first_whatever_their_segment),
        folder_test(a_beginning_that_is_longer_than_its_stem_is_found),
        folder_test(of_very_many_words_the_most_frequent_are_taken),
        folder_test(many_prefixes_share_what_one_may_have),
        folder_test(behind_the_deadline_a_prefix_stands_for_nothing),
        folder_test(a_prefix_counts_as_one_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
