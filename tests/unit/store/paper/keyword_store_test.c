/* The keywords of papers follow the store as it grows. */
#include "store/test_index.h"

#include "store/paper/keyword_store.h"

struct growth {
    struct test_store *test;
    int first, count;
};

/* Papers that all speak of matter. */
static bool put_some(struct db *db, void *context, struct err *err)
{
    const struct growth *growth = context;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct paper *papers = ARENA_ARRAY(&arena, struct paper, (size_t)growth->count);
    struct paper_counts counts = { 0 };
    for (int i = 0; i < growth->count; i++)
        papers[i] = test_paper(
            &arena, arena_printf(&arena, "2604.%05d", growth->first + i + 1));
    return paper_store_put_many(db, papers, (size_t)growth->count, TEST_NOW, &counts,
                                err);
}

static void grow(struct test_store *test, int first, int count)
{
    struct growth growth = { test, first, count };
    assert_ok(test, store_write(test->store, put_some, &growth, &test->err));
}

static bool refresh_some(struct db *db, void *context, struct err *err)
{
    return keyword_store_refresh(db, 300, context, err);
}

/* How many steps it took. */
static int refresh(struct test_store *test)
{
    bool more = true;
    int steps = 0;
    for (; more; steps++)
        assert_ok(test, store_write(test->store, refresh_some, &more, &test->err));
    return steps;
}

static bool is_due(struct test_store *test)
{
    bool due = false;
    with_reader(test, db) assert_ok(test, keyword_store_is_due(db, &due, &test->err));
    return due;
}

static void put_walrus(struct test_store *test)
{
    struct paper paper = test_paper(&test->arena, "2604.99999");
    paper.title = "On the matter of a walrus";
    paper.abstract = "The matter matters. A walrus is no matter.";
    put_paper(test, &paper);
}

static void a_small_store_keeps_its_keywords(void **state)
{
    struct test_store *test = *state;
    put_walrus(test);
    grow(test, 0, 400);
    assert_false(is_due(test));
    assert_int_equal(refresh(test), 1);
}

static void what_became_common_is_no_longer_the_first_keyword(void **state)
{
    struct test_store *test = *state;
    put_walrus(test);
    assert_string_equal(get_paper(test, "2604.99999").keywords, "matter,walrus");
    grow(test, 0, KEYWORDS_PAPERS_MIN);
    assert_true(is_due(test));
    uint64_t before = store_generation(test->store);
    assert_true(refresh(test) > 2);
    assert_true(store_generation(test->store) > before);
    assert_string_equal(get_paper(test, "2604.99999").keywords, "walrus,matter");
    assert_false(is_due(test));
}

static void they_are_found_again_once_the_store_has_grown_by_half(void **state)
{
    struct test_store *test = *state;
    grow(test, 0, KEYWORDS_PAPERS_MIN);
    refresh(test);
    grow(test, KEYWORDS_PAPERS_MIN, KEYWORDS_PAPERS_MIN / 2 - 1);
    assert_false(is_due(test));
    grow(test, 2 * KEYWORDS_PAPERS_MIN, 1);
    assert_true(is_due(test));
}

static void a_walk_goes_on_where_it_stopped(void **state)
{
    struct test_store *test = *state;
    bool more = false;
    grow(test, 0, KEYWORDS_PAPERS_MIN);
    assert_ok(test, store_write(test->store, refresh_some, &more, &test->err));
    assert_true(more);
    test_reopen(test);
    assert_true(is_due(test));
    assert_in_range(refresh(test), 1, 4);
    assert_false(is_due(test));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(a_small_store_keeps_its_keywords),
        store_test(what_became_common_is_no_longer_the_first_keyword),
        store_test(they_are_found_again_once_the_store_has_grown_by_half),
        store_test(a_walk_goes_on_where_it_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
