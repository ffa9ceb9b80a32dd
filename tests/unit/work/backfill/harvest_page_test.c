/* One page of a harvest in the store: counted once, committed with its place. */
#include "store/test_store.h"

#include "work/backfill/harvest_page.h"
#include "work/backfill/harvest_window.h"

struct page_run {
    struct test_store *test;
    struct harvest at;
    struct source_document document;
    struct poll_cursor cursor;
    struct harvest_page page;
};

static bool put_harvest(struct db *db, void *context, struct err *err)
{
    return harvest_store_put(db, context, err);
}

static void begin(struct page_run *run, struct test_store *test, enum harvest_kind kind)
{
    *run = (struct page_run){ .test = test,
                              .cursor = { .name = "harvest", .day = DAY_NONE } };
    run->at = harvest_new(kind, "cs", TEST_DAY - 10, TEST_DAY, TEST_NOW);
    run->document.harvest.is_page = true;
    run->document.complete = true;
    assert_ok(test, store_write(test->store, put_harvest, &run->at, &test->err));
}

static void add(struct page_run *run, const char *key, int version)
{
    struct arena *arena = &run->test->arena;
    struct source_entry entry = { .paper = test_paper(arena, key) };
    entry.paper.version = version;
    ARENA_PUSH(arena, &run->document.entries, entry);
}

/* Stores the page that has been put together, with another to come. */
static bool store_page(struct page_run *run, bool is_single)
{
    struct harvest next = run->at;
    next.pages++;
    next.token = "next";
    run->page = (struct harvest_page){ .document = &run->document,
                                       .cursor = &run->cursor,
                                       .arena = &run->test->arena,
                                       .now = TEST_NOW,
                                       .is_single = is_single,
                                       .next = next };
    if (!harvest_page_store(run->test->store, &run->page, &run->test->err))
        return false;
    run->at = run->page.next;
    run->document.entries.count = 0;
    return true;
}

static void a_record_that_comes_again_is_merged_and_not_counted_twice(void **state)
{
    struct test_store *test = *state;
    struct page_run run;
    begin(&run, test, HARVEST_BACKFILL);
    add(&run, "2604.00001", 1);
    add(&run, "2604.00002", 1);
    assert_ok(test, store_page(&run, false));
    add(&run, "2604.00002", 2);
    add(&run, "2604.00003", 1);
    assert_ok(test, store_page(&run, false));
    assert_int_equal(run.at.counts.read, 4);
    assert_int_equal(run.at.counts.added, 3);
    assert_int_equal(run.at.counts.duplicate, 1);
    assert_int_equal(run.at.counts.changed + run.at.counts.unchanged, 0);
    assert_int_equal(run.page.fresh, 1);
    assert_int_equal(get_paper(test, "2604.00002").version, 2);
}

static void pages_without_anything_new_are_counted_until_one_has(void **state)
{
    struct test_store *test = *state;
    struct page_run run;
    begin(&run, test, HARVEST_BACKFILL);
    for (int i = 0; i < 3; i++) {
        add(&run, "2604.00001", 1);
        assert_ok(test, store_page(&run, false));
    }
    assert_int_equal(run.at.barren, 2);
    add(&run, "2604.00002", 1);
    assert_ok(test, store_page(&run, false));
    assert_int_equal(run.at.barren, 0);
}

static void a_deleted_record_withdraws_its_paper(void **state)
{
    struct test_store *test = *state;
    struct page_run run;
    static const char *const keys[] = { "2604.00001", "2604.00009" };
    begin(&run, test, HARVEST_BACKFILL);
    add(&run, "2604.00001", 1);
    assert_ok(test, store_page(&run, true));
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        struct source_entry entry = { .paper = { .key = keys[i] }, .deleted = true };
        ARENA_PUSH(&test->arena, &run.document.entries, entry);
    }
    assert_ok(test, store_page(&run, true));
    assert_true(get_paper(test, "2604.00001").withdrawn);
    assert_string_equal(get_paper(test, "2604.00001").title,
                        test_paper(&test->arena, "2604.00001").title);
    assert_int_equal(run.at.counts.changed, 1);
    assert_int_equal(run.at.counts.unchanged, 1);
    bool exists = true;
    with_reader(test, db)
        assert_ok(test, paper_store_exists(db, "2604.00009", &exists, &test->err));
    assert_false(exists);
}

