/* What the night queues: the latest announcement and what readers clicked on, as far as
 * the budget and the queue allow; and what it forgets. */
#include "store/test_store.h"

#include "faq/faq_nightly.h"
#include "store/paper/counter_store.h"
#include "store/paper/text_store.h"
#include "store/queue/job_store.h"

enum { PAPERS = 5, WEEK = 7 * SECONDS_A_DAY };

static const char *const categories[] = { "cs.CL" };
static const char *const languages[] = { "en", "zh" };

static const char *key_of(struct test_store *test, int number)
{
    return arena_printf(&test->arena, "2604.%05d", number);
}

/* Papers 1 to PAPERS are stored, the first three announced today. */
static void fill(struct test_store *test)
{
    struct announcement items[3] = { 0 };
    struct announcement_batch batch = { .day = TEST_DAY,
                                        .category = "cs.CL",
                                        .items = items,
                                        .count = COUNT_OF(items),
                                        .source = LEDGER_FROM_LISTING,
                                        .checked_at = TEST_NOW };
    for (int i = 1; i <= PAPERS; i++) {
        struct paper paper = test_paper(&test->arena, key_of(test, i));
        put_paper(test, &paper);
    }
    for (int i = 0; i < (int)COUNT_OF(items); i++)
        items[i] = (struct announcement){ .key = key_of(test, i + 1),
                                          .section = SECTION_NEW,
                                          .position = i + 1 };
    batch.announced[SECTION_NEW] = COUNT_OF(items);
    assert_true(put_batch(test, &batch));
}

static struct faq_nightly_options options_of(struct test_store *test)
{
    return (struct faq_nightly_options){ .store = test->store,
                                         .categories = categories,
                                         .category_count = 1,
                                         .languages = languages,
                                         .language_count = 1,
                                         .estimate = 100,
                                         .waiting_max = 50,
                                         .keep_text_s = WEEK };
}

static struct faq_nightly_report run(struct test_store *test,
                                     const struct faq_nightly_options *options)
{
    struct faq_nightly_report report = { .queued = -1 };
    assert_ok(test,
              faq_nightly_run(options, TEST_NOW, &test->arena, &report, &test->err));
    return report;
}

static void the_latest_announcement_is_queued_once_at_the_lowest_priority(void **state)
{
    struct test_store *test = *state;
    struct faq_nightly_options options = options_of(test);
    fill(test);
    struct faq_nightly_report report = run(test, &options);
    assert_int_equal(report.queued, 3);
    assert_int_equal(report.waiting, 3);
    assert_false(report.budget_reached);
    assert_int_equal(count_of(test, "SELECT count(*) FROM job WHERE priority = 3"), 3);
    report = run(test, &options);
    assert_int_equal(report.queued, 0);
    assert_int_equal(report.waiting, 3);
}

static void each_language_is_queued(void **state)
{
    struct test_store *test = *state;
    struct faq_nightly_options options = options_of(test);
    options.language_count = 2;
    fill(test);
    assert_int_equal(run(test, &options).queued, 6);
}

static bool click_part(struct db *db, void *context, struct err *err)
{
    return counter_store_add(db, context, 2, err);
}

static void papers_with_many_clicks_are_queued_whatever_their_day(void **state)
{
    struct test_store *test = *state;
    struct faq_nightly_options options = options_of(test);
    struct clicks clicks[] = { { "2604.00004", 0, 3 }, { "2604.00005", 9, 2 } };
    options.category_count = 0;
    options.clicks = 3;
    fill(test);
    assert_ok(test, store_write(test->store, click_part, clicks, &test->err));
    assert_int_equal(run(test, &options).queued, 1);
    assert_int_equal(count_of(test, "SELECT count(*) FROM job JOIN paper ON "
                                    "paper.id = job.paper WHERE key = '2604.00004'"),
                     1);
}

static void no_more_is_queued_than_the_days_budget_would_pay(void **state)
{
    struct test_store *test = *state;
    struct faq_nightly_options options = options_of(test);
    options.budget.day = 250;
    fill(test);
    struct faq_nightly_report report = run(test, &options);
    assert_int_equal(report.queued, 2);
    assert_true(report.budget_reached);
    report = run(test, &options);
    assert_int_equal(report.queued, 0);
    assert_int_equal(report.waiting, 2);
}

static void the_months_budget_counts_too(void **state)
{
    struct test_store *test = *state;
    struct faq_nightly_options options = options_of(test);
    options.budget = (struct budget){ .day = 1000, .month = 100 };
    fill(test);
    assert_int_equal(run(test, &options).queued, 1);
}

static void a_full_queue_ends_the_night(void **state)
{
    struct test_store *test = *state;
    struct faq_nightly_options options = options_of(test);
    options.waiting_max = 2;
    options.language_count = 2;
    fill(test);
    struct faq_nightly_report report = run(test, &options);
    assert_int_equal(report.queued, 2);
    assert_int_equal(report.waiting, 2);
    assert_false(report.budget_reached);
}

static void old_texts_are_forgotten(void **state)
{
    struct test_store *test = *state;
    struct faq_nightly_options options = options_of(test);
    struct stored_text old = { .text = "x", .fetched = TEST_NOW - WEEK - 1 };
    struct stored_text fresh = { .text = "y", .fetched = TEST_NOW - WEEK + 1 };
    fill(test);
    assert_ok(test, text_store_put(test->store, "2604.00001", 1, &old, &test->err));
    assert_ok(test, text_store_put(test->store, "2604.00002", 1, &fresh, &test->err));
    run(test, &options);
    assert_int_equal(count_of(test, "SELECT count(*) FROM full_text"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(the_latest_announcement_is_queued_once_at_the_lowest_priority),
        store_test(each_language_is_queued),
        store_test(papers_with_many_clicks_are_queued_whatever_their_day),
        store_test(no_more_is_queued_than_the_days_budget_would_pay),
        store_test(the_months_budget_counts_too),
        store_test(a_full_queue_ends_the_night),
        store_test(old_texts_are_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
