/* What a pass makes of one category's answers, day after day: which days are announced,
 * missed or quiet, and which of two sources is believed. */
#include "store/test_store.h"

#include "base/clock.h"
#include "work/arxiv/poll_part.h"

enum { MONDAY_13 = 20556 /* 2026-04-13 */, TUESDAY_14, WEDNESDAY_15, THURSDAY_16 };

struct test_pass {
    struct test_store *test;
    struct stop stop;
    struct poll_options options;
    struct poll_result result;
    struct pass pass;
};

static void start(struct test_pass *run, struct test_store *test)
{
    *run = (struct test_pass){ .test = test };
    stop_init(&run->stop);
    run->options = (struct poll_options){ .store = test->store, .stop = &run->stop };
    run->pass = (struct pass){ .options = &run->options,
                               .arena = &test->arena,
                               .result = &run->result };
}

/* A document of that day with three new papers, numbered from `first`; 0: none. */
static struct source_document document(struct arena *arena, int32_t day, int first)
{
    struct source_document document = { .day = day, .complete = true };
    document.no_updates = first == 0;
    for (int i = 0; first > 0 && i < 3; i++) {
        struct source_entry entry = { .announced = true,
                                      .section = SECTION_NEW,
                                      .position = i + 1 };
        entry.paper.key = arena_printf(arena, "2604.%05d", first + i);
        entry.paper.branch = BRANCH_ARXIV;
        entry.paper.version = 1;
        entry.paper.title = "A title";
        entry.paper.abstract = "An abstract.";
        entry.paper.primary_category = "cs.CL";
        ARENA_PUSH(arena, &entry.paper.categories, "cs.CL");
        ARENA_PUSH(arena, &entry.paper.authors, "A. Author");
        document.total[SECTION_NEW]++;
        ARENA_PUSH(arena, &document.entries, entry);
    }
    return document;
}

/* Five in the morning in New York: a day without announcement is over by then. */
static int64_t morning_of(int32_t day)
{
    return eastern_instant(day, 5 * 3600);
}

/* What the sources show; a feed of day DAY_NONE did not answer. */
struct shown {
    int32_t day;
    int first;
};

static void look(struct test_pass *run, int32_t today, struct shown listing,
                 struct shown feed)
{
    struct test_store *test = run->test;
    struct category_poll poll = { .category = "cs.CL",
                                  .listing_tried = true,
                                  .has_listing = true,
                                  .feed_answered = feed.day != DAY_NONE,
                                  .has_feed = feed.day != DAY_NONE };
    poll.listing = document(&test->arena, listing.day, listing.first);
    poll.feed = document(&test->arena, feed.day, feed.first);
    assert_ok(test, pass_get_cursor(&run->pass, "list cs.CL", &poll.listing_cursor,
                                    &test->err));
    assert_ok(test,
              pass_get_cursor(&run->pass, "rss cs.CL", &poll.feed_cursor, &test->err));
    assert_ok(test, pass_commit(&run->pass, &poll, morning_of(today), &test->err));
}

/* The ledger's row of `new` on that day, or a row of source LEDGER_SOURCE_COUNT. */
static struct ledger_row row_of(struct test_store *test, int32_t day)
{
    struct ledger_list rows = { 0 };
    struct ledger_query query = {
        .from = day, .until = day, .category = "cs.CL", .limit = 10
    };
    with_reader(test, db)
        assert_ok(test, ledger_store_list(db, &query, &test->arena, &rows, &test->err));
    return rows.count > 0 ? rows.items[0]
                          : (struct ledger_row){ .source = LEDGER_SOURCE_COUNT };
}

static void a_day_between_an_empty_one_and_the_next_is_missed(void **state)
{
    struct test_pass run;
    start(&run, *state);
    look(&run, MONDAY_13, (struct shown){ MONDAY_13, 1 },
         (struct shown){ MONDAY_13, 1 });
    look(&run, TUESDAY_14, (struct shown){ TUESDAY_14, 0 },
         (struct shown){ TUESDAY_14, 0 });
    look(&run, THURSDAY_16, (struct shown){ THURSDAY_16, 11 },
         (struct shown){ THURSDAY_16, 11 });
    assert_int_equal(row_of(*state, TUESDAY_14).announced, 0);
    assert_int_equal(row_of(*state, WEDNESDAY_15).source, LEDGER_MISSED);
}

static void a_day_before_an_empty_one_is_missed(void **state)
{
    struct test_pass run;
    start(&run, *state);
    look(&run, MONDAY_13, (struct shown){ MONDAY_13, 1 },
         (struct shown){ MONDAY_13, 1 });
    look(&run, WEDNESDAY_15, (struct shown){ WEDNESDAY_15, 0 },
         (struct shown){ WEDNESDAY_15, 0 });
    assert_int_equal(row_of(*state, TUESDAY_14).source, LEDGER_MISSED);
}

