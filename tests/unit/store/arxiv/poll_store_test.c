/* Cursors, pace and wanted ids. */
#include "store/test_store.h"

static bool put_cursor(struct db *db, void *context, struct err *err)
{
    return poll_store_put_cursor(db, context, err);
}

static struct poll_cursor get_cursor(struct test_store *test, const char *name)
{
    struct poll_cursor cursor = { 0 };
    with_reader(test, db) assert_ok(
        test, poll_store_get_cursor(db, name, &test->arena, &cursor, &test->err));
    return cursor;
}

static void an_unknown_source_has_an_empty_cursor(void **state)
{
    struct poll_cursor cursor = get_cursor(*state, "rss cs.CL");
    assert_string_equal(cursor.name, "rss cs.CL");
    assert_null(cursor.etag);
    assert_int_equal(cursor.day, DAY_NONE);
    assert_int_equal(cursor.checked_at, 0);
}

static void a_cursor_is_remembered(void **state)
{
    struct test_store *test = *state;
    struct poll_cursor cursor = { .name = "rss cs.CL",
                                  .etag = "\"x\"",
                                  .batch = UINT64_MAX - 1,
                                  .day = TEST_DAY,
                                  .checked_at = 1,
                                  .changed_at = 2,
                                  .failed_at = 3,
                                  .problem = "it broke" };
    assert_ok(test, store_write(test->store, put_cursor, &cursor, &test->err));
    cursor.last_modified = "Thu";
    cursor.problem = NULL;
    assert_ok(test, store_write(test->store, put_cursor, &cursor, &test->err));
    test_reopen(test);
    struct poll_cursor got = get_cursor(test, "rss cs.CL");
    assert_string_equal(got.etag, "\"x\"");
    assert_string_equal(got.last_modified, "Thu");
    assert_true(got.batch == UINT64_MAX - 1);
    assert_int_equal(got.day, TEST_DAY);
    assert_int_equal(got.checked_at, 1);
    assert_int_equal(got.changed_at, 2);
    assert_int_equal(got.failed_at, 3);
    assert_null(got.problem);
}

static void cursors_are_listed_by_name(void **state)
{
    struct test_store *test = *state;
    struct poll_cursor cursor = { .name = "rss cs.CL", .day = DAY_NONE };
    assert_ok(test, store_write(test->store, put_cursor, &cursor, &test->err));
    cursor.name = "list cs.CL";
    assert_ok(test, store_write(test->store, put_cursor, &cursor, &test->err));
    struct poll_cursors list = { 0 };
    with_reader(test, db)
        assert_ok(test, poll_store_list_cursors(db, &test->arena, &list, &test->err));
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].name, "list cs.CL");
}

static bool put_pace(struct db *db, void *context, struct err *err)
{
    return poll_store_put_pace(db, context, err);
}

static void the_pace_outlives_the_process(void **state)
{
    struct test_store *test = *state;
    struct pace pace = { .next_at = { 11, 22 }, .paused_until = 33, .failures = 4 };
    struct pace got = { .failures = 9 };
    with_reader(test, db) assert_ok(test, poll_store_get_pace(db, &got, &test->err));
    assert_int_equal(got.failures, 0);
    assert_ok(test, store_write(test->store, put_pace, &pace, &test->err));
    pace.next_at[PACE_API] = 12;
    assert_ok(test, store_write(test->store, put_pace, &pace, &test->err));
    test_reopen(test);
    with_reader(test, db) assert_ok(test, poll_store_get_pace(db, &got, &test->err));
    assert_int_equal(got.next_at[PACE_API], 12);
    assert_int_equal(got.next_at[PACE_PAGE], 22);
    assert_int_equal(got.paused_until, 33);
    assert_int_equal(got.failures, 4);
}

struct wish {
    const char *key;
    enum wanted_reason reason;
    int64_t time;
    bool is_new;
};

static bool want_part(struct db *db, void *context, struct err *err)
{
    struct wish *wish = context;
    return poll_store_want(db, wish->key, wish->reason, wish->time, &wish->is_new, err);
}

static bool want(struct test_store *test, const char *key, enum wanted_reason reason,
                 int64_t now)
{
    struct wish wish = { key, reason, now, false };
    assert_ok(test, store_write(test->store, want_part, &wish, &test->err));
    return wish.is_new;
}

static bool lacked_part(struct db *db, void *context, struct err *err)
{
    const struct wish *wish = context;
    return poll_store_lacked(db, wish->key, wish->time, err);
}

static void lacked(struct test_store *test, const char *key, int64_t next_at)
{
    struct wish wish = { .key = key, .time = next_at };
    assert_ok(test, store_write(test->store, lacked_part, &wish, &test->err));
}

static bool got_part(struct db *db, void *context, struct err *err)
{
    return poll_store_got(db, context, err);
}

static struct wanted wanted_of(struct test_store *test, const char *key)
{
    struct wanted wanted = { 0 };
    with_reader(test, db) assert_ok(
        test, poll_store_get_wanted(db, key, &test->arena, &wanted, &test->err));
    return wanted;
}

static struct wanted_list due(struct test_store *test, int64_t now, int64_t limit)
{
    struct wanted_list list = { 0 };
    with_reader(test, db) assert_ok(
        test, poll_store_due(db, now, limit, &test->arena, &list, &test->err));
    return list;
}

static int64_t next_due(struct test_store *test)
{
    int64_t time = 0;
    with_reader(test, db) assert_ok(test, poll_store_next_due(db, &time, &test->err));
    return time;
}

