/* The search index goes with the papers: in the same commit, through undone parts,
 * merges and lost files. */
#include "store/test_index.h"

#include <dirent.h>

static struct paper numbered(struct test_store *test, int number)
{
    return test_paper(&test->arena,
                      arena_printf(&test->arena, "2604.%05d", number + 1));
}

static void put_numbered(struct test_store *test, int count)
{
    for (int i = 0; i < count; i++) {
        struct paper paper = numbered(test, i);
        put_paper(test, &paper);
    }
}

static void check(struct test_store *test)
{
    assert_ok(test, store_check(test->store, true, &test->err));
}

static void check_told(struct test_store *test, const char *why)
{
    assert_false(store_check(test->store, true, &test->err));
    assert_int_equal(test->err.code, ERR_BROKEN);
    if (strstr(test->err.text, why) == NULL)
        fail_msg("%s", test->err.text);
}

static void a_paper_is_found_as_soon_as_it_is_stored(void **state)
{
    struct test_store *test = *state;
    struct paper paper = numbered(test, 0);
    paper.title = "Walrus";
    put_paper(test, &paper);
    assert_int_equal(indexed_with(test, "walrus"), 1);
    assert_int_equal(indexed_with(test, "name:ada lovelace"), 1);
    assert_int_equal(indexed_with(test, "branch:arxiv"), 1);
    assert_int_equal(indexed_with(test, "nothing"), 0);
    test_reopen(test);
    assert_int_equal(indexed_with(test, "walrus"), 1);
    check(test);
}

static void a_paper_that_changed_counts_once(void **state)
{
    struct test_store *test = *state;
    struct paper paper = numbered(test, 0);
    paper.title = "Walrus";
    put_paper(test, &paper);
    paper.title = "Badger";
    put_paper(test, &paper);
    assert_int_equal(indexed_with(test, "walrus"), 0);
    assert_int_equal(indexed_with(test, "badger"), 1);
    assert_int_equal(indexed_docs(test), 1);
    test_reopen(test);
    assert_int_equal(indexed_with(test, "walrus"), 0);
    assert_int_equal(indexed_docs(test), 1);
    check(test);
}

struct twice {
    struct paper first, second;
};

static bool put_twice(struct db *db, void *context, struct err *err)
{
    const struct twice *twice = context;
    enum paper_change change;
    return paper_store_put(db, &twice->first, TEST_DAY, TEST_NOW, &change, err) &&
           paper_store_put(db, &twice->second, TEST_DAY, TEST_NOW, &change, err);
}

static void of_two_changes_in_one_write_the_last_counts(void **state)
{
    struct test_store *test = *state;
    struct twice twice = { numbered(test, 0), numbered(test, 0) };
    twice.first.title = "Walrus";
    twice.second.title = "Badger";
    assert_ok(test, store_write(test->store, put_twice, &twice, &test->err));
    assert_int_equal(indexed_with(test, "walrus"), 0);
    assert_int_equal(indexed_with(test, "badger"), 1);
    check(test);
}

static void what_the_index_does_not_hold_makes_no_segment(void **state)
{
    struct test_store *test = *state;
    const char *last = "SELECT seq FROM sqlite_sequence WHERE name = 'index_segment'";
    struct paper paper = numbered(test, 0);
    put_paper(test, &paper);
    int64_t before = count_of(test, last);
    paper.comment = "12 pages";
    assert_int_equal(put_paper(test, &paper), PAPER_CHANGED);
    assert_int_equal(count_of(test, last), before);
    paper.code_url = "https://github.com/x/y";
    assert_int_equal(put_paper(test, &paper), PAPER_CHANGED);
    assert_int_equal(count_of(test, last), before + 1);
    assert_int_equal(indexed_with(test, "has:code"), 1);
}

static bool put_and_fail(struct db *db, void *context, struct err *err)
{
    enum paper_change change;
    return paper_store_put(db, context, TEST_DAY, TEST_NOW, &change, err) &&
           err_set(err, ERR_INVALID, "no");
}