static void a_holiday_is_quiet_when_both_sources_say_so(void **state)
{
    struct test_pass run;
    start(&run, *state);
    look(&run, MONDAY_13, (struct shown){ MONDAY_13, 1 },
         (struct shown){ MONDAY_13, 1 });
    look(&run, TUESDAY_14, (struct shown){ MONDAY_13, 1 },
         (struct shown){ TUESDAY_14, 0 });
    look(&run, WEDNESDAY_15, (struct shown){ WEDNESDAY_15, 11 },
         (struct shown){ WEDNESDAY_15, 11 });
    assert_int_equal(row_of(*state, TUESDAY_14).source, LEDGER_SOURCE_COUNT);
}

static void a_day_on_which_only_an_old_listing_was_read_is_not_quiet(void **state)
{
    struct test_pass run;
    start(&run, *state);
    look(&run, MONDAY_13, (struct shown){ MONDAY_13, 1 },
         (struct shown){ MONDAY_13, 1 });
    look(&run, TUESDAY_14, (struct shown){ MONDAY_13, 1 },
         (struct shown){ DAY_NONE, 0 });
    look(&run, WEDNESDAY_15, (struct shown){ WEDNESDAY_15, 11 },
         (struct shown){ WEDNESDAY_15, 11 });
    assert_int_equal(row_of(*state, TUESDAY_14).source, LEDGER_MISSED);
}

static void a_feed_that_is_ahead_of_an_old_listing_is_believed(void **state)
{
    struct test_pass run;
    start(&run, *state);
    look(&run, MONDAY_13, (struct shown){ MONDAY_13, 1 },
         (struct shown){ MONDAY_13, 1 });
    look(&run, TUESDAY_14, (struct shown){ MONDAY_13, 1 },
         (struct shown){ TUESDAY_14, 11 });
    assert_int_equal(row_of(*state, TUESDAY_14).source, LEDGER_FROM_FEED);
    assert_int_equal(row_of(*state, TUESDAY_14).stored, 3);
    look(&run, TUESDAY_14, (struct shown){ TUESDAY_14, 11 },
         (struct shown){ TUESDAY_14, 11 });
    assert_int_equal(row_of(*state, TUESDAY_14).source, LEDGER_FROM_BOTH);
    look(&run, WEDNESDAY_15, (struct shown){ WEDNESDAY_15, 21 },
         (struct shown){ WEDNESDAY_15, 21 });
    assert_int_equal(row_of(*state, MONDAY_13).stored, 3);
    assert_int_equal(row_of(*state, TUESDAY_14).stored, 3);
}

static void an_old_feed_under_a_new_date_is_no_announcement(void **state)
{
    struct test_pass run;
    start(&run, *state);
    look(&run, MONDAY_13, (struct shown){ MONDAY_13, 1 },
         (struct shown){ MONDAY_13, 1 });
    look(&run, TUESDAY_14, (struct shown){ TUESDAY_14, 11 },
         (struct shown){ TUESDAY_14, 11 });
    look(&run, WEDNESDAY_15, (struct shown){ TUESDAY_14, 11 },
         (struct shown){ WEDNESDAY_15, 1 });
    assert_int_equal(row_of(*state, MONDAY_13).stored, 3);
    assert_true(row_of(*state, WEDNESDAY_15).source == LEDGER_SOURCE_COUNT);
}

static void a_page_that_goes_back_a_day_makes_no_day_missed_or_quiet(void **state)
{
    struct test_pass run;
    start(&run, *state);
    look(&run, MONDAY_13, (struct shown){ MONDAY_13, 1 },
         (struct shown){ MONDAY_13, 1 });
    look(&run, TUESDAY_14, (struct shown){ TUESDAY_14, 11 },
         (struct shown){ TUESDAY_14, 11 });
    look(&run, TUESDAY_14, (struct shown){ MONDAY_13, 1 },
         (struct shown){ TUESDAY_14, 11 });
    struct poll_cursor cursor;
    assert_ok(run.test,
              pass_get_cursor(&run.pass, "list cs.CL", &cursor, &run.test->err));
    assert_int_equal(cursor.day, TUESDAY_14);
    assert_int_equal(row_of(*state, TUESDAY_14).announced, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(a_day_between_an_empty_one_and_the_next_is_missed),
        store_test(a_day_before_an_empty_one_is_missed),
        store_test(a_holiday_is_quiet_when_both_sources_say_so),
        store_test(a_day_on_which_only_an_old_listing_was_read_is_not_quiet),
        store_test(a_feed_that_is_ahead_of_an_old_listing_is_believed),
        store_test(an_old_feed_under_a_new_date_is_no_announcement),
        store_test(a_page_that_goes_back_a_day_makes_no_day_missed_or_quiet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
