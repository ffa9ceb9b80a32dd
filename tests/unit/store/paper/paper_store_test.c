/* Papers: merged by the rules of paper_store.h, found again as they were put. */
#include "store/test_store.h"

static void check_same_paper(const struct paper *a, const struct paper *b)
{
    assert_string_equal(a->key, b->key);
    assert_int_equal(a->version, b->version);
    assert_string_equal(a->title, b->title);
    assert_string_equal(a->abstract, b->abstract);
    assert_int_equal(a->authors.count, b->authors.count);
    for (size_t i = 0; i < a->authors.count; i++)
        assert_string_equal(a->authors.items[i], b->authors.items[i]);
    assert_int_equal(a->categories.count, b->categories.count);
    for (size_t i = 0; i < a->categories.count; i++)
        assert_string_equal(a->categories.items[i], b->categories.items[i]);
    assert_string_equal(a->primary_category, b->primary_category);
    assert_int_equal(a->published, b->published);
    assert_int_equal(a->updated, b->updated);
    assert_int_equal(a->announced, b->announced);
    assert_string_equal(a->comment, b->comment);
    assert_string_equal(a->journal_ref, b->journal_ref);
    assert_string_equal(a->doi, b->doi);
    assert_string_equal(a->license, b->license);
    assert_string_equal(a->pdf_url, b->pdf_url);
    assert_string_equal(a->page_url, b->page_url);
    assert_string_equal(a->code_url, b->code_url);
    assert_int_equal(a->withdrawn, b->withdrawn);
    assert_int_equal(a->provisional, b->provisional);
}

static struct paper full_paper(struct arena *arena, const char *key)
{
    struct paper paper = test_paper(arena, key);
    paper.version = 3;
    paper.updated = paper.published + 77;
    paper.announced = TEST_DAY;
    paper.comment = "12 pages";
    paper.journal_ref = "J. Matters 1 (2026)";
    paper.doi = "10.1/x";
    paper.license = "http://creativecommons.org/licenses/by/4.0/";
    paper.pdf_url = "https://arxiv.org/pdf/2604.00001";
    paper.page_url = "https://arxiv.org/abs/2604.00001";
    paper.code_url = "https://github.com/x/y";
    paper.withdrawn = true;
    return paper;
}

static void a_paper_comes_back_as_it_was_put(void **state)
{
    struct test_store *test = *state;
    struct paper put = full_paper(&test->arena, "2604.00001");
    assert_int_equal(put_paper(test, &put), PAPER_ADDED);
    struct paper got = get_paper(test, "2604.00001");
    check_same_paper(&put, &got);
    assert_int_equal(got.row >> 20, TEST_DAY);
}

static void a_venue_paper_stands_in_the_year_of_its_edition(void **state)
{
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "x@OpenReview");
    paper.branch = BRANCH_VENUE;
    paper.categories.count = 0;
    paper.published = paper.updated = 0;
    paper.venue = "ICLR.2024";
    paper.group = "Oral";
    struct test_put put = { .paper = &paper, .day = DAY_NONE };
    assert_ok(test, store_write(test->store, test_put_part, &put, &test->err));
    struct paper got = get_paper(test, "x@OpenReview");
    assert_int_equal(got.row >> 20, 19723);
    assert_int_equal(got.branch, BRANCH_VENUE);
    assert_string_equal(got.venue, "ICLR.2024");
    assert_string_equal(got.group, "Oral");
    assert_int_equal(got.categories.count, 0);
    paper.group = "Poster";
    assert_int_equal(put_paper(test, &paper), PAPER_CHANGED);
    assert_string_equal(get_paper(test, "x@OpenReview").group, "Poster");
}

static void twins_are_looked_for_when_something_of_the_work_changes(void **state)
{
    struct test_store *test = *state;
    const char *todo = "SELECT count(*) FROM link_todo";
    struct paper paper = test_paper(&test->arena, "2604.00001");
    put_paper(test, &paper);
    assert_int_equal(count_of(test, todo), 1);
    paper.comment = "12 pages";
    assert_int_equal(put_paper(test, &paper), PAPER_CHANGED);
    assert_int_equal(count_of(test, todo), 1);
    paper.doi = "10.1/x";
    assert_int_equal(put_paper(test, &paper), PAPER_CHANGED);
    assert_int_equal(count_of(test, todo), 2);
}