static void a_write_that_is_undone_leaves_no_trace(void **state)
{
    struct test_store *test = *state;
    struct paper paper = numbered(test, 0);
    assert_false(store_write(test->store, put_and_fail, &paper, &test->err));
    assert_int_equal(indexed_docs(test), 0);
    paper = numbered(test, 1);
    put_paper(test, &paper);
    assert_int_equal(indexed_docs(test), 1);
    check(test);
}

static bool drop_batch(struct db *db, void *context, struct err *err)
{
    (void)context;
    return list_store_drop_batch(db, "cs.CL", TEST_DAY, err);
}

static int32_t indexed_day(struct test_store *test, int64_t row)
{
    size_t segment;
    uint32_t doc;
    CLEANUP(store_read_end) struct db *db = store_read_begin(test->store);
    assert_true(index_find_row(db->index, row, &segment, &doc));
    return segment_day(db->index->segments[segment].segment, doc);
}

static void a_day_that_is_corrected_is_indexed(void **state)
{
    struct test_store *test = *state;
    struct paper paper = numbered(test, 0);
    paper.announced = TEST_DAY;
    put_paper(test, &paper);
    const struct announcement items[] = { { paper.key, SECTION_NEW, 1 } };
    struct announcement_batch batch = { .day = TEST_DAY,
                                        .category = "cs.CL",
                                        .items = items,
                                        .count = 1,
                                        .checked_at = 1 };
    put_batch(test, &batch);
    int64_t row = get_paper(test, paper.key).row;
    assert_int_equal(indexed_day(test, row), TEST_DAY);
    assert_ok(test, store_write(test->store, drop_batch, NULL, &test->err));
    assert_int_equal(indexed_day(test, row), TEST_DAY - 1);
    check(test);
}

static size_t count_files(struct test_store *test)
{
    size_t count = 0;
    DIR *dir = opendir(test_path(test, "index"));
    assert_non_null(dir);
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir))
        count += entry->d_name[0] != '.';
    closedir(dir);
    return count;
}

static void segments_become_fewer(void **state)
{
    struct test_store *test = *state;
    put_numbered(test, 60);
    settle(test);
    assert_in_range(indexed_segments(test), 1, 20);
    assert_int_equal(count_files(test), indexed_segments(test));
    assert_int_equal(indexed_docs(test), 60);
    assert_int_equal(count_of(test, "SELECT count(*) FROM index_segment"),
                     indexed_segments(test));
    check(test);
    test_reopen(test);
    assert_int_equal(indexed_docs(test), 60);
    check(test);
}

struct changer {
    struct test_store *test;
    int number;
    pthread_t thread;
    bool ok;
    struct err err;
};

/* Changes its papers again and again. */
static void *change_papers(void *argument)
{
    struct changer *changer = argument;
    CLEANUP(arena_done) struct arena arena = { 0 };
    changer->ok = true;
    for (int round = 0; changer->ok && round < 90; round++) {
        const char *key =
            arena_printf(&arena, "2604.%d%04d", changer->number, round % 7 + 1);
        struct paper paper = test_paper(&arena, key);
        paper.title = arena_printf(&arena, "Round %d of %s", round, key);
        struct test_put put = { .paper = &paper, .day = TEST_DAY };
        changer->ok =
            store_write(changer->test->store, test_put_part, &put, &changer->err);
    }
    return NULL;
}

static void papers_that_change_while_segments_are_merged_count_once(void **state)
{
    struct test_store *test = *state;
    struct changer changers[3];
    for (int i = 0; i < 3; i++) {
        changers[i] = (struct changer){ .test = test, .number = i };
        changers[i].thread = thread_start("test", change_papers, &changers[i]);
    }
    for (int i = 0; i < 3; i++) {
        pthread_join(changers[i].thread, NULL);
        if (!changers[i].ok)
            fail_msg("%s", changers[i].err.text);
    }
    check(test);
    settle(test);
    assert_int_equal(indexed_docs(test), 21);
    check(test);
    test_reopen(test);
    assert_int_equal(indexed_docs(test), 21);
    check(test);
}

