/* The linker: twins that came are linked once, whichever came first, and a stop leaves
 * the rest for the next time. */
#include "store/related/link_store.h"
#include "store/test_search.h"
#include "work/linker.h"

static struct linker_report run(struct test_store *test, bool stopped)
{
    struct linker_report report = { 0 };
    struct stop stop;
    stop_init(&stop);
    assert_true(store_settle(test->store, &stop));
    if (stopped)
        stop_now(&stop);
    assert_ok(test, linker_run(test->store, &stop, &report, &test->err));
    stop_done(&stop);
    return report;
}

static size_t twins_of(struct test_store *test, const char *key)
{
    struct twin_list twins = { 0 };
    int64_t row = get_paper(test, key).row;
    with_reader(test, db)
        assert_ok(test, link_store_twins(db, row, &test->arena, &twins, &test->err));
    return twins.count;
}

static void whichever_came_first_the_twin_is_found_once(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "Spectral cuts of large hypergraphs", "a");
    assert_int_equal(run(test, false).linked, 0);
    put_venue(test, "x1@OpenReview", "Spectral cuts of large hypergraphs", "ICLR.2026");
    put_venue(test, "x2@OpenReview", "Colours of small hypergraphs", "ICLR.2026");
    struct linker_report report = run(test, false);
    assert_int_equal(report.looked_at, 2);
    assert_int_equal(report.linked, 1);
    put_text(test, "2604.00002", "Colours of small hypergraphs", "a");
    assert_int_equal(run(test, false).linked, 1);
    assert_int_equal(run(test, false).looked_at, 0);
    assert_int_equal(twins_of(test, "2604.00001"), 1);
    assert_int_equal(twins_of(test, "x2@OpenReview"), 1);
}

static void what_a_stop_cuts_off_is_done_the_next_time(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "Spectral cuts of large hypergraphs", "a");
    put_venue(test, "x1@OpenReview", "Spectral cuts of large hypergraphs", "ICLR.2026");
    run(test, true);
    assert_int_equal(twins_of(test, "2604.00001"), 0);
    run(test, false);
    assert_int_equal(twins_of(test, "2604.00001"), 1);
}

static void a_paper_that_changes_may_find_its_twin_then(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "An early title of another kind", "a");
    put_venue(test, "x1@OpenReview", "Spectral cuts of large hypergraphs", "ICLR.2026");
    assert_int_equal(run(test, false).linked, 0);
    put_text(test, "2604.00001", "Spectral cuts of large hypergraphs", "a");
    assert_int_equal(run(test, false).linked, 1);
}

static void a_twin_that_turns_out_to_be_another_work_is_unlinked(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "Spectral cuts of large hypergraphs", "a");
    put_text(test, "2604.00002", "Colours of small hypergraphs", "a");
    put_venue(test, "x1@OpenReview", "Spectral cuts of large hypergraphs", "ICLR.2026");
    put_venue(test, "x2@OpenReview", "Colours of small hypergraphs", "ICLR.2026");
    assert_int_equal(run(test, false).linked, 4);
    put_text(test, "2604.00001", "Flows on trees, revisited", "a");
    put_venue(test, "x2@OpenReview", "Matchings in planar graphs", "ICLR.2026");
    run(test, false);
    assert_int_equal(twins_of(test, "2604.00001"), 0);
    assert_int_equal(twins_of(test, "x1@OpenReview"), 0);
    assert_int_equal(twins_of(test, "2604.00002"), 0);
    assert_int_equal(twins_of(test, "x2@OpenReview"), 0);
}

