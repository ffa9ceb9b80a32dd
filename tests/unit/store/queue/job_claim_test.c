/* Handing out: in which order, and within what budget. */
#include "store/test_queue.h"

enum { MIDNIGHT = (TEST_NOW / SECONDS_A_DAY + 1) * SECONDS_A_DAY };

/* TEST_NOW is 2026-04-24. */
static const int32_t may_first = TEST_DAY + 7;

static int64_t add(struct test_queue *queue, int number, enum job_priority priority,
                   int64_t now)
{
    int64_t job = 0;
    struct job_ask ask = ask_for(queue, number);
    ask.priority = priority;
    ask.now = now;
    queue_ask(queue, &ask, &job);
    return job;
}

static void the_best_priority_goes_first_then_the_longest_waiting(void **state)
{
    struct test_queue *queue = *state;
    int64_t nightly = add(queue, 1, PRIORITY_NIGHTLY, TEST_NOW - 500);
    int64_t older = add(queue, 2, PRIORITY_OLDER, TEST_NOW - 400);
    int64_t late = add(queue, 3, PRIORITY_TODAY, TEST_NOW - 100);
    int64_t early = add(queue, 4, PRIORITY_TODAY, TEST_NOW - 200);
    int64_t token = add(queue, 5, PRIORITY_TOKEN, TEST_NOW);
    const int64_t order[] = { token, early, late, older, nightly };
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        int64_t position = 0;
        assert_ok(queue,
                  job_store_position(queue->db, order[i], &position, &queue->err));
        assert_int_equal(position, i + 1);
    }
    for (size_t i = 0; i < COUNT_OF(order); i++)
        queue_take(queue, TEST_NOW, order[i]);
    assert_int_equal(queue_claim(queue, TEST_NOW).claimed, CLAIM_NONE);
}

static void a_claimed_job_runs(void **state)
{
    struct test_queue *queue = *state;
    int64_t id = queue_add(queue, 1), position = -1;
    struct claimed claimed = queue_claim(queue, TEST_NOW + 5);
    assert_int_equal(claimed.job.state, JOB_RUNNING);
    assert_string_equal(claimed.job.key, "2604.00001");
    assert_int_equal(queue_get(queue, id).state, JOB_RUNNING);
    assert_ok(queue, job_store_position(queue->db, id, &position, &queue->err));
    assert_int_equal(position, 0);
}

static void what_is_not_due_waits_and_the_next_time_is_told(void **state)
{
    struct test_queue *queue = *state;
    assert_int_equal(queue_claim(queue, TEST_NOW).next, INT64_MAX);
    add(queue, 1, PRIORITY_TOKEN, TEST_NOW + 50);
    add(queue, 2, PRIORITY_NIGHTLY, TEST_NOW + 20);
    struct claimed none = queue_claim(queue, TEST_NOW);
    assert_int_equal(none.claimed, CLAIM_NONE);
    assert_int_equal(none.next, TEST_NOW + 20);
    assert_int_equal(queue_claim(queue, TEST_NOW + 20).claimed, CLAIMED);
    assert_int_equal(queue_claim(queue, TEST_NOW + 20).next, TEST_NOW + 50);
}

static void a_paused_queue_hands_out_nothing(void **state)
{
    struct test_queue *queue = *state;
    struct job_counts counts = { 0 };
    queue_add(queue, 1);
    write_ok(queue, job_store_set_paused(queue->db, true, &queue->err));
    assert_int_equal(queue_claim(queue, TEST_NOW).claimed, CLAIM_PAUSED);
    assert_ok(queue, job_store_counts(queue->db, &counts, &queue->err));
    assert_true(counts.paused);
    assert_int_equal(counts.of[JOB_READY], 1);
    write_ok(queue, job_store_set_paused(queue->db, false, &queue->err));
    assert_int_equal(queue_claim(queue, TEST_NOW).claimed, CLAIMED);
}

/* Pays for something else. */
static void spend(struct test_queue *queue, struct lease lease, int64_t cost,
                  int64_t now)
{
    struct spend_call call = { lease, "kimi", "k2", 1, cost, now };
    struct faq_usage usage = { .cost = cost };
    int64_t id = 0;
    write_ok(queue, spend_open(queue->db, &call, &id, &queue->err));
    write_ok(queue,
             spend_settle(queue->db, id, &usage, NULL, "answer", now, &queue->err));
}

