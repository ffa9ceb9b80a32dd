/* The data folder: one owner, parts that fail alone, snapshots, the schema's versions,
 * stats. What damage and death do is in durability_test.c. */
#include "store/paper/place.h"
#include "store/test_index.h"

#include <stdatomic.h>

static void the_folder_has_one_owner(void **state)
{
    struct test_store *test = *state;
    struct store_options options = { .dir = test->dir, .readers = 1 };
    struct store *second = NULL;
    assert_false(store_open(&options, &second, &test->err));
    assert_int_equal(test->err.code, ERR_BUSY);
    assert_non_null(
        strstr(test->err.text, arena_printf(&test->arena, "%d", (int)getpid())));
    assert_null(second);
    test_close(test);
    assert_ok(test, test_open(test));
}

static void a_folder_that_cannot_be_made_is_an_error(void **state)
{
    struct test_store *test = *state;
    struct store_options options = { .dir = test_path(test, "no/such"), .readers = 1 };
    assert_false(store_open(&options, &test->store, &test->err));
    assert_int_equal(test->err.code, ERR_BROKEN);
    store_close(NULL);
}

static void opening_again_finds_everything(void **state)
{
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "2604.00001");
    put_paper(test, &paper);
    test_reopen(test);
    assert_string_equal(get_paper(test, "2604.00001").title, paper.title);
    assert_ok(test, store_check(test->store, true, &test->err));
}

static void check_refused(struct test_store *test, const char *why)
{
    assert_false(test_open(test));
    assert_int_equal(test->err.code, ERR_BROKEN);
    if (strstr(test->err.text, why) == NULL)
        fail_msg("%s", test->err.text);
}

static void a_database_of_a_newer_program_is_refused(void **state)
{
    struct test_store *test = *state;
    test_close(test);
    run_sql(test, "PRAGMA user_version = 1000");
    check_refused(test, "newer program");
    assert_int_equal(count_of(test, "PRAGMA user_version"), 1000);
}

static void a_database_of_another_program_is_refused(void **state)
{
    struct test_store *test = *state;
    run_sql(test, "CREATE TABLE other (x)");
    check_refused(test, "another program");
    assert_int_equal(count_of(test, "SELECT count(*) FROM sqlite_schema"), 1);
}

struct parts {
    struct store *store;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int waiting; /* threads about to hand in a part */
    struct paper papers[8];
    bool put[8]; /* the writer's: the part has run, and is to be kept */
};

struct part {
    struct parts *parts;
    int number;
    bool rehearses;
    bool ok;
    struct err err;
    pthread_t thread;
};

/* Occupies the writer until the others are about to queue up behind it. */
static bool wait_for_others(struct db *db, void *context, struct err *err)
{
    (void)db, (void)err;
    struct parts *parts = context;
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&parts->mutex);
    while (parts->waiting < 8)
        pthread_cond_wait(&parts->changed, &parts->mutex);
    return true;
}

static bool put_or_fail(struct db *db, void *context, struct err *err)
{
    struct part *part = context;
    enum paper_change change;
    if (!paper_store_put(db, &part->parts->papers[part->number], TEST_DAY, TEST_NOW,
                         &change, err))
        return false;
    part->parts->put[part->number] = part->number % 4 != 2;
    return part->number % 4 != 2 || err_set(err, ERR_REFUSED, "part %d", part->number);
}

/* Whoever has put a paper before this must not be waiting for its end. */
static bool rehearse_alone(struct db *db, void *context, struct err *err)
{
    struct part *part = context;
    struct parts *parts = part->parts;
    enum paper_change change;
    CLEANUP(store_read_end) struct db *reader = store_read_begin(parts->store);
    for (int i = 0; i < 8; i++) {
        bool exists = false;
        if (!paper_store_exists(reader, parts->papers[i].key, &exists, err))
            return false;
        if (exists != parts->put[i])
            return err_set(err, ERR_BROKEN, "part %d is %s", i,
                           exists ? "early" : "late");
    }
    return paper_store_put(db, &parts->papers[part->number], TEST_DAY, TEST_NOW,
                           &change, err);
}

static void *hand_in(void *argument)
{
    struct part *part = argument;
    pthread_mutex_t *held = mutex_hold(&part->parts->mutex);
    part->parts->waiting++;
    pthread_cond_signal(&part->parts->changed);
    mutex_release(&held);
    struct store *store = part->parts->store;
    part->ok = part->rehearses ? store_rehearse(store, rehearse_alone, part, &part->err)
                               : store_write(store, put_or_fail, part, &part->err);
    return NULL;
}

