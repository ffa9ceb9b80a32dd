/* What is acknowledged is kept: through kill -9, a full disk and damage that is
 * noticed; and copies that are whole. */
#include "store/test_store.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

enum { KILLS = 6 };

static bool put_number(struct test_store *test, int number)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct paper paper =
        test_paper(&arena, arena_printf(&arena, "26%02d.%05d", number / 90000 + 1,
                                        number % 90000 + 1));
    struct test_put put = { .paper = &paper, .day = TEST_DAY };
    return store_write(test->store, test_put_part, &put, &test->err);
}

static bool has_number(struct test_store *test, int number)
{
    bool exists = false;
    const char *key = arena_printf(&test->arena, "26%02d.%05d", number / 90000 + 1,
                                   number % 90000 + 1);
    with_reader(test, db)
        assert_ok(test, paper_store_exists(db, key, &exists, &test->err));
    return exists;
}

static void put_some(struct test_store *test, int count)
{
    for (int i = 0; i < count; i++)
        if (!put_number(test, i))
            fail_msg("%s", test->err.text);
}

/* Puts paper after paper and says so after each, until it is killed. */
static void put_until_killed(struct test_store *test, int first, int out)
{
    if (!test_open(test))
        _exit(1);
    for (int i = first; i < first + 90000; i++)
        if (!put_number(test, i) || write(out, &i, sizeof i) != sizeof i)
            _exit(1);
    _exit(0);
}

static int last_said(int in, int last)
{
    int number = last;
    while (read(in, &number, sizeof number) == sizeof number)
        last = number;
    return last;
}

/* Returns the last paper that was acknowledged. */
static int kill_a_writer(struct test_store *test, int first, int after)
{
    int ends[2], number = first - 1;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(ends[0]);
        put_until_killed(test, first, ends[1]);
    }
    close(ends[1]);
    for (int i = 0; i < after; i++)
        assert_int_equal(read(ends[0], &number, sizeof number), sizeof number);
    assert_int_equal(kill(child, SIGKILL), 0);
    number = last_said(ends[0], number);
    close(ends[0]);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    return number;
}

static void what_was_acknowledged_survives_kill_9(void **state)
{
    struct test_store *test = *state;
    int next = 0;
    for (int round = 0; round < KILLS; round++) {
        int last = kill_a_writer(test, next, 1 + round * 7);
        assert_ok(test, test_open(test));
        for (int i = next; i <= last; i++)
            assert_true(has_number(test, i));
        assert_ok(test, store_check(test->store, true, &test->err));
        test_close(test);
        next = last + 2; /* one more may be there, unsaid */
    }
}

/* The exit status tells where it went otherwise than expected. */
static int fill_the_disk(struct test_store *test)
{
    struct rlimit limit;
    int last = 0;
    signal(SIGXFSZ, SIG_IGN);
    if (!test_open(test) || getrlimit(RLIMIT_FSIZE, &limit) != 0)
        return 1;
    limit.rlim_cur = 600 << 10;
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return 2;
    while (last < 5000 && put_number(test, last))
        last++;
    if (last == 0 || last == 5000 || test->err.code != ERR_BROKEN)
        return 3;
    if (put_number(test, last) || !has_number(test, last - 1) || has_number(test, last))
        return 4;
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0 || !put_number(test, last))
        return 5;
    if (!has_number(test, last) || !store_check(test->store, true, &test->err))
        return 6;
    test_close(test);
    return 0;
}