static void the_days_budget_is_reserved_when_a_job_is_claimed(void **state)
{
    struct test_queue *queue = *state;
    const struct budget budget = { .day = 1500 };
    for (int i = 1; i <= 3; i++)
        queue_add(queue, i);
    assert_int_equal(queue_claim_for(queue, TEST_NOW, budget).claimed, CLAIMED);
    assert_int_equal(queue_claim_for(queue, TEST_NOW, budget).claimed, CLAIMED);
    struct claimed third = queue_claim_for(queue, TEST_NOW, budget);
    assert_int_equal(third.claimed, CLAIM_NO_BUDGET);
    assert_true(third.next > TEST_NOW && third.next < MIDNIGHT);
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM job WHERE state = 1"), 2);
}

static void a_day_that_is_spent_ends_at_midnight(void **state)
{
    struct test_queue *queue = *state;
    const struct budget budget = { .day = 1000 };
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    spend(queue, lease, 600, TEST_NOW);
    write_ok(queue, job_store_kill(queue->db, lease, TEST_NOW, "x", &queue->err));
    queue_add(queue, 2);
    struct claimed claimed = queue_claim_for(queue, TEST_NOW, budget);
    assert_int_equal(claimed.claimed, CLAIM_NO_BUDGET);
    assert_int_equal(claimed.next, MIDNIGHT);
    assert_int_equal(queue_claim_for(queue, MIDNIGHT - 1, budget).claimed,
                     CLAIM_NO_BUDGET);
    assert_int_equal(queue_claim_for(queue, MIDNIGHT, budget).claimed, CLAIMED);
}

static void a_month_that_is_spent_ends_with_it(void **state)
{
    struct test_queue *queue = *state;
    const struct budget budget = { .day = 1000, .month = 1000 };
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    spend(queue, lease, 600, TEST_NOW);
    write_ok(queue, job_store_kill(queue->db, lease, TEST_NOW, "x", &queue->err));
    queue_add(queue, 2);
    int64_t may = (int64_t)may_first * SECONDS_A_DAY;
    struct claimed claimed = queue_claim_for(queue, MIDNIGHT, budget);
    assert_int_equal(claimed.claimed, CLAIM_NO_BUDGET);
    assert_int_equal(claimed.next, may);
    assert_int_equal(queue_claim_for(queue, may - 1, budget).claimed, CLAIM_NO_BUDGET);
    assert_int_equal(queue_claim_for(queue, may, budget).claimed, CLAIMED);
}

static void a_december_ends_with_the_year(void **state)
{
    struct test_queue *queue = *state;
    int32_t last = 0;
    assert_ok(queue, day_from_text(LIT("2026-12-31"), &last, &queue->err));
    int64_t now = (int64_t)last * SECONDS_A_DAY + HOUR;
    struct lease lease = queue_take(queue, now, queue_add(queue, 1));
    spend(queue, lease, 1000, now);
    queue_add(queue, 2);
    struct claimed claimed =
        queue_claim_for(queue, now, (struct budget){ .month = 1000 });
    assert_int_equal(claimed.claimed, CLAIM_NO_BUDGET);
    assert_int_equal(claimed.next, (int64_t)(last + 1) * SECONDS_A_DAY);
}

static void a_cheaper_job_passes_one_that_costs_too_much(void **state)
{
    struct test_queue *queue = *state;
    struct job_ask dear = ask_for(queue, 1), cheap = ask_for(queue, 2);
    int64_t dear_job = 0, cheap_job = 0;
    dear.estimate = 900;
    cheap.estimate = 300;
    cheap.priority = PRIORITY_NIGHTLY;
    queue_ask(queue, &dear, &dear_job);
    queue_ask(queue, &cheap, &cheap_job);
    struct claimed claimed =
        queue_claim_for(queue, TEST_NOW, (struct budget){ .day = 800 });
    assert_int_equal(claimed.claimed, CLAIMED);
    assert_int_equal(claimed.job.id, cheap_job);
    assert_int_equal(
        queue_claim_for(queue, TEST_NOW, (struct budget){ .day = 1200 }).job.id,
        dear_job);
}