/* Calls `change` with each file of the index, or the first one only. */
static void change_files(struct test_store *test, bool all,
                         void (*change)(const char *path))
{
    DIR *dir = opendir(test_path(test, "index"));
    assert_non_null(dir);
    struct dirent *entry = readdir(dir);
    for (size_t count = 0; entry != NULL && (all || count == 0); entry = readdir(dir))
        if (entry->d_name[0] != '.') {
            change(arena_printf(&test->arena, "%s/index/%s", test->dir, entry->d_name));
            count++;
        }
    closedir(dir);
}

static void delete_file(const char *path)
{
    assert_int_equal(unlink(path), 0);
}

static void cut_file(const char *path)
{
    assert_int_equal(truncate(path, 100), 0);
}

static void overwrite_file(const char *path)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs("This is no segment.", file) >= 0);
    fclose(file);
}

static void what_is_lost_is_indexed_anew(void **state)
{
    struct test_store *test = *state;
    static void (*const changes[])(const char *) = { delete_file, cut_file,
                                                     overwrite_file };
    put_numbered(test, 20);
    for (size_t i = 0; i < 2 * COUNT_OF(changes); i++) {
        settle(test);
        test_close(test);
        change_files(test, i % 2 == 1, changes[i / 2]);
        assert_ok(test, test_open(test));
        check(test);
        settle(test);
        assert_int_equal(indexed_docs(test), 20);
        assert_int_equal(indexed_with(test, "matter"), 20);
        check(test);
    }
}

/* A word is another: that it is damaged shows when it is read. */
static void spoil_file(const char *path)
{
    char bytes[1 << 16];
    FILE *file = fopen(path, "r+");
    assert_non_null(file);
    struct str all = { bytes, fread(bytes, 1, sizeof bytes, file) };
    size_t at = str_find(all, LIT("lovelac"));
    assert_in_range(at, 1, all.len - 8);
    assert_int_equal(fseek(file, (long)at, SEEK_SET), 0);
    assert_int_equal(fwrite("zzzzzzz", 1, 7, file), 7);
    fclose(file);
}

static void damage_that_shows_late_is_indexed_anew(void **state)
{
    struct test_store *test = *state;
    put_numbered(test, 12);
    settle(test);
    test_close(test);
    change_files(test, false, spoil_file);
    assert_ok(test, test_open(test));
    for (int i = 12; i < 30; i++) {
        struct paper paper = numbered(test, i);
        put_paper(test, &paper);
    }
    settle(test);
    assert_int_equal(indexed_docs(test), 30);
    assert_int_equal(indexed_with(test, "matter"), 30);
    check(test);
}

static void a_file_that_nobody_knows_is_removed(void **state)
{
    struct test_store *test = *state;
    put_numbered(test, 3);
    settle(test);
    size_t before = count_files(test);
    test_close(test);
    overwrite_file(test_path(test, "index/123456.segment"));
    overwrite_file(test_path(test, "index/1.segment.new"));
    assert_ok(test, test_open(test));
    settle(test);
    assert_int_equal(count_files(test), before);
    check(test);
}

static void rename_in(struct test_store *test, const char *from, const char *to)
{
    assert_int_equal(rename(test_path(test, from), test_path(test, to)), 0);
}

static void a_backup_is_indexed_when_it_is_opened(void **state)
{
    struct test_store *test = *state;
    put_numbered(test, 30);
    assert_ok(test, store_backup(test->store, test_path(test, "copy.db"), &test->err));
    test_close(test);
    unlink(test_path(test, "paperfeed.db"));
    rename_in(test, "copy.db", "paperfeed.db");
    rename_in(test, "index", "index.old");
    assert_ok(test, test_open(test));
    settle(test);
    assert_int_equal(indexed_docs(test), 30);
    check(test);
}

/* Its numbers go on from an earlier point: files of the same name hold something else.
 */
