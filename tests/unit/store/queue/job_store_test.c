/* What readers see of the queue, and what the operator does with it. */
#include "store/test_queue.h"

static void kill_one(struct test_queue *queue, int64_t id, int64_t now)
{
    struct lease lease = queue_take(queue, now, id);
    write_ok(queue, job_store_kill(queue->db, lease, now, "no", &queue->err));
}

static struct job find(struct test_queue *queue, int number)
{
    struct job job = { 0 };
    if (!job_store_find(queue->db, queue_key(queue, number), "en", &queue->arena, &job,
                        &queue->err))
        assert_int_equal(queue->err.code, ERR_NOT_FOUND);
    return job;
}

static void a_job_is_found_by_paper_while_it_lives(void **state)
{
    struct test_queue *queue = *state;
    assert_int_equal(find(queue, 1).id, 0);
    int64_t id = queue_add(queue, 1);
    assert_int_equal(find(queue, 1).id, id);
    assert_int_equal(find(queue, 2).id, 0);
    struct lease lease = queue_take(queue, TEST_NOW, id);
    assert_int_equal(find(queue, 1).state, JOB_RUNNING);
    queue_write_faq(queue, lease, 1, TEST_NOW);
    assert_int_equal(find(queue, 1).id, 0);
}

static void a_dead_job_is_found_until_a_faq_is_finished(void **state)
{
    struct test_queue *queue = *state;
    int64_t first = queue_add(queue, 1);
    kill_one(queue, first, TEST_NOW);
    assert_int_equal(find(queue, 1).id, first);
    assert_int_equal(find(queue, 1).state, JOB_DEAD);
    int64_t second = queue_add(queue, 1);
    assert_int_equal(find(queue, 1).id, second);
    kill_one(queue, second, TEST_NOW + 1);
    assert_int_equal(find(queue, 1).id, second);
    int64_t third = queue_add(queue, 1);
    queue_write_faq(queue, queue_take(queue, TEST_NOW + 2, third), 1, TEST_NOW + 2);
    assert_int_equal(find(queue, 1).id, 0);
}

static void a_renewal_that_died_is_found(void **state)
{
    struct test_queue *queue = *state;
    int64_t first = queue_add(queue, 1), renewal = 0;
    queue_write_faq(queue, queue_take(queue, TEST_NOW, first), 1, TEST_NOW);
    struct job_ask ask = ask_for(queue, 1);
    ask.renew = true;
    queue_ask(queue, &ask, &renewal);
    kill_one(queue, renewal, TEST_NOW + 1);
    assert_int_equal(find(queue, 1).id, renewal);
}

static void a_cancelled_job_is_not_found(void **state)
{
    struct test_queue *queue = *state;
    int64_t id = queue_add(queue, 1);
    write_ok(queue, job_store_cancel(queue->db, id, TEST_NOW, "no", &queue->err));
    assert_int_equal(find(queue, 1).id, 0);
}

static void an_unknown_job_is_not_found(void **state)
{
    struct test_queue *queue = *state;
    struct job job;
    int64_t position = -1;
    assert_false(job_store_get(queue->db, 77, &queue->arena, &job, &queue->err));
    assert_int_equal(queue->err.code, ERR_NOT_FOUND);
    assert_ok(queue, job_store_position(queue->db, 77, &position, &queue->err));
    assert_int_equal(position, 0);
    write_fails(queue, ERR_NOT_FOUND,
                job_store_retry(queue->db, 77, TEST_NOW, &queue->err));
    write_fails(queue, ERR_NOT_FOUND,
                job_store_cancel(queue->db, 77, TEST_NOW, "no", &queue->err));
}

static void check_list(struct test_queue *queue, enum job_state state,
                       const int64_t *ids, size_t count)
{
    struct job_list list = { 0 };
    assert_ok(queue,
              job_store_list(queue->db, state, 10, &queue->arena, &list, &queue->err));
    assert_int_equal(list.count, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(list.items[i].id, ids[i]);
        assert_int_equal(list.items[i].state, state);
    }
}
#define LISTED(queue, state, ...)                                                      \
    check_list(queue, state, (const int64_t[]){ __VA_ARGS__ },                         \
               sizeof((const int64_t[]){ __VA_ARGS__ }) / sizeof(int64_t))

