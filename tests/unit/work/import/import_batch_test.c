/* Batches: written beside the reading, counted once, rolled back in a dry run. */
#include "store/test_store.h"

#include "work/import/import_batch.h"

static struct paper version_of(struct arena *arena, const char *key, int version)
{
    struct paper paper = test_paper(arena, key);
    paper.version = version;
    paper.title = arena_printf(arena, "Version %d", version);
    return paper;
}

static void put_batch_of(struct test_store *test, struct import_batch *batch,
                         bool dry_run, struct paper_counts *counts)
{
    CLEANUP(import_writing_done)
    struct import_writing writing = { .behind = { test->store, dry_run } };
    import_writing_start(&writing, batch);
    assert_int_equal(batch->papers.count, 0);
    assert_ok(test, import_writing_end(&writing, counts, &test->err));
}

static void a_duplicate_is_merged_and_not_counted(void **state)
{
    struct test_store *test = *state;
    struct import_batch batch = { 0 };
    struct paper_counts counts = { .added = 7 };
    struct paper first = version_of(&test->arena, "2604.00001", 1);
    struct paper newer = version_of(&test->arena, "2604.00001", 2);
    newer.published -= 9 * SECONDS_A_DAY; /* it still comes behind the first */
    import_batch_add(&batch, &first, false);
    import_batch_add(&batch, &newer, true);
    put_batch_of(test, &batch, false, &counts);
    assert_int_equal(counts.added, 8);
    assert_int_equal(counts.changed + counts.unchanged, 0);
    struct paper got = get_paper(test, "2604.00001");
    assert_int_equal(got.version, 2);
    assert_string_equal(got.title, "Version 2");
    assert_int_equal(got.row >> 20, first.published / SECONDS_A_DAY);
}

static void a_batch_may_be_all_duplicates_or_empty(void **state)
{
    struct test_store *test = *state;
    struct import_batch batch = { 0 };
    struct paper_counts counts = { 0 };
    struct paper paper = version_of(&test->arena, "2604.00001", 1);
    put_batch_of(test, &batch, false, &counts);
    import_batch_add(&batch, &paper, true);
    put_batch_of(test, &batch, false, &counts);
    assert_int_equal(counts.added, 0);
    assert_int_equal(get_paper(test, "2604.00001").version, 1);
}

static void a_dry_run_counts_and_stores_nothing(void **state)
{
    struct test_store *test = *state;
    struct import_batch batch = { 0 };
    struct paper_counts counts = { 0 };
    bool exists = true;
    struct paper paper = version_of(&test->arena, "2604.00001", 1);
    import_batch_add(&batch, &paper, false);
    put_batch_of(test, &batch, true, &counts);
    assert_int_equal(counts.added, 1);
    with_reader(test, db)
        assert_ok(test, paper_store_exists(db, paper.key, &exists, &test->err));
    assert_false(exists);
}

static void what_cannot_be_stored_is_told_at_the_end(void **state)
{
    struct test_store *test = *state;
    struct import_batch batch = { 0 };
    struct paper_counts counts = { 0 };
    struct paper paper = version_of(&test->arena, "2604.00001", 1);
    paper.title = ""; /* paper_check would have refused it */
    import_batch_add(&batch, &paper, false);
    CLEANUP(import_writing_done)
    struct import_writing writing = { .behind = { .store = test->store } };
    import_writing_start(&writing, &batch);
    assert_false(import_writing_end(&writing, &counts, &test->err));
    assert_non_null(strstr(test->err.text, "2604.00001"));
    assert_int_equal(counts.added, 0);
    assert_ok(test, import_writing_end(&writing, &counts, &test->err));
}

static void a_batch_is_full_by_papers_or_bytes(void **state)
{
    struct test_store *test = *state;
    CLEANUP(import_batch_done) struct import_batch batch = { 0 };
    struct paper paper = version_of(&test->arena, "2604.00001", 1);
    char *abstract = arena_alloc(&test->arena, PAPER_ABSTRACT_MAX + 1);
    memset(abstract, 'x', PAPER_ABSTRACT_MAX);
    for (int i = 0; i < 300; i++)
        import_batch_add(&batch, &paper, i % 2);
    assert_false(import_batch_is_full(&batch));
    paper.abstract = abstract;
    for (int i = 0; i < 700; i++)
        import_batch_add(&batch, &paper, i % 2);
    assert_true(import_batch_is_full(&batch));
    paper.abstract = NULL;
    import_batch_done(&batch);
    for (int i = 0; i < 4000; i++)
        import_batch_add(&batch, &paper, i % 2);
    assert_true(import_batch_is_full(&batch));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(a_duplicate_is_merged_and_not_counted),
        store_test(a_batch_may_be_all_duplicates_or_empty),
        store_test(a_dry_run_counts_and_stores_nothing),
        store_test(what_cannot_be_stored_is_told_at_the_end),
        store_test(a_batch_is_full_by_papers_or_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