/* So many strangers that the one paper which comes is searched for without a sieve. */
static void one_that_comes_among_many_finds_its_twin_from_either_branch(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "Spectral cuts of large hypergraphs", "a");
    put_venue(test, "x1@OpenReview", "Colours of small hypergraphs", "ICLR.2026");
    for (int i = 0; i < 100; i++)
        put_text(test, arena_printf(&test->arena, "2603.%05d", i + 1),
                 arena_printf(&test->arena, "Flows on trees of order %d", i), "a");
    struct linker_report report = run(test, false);
    assert_int_equal(report.looked_at, 102);
    assert_int_equal(report.linked, 0);
    put_venue(test, "x2@OpenReview", "Spectral cuts of large hypergraphs", "ICLR.2026");
    assert_int_equal(run(test, false).linked, 1);
    put_text(test, "2604.00002", "Colours of small hypergraphs", "a");
    assert_int_equal(run(test, false).linked, 1);
    assert_int_equal(twins_of(test, "2604.00001"), 1);
    assert_int_equal(twins_of(test, "x1@OpenReview"), 1);
}

enum { COME = 2300, EVERY = 100 };

static struct paper numbered(struct arena *arena, int number, bool is_venue)
{
    const char *title =
        arena_printf(arena, "Spectral cuts of hypergraph number %d", 1000 + number);
    if (is_venue)
        return test_venue_paper(arena, arena_printf(arena, "x%d@OpenReview", number),
                                title, "ICLR.2026");
    struct paper paper =
        test_paper(arena, arena_printf(arena, "2604.%05d", number + 1));
    paper.title = title;
    return paper;
}

static bool put_crowd(struct db *db, void *context, struct err *err)
{
    struct test_store *test = context;
    for (int i = 0; i < COME; i++) {
        struct paper arxiv = numbered(&test->arena, i, false);
        struct paper venue = numbered(&test->arena, i, true);
        struct test_put put = { .paper = &arxiv, .day = DAY_NONE };
        struct test_put put_twin = { .paper = &venue, .day = DAY_NONE };
        if (!test_put_part(db, &put, err) ||
            (i % EVERY == 0 && !test_put_part(db, &put_twin, err)))
            return false;
    }
    return true;
}

/* And so many come at once that they are sieved, more than a write takes. */
static void all_twins_are_found_among_many_that_come_at_once(void **state)
{
    struct test_store *test = *state;
    assert_ok(test, store_write(test->store, put_crowd, test, &test->err));
    struct linker_report report = run(test, false);
    assert_int_equal(report.looked_at, COME + COME / EVERY);
    for (int i = 0; i < COME; i += EVERY)
        assert_int_equal(twins_of(test, numbered(&test->arena, i, false).key), 1);
    assert_int_equal(twins_of(test, "2604.00002"), 0);
    assert_int_equal(run(test, false).looked_at, 0);
}

struct told {
    int64_t arxiv, venue;
};

static bool tell(struct db *db, void *context, struct err *err)
{
    const struct told *told = context;
    return link_store_put(db, told->arxiv, told->venue, LINK_TOLD, err);
}

static void what_a_source_has_told_stays_linked(void **state)
{
    struct test_store *test = *state;
    put_text(test, "2604.00001", "Spectral cuts of large hypergraphs", "a");
    put_venue(test, "x1@OpenReview", "Colours of small hypergraphs", "ICLR.2026");
    struct told told = { get_paper(test, "2604.00001").row,
                         get_paper(test, "x1@OpenReview").row };
    assert_ok(test, store_write(test->store, tell, &told, &test->err));
    put_text(test, "2604.00001", "Flows on trees, revisited", "a");
    run(test, false);
    assert_int_equal(twins_of(test, "x1@OpenReview"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(whichever_came_first_the_twin_is_found_once),
        store_test(what_a_stop_cuts_off_is_done_the_next_time),
        store_test(a_paper_that_changes_may_find_its_twin_then),
        store_test(a_twin_that_turns_out_to_be_another_work_is_unlinked),
        store_test(one_that_comes_among_many_finds_its_twin_from_either_branch),
        store_test(all_twins_are_found_among_many_that_come_at_once),
        store_test(what_a_source_has_told_stays_linked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