static void lists_are_in_the_order_that_matters(void **state)
{
    struct test_queue *queue = *state;
    int64_t ids[QUEUE_PAPERS + 1];
    for (int i = 1; i <= QUEUE_PAPERS; i++)
        ids[i] = queue_add(queue, i);
    kill_one(queue, ids[1], TEST_NOW);
    kill_one(queue, ids[2], TEST_NOW + 1);
    queue_take(queue, TEST_NOW + 2, ids[3]);
    queue_take(queue, TEST_NOW + 3, ids[4]);
    LISTED(queue, JOB_READY, ids[5], ids[6]);
    LISTED(queue, JOB_RUNNING, ids[3], ids[4]);
    LISTED(queue, JOB_DEAD, ids[2], ids[1]);
    check_list(queue, JOB_DONE, NULL, 0);
    struct job_list list = { 0 };
    assert_ok(queue, job_store_list(queue->db, JOB_DEAD, 1, &queue->arena, &list,
                                    &queue->err));
    assert_int_equal(list.count, 1);
    assert_ok(queue, job_store_list(queue->db, JOB_READY, -1, &queue->arena, &list,
                                    &queue->err));
    assert_int_equal(list.count, 0);
}

static void counts_tell_of_every_state(void **state)
{
    struct test_queue *queue = *state;
    struct job_counts counts = { .paused = true };
    assert_ok(queue, job_store_counts(queue->db, &counts, &queue->err));
    for (int i = 0; i < JOB_STATE_COUNT; i++)
        assert_int_equal(counts.of[i], 0);
    assert_false(counts.paused);
    kill_one(queue, queue_add(queue, 1), TEST_NOW);
    queue_write_faq(queue, queue_take(queue, TEST_NOW, queue_add(queue, 2)), 1,
                    TEST_NOW);
    int64_t cancelled = queue_add(queue, 3);
    write_ok(queue,
             job_store_cancel(queue->db, cancelled, TEST_NOW, "no", &queue->err));
    queue_take(queue, TEST_NOW, queue_add(queue, 4));
    queue_add(queue, 5);
    queue_add(queue, 6);
    assert_ok(queue, job_store_counts(queue->db, &counts, &queue->err));
    const int64_t expected[] = { 2, 1, 1, 1, 1 };
    for (int i = 0; i < JOB_STATE_COUNT; i++)
        assert_int_equal(counts.of[i], expected[i]);
}

static void a_retried_job_has_all_its_tries_again(void **state)
{
    struct test_queue *queue = *state;
    int64_t id = queue_add(queue, 1);
    bool dead = false;
    struct lease lease = queue_take(queue, TEST_NOW, id);
    write_ok(queue, job_store_fail(queue->db, lease,
                                   &(struct job_failure){ TEST_NOW, 1, TEST_NOW, "no" },
                                   &dead, &queue->err));
    assert_true(dead);
    write_ok(queue, job_store_retry(queue->db, id, TEST_NOW + 7, &queue->err));
    struct job job = queue_get(queue, id);
    assert_int_equal(job.state, JOB_READY);
    assert_int_equal(job.attempt, 0);
    assert_int_equal(job.run_at, TEST_NOW + 7);
    assert_int_equal(job.finished, 0);
    assert_null(job.reason);
    queue_take(queue, TEST_NOW + 7, id);
}

static void a_waiting_job_that_is_retried_waits_no_longer(void **state)
{
    struct test_queue *queue = *state;
    int64_t id = queue_add(queue, 1);
    struct lease lease = queue_take(queue, TEST_NOW, id);
    write_ok(queue,
             job_store_snooze(queue->db, lease, TEST_NOW + HOUR, "later", &queue->err));
    write_ok(queue, job_store_retry(queue->db, id, TEST_NOW + 1, &queue->err));
    queue_take(queue, TEST_NOW + 1, id);
}

