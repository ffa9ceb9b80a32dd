/* Twins: found in the other branch by DOI, or by title and authors, never by the title
 * alone; looked for once, in the order of arrival. */
#include "store/related/link_store.h"
#include "store/test_search.h"

struct linking {
    struct link_match match;
    struct link_todo todo;
};

static bool put_link(struct db *db, void *context, struct err *err)
{
    const struct linking *linking = context;
    return link_store_put(db, linking->match.arxiv, linking->match.venue,
                          linking->match.how, err);
}

static bool end_todo(struct db *db, void *context, struct err *err)
{
    const struct linking *linking = context;
    return link_store_done(db, &linking->todo, err);
}

static struct link_matches search(struct test_store *test, const char *key)
{
    struct link_matches matches = { 0 };
    int64_t row = get_paper(test, key).row;
    with_reader(test, db)
        assert_ok(test, link_store_search(db, row, &test->arena, &matches, &test->err));
    return matches;
}

/* The one twin, by key. */
static const char *twin_of(struct test_store *test, const char *key)
{
    struct link_matches matches = search(test, key);
    if (matches.count == 0)
        return "";
    assert_int_equal(matches.count, 1);
    bool is_venue = strchr(key, '@') != NULL;
    int64_t row = is_venue ? matches.items[0].arxiv : matches.items[0].venue;
    return arena_printf(&test->arena, "%lld", (long long)row);
}

static const char *row_of(struct test_store *test, const char *key)
{
    return arena_printf(&test->arena, "%lld", (long long)get_paper(test, key).row);
}

static void put_venue_paper(struct test_store *test, const struct paper *paper)
{
    struct test_put put = { .paper = paper, .day = DAY_NONE };
    assert_ok(test, store_write(test->store, test_put_part, &put, &test->err));
}

static void a_twin_is_found_by_title_and_authors_from_both_sides(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "A Study of Multi-Task Graphs and Their Minors", "a");
    put_venue(test, "x1@OpenReview", "A study of multitask graphs and their minors",
              "ICLR.2026");
    put_venue(test, "x2@OpenReview", "A study of other graphs", "ICLR.2026");
    assert_string_equal(twin_of(test, "2604.00001"), row_of(test, "x1@OpenReview"));
    assert_string_equal(twin_of(test, "x1@OpenReview"), row_of(test, "2604.00001"));
    assert_string_equal(twin_of(test, "x2@OpenReview"), "");
}

static void the_same_title_by_others_is_no_twin(void **state)
{
    struct test_store *test = *state;
    struct paper paper =
        test_venue_paper(&test->arena, "x1@OpenReview",
                         "A study of graphs and their minors", "ICLR.2026");
    paper.authors = TEXTS(&test->arena, "Grace Hopper", "Kurt G\303\266del");
    put_venue_paper(test, &paper);
    put_text(test, "2604.00001", "A study of graphs and their minors", "a");
    assert_string_equal(twin_of(test, "2604.00001"), "");
}

static void a_doi_tells_whatever_the_title(void **state)
{
    struct test_store *test = *state;
    struct paper arxiv = test_paper(&test->arena, "2604.00001");
    struct paper venue =
        test_venue_paper(&test->arena, "P1@ACL", "Something else", "ACL.2026");
    arxiv.doi = "10.1000/one 10.1000/Two";
    venue.doi = "10.1000/two";
    put_paper(test, &arxiv);
    put_venue_paper(test, &venue);
    struct link_matches matches = search(test, "2604.00001");
    assert_int_equal(matches.count, 1);
    assert_int_equal(matches.items[0].how, LINK_DOI);
    assert_true(matches.items[0].arxiv == get_paper(test, "2604.00001").row);
}

static void arxivs_own_doi_tells_from_both_sides(void **state)
{
    struct test_store *test = *state;
    struct paper venue =
        test_venue_paper(&test->arena, "P1@ACL", "Something else", "ACL.2026");
    venue.doi = "10.48550/arXiv.2604.00001";
    put_text(test, "2604.00001", "A study of graphs and their minors", "a");
    put_venue_paper(test, &venue);
    assert_string_equal(twin_of(test, "2604.00001"), row_of(test, "P1@ACL"));
    assert_string_equal(twin_of(test, "P1@ACL"), row_of(test, "2604.00001"));
}

