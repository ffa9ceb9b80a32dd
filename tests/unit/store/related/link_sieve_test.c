/* The sieve: whoever may have a twin passes, by title and authors or by DOI, and who
 * came after it was made; where few came it is not made at all. */
#include "store/related/link_sieve.h"

#include "index/index.h"
#include "store/db.h"
#include "store/test_search.h"

static struct link_sieve sieve(struct test_store *test, bool stopped)
{
    struct link_sieve sieved = { 0 };
    struct stop stop;
    stop_init(&stop);
    assert_true(store_settle(test->store, &stop));
    if (stopped)
        stop_now(&stop);
    with_reader(test, db)
        assert_ok(test, link_sieve_make(db, &stop, &test->arena, &sieved, &test->err));
    stop_done(&stop);
    return sieved;
}

static bool passes(struct test_store *test, const struct link_sieve *sieved,
                   const char *key)
{
    return link_sieve_passes(sieved, 1, get_paper(test, key).row);
}

static void put_by(struct test_store *test, struct paper paper, const char *first,
                   const char *second)
{
    struct test_put put = { .paper = &paper, .day = DAY_NONE };
    paper.authors = TEXTS(&test->arena, first, second);
    assert_ok(test, store_write(test->store, test_put_part, &put, &test->err));
}

static void what_has_a_twin_passes_in_either_branch(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "Spectral cuts of large hypergraphs", "a");
    put_venue(test, "x1@OpenReview", "Spectral cuts of large hyper-graphs",
              "ICLR.2026");
    put_venue(test, "P1@ACL", "Matchings in planar networks", "ACL.1990");
    struct link_sieve sieved = sieve(test, false);
    assert_true(sieved.place == 3);
    assert_true(passes(test, &sieved, "2604.00001"));
    assert_true(passes(test, &sieved, "x1@OpenReview"));
    assert_false(passes(test, &sieved, "P1@ACL"));
}

static void the_same_title_by_others_is_held_back(void **state)
{
    struct test_store *test = *state;
    struct paper venue = test_venue_paper(&test->arena, "x1@OpenReview",
                                          "Spectral cuts of hypergraphs", "ICLR.2026");
    put_by(test, venue, "Grace Hopper", "Kurt G\303\266del");
    put_text(test, "2604.00001", "Spectral cuts of hypergraphs", "a");
    struct link_sieve sieved = sieve(test, false);
    assert_false(passes(test, &sieved, "2604.00001"));
    assert_false(passes(test, &sieved, "x1@OpenReview"));
}

static bool passes_by(struct test_store *test, const char *key, const char *first,
                      const char *second)
{
    struct paper venue =
        test_venue_paper(&test->arena, key, "Spectral cuts of hypergraphs", "ACL.1990");
    put_by(test, venue, first, second);
    struct link_sieve sieved = sieve(test, false);
    return passes(test, &sieved, key);
}

static void names_pass_in_either_order_and_by_initials(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "Spectral cuts of hypergraphs", "a");
    assert_true(passes_by(test, "P1@ACL", "Lovelace Ada", "Turing Alan"));
    assert_true(passes_by(test, "P2@ACL", "A. Lovelace", "A. M. Turing"));
    assert_false(passes_by(test, "P3@ACL", "B. Lovelace", "C. M. Turing"));
}

static void a_doi_passes_whatever_the_title(void **state)
{
    struct test_store *test = *state;
    struct paper arxiv = test_paper(&test->arena, "2604.00001");
    struct paper venue =
        test_venue_paper(&test->arena, "P1@ACL", "Something else", "ACL.2026");
    struct paper own = test_venue_paper(&test->arena, "P2@ACL", "A third", "ACL.2026");
    arxiv.doi = "10.1000/one 10.1000/Two";
    venue.doi = "10.1000/two";
    own.doi = "10.48550/arXiv.2604.00002";
    put_paper(test, &arxiv);
    put_text(test, "2604.00002", "Flows on trees, revisited", "a");
    put_by(test, venue, "Grace Hopper", "Kurt G\303\266del");
    put_by(test, own, "Grace Hopper", "Kurt G\303\266del");
    struct link_sieve sieved = sieve(test, false);
    assert_true(passes(test, &sieved, "2604.00001"));
    assert_true(passes(test, &sieved, "2604.00002"));
    assert_true(passes(test, &sieved, "P1@ACL"));
    assert_true(passes(test, &sieved, "P2@ACL"));
}

static void what_changed_after_it_was_made_passes(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "Flows on trees, revisited", "a");
    put_venue(test, "x1@OpenReview", "A comment on the colours of small hypergraphs",
              "ACL.1990");
    struct link_sieve sieved = sieve(test, false);
    assert_false(passes(test, &sieved, "2604.00001"));
    int64_t row = get_paper(test, "2604.00001").row;
    assert_true(link_sieve_passes(&sieved, sieved.place + 1, row));
}

static void where_few_came_or_a_stop_came_first_all_pass(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "Flows on trees, revisited", "a");
    put_venue(test, "x1@OpenReview", "Colours of small hypergraphs", "ACL.1990");
    assert_true(sieve(test, true).place == 0);
    with_reader(test, db)
    {
        struct stop stop;
        struct link_sieve sieved;
        struct index_snapshot many = *db->index;
        const struct index_snapshot *index = db->index;
        many.docs = 1000;
        stop_init(&stop);
        db->index = &many;
        assert_ok(test, link_sieve_make(db, &stop, &test->arena, &sieved, &test->err));
        db->index = index;
        stop_done(&stop);
        assert_true(sieved.place == 0);
        assert_true(link_sieve_passes(&sieved, 1, 1));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(what_has_a_twin_passes_in_either_branch),
        store_test(the_same_title_by_others_is_held_back),
        store_test(names_pass_in_either_order_and_by_initials),
        store_test(a_doi_passes_whatever_the_title),
        store_test(what_changed_after_it_was_made_passes),
        store_test(where_few_came_or_a_stop_came_first_all_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