static bool has_keyword(struct test_store *test, const char *word)
{
    return strstr(get_paper(test, "2604.00001").keywords, word) != NULL;
}

static void keywords_follow_title_and_abstract(void **state)
{
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "2604.00001");
    paper.title = "Mussels";
    paper.abstract = "";
    paper.keywords = "told,by,nobody";
    put_paper(test, &paper);
    assert_string_equal(get_paper(test, paper.key).keywords, "mussels");
    paper.abstract = "They cling to rafts.";
    put_paper(test, &paper);
    assert_true(has_keyword(test, "mussels") && has_keyword(test, "rafts"));
    paper.title = "Oysters";
    paper.version = 2;
    put_paper(test, &paper);
    assert_true(has_keyword(test, "oysters") && !has_keyword(test, "mussels"));
    paper.title = "Clams";
    paper.version = 1;
    put_paper(test, &paper);
    assert_true(has_keyword(test, "oysters") && !has_keyword(test, "clams"));
}

static void a_paper_of_no_latin_words_has_no_keywords(void **state)
{
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "2604.00001");
    paper.title = "贻贝";
    paper.abstract = NULL;
    put_paper(test, &paper);
    assert_string_equal(get_paper(test, paper.key).keywords, "");
}

static void a_paper_that_is_absent_is_not_found(void **state)
{
    struct test_store *test = *state;
    struct paper paper = { .key = "untouched" };
    bool exists = true;
    with_reader(test, db)
    {
        assert_false(
            paper_store_get(db, "2604.00001", &test->arena, &paper, &test->err));
        assert_int_equal(test->err.code, ERR_NOT_FOUND);
        assert_ok(test, paper_store_exists(db, "2604.00001", &exists, &test->err));
    }
    assert_string_equal(paper.key, "untouched");
    assert_false(exists);
}

static void the_same_paper_again_writes_nothing(void **state)
{
    struct test_store *test = *state;
    struct paper paper = full_paper(&test->arena, "2604.00001");
    put_paper(test, &paper);
    uint64_t before = store_generation(test->store);
    assert_int_equal(put_paper(test, &paper), PAPER_UNCHANGED);
    assert_int_equal(store_generation(test->store), before);
}

static void an_absent_field_erases_nothing(void **state)
{
    struct test_store *test = *state;
    struct paper full = full_paper(&test->arena, "2604.00001");
    put_paper(test, &full);
    struct paper bare = { .key = "2604.00001",
                          .version = 3,
                          .title = full.title,
                          .abstract = "",
                          .announced = DAY_NONE };
    assert_int_equal(put_paper(test, &bare), PAPER_UNCHANGED);
    struct paper got = get_paper(test, "2604.00001");
    check_same_paper(&full, &got);
}

static void a_lower_version_only_fills_what_is_absent(void **state)
{
    struct test_store *test = *state;
    struct paper stored = test_paper(&test->arena, "2604.00001");
    stored.version = 2;
    put_paper(test, &stored);
    struct paper older = stored;
    older.version = 1;
    older.title = "An older title";
    older.comment = "a comment";
    assert_int_equal(put_paper(test, &older), PAPER_CHANGED);
    struct paper got = get_paper(test, "2604.00001");
    assert_int_equal(got.version, 2);
    assert_string_equal(got.title, stored.title);
    assert_string_equal(got.comment, "a comment");
}

static void a_version_not_said_counts_as_the_stored_one(void **state)
{
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "2604.00001");
    paper.version = 2;
    put_paper(test, &paper);
    paper.version = 0;
    paper.title = "A corrected title";
    assert_int_equal(put_paper(test, &paper), PAPER_CHANGED);
    struct paper got = get_paper(test, "2604.00001");
    assert_int_equal(got.version, 2);
    assert_string_equal(got.title, "A corrected title");
}