static void a_record_that_is_deleted_after_it_came_withdraws_its_paper_too(void **state)
{
    struct test_store *test = *state;
    struct page_run run;
    struct source_entry gone = { .paper = { .key = "2604.00001" }, .deleted = true };
    begin(&run, test, HARVEST_BACKFILL);
    add(&run, "2604.00001", 1);
    assert_ok(test, store_page(&run, false));
    ARENA_PUSH(&test->arena, &run.document.entries, gone);
    assert_ok(test, store_page(&run, false));
    assert_true(get_paper(test, "2604.00001").withdrawn);
    assert_int_equal(run.at.counts.added, 1);
    assert_int_equal(run.at.counts.duplicate, 1);
    assert_int_equal(run.at.counts.changed, 0);
}

static void a_record_that_cannot_be_read_is_not_asked_for_again_by_night(void **state)
{
    struct test_store *test = *state;
    struct page_run run;
    struct source_problem broken = { "oai:arXiv.org:2604.00001", "it has no title" };
    bool seen = false;
    begin(&run, test, HARVEST_CURRENT);
    ARENA_PUSH(&test->arena, &run.document.harvest.broken, broken);
    run.document.harvest.broken_count = 1;
    assert_ok(test, store_page(&run, false));
    with_reader(test, db) assert_ok(
        test, harvest_store_has_seen(db, &run.at, "2604.00001", &seen, &test->err));
    assert_true(seen);
    assert_int_equal(run.at.counts.read, 0);
    assert_int_equal(run.page.problems.count, 0);
}

static void a_record_that_cannot_be_stored_is_named_once(void **state)
{
    struct test_store *test = *state;
    struct page_run run;
    begin(&run, test, HARVEST_BACKFILL);
    for (int i = 0; i < 2; i++) {
        add(&run, "2604.00001", 1);
        run.document.entries.items[0].paper.title = NULL;
        assert_ok(test, store_page(&run, false));
        assert_int_equal(run.page.problems.count, i == 0 ? 1 : 0);
    }
    assert_int_equal(run.at.counts.skipped, 1);
    assert_int_equal(run.at.counts.duplicate, 1);
    assert_int_equal(run.at.counts.read, 2);
}

static void a_night_changes_what_is_stored_and_adds_nothing(void **state)
{
    struct test_store *test = *state;
    struct page_run run;
    begin(&run, test, HARVEST_BACKFILL);
    add(&run, "2604.00001", 1);
    assert_ok(test, store_page(&run, true));
    begin(&run, test, HARVEST_CURRENT);
    add(&run, "2604.00001", 2);
    add(&run, "2604.00002", 1);
    assert_ok(test, store_page(&run, false));
    assert_int_equal(get_paper(test, "2604.00001").version, 2);
    assert_int_equal(run.at.counts.read, 1);
    assert_int_equal(run.at.counts.changed, 1);
    assert_int_equal(run.at.counts.added, 0);
}

static void the_place_of_another_is_not_taken(void **state)
{
    struct test_store *test = *state;
    struct page_run run, other;
    begin(&run, test, HARVEST_BACKFILL);
    other = run;
    add(&run, "2604.00001", 1);
    assert_ok(test, store_page(&run, true));
    add(&other, "2604.00002", 1);
    assert_false(store_page(&other, true));
    assert_int_equal(test->err.code, ERR_NOT_FOUND);
    assert_int_equal(other.at.counts.read, 0);
    bool exists = true;
    with_reader(test, db)
        assert_ok(test, paper_store_exists(db, "2604.00002", &exists, &test->err));
    assert_false(exists);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(a_record_that_comes_again_is_merged_and_not_counted_twice),
        store_test(pages_without_anything_new_are_counted_until_one_has),
        store_test(a_deleted_record_withdraws_its_paper),
        store_test(a_record_that_is_deleted_after_it_came_withdraws_its_paper_too),
        store_test(a_record_that_cannot_be_read_is_not_asked_for_again_by_night),
        store_test(a_record_that_cannot_be_stored_is_named_once),
        store_test(a_night_changes_what_is_stored_and_adds_nothing),
        store_test(the_place_of_another_is_not_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
