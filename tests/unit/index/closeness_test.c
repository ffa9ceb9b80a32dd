/* What a typed title is found by: closeness of words, and only where it is asked for.
 */
#include "index_folder.h"

/* Others that BM25F alone would put first: shorter, or with a word twice. */
static const char *const titles[] = {
    "Attention is all you need",
    "Need attention: all attention is need",
    "All is attention",
    "Attention is all you need in speech separation",
    "You need all",
    "Deep residual learning for image recognition",
    "Image recognition, deep learning, residual image",
    "Something else altogether",
    "Nothing of this kind",
    "One more that is different",
    "And yet one",
    "The last of many",
};

static int64_t first_of(struct index_folder *folder, const char *text, bool preference)
{
    struct search_ask ask = folder_ask(&folder->arena, text);
    ask.is_preference = preference;
    struct search_result found = folder_search(folder, &ask);
    assert_true(found.count > 0);
    return found.hits[0].row;
}

static void a_title_as_typed_comes_first(void **state)
{
    struct index_folder *folder = *state;
    folder_titles(folder, titles, COUNT_OF(titles));
    assert_int_equal(first_of(folder, "attention is all you need", false), 1);
    assert_int_equal(first_of(folder, "all attention need", false), 2);
    assert_int_equal(
        first_of(folder, "deep residual learning for image recognition", false), 6);
}

static void words_side_by_side_in_an_abstract_count_more(void **state)
{
    struct index_folder *folder = *state;
    struct index_doc docs[] = {
        { .row = 1,
          .title = "one",
          .abstract = "we use neural networks and more here" },
        { .row = 2, .title = "two", .abstract = "neural tissue is not like networks" },
        { .row = 3, .title = "three", .abstract = "nothing of these two words here" },
        { .row = 4, .title = "four", .abstract = "nothing of these two words here" },
        { .row = 5, .title = "five", .abstract = "nothing of these two words here" },
    };
    folder_join(folder, 1, docs, COUNT_OF(docs));
    assert_int_equal(first_of(folder, "neural networks", false), 1);
    assert_int_equal(first_of(folder, "neural networks", true), 2);
}

static void a_preference_asks_for_no_order_of_words(void **state)
{
    struct index_folder *folder = *state;
    struct index_doc docs[] = { { .row = 1, .title = "graph kernels" },
                                { .row = 2, .title = "kernels graph" },
                                { .row = 3, .title = "a" },
                                { .row = 4, .title = "b" },
                                { .row = 5, .title = "c" } };
    folder_join(folder, 1, docs, COUNT_OF(docs));
    assert_int_equal(first_of(folder, "graph kernels", false), 1);
    assert_int_equal(first_of(folder, "graph kernels", true), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(a_title_as_typed_comes_first),
        folder_test(words_side_by_side_in_an_abstract_count_more),
        folder_test(a_preference_asks_for_no_order_of_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