static void nothing_that_is_due_hides_when_another_may_be_paid_for(void **state)
{
    struct test_queue *queue = *state;
    const struct budget budget = { .day = 1000 };
    struct job_ask ask = ask_for(queue, 2);
    int64_t job = 0;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    ask.estimate = 5000;
    queue_ask(queue, &ask, &job);
    assert_int_equal(queue_claim_for(queue, TEST_NOW, budget).next, MIDNIGHT);
    add(queue, 3, PRIORITY_NIGHTLY, TEST_NOW + 10);
    assert_int_equal(queue_claim_for(queue, TEST_NOW, budget).next, TEST_NOW + 10);
    struct claimed claimed = queue_claim_for(queue, TEST_NOW + 10, budget);
    assert_int_equal(claimed.claimed, CLAIM_NO_BUDGET);
    assert_int_equal(claimed.next, TEST_NOW + 70);
    write_ok(queue, job_store_kill(queue->db, lease, TEST_NOW, "x", &queue->err));
    assert_int_equal(queue_claim_for(queue, TEST_NOW + 10, budget).claimed, CLAIMED);
}

static const char *reason_of(struct test_queue *queue, int64_t job)
{
    const char *reason = queue_get(queue, job).reason;
    return reason != NULL ? reason : "";
}

static void a_job_over_the_whole_budget_says_so(void **state)
{
    struct test_queue *queue = *state;
    struct job_ask dear = ask_for(queue, 1);
    int64_t dear_job = 0;
    dear.estimate = 900;
    queue_ask(queue, &dear, &dear_job);
    int64_t others[] = { queue_add(queue, 2), queue_add(queue, 3) };
    queue_claim_for(queue, TEST_NOW, (struct budget){ .day = 900, .month = 1800 });
    write_ok(queue,
             job_store_recover(queue->db, TEST_NOW, &(int64_t){ 0 }, &queue->err));
    assert_string_equal(reason_of(queue, dear_job), "");
    struct claimed claimed =
        queue_claim_for(queue, TEST_NOW, (struct budget){ .day = 899, .month = 1800 });
    assert_int_equal(claimed.job.id, others[0]);
    assert_non_null(strstr(reason_of(queue, dear_job), "whole day"));
    claimed = queue_claim_for(queue, TEST_NOW, (struct budget){ .month = 899 });
    assert_int_equal(claimed.claimed, CLAIM_NO_BUDGET);
    assert_non_null(strstr(reason_of(queue, dear_job), "whole month"));
    assert_string_equal(reason_of(queue, others[1]), "");
    queue_take(queue, TEST_NOW, dear_job);
    assert_string_equal(reason_of(queue, dear_job), "");
}

static void a_job_over_the_budget_says_so_also_where_nothing_is_left(void **state)
{
    struct test_queue *queue = *state;
    struct job_ask dear = ask_for(queue, 2);
    int64_t dear_job = 0;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    spend(queue, lease, 2000, TEST_NOW);
    dear.estimate = 1001;
    queue_ask(queue, &dear, &dear_job);
    struct claimed claimed =
        queue_claim_for(queue, TEST_NOW, (struct budget){ .day = 1000 });
    assert_int_equal(claimed.claimed, CLAIM_NO_BUDGET);
    assert_non_null(strstr(reason_of(queue, dear_job), "whole day"));
}

static void what_costs_nothing_runs_within_any_budget_that_is_kept(void **state)
{
    struct test_queue *queue = *state;
    struct job_ask ask = ask_for(queue, 1);
    int64_t job = 0;
    ask.estimate = INT64_MIN;
    queue_ask(queue, &ask, &job);
    struct claimed claimed =
        queue_claim_for(queue, TEST_NOW, (struct budget){ .day = 1 });
    assert_int_equal(claimed.claimed, CLAIMED);
    assert_int_equal(claimed.job.estimate, 0);
}

static void a_better_estimate_must_fit_as_well(void **state)
{
    struct test_queue *queue = *state;
    const struct budget budget = { .day = 1500 };
    struct lease first = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    struct lease second = queue_take(queue, TEST_NOW, queue_add(queue, 2));
    write_ok(queue,
             job_store_reserve(queue->db, first, 900, &budget, TEST_NOW, &queue->err));
    write_fails(
        queue, ERR_LIMIT,
        job_store_reserve(queue->db, second, 601, &budget, TEST_NOW, &queue->err));
    assert_true(queue->err.retry_after > 0);
    assert_int_equal(queue_get(queue, second.job).estimate, 600);
    write_ok(queue,
             job_store_reserve(queue->db, second, 100, &budget, TEST_NOW, &queue->err));
    write_ok(queue,
             job_store_reserve(queue->db, first, 1400, &budget, TEST_NOW, &queue->err));
    struct budget none = { 0 };
    write_ok(queue, job_store_reserve(queue->db, first, INT64_MAX, &none, TEST_NOW,
                                      &queue->err));
}