static void readers_come_first_then_the_one_that_waits_longest(void **state)
{
    struct test_store *test = *state;
    assert_int_equal(next_due(test), INT64_MAX);
    assert_true(want(test, "2604.00001", WANTED_DETAILS, 10));
    assert_true(want(test, "2604.00002", WANTED_ANNOUNCED, 30));
    assert_true(want(test, "2604.00003", WANTED_ANNOUNCED, 20));
    assert_true(want(test, "2604.00004", WANTED_READER, 40));
    struct wanted_list list = due(test, 40, 10);
    assert_int_equal(list.count, 4);
    assert_string_equal(list.items[0].key, "2604.00004");
    assert_string_equal(list.items[1].key, "2604.00003");
    assert_string_equal(list.items[2].key, "2604.00002");
    assert_string_equal(list.items[3].key, "2604.00001");
    assert_int_equal(due(test, 25, 10).count, 2);
    assert_int_equal(due(test, INT64_MAX, 3).count, 3);
    assert_int_equal(next_due(test), 10);
}

static void a_wish_only_gains_weight(void **state)
{
    struct test_store *test = *state;
    want(test, "2604.00001", WANTED_ANNOUNCED, 10);
    lacked(test, "2604.00001", 500);
    assert_false(want(test, "2604.00001", WANTED_DETAILS, 20));
    assert_false(want(test, "2604.00001", WANTED_ANNOUNCED, 20));
    struct wanted wanted = wanted_of(test, "2604.00001");
    assert_int_equal(wanted.reason, WANTED_ANNOUNCED);
    assert_int_equal(wanted.tries, 1);
    assert_int_equal(wanted.next_at, 500);
    assert_false(want(test, "2604.00001", WANTED_READER, 30));
    wanted = wanted_of(test, "2604.00001");
    assert_int_equal(wanted.reason, WANTED_READER);
    assert_int_equal(wanted.next_at, 30);
}

static void a_readers_id_that_upstream_lacks_is_unknown_for_an_hour(void **state)
{
    struct test_store *test = *state;
    want(test, "2604.00001", WANTED_READER, 1000);
    lacked(test, "2604.00001", 1060);
    assert_true(wanted_of(test, "2604.00001").unknown);
    assert_int_equal(due(test, INT64_MAX, 10).count, 0);
    assert_int_equal(next_due(test), INT64_MAX);
    want(test, "2604.00001", WANTED_READER, 1000 + 3599);
    assert_true(wanted_of(test, "2604.00001").unknown);
    assert_false(want(test, "2604.00001", WANTED_READER, 1000 + 3600));
    assert_false(wanted_of(test, "2604.00001").unknown);
    assert_int_equal(due(test, 1000 + 3600, 10).count, 1);
}

static void an_unknown_id_that_is_announced_is_asked_for_at_once(void **state)
{
    struct test_store *test = *state;
    want(test, "2604.00001", WANTED_READER, 1000);
    lacked(test, "2604.00001", 1060);
    want(test, "2604.00001", WANTED_ANNOUNCED, 1100);
    struct wanted wanted = wanted_of(test, "2604.00001");
    assert_false(wanted.unknown);
    assert_int_equal(wanted.reason, WANTED_ANNOUNCED);
    assert_int_equal(wanted.next_at, 1100);
}

static void an_announced_id_is_never_given_up_for_a_readers_sake(void **state)
{
    struct test_store *test = *state;
    const struct announcement item = { "2604.00001", SECTION_NEW, 1 };
    struct announcement_batch batch = { .day = TEST_DAY,
                                        .category = "cs.CL",
                                        .items = &item,
                                        .count = 1,
                                        .announced = { 1 },
                                        .checked_at = 1000 };
    put_batch(test, &batch);
    want(test, "2604.00001", WANTED_READER, 1001);
    lacked(test, "2604.00001", 1060);
    struct wanted wanted = wanted_of(test, "2604.00001");
    assert_false(wanted.unknown);
    assert_int_equal(wanted.reason, WANTED_ANNOUNCED);
    assert_int_equal(wanted.next_at, 1060);
}

static void what_is_here_is_wanted_no_longer(void **state)
{
    struct test_store *test = *state;
    want(test, "2604.00001", WANTED_READER, 1000);
    char key[] = "2604.00001";
    assert_ok(test, store_write(test->store, got_part, key, &test->err));
    struct wanted wanted;
    with_reader(test, db)
        assert_false(poll_store_get_wanted(db, key, &test->arena, &wanted, &test->err));
    assert_int_equal(test->err.code, ERR_NOT_FOUND);
    lacked(test, "2604.00001", 5);
    assert_int_equal(due(test, INT64_MAX, 10).count, 0);
}

static void a_paper_without_dates_stays_wanted_for_them(void **state)
{
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "2604.00001");
    paper.published = 0;
    want(test, "2604.00001", WANTED_DETAILS, 10);
    want(test, "2604.00002", WANTED_ANNOUNCED, 10);
    put_paper(test, &paper);
    paper.key = "2604.00002";
    put_paper(test, &paper);
    assert_int_equal(due(test, INT64_MAX, 10).count, 1);
    paper.key = "2604.00001";
    paper.published = 86400;
    put_paper(test, &paper);
    assert_int_equal(due(test, INT64_MAX, 10).count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(an_unknown_source_has_an_empty_cursor),
        store_test(a_cursor_is_remembered),
        store_test(cursors_are_listed_by_name),
        store_test(the_pace_outlives_the_process),
        store_test(readers_come_first_then_the_one_that_waits_longest),
        store_test(a_wish_only_gains_weight),
        store_test(a_readers_id_that_upstream_lacks_is_unknown_for_an_hour),
        store_test(an_unknown_id_that_is_announced_is_asked_for_at_once),
        store_test(an_announced_id_is_never_given_up_for_a_readers_sake),
        store_test(what_is_here_is_wanted_no_longer),
        store_test(a_paper_without_dates_stays_wanted_for_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
