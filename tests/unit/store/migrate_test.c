/* Files of earlier programs: what is in them stays, and they end with the same schema
 * as a new one. */
#include "store/db.h"
#include "store/test_index.h"
#include "store/test_queue.h"
#include "store/test_venue.h"

#include "base/buf.h"

enum { SCHEMA_MAX = 64 << 10 };

static void run(sqlite3 *sqlite, const char *sql)
{
    char *error = NULL;
    if (sqlite3_exec(sqlite, sql, NULL, NULL, &error) != SQLITE_OK)
        fail_msg("%s: %s", sql, error);
}

static void run_schema(sqlite3 *sqlite, const char *name)
{
    char path[4096];
    char *sql = calloc(1, SCHEMA_MAX);
    assert_non_null(sql);
    snprintf(path, sizeof path, "%s/../../sql/schema/%s", CASES, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_in_range(fread(sql, 1, SCHEMA_MAX - 1, file), 1, SCHEMA_MAX - 2);
    fclose(file);
    run(sqlite, sql);
    free(sql);
}

/* As the first release left it: two papers, one of them announced. */
static void write_first_release(struct test_store *test)
{
    sqlite3 *sqlite = NULL;
    assert_int_equal(sqlite3_open(test_path(test, "paperfeed.db"), &sqlite), SQLITE_OK);
    run(sqlite, "PRAGMA journal_mode = WAL");
    run_schema(sqlite, "0001_papers.sql");
    run(sqlite,
        "PRAGMA user_version = 1;"
        "INSERT INTO paper (id, branch, key, version, provisional, withdrawn, "
        "published, categories, title, authors, keywords, abstract) VALUES "
        "(21566062593, 0, '2604.00001', 3, 0, 0, 1777000000, 'cs.CL cs.LG', "
        "'The first', 'Ada Lovelace', 'first', 'On numbers.'), "
        "(21566062594, 0, '2604.00002', 1, 0, 0, 1777000000, 'cs.CL', "
        "'The second', 'Alan Turing', 'second', 'On machines.');"
        "INSERT INTO paper_fts (rowid, title, authors, abstract) SELECT id, title, "
        "authors, abstract FROM paper;"
        "INSERT INTO paper_category (category, paper) SELECT 'cs.CL', id FROM paper;"
        "INSERT INTO announcement VALUES ('cs.CL', 20567, 0, 1, '2604.00001', "
        "21566062593, 1);"
        "INSERT INTO ledger VALUES (20567, 'cs.CL', 0, 1, 1, 0, 1777000000)");
    sqlite3_close(sqlite);
}

static void a_file_of_the_first_release_keeps_its_papers(void **state)
{
    struct test_store *test = *state;
    write_first_release(test);
    assert_ok(test, test_open(test));
    struct paper paper = get_paper(test, "2604.00001");
    assert_string_equal(paper.title, "The first");
    assert_int_equal(paper.version, 3);
    assert_int_equal(paper.faqs, 0);
    settle(test);
    assert_int_equal(indexed_docs(test), 2);
    assert_int_equal(indexed_with(test, "name:alan turing"), 1);
    assert_ok(test, store_check(test->store, true, &test->err));
    test_reopen(test);
    assert_int_equal(count_of(test, "SELECT count(*) FROM paper"), 2);
    assert_int_equal(count_of(test, "SELECT count(*) FROM announcement"), 1);
}

static bool ask_part(struct db *db, void *context, struct err *err)
{
    struct job_ask ask = { .key = "2604.00002", .language = "en", .now = TEST_NOW };
    enum job_asked asked;
    return job_store_ask(db, &ask, &asked, context, err);
}

static void a_file_of_the_first_release_takes_faqs(void **state)
{
    struct test_store *test = *state;
    int64_t job = 0;
    write_first_release(test);
    assert_ok(test, test_open(test));
    assert_ok(test, store_write(test->store, ask_part, &job, &test->err));
    assert_int_equal(job, 1);
}

/* As the third release left it, with papers of proceedings put in by hand. */
static void write_third_release(struct test_store *test)
{
    struct db *db = NULL;
    assert_ok(test,
              db_open(test_path(test, "paperfeed.db"), DB_WRITER, &db, &test->err));
    run_schema(db->sqlite, "0001_papers.sql");
    run_schema(db->sqlite, "0002_faq.sql");
    run_schema(db->sqlite, "0003_search.sql");
    run(db->sqlite,
        "PRAGMA user_version = 3;"
        "INSERT INTO paper (id, branch, key, version, provisional, withdrawn, "
        "categories, title, keywords, abstract, venue, group_name) VALUES "
        "(1, 0, '2604.00001', 1, 0, 0, 'cs.CL', 'One', '', 'A', NULL, NULL), "
        "(2, 1, 'a@OpenReview', 0, 0, 0, '', 'Two', '', 'A', 'ICLR.2024', 'Oral'), "
        "(3, 1, 'b@OpenReview', 0, 0, 0, '', 'Three', '', NULL, 'ICLR.2024', 'Oral'), "
        "(4, 1, 'c@OpenReview', 0, 0, 0, '', 'Four', '', 'A', 'ICLR.2024', NULL), "
        "(5, 1, 'd@ACL', 0, 0, 0, '', 'Five', '', 'A', 'USENIX-Sec.2023', 'Long'), "
        "(6, 1, 'e@ACL', 0, 0, 0, '', 'Six', '', 'A', 'TMLR', NULL)");
    db_close(db);
}

static void papers_of_proceedings_are_carried_into_their_editions(void **state)
{
    struct test_store *test = *state;
    write_third_release(test);
    assert_ok(test, test_open(test));
    settle(test);
    assert_int_equal(count_of(test, "SELECT count(*) FROM edition"), 2);
    struct edition edition = get_edition(test, "ICLR.2024");
    assert_int_equal(edition.papers, 3);
    assert_int_equal(edition.abstracts, 2);
    assert_int_equal(edition.year, 2024);
    assert_string_equal(get_edition(test, "USENIX-Sec.2023").series, "USENIX-Sec");
    struct edition_query query = { .edition = edition.id };
    assert_string_equal(edition_keys(test, query),
                        "a@OpenReview,b@OpenReview,c@OpenReview");
    query.group = "oral";
    assert_string_equal(edition_keys(test, query), "a@OpenReview,b@OpenReview");
    assert_ok(test, store_check(test->store, true, &test->err));
}

static void any_source_says_better_than_a_hand(void **state)
{
    struct test_store *test = *state;
    write_third_release(test);
    assert_ok(test, test_open(test));
    struct venue_entry entry = test_entry(&test->arena, "b@OpenReview");
    entry.paper.group = "Poster";
    assert_int_equal(put_entry(test, &entry).change, PAPER_CHANGED);
    struct paper paper = get_paper(test, "b@OpenReview");
    assert_string_equal(paper.title, entry.paper.title);
    assert_string_equal(paper.abstract, entry.paper.abstract);
    assert_int_equal(get_edition(test, "ICLR.2024").abstracts, 3);
    entry = test_entry(&test->arena, "e@ACL");
    entry.paper.venue = "TMLR.2024";
    assert_string_equal(put_entry(test, &entry).elsewhere, "TMLR");
    settle(test);
    assert_ok(test, store_check(test->store, true, &test->err));
}

static void read_schema(struct test_store *test, struct buf *out)
{
    sqlite3 *sqlite = NULL;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_open(test_path(test, "paperfeed.db"), &sqlite), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(sqlite, "SELECT name, sql FROM sqlite_schema ORDER BY name",
                           -1, &stmt, NULL),
        SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        buf_text(out, (const char *)sqlite3_column_text(stmt, 0));
        buf_text(out, (const char *)sqlite3_column_text(stmt, 1));
        buf_char(out, '\n');
    }
    sqlite3_finalize(stmt);
    sqlite3_close(sqlite);
}

static void an_old_file_ends_with_the_schema_of_a_new_one(void **state)
{
    struct test_store *test = *state;
    CLEANUP(buf_done) struct buf old = buf_upto(1 << 20);
    CLEANUP(buf_done) struct buf fresh = buf_upto(1 << 20);
    void *other = NULL;
    write_first_release(test);
    assert_ok(test, test_open(test));
    read_schema(test, &old);
    test_set_up(&other);
    read_schema(other, &fresh);
    test_tear_down(&other);
    assert_true(old.len > 1000 && !old.full);
    assert_string_equal(old.ptr, fresh.ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(a_file_of_the_first_release_keeps_its_papers),
        folder_test(a_file_of_the_first_release_takes_faqs),
        folder_test(papers_of_proceedings_are_carried_into_their_editions),
        folder_test(any_source_says_better_than_a_hand),
        folder_test(an_old_file_ends_with_the_schema_of_a_new_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