static void the_text_of_an_older_version_is_kept(void **state)
{
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "2604.00001");
    put_paper(test, &paper);
    paper.version = 2;
    paper.title = "A second title";
    assert_int_equal(put_paper(test, &paper), PAPER_CHANGED);
    assert_int_equal(count_of(test,
                              "SELECT count(*) FROM paper_version WHERE version = 1 "
                              "AND title LIKE 'On the matter%'"),
                     1);
    assert_int_equal(put_paper(test, &paper), PAPER_UNCHANGED);
    assert_int_equal(count_of(test, "SELECT count(*) FROM paper_version"), 1);
}

static void a_listing_line_changes_no_confirmed_paper(void **state)
{
    struct test_store *test = *state;
    struct paper stored = full_paper(&test->arena, "2604.00001");
    stored.comment = NULL;
    put_paper(test, &stored);
    struct paper line = full_paper(&test->arena, "2604.00001");
    line.provisional = true;
    line.version = 0;
    line.title = "The listing's title";
    line.withdrawn = false;
    line.comment = "The listing's comment";
    assert_int_equal(put_paper(test, &line), PAPER_CHANGED);
    struct paper got = get_paper(test, "2604.00001");
    stored.comment = "The listing's comment";
    check_same_paper(&stored, &got);
}

static void a_confirmed_paper_replaces_a_listing_line(void **state)
{
    struct test_store *test = *state;
    struct paper line = test_paper(&test->arena, "2604.00001");
    line.provisional = true;
    line.version = 0;
    line.published = line.updated = 0;
    put_paper(test, &line);
    assert_true(get_paper(test, "2604.00001").provisional);
    struct paper confirmed = full_paper(&test->arena, "2604.00001");
    assert_int_equal(put_paper(test, &confirmed), PAPER_CHANGED);
    struct paper got = get_paper(test, "2604.00001");
    check_same_paper(&confirmed, &got);
    assert_int_equal(count_of(test, "SELECT count(*) FROM paper_version"), 0);
}

static void an_author_list_that_was_cut_is_ignored(void **state)
{
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "2604.00001");
    put_paper(test, &paper);
    paper.authors = TEXTS(&test->arena, "Ada Lovelace");
    assert_int_equal(put_paper(test, &paper), PAPER_UNCHANGED);
    assert_int_equal(get_paper(test, "2604.00001").authors.count, 2);
    paper.authors = TEXTS(&test->arena, "Ada Lovelace", "Alan Turing", "Emmy Noether");
    assert_int_equal(put_paper(test, &paper), PAPER_CHANGED);
    assert_int_equal(get_paper(test, "2604.00001").authors.count, 3);
}

static void a_newer_version_may_lose_an_author(void **state)
{
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "2604.00001");
    put_paper(test, &paper);
    paper.authors = TEXTS(&test->arena, "Ada Lovelace");
    paper.version = 2;
    assert_int_equal(put_paper(test, &paper), PAPER_CHANGED);
    assert_int_equal(get_paper(test, "2604.00001").authors.count, 1);
}

static void the_earliest_announcement_stays(void **state)
{
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "2604.00001");
    put_paper(test, &paper);
    paper.announced = TEST_DAY;
    assert_int_equal(put_paper(test, &paper), PAPER_CHANGED);
    paper.announced = TEST_DAY + 3;
    assert_int_equal(put_paper(test, &paper), PAPER_UNCHANGED);
    paper.announced = TEST_DAY - 1;
    assert_int_equal(put_paper(test, &paper), PAPER_CHANGED);
    assert_int_equal(get_paper(test, "2604.00001").announced, TEST_DAY - 1);
}

static void a_withdrawal_stays_until_a_newer_version(void **state)
{
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "2604.00001");
    paper.withdrawn = true;
    put_paper(test, &paper);
    paper.withdrawn = false;
    assert_int_equal(put_paper(test, &paper), PAPER_UNCHANGED);
    paper.version = 2;
    assert_int_equal(put_paper(test, &paper), PAPER_CHANGED);
    assert_false(get_paper(test, "2604.00001").withdrawn);
}