static void what_runs_or_is_done_cannot_be_retried(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    write_fails(queue, ERR_INVALID,
                job_store_retry(queue->db, lease.job, TEST_NOW, &queue->err));
    queue_write_faq(queue, lease, 1, TEST_NOW);
    write_fails(queue, ERR_INVALID,
                job_store_retry(queue->db, lease.job, TEST_NOW, &queue->err));
    write_fails(queue, ERR_INVALID,
                job_store_cancel(queue->db, lease.job, TEST_NOW, "no", &queue->err));
}

static void a_dead_job_whose_place_is_taken_cannot_be_retried(void **state)
{
    struct test_queue *queue = *state;
    int64_t old = queue_add(queue, 1);
    kill_one(queue, old, TEST_NOW);
    queue_add(queue, 1);
    write_fails(queue, ERR_INVALID,
                job_store_retry(queue->db, old, TEST_NOW, &queue->err));
}

static void ended_jobs_are_forgotten_and_dead_ones_later(void **state)
{
    struct test_queue *queue = *state;
    int64_t done = queue_add(queue, 1);
    queue_write_faq(queue, queue_take(queue, TEST_NOW, done), 1, TEST_NOW);
    kill_one(queue, queue_add(queue, 2), TEST_NOW);
    int64_t ready = queue_add(queue, 3);
    write_ok(queue, job_store_prune(queue->db, TEST_NOW, TEST_NOW + 100, &queue->err));
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM job"), 3);
    write_ok(queue,
             job_store_prune(queue->db, TEST_NOW + 1, TEST_NOW + 101, &queue->err));
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM job"), 2);
    write_ok(queue,
             job_store_prune(queue->db, TEST_NOW + 900, TEST_NOW + 1000, &queue->err));
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM job"), 2);
    write_ok(queue,
             job_store_prune(queue->db, TEST_NOW + 901, TEST_NOW + 1001, &queue->err));
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM job"), 1);
    assert_int_equal(queue_get(queue, ready).state, JOB_READY);
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM faq"), 1);
}

static void what_nobody_goes_on_with_is_forgotten(void **state)
{
    struct test_queue *queue = *state;
    struct faq faq = test_faq(1, 2);
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    struct faq begun = queue_begin_faq(queue, lease, &faq);
    queue_answer(queue, lease, begun.row, 1);
    write_ok(queue, job_store_kill(queue->db, lease, TEST_NOW, "no", &queue->err));
    write_ok(queue,
             job_store_prune(queue->db, TEST_NOW + 1, TEST_NOW + 9, &queue->err));
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM answer"), 1);
    write_ok(queue,
             job_store_prune(queue->db, TEST_NOW + 100, TEST_NOW + 200, &queue->err));
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM faq"), 1);
    write_ok(queue,
             job_store_prune(queue->db, TEST_NOW + 100, TEST_NOW + 101, &queue->err));
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM job"), 0);
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM faq"), 0);
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM answer"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        queue_test(a_job_is_found_by_paper_while_it_lives),
        queue_test(a_dead_job_is_found_until_a_faq_is_finished),
        queue_test(a_renewal_that_died_is_found),
        queue_test(a_cancelled_job_is_not_found),
        queue_test(an_unknown_job_is_not_found),
        queue_test(lists_are_in_the_order_that_matters),
        queue_test(counts_tell_of_every_state),
        queue_test(a_retried_job_has_all_its_tries_again),
        queue_test(a_waiting_job_that_is_retried_waits_no_longer),
        queue_test(what_runs_or_is_done_cannot_be_retried),
        queue_test(a_dead_job_whose_place_is_taken_cannot_be_retried),
        queue_test(ended_jobs_are_forgotten_and_dead_ones_later),
        queue_test(what_nobody_goes_on_with_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
