/* The ledger: which rows a question gives, and the days on which nothing was seen. */
#include "store/test_store.h"

enum { MONDAY_DAY = TEST_DAY + 3 };

static struct ledger_list ledger_of(struct test_store *test, struct ledger_query query)
{
    struct ledger_list list = { 0 };
    with_reader(test, db)
        assert_ok(test, ledger_store_list(db, &query, &test->arena, &list, &test->err));
    return list;
}

static struct ledger_query everything(void)
{
    return (struct ledger_query){ .from = 0, .until = 100000, .limit = 1000 };
}

struct span {
    int32_t after, before;
};

static bool put_missed(struct db *db, void *context, struct err *err)
{
    const struct span *span = context;
    return ledger_store_put_missed(db, "cs.CL", span->after, span->before, TEST_NOW,
                                   err);
}

static bool put_quiet(struct db *db, void *context, struct err *err)
{
    return ledger_store_put_quiet(db, "cs.CL", *(const int32_t *)context, TEST_NOW,
                                  err);
}

static void miss(struct test_store *test, int32_t after, int32_t before)
{
    struct span span = { after, before };
    assert_ok(test, store_write(test->store, put_missed, &span, &test->err));
}

static void be_quiet(struct test_store *test, int32_t day)
{
    assert_ok(test, store_write(test->store, put_quiet, &day, &test->err));
}

static void put_day(struct test_store *test, const char *category, int32_t day)
{
    const struct announcement items[] = { { "2604.00001", SECTION_NEW, 1 },
                                          { "2604.00002", SECTION_CROSS, 2 } };
    struct announcement_batch batch = { .day = day,
                                        .category = category,
                                        .items = items,
                                        .count = 2,
                                        .announced = { 1, 1 },
                                        .checked_at = TEST_NOW };
    put_batch(test, &batch);
}

static void rows_come_newest_day_first(void **state)
{
    struct test_store *test = *state;
    put_day(test, "cs.LG", TEST_DAY);
    put_day(test, "cs.CL", TEST_DAY);
    put_day(test, "cs.CL", MONDAY_DAY);
    struct ledger_list list = ledger_of(test, everything());
    assert_int_equal(list.count, 6);
    assert_int_equal(list.items[0].day, MONDAY_DAY);
    assert_string_equal(list.items[2].category, "cs.CL");
    assert_int_equal(list.items[3].section, SECTION_CROSS);
    assert_string_equal(list.items[4].category, "cs.LG");
}

static void a_question_narrows_days_category_and_number(void **state)
{
    struct test_store *test = *state;
    put_day(test, "cs.LG", TEST_DAY);
    put_day(test, "cs.CL", MONDAY_DAY);
    struct ledger_query query = everything();
    query.category = "cs.LG";
    assert_int_equal(ledger_of(test, query).count, 2);
    query = everything();
    query.from = query.until = MONDAY_DAY;
    assert_int_equal(ledger_of(test, query).count, 2);
    query.limit = 1;
    assert_int_equal(ledger_of(test, query).count, 1);
    query.limit = -1;
    assert_int_equal(ledger_of(test, query).count, 0);
}

static void only_incomplete_rows_can_be_asked_for(void **state)
{
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "2604.00001");
    put_paper(test, &paper);
    put_day(test, "cs.CL", TEST_DAY);
    miss(test, TEST_DAY, TEST_DAY + 5);
    struct ledger_query query = everything();
    query.only_incomplete = true;
    struct ledger_list list = ledger_of(test, query);
    assert_int_equal(list.count, 3);
    assert_int_equal(list.items[0].source, LEDGER_MISSED);
    assert_int_equal(list.items[2].section, SECTION_CROSS);
    query.category = "cs.CL";
    assert_int_equal(ledger_of(test, query).count, 3);
    query.category = "cs.LG";
    assert_int_equal(ledger_of(test, query).count, 0);
}

static void weekdays_in_between_are_missed_weekends_are_not(void **state)
{
    struct test_store *test = *state;
    miss(test, TEST_DAY - 1, TEST_DAY + 5); /* Thursday to Wednesday */
    struct ledger_list list = ledger_of(test, everything());
    assert_int_equal(list.count, 3);
    assert_int_equal(list.items[0].day, TEST_DAY + 4);
    assert_int_equal(list.items[1].day, MONDAY_DAY);
    assert_int_equal(list.items[2].day, TEST_DAY);
    assert_int_equal(list.items[0].announced, -1);
    assert_int_equal(list.items[0].section, SECTION_NEW);
    assert_false(ledger_row_is_complete(&list.items[0]));
    uint64_t generation = store_generation(test->store);
    miss(test, TEST_DAY - 1, TEST_DAY + 5);
    assert_int_equal(ledger_of(test, everything()).count, 3);
    assert_int_equal(store_generation(test->store), generation);
}

static void days_that_are_known_are_not_missed(void **state)
{
    struct test_store *test = *state;
    put_day(test, "cs.CL", MONDAY_DAY);
    be_quiet(test, MONDAY_DAY + 1);
    miss(test, TEST_DAY, MONDAY_DAY + 3);
    struct ledger_query query = everything();
    query.only_incomplete = true;
    query.from = MONDAY_DAY + 1;
    struct ledger_list list = ledger_of(test, query);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].day, MONDAY_DAY + 2);
}

static void a_long_absence_leaves_thirty_missed_days(void **state)
{
    struct test_store *test = *state;
    miss(test, TEST_DAY - 4000, TEST_DAY);
    assert_int_equal(ledger_of(test, everything()).count, 30);
    miss(test, DAY_NONE, TEST_DAY + 4);
    miss(test, TEST_DAY, DAY_NONE);
    assert_int_equal(ledger_of(test, everything()).count, 30);
}

static void a_missed_day_that_was_quiet_is_forgotten(void **state)
{
    struct test_store *test = *state;
    miss(test, TEST_DAY, MONDAY_DAY + 1);
    assert_int_equal(ledger_of(test, everything()).count, 1);
    be_quiet(test, MONDAY_DAY);
    be_quiet(test, MONDAY_DAY);
    assert_int_equal(ledger_of(test, everything()).count, 0);
}

static void a_missed_day_that_comes_after_all_is_a_day(void **state)
{
    struct test_store *test = *state;
    miss(test, TEST_DAY, MONDAY_DAY + 1);
    put_day(test, "cs.CL", MONDAY_DAY);
    struct ledger_list list = ledger_of(test, everything());
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].announced, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(rows_come_newest_day_first),
        store_test(a_question_narrows_days_category_and_number),
        store_test(only_incomplete_rows_can_be_asked_for),
        store_test(weekdays_in_between_are_missed_weekends_are_not),
        store_test(days_that_are_known_are_not_missed),
        store_test(a_long_absence_leaves_thirty_missed_days),
        store_test(a_missed_day_that_was_quiet_is_forgotten),
        store_test(a_missed_day_that_comes_after_all_is_a_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