static void an_estimate_beyond_a_day_is_told_to_wait_for_it(void **state)
{
    struct test_queue *queue = *state;
    const struct budget budget = { .day = 700 };
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    write_fails(
        queue, ERR_LIMIT,
        job_store_reserve(queue->db, lease, 701, &budget, TEST_NOW, &queue->err));
    assert_int_equal(queue->err.retry_after, MIDNIGHT - TEST_NOW);
    assert_non_null(strstr(queue->err.text, "whole day"));
    struct budget rich = { .day = 701 };
    spend(queue, lease, 1, TEST_NOW);
    write_fails(queue, ERR_LIMIT,
                job_store_reserve(queue->db, lease, 701, &rich, TEST_NOW, &queue->err));
    assert_null(strstr(queue->err.text, "whole day"));
}

static void stored_answers_are_no_longer_reserved(void **state)
{
    struct test_queue *queue = *state;
    struct spend_now now = { 0 };
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    struct faq faq = test_faq(1, 2);
    struct faq begun = queue_begin_faq(queue, lease, &faq);
    assert_ok(queue, spend_now(queue->db, TEST_NOW, &now, &queue->err));
    assert_int_equal(now.reserved, 600);
    queue_answer(queue, lease, begun.row, 1);
    assert_ok(queue, spend_now(queue->db, TEST_NOW, &now, &queue->err));
    assert_int_equal(now.reserved, 500);
    write_ok(queue, job_store_snooze(queue->db, lease, TEST_NOW, "x", &queue->err));
    assert_ok(queue, spend_now(queue->db, TEST_NOW, &now, &queue->err));
    assert_int_equal(now.reserved, 0);
    assert_int_equal(
        queue_claim_for(queue, TEST_NOW, (struct budget){ .day = 500 }).claimed,
        CLAIMED);
}

/* How many steps SQLite took for a statement since it was prepared. */
static int steps(struct test_queue *queue, enum sql sql)
{
    return sqlite3_stmt_status(queue->db->statements[sql], SQLITE_STMTSTATUS_VM_STEP,
                               0);
}

static void finding_the_due_job_does_not_walk_over_what_is_not_due(void **state)
{
    struct test_queue *queue = *state;
    queue_begin(queue);
    sqlite3_exec(
        queue->db->sqlite,
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
        "LIMIT 3000) INSERT INTO job (paper, language, state, priority, run_at, "
        "turn, created, estimate) SELECT (SELECT min(id) FROM paper), 'x' || i, "
        "0, i % 4, 2000000000 + i, i, 1, 1 FROM n",
        NULL, NULL, NULL);
    queue_end(queue, true);
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM job"), 3000);
    assert_int_equal(queue_claim(queue, TEST_NOW).claimed, CLAIM_NONE);
    assert_in_range(steps(queue, SQL_JOB_DUE), 1, 400);
    assert_in_range(steps(queue, SQL_JOB_NEXT), 1, 400);
    assert_int_equal(queue_claim(queue, 2000000001).claimed, CLAIMED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        queue_test(the_best_priority_goes_first_then_the_longest_waiting),
        queue_test(a_claimed_job_runs),
        queue_test(what_is_not_due_waits_and_the_next_time_is_told),
        queue_test(a_paused_queue_hands_out_nothing),
        queue_test(the_days_budget_is_reserved_when_a_job_is_claimed),
        queue_test(a_day_that_is_spent_ends_at_midnight),
        queue_test(a_month_that_is_spent_ends_with_it),
        queue_test(a_december_ends_with_the_year),
        queue_test(a_cheaper_job_passes_one_that_costs_too_much),
        queue_test(nothing_that_is_due_hides_when_another_may_be_paid_for),
        queue_test(a_job_over_the_whole_budget_says_so),
        queue_test(a_job_over_the_budget_says_so_also_where_nothing_is_left),
        queue_test(what_costs_nothing_runs_within_any_budget_that_is_kept),
        queue_test(a_better_estimate_must_fit_as_well),
        queue_test(an_estimate_beyond_a_day_is_told_to_wait_for_it),
        queue_test(stored_answers_are_no_longer_reserved),
        queue_test(finding_the_due_job_does_not_walk_over_what_is_not_due),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