/* Each fourth part fails, and each one of `rehearses` rehearses. */
static void run_parts(struct test_store *test, struct parts *parts, struct part list[8],
                      unsigned rehearses)
{
    pthread_mutex_init(&parts->mutex, NULL);
    pthread_cond_init(&parts->changed, NULL);
    for (int i = 0; i < 8; i++)
        parts->papers[i] =
            test_paper(&test->arena, arena_printf(&test->arena, "2604.%05d", i + 1));
    for (int i = 0; i < 8; i++) {
        list[i] = (struct part){ .parts = parts,
                                 .number = i,
                                 .rehearses = (rehearses >> i & 1) != 0 };
        list[i].thread = thread_start("test", hand_in, &list[i]);
    }
    assert_ok(test, store_write(test->store, wait_for_others, parts, &test->err));
    for (int i = 0; i < 8; i++)
        pthread_join(list[i].thread, NULL);
    pthread_cond_destroy(&parts->changed);
    pthread_mutex_destroy(&parts->mutex);
}

static void a_part_that_fails_is_undone_alone(void **state)
{
    struct test_store *test = *state;
    struct parts parts = { .store = test->store };
    struct part list[8];
    run_parts(test, &parts, list, 0);
    for (int i = 0; i < 8; i++) {
        bool exists = false;
        with_reader(test, db) assert_ok(
            test, paper_store_exists(db, parts.papers[i].key, &exists, &test->err));
        assert_int_equal(list[i].ok, i % 4 != 2);
        assert_int_equal(exists, list[i].ok);
        if (!list[i].ok)
            assert_string_equal(list[i].err.text,
                                arena_printf(&test->arena, "part %d", i));
    }
    assert_ok(test, store_check(test->store, true, &test->err));
}

static void a_rehearsal_shares_no_commit_and_leaves_nothing(void **state)
{
    struct test_store *test = *state;
    struct parts parts = { .store = test->store };
    struct part list[8];
    run_parts(test, &parts, list, 1 << 1 | 1 << 4 | 1 << 6);
    for (int i = 0; i < 8; i++) {
        bool exists = false;
        with_reader(test, db) assert_ok(
            test, paper_store_exists(db, parts.papers[i].key, &exists, &test->err));
        if (list[i].rehearses && !list[i].ok)
            fail_msg("%s", list[i].err.text);
        assert_int_equal(exists, parts.put[i]);
    }
    assert_ok(test, store_check(test->store, true, &test->err));
}

static bool put_and_fail(struct db *db, void *context, struct err *err)
{
    enum paper_change change;
    return paper_store_put(db, context, TEST_DAY, TEST_NOW, &change, err) &&
           err_set(err, ERR_INVALID, "no");
}

static bool do_nothing(struct db *db, void *context, struct err *err)
{
    (void)db, (void)context, (void)err;
    return true;
}

static void the_generation_rises_when_pages_change(void **state)
{
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "2604.00001");
    uint64_t before = store_generation(test->store);
    assert_false(store_write(test->store, put_and_fail, &paper, &test->err));
    assert_int_equal(test->err.code, ERR_INVALID);
    assert_ok(test, store_write(test->store, do_nothing, NULL, &test->err));
    assert_int_equal(store_generation(test->store), before);
    put_paper(test, &paper);
    assert_int_equal(store_generation(test->store), before + 1);
}

static bool exists_in(struct test_store *test, struct db *db, const char *key)
{
    bool exists = false;
    assert_ok(test, paper_store_exists(db, key, &exists, &test->err));
    return exists;
}

static void a_reader_sees_one_snapshot(void **state)
{
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "2604.00001");
    struct db *early = store_read_begin(test->store);
    put_paper(test, &paper);
    struct db *late = store_read_begin(test->store);
    assert_false(exists_in(test, early, "2604.00001"));
    assert_true(exists_in(test, late, "2604.00001"));
    store_read_end(&early);
    assert_null(early);
    early = store_read_begin(test->store);
    assert_true(exists_in(test, early, "2604.00001"));
    store_read_end(&early);
    store_read_end(&late);
}

static void *read_one(void *argument)
{
    struct store *store = argument;
    struct db *db = store_read_begin(store);
    store_read_end(&db);
    return NULL;
}

static void a_reader_waits_for_a_free_connection(void **state)
{
    struct test_store *test = *state;
    struct db *first = store_read_begin(test->store);
    struct db *second = store_read_begin(test->store);
    pthread_t thread = thread_start("test", read_one, test->store);
    store_read_end(&second);
    pthread_join(thread, NULL);
    store_read_end(&first);
}

struct watcher {
    struct test_store *test;
    atomic_bool *done;
    bool ok;
    struct err err;
    pthread_t thread;
};

