/* The spend book: what goes out is written down, what comes back is counted once. */
#include "store/test_queue.h"

enum { TODAY = TEST_NOW / SECONDS_A_DAY };

static int64_t open_call(struct test_queue *queue, struct lease lease, int64_t estimate,
                         int64_t now)
{
    struct spend_call call = { lease, "kimi", "k2", 1, estimate, now };
    int64_t id = 0;
    write_ok(queue, spend_open(queue->db, &call, &id, &queue->err));
    return id;
}

static void settle(struct test_queue *queue, int64_t call, int64_t cost,
                   const char *model, int64_t now)
{
    struct faq_usage usage = { 1000, 10, 100, cost, model == NULL };
    write_ok(queue,
             spend_settle(queue->db, call, &usage, model, "answer", now, &queue->err));
}

static struct spend_now spent(struct test_queue *queue, int64_t now)
{
    struct spend_now spent = { 0 };
    assert_ok(queue, spend_now(queue->db, now, &spent, &queue->err));
    return spent;
}

static struct spend_rows list(struct test_queue *queue, int32_t first)
{
    struct spend_rows rows = { 0 };
    assert_ok(queue, spend_list(queue->db, first, &queue->arena, &rows, &queue->err));
    return rows;
}

static void a_settled_call_is_spent_by_its_job_and_its_day(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    int64_t call = open_call(queue, lease, 200, TEST_NOW);
    assert_int_equal(spent(queue, TEST_NOW).day, 0);
    assert_int_equal(spent(queue, TEST_NOW).calls_open, 1);
    settle(queue, call, 150, "k2-0905", TEST_NOW + 1);
    assert_int_equal(spent(queue, TEST_NOW).day, 150);
    assert_int_equal(spent(queue, TEST_NOW).month, 150);
    assert_int_equal(spent(queue, TEST_NOW).calls_open, 0);
    assert_int_equal(queue_get(queue, lease.job).spent, 150);
}

static void settling_twice_is_an_error(void **state)
{
    struct test_queue *queue = *state;
    struct faq_usage usage = { .cost = 5 };
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    int64_t call = open_call(queue, lease, 200, TEST_NOW);
    settle(queue, call, 5, NULL, TEST_NOW);
    write_fails(
        queue, ERR_INVALID,
        spend_settle(queue->db, call, &usage, NULL, "answer", TEST_NOW, &queue->err));
    write_fails(queue, ERR_INVALID,
                spend_settle(queue->db, call + 1, &usage, NULL, "answer", TEST_NOW,
                             &queue->err));
    assert_int_equal(spent(queue, TEST_NOW).day, 5);
}

static void a_call_whose_job_was_taken_away_is_paid_for_all_the_same(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    int64_t call = open_call(queue, lease, 200, TEST_NOW);
    assert_int_equal(spent(queue, TEST_NOW).reserved, 600);
    write_ok(queue,
             job_store_cancel(queue->db, lease.job, TEST_NOW, "no", &queue->err));
    assert_int_equal(spent(queue, TEST_NOW).reserved, 200);
    settle(queue, call, 180, NULL, TEST_NOW);
    assert_int_equal(spent(queue, TEST_NOW).reserved, 0);
    assert_int_equal(spent(queue, TEST_NOW).day, 180);
    assert_int_equal(queue_get(queue, lease.job).spent, 180);
}

static void a_call_that_may_cost_more_than_the_rest_is_reserved(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    open_call(queue, lease, 5000, TEST_NOW);
    assert_int_equal(spent(queue, TEST_NOW).reserved, 5000);
}

static void sums_are_kept_by_day_provider_and_model(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    int64_t tomorrow = TEST_NOW + SECONDS_A_DAY;
    settle(queue, open_call(queue, lease, 9, TEST_NOW), 3, "a", TEST_NOW);
    settle(queue, open_call(queue, lease, 9, TEST_NOW), 4, "a", TEST_NOW);
    settle(queue, open_call(queue, lease, 9, TEST_NOW), 5, "b", TEST_NOW);
    settle(queue, open_call(queue, lease, 9, TEST_NOW), 6, NULL, tomorrow);
    struct spend_rows rows = list(queue, TODAY);
    assert_int_equal(rows.count, 3);
    assert_int_equal(rows.items[0].day, TODAY + 1);
    assert_string_equal(rows.items[0].provider, "kimi");
    assert_string_equal(rows.items[0].model, "k2");
    assert_true(rows.items[0].usage.estimated);
    assert_int_equal(rows.items[0].usage.cost, 6);
    assert_string_equal(rows.items[2].model, "a");
    assert_int_equal(rows.items[2].calls, 2);
    assert_int_equal(rows.items[2].usage.cost, 7);
    assert_int_equal(rows.items[2].usage.tokens_in, 2000);
    assert_int_equal(rows.items[2].usage.tokens_cached, 20);
    assert_int_equal(rows.items[2].usage.tokens_out, 200);
    assert_false(rows.items[2].usage.estimated);
    assert_int_equal(list(queue, TODAY + 1).count, 1);
    assert_int_equal(spent(queue, tomorrow).day, 6);
    assert_int_equal(spent(queue, tomorrow).month, 18);
}

