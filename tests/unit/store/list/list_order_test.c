/* A list in another order: complete, and arXiv's order where nothing tells. */
#include "store/paper/counter_store.h"
#include "store/test_store.h"

static const struct announcement three[] = { { "2604.00003", SECTION_NEW, 1 },
                                             { "2604.00001", SECTION_NEW, 2 },
                                             { "2604.00002", SECTION_CROSS, 1 } };

static void put(struct test_store *test, const char *key, const char *title)
{
    struct paper paper = test_paper(&test->arena, key);
    paper.title = title;
    put_paper(test, &paper);
}

/* In cs.CL of the day 00003, 00001 and, from elsewhere, 00002; stored in the order of
 * their numbers. */
static void put_day(struct test_store *test)
{
    struct announcement_batch batch = { .day = TEST_DAY,
                                        .category = "cs.CL",
                                        .items = three,
                                        .count = COUNT_OF(three),
                                        .announced = { 2, 1 },
                                        .source = LEDGER_FROM_LISTING,
                                        .checked_at = TEST_NOW };
    put(test, "2604.00001", "Diffusion of heat");
    put(test, "2604.00002", "Diffusion, diffusion and audio");
    put(test, "2604.00003", "Nothing of the kind");
    put_batch(test, &batch);
}

struct test_clicks {
    const struct clicks *items;
    size_t count;
};

static bool add_clicks(struct db *db, void *context, struct err *err)
{
    const struct test_clicks *clicks = context;
    return counter_store_add(db, clicks->items, clicks->count, err);
}

static const char *ordered(struct test_store *test, struct list_query query)
{
    const char *keys = "";
    struct list_page page = { 0 };
    query.set = test_set(test, "cs.CL");
    query.day = query.day != 0 ? query.day : TEST_DAY;
    query.show = query.show != 0 ? query.show : 10;
    query.sections[SECTION_NEW] = query.sections[SECTION_CROSS] = true;
    with_reader(test, db)
        assert_ok(test, list_store_get(db, &query, &test->arena, &page, &test->err));
    for (size_t i = 0; i < page.count; i++)
        keys = arena_printf(&test->arena, "%s%s%s", keys, i > 0 ? "," : "",
                            page.items[i].paper.key);
    return keys;
}

static struct rank_words words_of(struct test_store *test, const char *text)
{
    struct rank_words words = { 0 };
    with_reader(test, db)
        assert_ok(test, rank_words_read(&test->arena, store_analyser(db), str_of(text),
                                        &words, &test->err));
    return words;
}

static const char *by_words(struct test_store *test, const char *text)
{
    return ordered(
        test, (struct list_query){ .sort = LIST_WORDS, .words = words_of(test, text) });
}

static void by_words_the_best_come_first_and_the_rest_follows(void **state)
{
    struct test_store *test = *state;
    put_day(test);
    assert_string_equal(by_words(test, "audio"), "2604.00002,2604.00003,2604.00001");
    assert_string_equal(by_words(test, "heat^2 audio"),
                        "2604.00001,2604.00002,2604.00003");
    assert_string_equal(by_words(test, "nowhere"), "2604.00003,2604.00001,2604.00002");
}

static void what_the_reader_does_not_want_comes_last(void **state)
{
    struct test_store *test = *state;
    put_day(test);
    assert_string_equal(by_words(test, "-heat"), "2604.00003,2604.00002,2604.00001");
}

static void by_clicks_the_most_read_come_first(void **state)
{
    struct test_store *test = *state;
    static const struct clicks clicks[] = { { "2604.00002", 2, 1 },
                                            { "2604.00001", 0, 2 } };
    struct list_query query = { .sort = LIST_CLICKS };
    put_day(test);
    assert_string_equal(ordered(test, query), "2604.00003,2604.00001,2604.00002");
    struct test_clicks told = { clicks, COUNT_OF(clicks) };
    assert_ok(test, store_write(test->store, add_clicks, &told, &test->err));
    assert_string_equal(ordered(test, query), "2604.00002,2604.00001,2604.00003");
}

static void by_time_the_newest_come_first(void **state)
{
    struct test_store *test = *state;
    put_day(test);
    assert_string_equal(ordered(test, (struct list_query){ .sort = LIST_TIME }),
                        "2604.00003,2604.00002,2604.00001");
}

static void pages_of_an_ordered_list_join(void **state)
{
    struct test_store *test = *state;
    put_day(test);
    struct list_query query = {
        .sort = LIST_WORDS, .words = words_of(test, "audio"), .skip = 1, .show = 1
    };
    assert_string_equal(ordered(test, query), "2604.00003");
}

static void a_day_of_submission_is_ordered_as_well(void **state)
{
    struct test_store *test = *state;
    struct list_query query = { .day = TEST_DAY, .sort = LIST_WORDS };
    put(test, "2604.00001", "Diffusion of heat");
    put(test, "2604.00002", "Audio");
    query.words = words_of(test, "audio");
    assert_string_equal(ordered(test, query), "2604.00002,2604.00001");
    query.words = words_of(test, "heat");
    assert_string_equal(ordered(test, query), "2604.00001,2604.00002");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(by_words_the_best_come_first_and_the_rest_follows),
        store_test(what_the_reader_does_not_want_comes_last),
        store_test(by_clicks_the_most_read_come_first),
        store_test(by_time_the_newest_come_first),
        store_test(pages_of_an_ordered_list_join),
        store_test(a_day_of_submission_is_ordered_as_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