/* The generation is read first: what is seen after it is at least as new. */
static bool watch_once(struct watcher *watcher)
{
    struct store_stats stats;
    uint64_t generation = store_generation(watcher->test->store);
    CLEANUP(store_read_end) struct db *db = store_read_begin(watcher->test->store);
    return store_stats_get(db, &stats, &watcher->err) &&
           (stats.papers + 1 >= (int64_t)generation ||
            err_set(&watcher->err, ERR_BROKEN, "generation before its papers"));
}

static void *watch(void *argument)
{
    struct watcher *watcher = argument;
    watcher->ok = true;
    while (watcher->ok && !atomic_load(watcher->done))
        watcher->ok = watch_once(watcher);
    return NULL;
}

static void readers_see_what_a_generation_promises(void **state)
{
    struct test_store *test = *state;
    struct watcher watchers[3];
    atomic_bool done = false;
    for (int i = 0; i < 3; i++) {
        watchers[i] = (struct watcher){ .test = test, .done = &done };
        watchers[i].thread = thread_start("test", watch, &watchers[i]);
    }
    for (int i = 0; i < 40; i++) {
        struct paper paper =
            test_paper(&test->arena, arena_printf(&test->arena, "2604.%05d", i + 1));
        put_paper(test, &paper);
    }
    atomic_store(&done, true);
    for (int i = 0; i < 3; i++) {
        pthread_join(watchers[i].thread, NULL);
        if (!watchers[i].ok)
            fail_msg("%s", watchers[i].err.text);
    }
}

static bool put_hundreds(struct db *db, void *context, struct err *err)
{
    struct test_store *test = context;
    struct paper papers[400];
    struct paper_counts counts = { 0 };
    for (int i = 0; i < 400; i++)
        papers[i] =
            test_paper(&test->arena, arena_printf(&test->arena, "2604.%05d", i + 1));
    return paper_store_put_many(db, papers, 400, TEST_NOW, &counts, err);
}

/* Walks all papers. */
static bool walk(struct test_store *test, int64_t deadline, size_t *ret_count)
{
    struct row_list rows = { 0 };
    CLEANUP(store_read_end) struct db *db = store_read_begin(test->store);
    store_read_deadline(db, deadline);
    bool ok = place_next(db, INT64_MAX, 1000, &test->arena, &rows, &test->err);
    *ret_count = rows.count;
    return ok;
}

static void a_read_ends_at_its_deadline(void **state)
{
    struct test_store *test = *state;
    size_t count = 0;
    assert_ok(test, store_write(test->store, put_hundreds, test, &test->err));
    assert_false(walk(test, -1, &count));
    assert_int_equal(test->err.code, ERR_LIMIT);
    assert_ok(test, walk(test, INT64_MAX, &count));
    assert_int_equal(count, 400);
}

static void stats_count_what_is_there(void **state)
{
    struct test_store *test = *state;
    struct store_stats stats = { 0 };
    with_reader(test, db) assert_ok(test, store_stats_get(db, &stats, &test->err));
    assert_int_equal(stats.papers, 0);
    assert_int_equal(stats.last_day, DAY_NONE);
    struct paper paper = test_paper(&test->arena, "2604.00001");
    paper.provisional = true;
    put_paper(test, &paper);
    const struct announcement items[] = { { "2604.00001", SECTION_NEW, 1 },
                                          { "2604.00002", SECTION_NEW, 2 } };
    struct announcement_batch batch = { .day = TEST_DAY,
                                        .category = "cs.CL",
                                        .items = items,
                                        .count = 2,
                                        .checked_at = 1 };
    put_batch(test, &batch);
    batch.day = TEST_DAY + 3;
    put_batch(test, &batch);
    with_reader(test, db) assert_ok(test, store_stats_get(db, &stats, &test->err));
    assert_int_equal(stats.papers, 1);
    assert_int_equal(stats.provisional, 1);
    assert_int_equal(stats.announcements, 4);
    assert_int_equal(stats.days, 2);
    assert_int_equal(stats.wanted, 2);
    assert_int_equal(stats.first_day, TEST_DAY);
    assert_int_equal(stats.last_day, TEST_DAY + 3);
    assert_true(stats.bytes >= 4096);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(the_folder_has_one_owner),
        folder_test(a_folder_that_cannot_be_made_is_an_error),
        store_test(opening_again_finds_everything),
        store_test(a_database_of_a_newer_program_is_refused),
        folder_test(a_database_of_another_program_is_refused),
        store_test(a_part_that_fails_is_undone_alone),
        store_test(a_rehearsal_shares_no_commit_and_leaves_nothing),
        store_test(the_generation_rises_when_pages_change),
        store_test(a_reader_sees_one_snapshot),
        store_test(a_reader_waits_for_a_free_connection),
        store_test(readers_see_what_a_generation_promises),
        store_test(a_read_ends_at_its_deadline),
        store_test(stats_count_what_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
