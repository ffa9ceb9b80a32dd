/* Related papers: what shares telling words comes first, what its authors wrote on
 * other subjects stays behind, and of a work in both branches one entry is listed. */
#include "store/related/link_store.h"
#include "store/related/related_store.h"
#include "store/test_search.h"

static struct related_list list;

static const char *related(struct test_store *test, const char *key)
{
    const char *keys = "";
    struct paper paper = get_paper(test, key);
    with_reader(test, db) assert_ok(
        test, related_store_find(db, &paper, 10, &test->arena, &list, &test->err));
    for (size_t i = 0; i < list.count; i++)
        keys = arena_printf(&test->arena, "%s%s%s", keys, i > 0 ? "," : "",
                            list.items[i].paper.key);
    return keys;
}

static void put_by(struct test_store *test, const char *key, const char *title,
                   const char *abstract, const char *author)
{
    struct paper paper = test_paper(&test->arena, key);
    paper.title = title;
    paper.abstract = abstract;
    paper.authors = TEXTS(&test->arena, author);
    put_paper(test, &paper);
}

/* So that words of the subject are rare. */
static void put_others(struct test_store *test)
{
    for (int i = 0; i < 60; i++)
        put_by(test, arena_printf(&test->arena, "2601.%05d", i + 1),
               "Ordinary matters of every day",
               "Ordinary results on matters that are studied here every day.",
               "Nobody Known");
}

static void the_same_wording_comes_first_and_says_why(void **state)
{
    struct test_store *test = *state;
    put_others(test);
    put_by(test, "2604.00001", "Spectral sparsification of hypergraphs",
           "We study spectral sparsifiers and cuts.", "Ada Lovelace");
    put_by(test, "2604.00002", "Cuts of hypergraphs", "Sparsifiers for every day.",
           "Kurt Gödel");
    put_by(test, "2604.00003", "Hypergraph sparsification with spectral cuts",
           "Spectral sparsifiers of hypergraphs.", "Kurt Gödel");
    assert_string_equal(related(test, "2604.00001"), "2604.00003,2604.00002");
    assert_true(list.items[0].words.count >= 3);
    assert_int_equal(list.items[0].authors.count, 0);
}

static void authors_count_but_not_on_other_subjects(void **state)
{
    struct test_store *test = *state;
    put_others(test);
    put_by(test, "2604.00001", "Spectral sparsification of hypergraphs",
           "We study spectral sparsifiers and cuts.", "Ada Lovelace");
    put_by(test, "2604.00002", "Sparsification of hypergraphs", "Cuts, on other terms.",
           "Kurt Gödel");
    put_by(test, "2604.00003", "Sparsification of hypergraphs", "Cuts, on other terms.",
           "A. Lovelace");
    put_by(test, "2604.00004", "On the weather", "Clouds, rain and cuts of the sky.",
           "Ada Lovelace");
    assert_string_equal(related(test, "2604.00001"), "2604.00003,2604.00002");
    assert_int_equal(list.items[0].authors.count, 1);
    assert_string_equal(list.items[0].authors.items[0], "A. Lovelace");
}

static bool put_link(struct db *db, void *context, struct err *err)
{
    const int64_t *rows = context;
    return link_store_put(db, rows[0], rows[1], LINK_TOLD, err);
}

static void twins_are_listed_once_and_ones_own_not_at_all(void **state)
{
    struct test_store *test = *state;
    put_others(test);
    put_by(test, "2604.00001", "Spectral sparsification of large hypergraphs",
           "We study spectral sparsifiers and cuts.", "Ada Lovelace");
    put_venue(test, "own@OpenReview", "Spectral sparsification of large hypergraphs",
              "ICLR.2026");
    put_text(test, "2604.00002", "Cuts and sparsification of hypergraphs", "Of all.");
    put_venue(test, "two@OpenReview", "Cuts and sparsification of hypergraphs",
              "ICLR.2026");
    put_venue(test, "told@OpenReview", "Sparsifying hypergraphs, renamed", "ICLR.2026");
    put_by(test, "2604.00003", "Sparsification otherwise", "Of cuts", "Grace Hopper");
    int64_t rows[2] = { get_paper(test, "2604.00003").row,
                        get_paper(test, "told@OpenReview").row };
    assert_ok(test, store_write(test->store, put_link, rows, &test->err));
    const char *found = related(test, "2604.00001");
    assert_int_equal(list.count, 2);
    assert_non_null(strstr(found, "2604.00002"));
    assert_non_null(strstr(found, "2604.00003"));
}

static void nothing_is_related_to_a_paper_without_words(void **state)
{
    struct test_store *test = *state;
    put_by(test, "2604.00001", "?", "!", "X");
    put_by(test, "2604.00002", "Of the", NULL, "Y");
    assert_string_equal(related(test, "2604.00001"), "");
    assert_string_equal(related(test, "2604.00002"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(the_same_wording_comes_first_and_says_why),
        store_test(authors_count_but_not_on_other_subjects),
        store_test(twins_are_listed_once_and_ones_own_not_at_all),
        store_test(nothing_is_related_to_a_paper_without_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