static void a_backup_beside_newer_files_is_indexed_as_it_is(void **state)
{
    struct test_store *test = *state;
    struct paper paper = numbered(test, 0);
    paper.title = "Walrus";
    put_paper(test, &paper);
    assert_ok(test, store_backup(test->store, test_path(test, "copy.db"), &test->err));
    for (int i = 0; i < 20; i++) {
        paper.title = arena_printf(&test->arena, "Badger %d", i);
        put_paper(test, &paper);
    }
    settle(test);
    test_close(test);
    unlink(test_path(test, "paperfeed.db"));
    rename_in(test, "copy.db", "paperfeed.db");
    assert_ok(test, test_open(test));
    settle(test);
    assert_int_equal(indexed_with(test, "badger"), 0);
    assert_int_equal(indexed_with(test, "walrus"), 1);
    check(test);
    paper.title = "Heron";
    put_paper(test, &paper);
    assert_int_equal(indexed_with(test, "heron"), 1);
    check(test);
}

static void a_segment_that_cannot_be_written_fails_the_write(void **state)
{
    struct test_store *test = *state;
    struct paper paper = numbered(test, 0);
    struct test_put put = { .paper = &paper, .day = TEST_DAY };
    bool exists = true;
    put_numbered(test, 1);
    paper = numbered(test, 1);
    settle(test);
    rename_in(test, "index", "elsewhere");
    assert_false(store_write(test->store, test_put_part, &put, &test->err));
    assert_int_equal(test->err.code, ERR_BROKEN);
    with_reader(test, db)
        assert_ok(test, paper_store_exists(db, paper.key, &exists, &test->err));
    assert_false(exists);
    rename_in(test, "elsewhere", "index");
    put_paper(test, &paper);
    assert_int_equal(indexed_docs(test), 2);
    check(test);
}

static void stats_say_how_much_is_indexed(void **state)
{
    struct test_store *test = *state;
    struct store_stats stats = { 0 };
    put_numbered(test, 5);
    with_reader(test, db) assert_ok(test, store_stats_get(db, &stats, &test->err));
    assert_int_equal(stats.indexed, 5);
    assert_int_equal(stats.papers, 5);
}

static const char lone_paper[] =
    "INSERT INTO paper (id, branch, key, version, provisional, withdrawn, categories, "
    "title, keywords) VALUES (21566062600, 0, '2604.09999', 1, 0, 0, 'cs.CL', 'Alone', "
    "'')";

static void a_check_tells_what_does_not_fit(void **state)
{
    struct test_store *test = *state;
    put_numbered(test, 3);
    settle(test);
    test_close(test);
    run_sql(test, "UPDATE paper SET title = 'Another' WHERE key = '2604.00002'");
    assert_ok(test, test_open(test));
    check_told(test, "2604.00002 is not in the search index as it stands");
    test_close(test);
    run_sql(test, "UPDATE paper SET title = 'On the matter of 2604.00002' "
                  "WHERE key = '2604.00002'");
    run_sql(test, lone_paper);
    assert_ok(test, test_open(test));
    check_told(test, "paper 21566062600 is not in the search index");
    run_sql(test, "UPDATE place SET row = 21566062601 WHERE name = 'index'");
    check(test);
    test_reopen(test);
    settle(test);
    check(test);
    assert_int_equal(indexed_docs(test), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(a_paper_is_found_as_soon_as_it_is_stored),
        store_test(a_paper_that_changed_counts_once),
        store_test(of_two_changes_in_one_write_the_last_counts),
        store_test(what_the_index_does_not_hold_makes_no_segment),
        store_test(a_write_that_is_undone_leaves_no_trace),
        store_test(a_day_that_is_corrected_is_indexed),
        store_test(segments_become_fewer),
        store_test(papers_that_change_while_segments_are_merged_count_once),
        store_test(what_is_lost_is_indexed_anew),
        store_test(damage_that_shows_late_is_indexed_anew),
        store_test(a_file_that_nobody_knows_is_removed),
        store_test(a_backup_is_indexed_when_it_is_opened),
        store_test(a_backup_beside_newer_files_is_indexed_as_it_is),
        store_test(a_segment_that_cannot_be_written_fails_the_write),
        store_test(stats_say_how_much_is_indexed),
        store_test(a_check_tells_what_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