static void a_full_disk_loses_nothing_and_ends(void **state)
{
    struct test_store *test = *state;
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(fill_the_disk(test));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void check_broken(struct test_store *test)
{
    assert_false(test_open(test));
    assert_int_equal(test->err.code, ERR_BROKEN);
    assert_null(test->store);
}

static void overwrite(struct test_store *test, off_t start, size_t size)
{
    int file = open(test_path(test, "paperfeed.db"), O_WRONLY | O_CREAT, 0600);
    assert_true(file >= 0);
    for (size_t i = 0; i < size; i++)
        assert_int_equal(pwrite(file, &"paper"[i % 5], 1, start + (off_t)i), 1);
    close(file);
}

static void a_file_that_is_no_database_is_refused(void **state)
{
    struct test_store *test = *state;
    overwrite(test, 0, 20000);
    check_broken(test);
}

static void a_file_that_was_cut_is_refused(void **state)
{
    struct test_store *test = *state;
    put_some(test, 50);
    test_close(test);
    assert_int_equal(truncate(test_path(test, "paperfeed.db"), 50000), 0);
    check_broken(test);
}

static void damage_inside_is_found_by_the_check(void **state)
{
    struct test_store *test = *state;
    put_some(test, 50);
    assert_ok(test, store_check(test->store, false, &test->err));
    test_close(test);
    struct stat file;
    assert_int_equal(stat(test_path(test, "paperfeed.db"), &file), 0);
    overwrite(test, file.st_size - 8192, 8192);
    assert_ok(test, test_open(test));
    assert_false(store_check(test->store, false, &test->err));
    assert_int_equal(test->err.code, ERR_BROKEN);
}

static void run_sql(struct test_store *test, const char *sql)
{
    sqlite3 *sqlite = NULL;
    assert_int_equal(sqlite3_open(test_path(test, "paperfeed.db"), &sqlite), SQLITE_OK);
    assert_int_equal(sqlite3_exec(sqlite, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(sqlite);
}

static void check_finds(const char *damage)
{
    void *state = NULL;
    test_set_up(&state);
    struct test_store *test = state;
    const struct announcement item = { "2601.00001", SECTION_NEW, 1 };
    struct announcement_batch batch = { .day = TEST_DAY,
                                        .category = "cs.CL",
                                        .items = &item,
                                        .count = 1,
                                        .checked_at = 1 };
    put_batch(test, &batch);
    put_some(test, 3);
    assert_ok(test, store_check(test->store, true, &test->err));
    test_close(test);
    run_sql(test, damage);
    assert_ok(test, test_open(test));
    assert_ok(test, store_check(test->store, false, &test->err));
    if (store_check(test->store, true, &test->err))
        fail_msg("%s was not found", damage);
    assert_int_equal(test->err.code, ERR_BROKEN);
    test_tear_down(&state);
}

static void the_full_check_compares_tables_with_one_another(void **state)
{
    (void)state;
    check_finds("UPDATE paper SET title = 'other words' WHERE key = '2601.00002'");
    check_finds(
        "PRAGMA foreign_keys = OFF; DELETE FROM paper WHERE key = '2601.00002'");
    check_finds("UPDATE announcement SET paper = paper + 1");
    check_finds("UPDATE announcement SET stored = 0");
    check_finds("UPDATE ledger SET stored = 0");
    check_finds("INSERT INTO counter VALUES ((SELECT min(id) FROM paper), 0, 0, 1)");
    check_finds(
        "INSERT INTO faq (paper, version, language, question_set, prompt_hash, "
        "question_count, source, created, finished, truncated, text_cut) "
        "VALUES ((SELECT min(id) FROM paper), 1, 'en', 'x', 1, 6, 0, 1, 1, 0, 0);"
        "INSERT INTO counter VALUES ((SELECT min(id) FROM paper), 0, 0, 1)");
    check_finds(
        "INSERT INTO call (job, lease_token, provider, model, number, estimate, "
        "opened, settled, day, cost, outcome) "
        "VALUES (1, 1, 'x', 'x', 1, 1, 1, 1, 1, 5, 'answer')");
}

struct copier {
    struct test_store *test;
    const char *path;
    bool ok;
    struct err err;
};

static void *copy(void *argument)
{
    struct copier *copier = argument;
    copier->ok = store_backup(copier->test->store, copier->path, &copier->err);
    return NULL;
}

static void a_backup_is_a_whole_store_while_writes_go_on(void **state)
{
    struct test_store *test = *state;
    put_some(test, 300);
    assert_int_equal(mkdir(test_path(test, "copy"), 0700), 0);
    struct copier copier = { .test = test,
                             .path = test_path(test, "copy/paperfeed.db") };
    pthread_t thread = thread_start("test", copy, &copier);
    for (int i = 300; i < 340; i++)
        assert_true(put_number(test, i));
    pthread_join(thread, NULL);
    if (!copier.ok)
        fail_msg("%s", copier.err.text);
    assert_int_not_equal(access(test_path(test, "copy/paperfeed.db-wal"), F_OK), 0);
    assert_int_not_equal(access(test_path(test, "copy/paperfeed.db.part"), F_OK), 0);
    test_close(test);
    struct store_options options = { .dir = test_path(test, "copy"), .readers = 1 };
    assert_ok(test, store_open(&options, &test->store, &test->err));
    assert_true(has_number(test, 299));
    assert_ok(test, store_check(test->store, true, &test->err));
}

static void a_backup_overwrites_nothing(void **state)
{
    struct test_store *test = *state;
    assert_ok(test, store_backup(test->store, test_path(test, "a.db"), &test->err));
    assert_false(store_backup(test->store, test_path(test, "a.db"), &test->err));
    assert_int_equal(test->err.code, ERR_INVALID);
    assert_false(store_backup(test->store, test_path(test, "no/a.db"), &test->err));
    assert_int_equal(test->err.code, ERR_BROKEN);
    assert_true(put_number(test, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(what_was_acknowledged_survives_kill_9),
        folder_test(a_full_disk_loses_nothing_and_ends),
        folder_test(a_file_that_is_no_database_is_refused),
        store_test(a_file_that_was_cut_is_refused),
        store_test(damage_inside_is_found_by_the_check),
        cmocka_unit_test(the_full_check_compares_tables_with_one_another),
        store_test(a_backup_is_a_whole_store_while_writes_go_on),
        store_test(a_backup_overwrites_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