static struct twin_list twins(struct test_store *test, const char *key)
{
    struct twin_list list = { 0 };
    int64_t row = get_paper(test, key).row;
    with_reader(test, db)
        assert_ok(test, link_store_twins(db, row, &test->arena, &list, &test->err));
    return list;
}

static void link_them(struct test_store *test, const char *arxiv, const char *venue,
                      enum link_how how)
{
    struct linking linking = { .match = { get_paper(test, arxiv).row,
                                          get_paper(test, venue).row, how } };
    assert_ok(test, store_write(test->store, put_link, &linking, &test->err));
}

static void a_link_is_seen_from_both_sides_and_keeps_the_better_reason(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "A study", "a");
    put_venue(test, "x1@OpenReview", "A study", "ICLR.2026");
    assert_int_equal(twins(test, "2604.00001").count, 0);
    link_them(test, "2604.00001", "x1@OpenReview", LINK_DOI);
    uint64_t generation = store_generation(test->store);
    link_them(test, "2604.00001", "x1@OpenReview", LINK_TITLE_AUTHORS);
    assert_true(store_generation(test->store) == generation);
    struct twin_list of_arxiv = twins(test, "2604.00001");
    struct twin_list of_venue = twins(test, "x1@OpenReview");
    assert_int_equal(of_arxiv.count, 1);
    assert_string_equal(of_arxiv.items[0].key, "x1@OpenReview");
    assert_string_equal(of_arxiv.items[0].venue, "ICLR.2026");
    assert_string_equal(of_arxiv.items[0].group, "Oral");
    assert_int_equal(of_arxiv.items[0].how, LINK_DOI);
    assert_int_equal(of_venue.count, 1);
    assert_string_equal(of_venue.items[0].key, "2604.00001");
}

static struct link_todo todo(struct test_store *test, size_t max)
{
    struct link_todo list = { 0 };
    struct stop stop;
    stop_init(&stop);
    assert_true(store_settle(test->store, &stop));
    stop_done(&stop);
    with_reader(test, db)
        assert_ok(test, link_store_todo(db, max, &test->arena, &list, &test->err));
    return list;
}

static void what_came_is_looked_at_once_in_order(void **state)
{
    struct test_store *test = *state;
    struct linking linking = { .todo = { 0 } };
    put_venue(test, "x1@OpenReview", "A study", "ICLR.2026");
    put_text(test, "2604.00001", "A study", "a");
    put_text(test, "2604.00002", "Another", "a");
    linking.todo = todo(test, 2);
    assert_int_equal(linking.todo.count, 2);
    assert_true(linking.todo.rows[0] == get_paper(test, "x1@OpenReview").row);
    assert_true(linking.todo.rows[1] == get_paper(test, "2604.00001").row);
    assert_ok(test, store_write(test->store, end_todo, &linking, &test->err));
    linking.todo = todo(test, 2);
    assert_int_equal(linking.todo.count, 1);
    assert_ok(test, store_write(test->store, end_todo, &linking, &test->err));
    assert_true(todo(test, 2).place == 0);
    put_text(test, "2604.00002", "Another", "a");
    assert_true(todo(test, 2).place == 0);
    put_text(test, "2604.00002", "Another title", "a");
    assert_int_equal(todo(test, 2).count, 1);
}

static void with_one_branch_alone_nothing_is_looked_at(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "A study", "a");
    assert_int_equal(todo(test, 2).count, 0);
    assert_true(todo(test, 2).place != 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(a_twin_is_found_by_title_and_authors_from_both_sides),
        store_test(the_same_title_by_others_is_no_twin),
        store_test(a_doi_tells_whatever_the_title),
        store_test(arxivs_own_doi_tells_from_both_sides),
        store_test(a_link_is_seen_from_both_sides_and_keeps_the_better_reason),
        store_test(what_came_is_looked_at_once_in_order),
        store_test(with_one_branch_alone_nothing_is_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