static void a_month_begins_with_its_first_day(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    int32_t first = 0, last = 0;
    assert_ok(queue, day_from_text(LIT("2026-04-01"), &first, &queue->err));
    assert_ok(queue, day_from_text(LIT("2026-04-30"), &last, &queue->err));
    for (int32_t day = first - 1; day <= last + 1; day += 1) {
        int64_t now = (int64_t)day * SECONDS_A_DAY;
        settle(queue, open_call(queue, lease, 9, now), 1, "a", now);
    }
    assert_int_equal(spent(queue, (int64_t)last * SECONDS_A_DAY + 86399).month, 30);
    assert_int_equal(spent(queue, (int64_t)first * SECONDS_A_DAY).month, 1);
    assert_int_equal(spent(queue, (int64_t)(last + 1) * SECONDS_A_DAY).month, 1);
}

static void calls_that_the_end_of_the_process_cut_off_cost_their_estimate(void **state)
{
    struct test_queue *queue = *state;
    int64_t count = 0, later = TEST_NOW + 3 * SECONDS_A_DAY;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    settle(queue, open_call(queue, lease, 9, TEST_NOW), 1, "a", TEST_NOW);
    open_call(queue, lease, 70, TEST_NOW);
    open_call(queue, lease, 80, TEST_NOW);
    write_ok(queue, spend_settle_lost(queue->db, later, &count, &queue->err));
    assert_int_equal(count, 2);
    assert_int_equal(spent(queue, TEST_NOW).day, 151);
    assert_int_equal(spent(queue, later).day, 0);
    assert_int_equal(spent(queue, later).calls_open, 0);
    assert_int_equal(queue_get(queue, lease.job).spent, 151);
    write_ok(queue, spend_settle_lost(queue->db, later, &count, &queue->err));
    assert_int_equal(count, 0);
}

static void what_a_provider_says_is_bounded(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    for (int i = 0; i < 20; i++) {
        struct faq_usage usage = { INT64_MAX, INT64_MIN, -5, INT64_MAX, false };
        int64_t call = open_call(queue, lease, INT64_MAX, TEST_NOW);
        write_ok(queue, spend_settle(queue->db, call, &usage, NULL, "answer", TEST_NOW,
                                     &queue->err));
    }
    assert_true(spent(queue, TEST_NOW).day > 0);
    assert_int_equal(list(queue, TODAY).items[0].usage.tokens_out, 0);
}

static void single_calls_are_forgotten_and_sums_stay(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    settle(queue, open_call(queue, lease, 9, TEST_NOW), 1, "a", TEST_NOW);
    open_call(queue, lease, 9, TEST_NOW);
    write_ok(queue, spend_prune(queue->db, TEST_NOW, &queue->err));
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM call"), 2);
    write_ok(queue, spend_prune(queue->db, TEST_NOW + 1, &queue->err));
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM call"), 1);
    assert_int_equal(spent(queue, TEST_NOW).calls_open, 1);
    assert_int_equal(spent(queue, TEST_NOW).day, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        queue_test(a_settled_call_is_spent_by_its_job_and_its_day),
        queue_test(settling_twice_is_an_error),
        queue_test(a_call_whose_job_was_taken_away_is_paid_for_all_the_same),
        queue_test(a_call_that_may_cost_more_than_the_rest_is_reserved),
        queue_test(sums_are_kept_by_day_provider_and_model),
        queue_test(a_month_begins_with_its_first_day),
        queue_test(calls_that_the_end_of_the_process_cut_off_cost_their_estimate),
        queue_test(what_a_provider_says_is_bounded),
        queue_test(single_calls_are_forgotten_and_sums_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