static void categories_follow_the_paper(void **state)
{
    struct test_store *test = *state;
    struct paper paper = test_paper(&test->arena, "2604.00001");
    put_paper(test, &paper);
    paper.categories = TEXTS(&test->arena, "cs.CV", "cs.LG", "cs.CV");
    put_paper(test, &paper);
    assert_int_equal(count_of(test, "SELECT count(*) FROM paper_category"), 2);
    assert_int_equal(
        count_of(test, "SELECT count(*) FROM paper_category WHERE category = 'cs.CL'"),
        0);
}

static void rows_are_numbered_within_their_day(void **state)
{
    struct test_store *test = *state;
    struct paper first = test_paper(&test->arena, "2604.00002");
    struct paper second = test_paper(&test->arena, "2604.00001");
    put_paper(test, &first);
    put_paper(test, &second);
    assert_int_equal(get_paper(test, "2604.00001").row,
                     get_paper(test, "2604.00002").row + 1);
}

struct many {
    struct paper *papers;
    size_t count;
    struct paper_counts counts;
};

static bool put_many(struct db *db, void *context, struct err *err)
{
    struct many *many = context;
    return paper_store_put_many(db, many->papers, many->count, TEST_NOW, &many->counts,
                                err);
}

static void many_papers_are_counted_by_what_became_of_them(void **state)
{
    struct test_store *test = *state;
    struct paper papers[3];
    for (int i = 0; i < 3; i++)
        papers[i] =
            test_paper(&test->arena, arena_printf(&test->arena, "2604.%05d", i + 1));
    struct many many = { .papers = papers, .count = 2 };
    assert_ok(test, store_write(test->store, put_many, &many, &test->err));
    papers[1].title = "Another title";
    many.count = 3;
    assert_ok(test, store_write(test->store, put_many, &many, &test->err));
    assert_int_equal(many.counts.added, 3);
    assert_int_equal(many.counts.changed, 1);
    assert_int_equal(many.counts.unchanged, 1);
    assert_int_equal(get_paper(test, "2604.00003").row >> 20, TEST_DAY - 1);
}

static void old_papers_get_a_row_by_what_is_known_of_their_date(void **state)
{
    struct test_store *test = *state;
    struct paper papers[3];
    for (int i = 0; i < 3; i++)
        papers[i] =
            test_paper(&test->arena, (const char *[]){ "hep-th/9108001", "0704.0001",
                                                       "1501.00001" }[i]);
    papers[0].published = 0;                /* August 1991, by its id */
    papers[1].published = -86400 * 365 * 2; /* nonsense before 1970 */
    papers[2].published = 0;
    papers[2].announced = TEST_DAY;
    struct many many = { .papers = papers, .count = 3 };
    assert_ok(test, store_write(test->store, put_many, &many, &test->err));
    int32_t august_1991 = 0;
    assert_true(day_from_parts(1991, 8, 1, &august_1991));
    assert_int_equal(get_paper(test, "hep-th/9108001").row >> 20, august_1991);
    assert_int_equal(get_paper(test, "0704.0001").row, 1);
    assert_int_equal(get_paper(test, "1501.00001").row >> 20, TEST_DAY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(a_paper_comes_back_as_it_was_put),
        store_test(a_venue_paper_stands_in_the_year_of_its_edition),
        store_test(twins_are_looked_for_when_something_of_the_work_changes),
        store_test(keywords_follow_title_and_abstract),
        store_test(a_paper_of_no_latin_words_has_no_keywords),
        store_test(a_paper_that_is_absent_is_not_found),
        store_test(the_same_paper_again_writes_nothing),
        store_test(an_absent_field_erases_nothing),
        store_test(a_lower_version_only_fills_what_is_absent),
        store_test(a_version_not_said_counts_as_the_stored_one),
        store_test(the_text_of_an_older_version_is_kept),
        store_test(a_listing_line_changes_no_confirmed_paper),
        store_test(a_confirmed_paper_replaces_a_listing_line),
        store_test(an_author_list_that_was_cut_is_ignored),
        store_test(a_newer_version_may_lose_an_author),
        store_test(the_earliest_announcement_stays),
        store_test(a_withdrawal_stays_until_a_newer_version),
        store_test(categories_follow_the_paper),
        store_test(rows_are_numbered_within_their_day),
        store_test(many_papers_are_counted_by_what_became_of_them),
        store_test(old_papers_get_a_row_by_what_is_known_of_their_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
