/* The right to a job: who holds it, who has lost it, and how a job ends or comes back.
 */
#include "store/test_queue.h"

/* All that a holder may do is refused. */
static void check_lost(struct test_queue *queue, struct lease lease, int64_t faq)
{
    const struct budget none = { 0 };
    struct faq_answer answer = test_answer(1);
    struct faq begun = test_faq(1, 2), other = { 0 };
    struct spend_call call = { lease, "kimi", "k2", 1, 5, TEST_NOW };
    bool dead = false;
    int64_t id = 0;
    write_fails(queue, ERR_REFUSED, job_store_holds(queue->db, lease, &queue->err));
    write_fails(queue, ERR_REFUSED,
                job_store_beat(queue->db, lease, TEST_NOW, &queue->err));
    write_fails(queue, ERR_REFUSED,
                job_store_reserve(queue->db, lease, 1, &none, TEST_NOW, &queue->err));
    write_fails(queue, ERR_REFUSED,
                job_store_snooze(queue->db, lease, TEST_NOW, "x", &queue->err));
    write_fails(queue, ERR_REFUSED,
                job_store_fail(queue->db, lease,
                               &(struct job_failure){ TEST_NOW, 5, TEST_NOW, "x" },
                               &dead, &queue->err));
    write_fails(queue, ERR_REFUSED,
                job_store_kill(queue->db, lease, TEST_NOW, "x", &queue->err));
    write_fails(queue, ERR_REFUSED, spend_open(queue->db, &call, &id, &queue->err));
    write_fails(
        queue, ERR_REFUSED,
        faq_store_begin(queue->db, lease, &begun, &queue->arena, &other, &queue->err));
    write_fails(queue, ERR_REFUSED,
                faq_store_add(queue->db, lease, faq, &answer, &queue->err));
    write_fails(queue, ERR_REFUSED,
                faq_store_finish(queue->db, lease, faq, TEST_NOW, &queue->err));
}

static int64_t expire(struct test_queue *queue, int64_t now)
{
    int64_t count = -1;
    write_ok(queue, job_store_expire(queue->db, now, &count, &queue->err));
    return count;
}

static int64_t recover(struct test_queue *queue, int64_t now)
{
    int64_t count = -1;
    write_ok(queue, job_store_recover(queue->db, now, &count, &queue->err));
    return count;
}

static void a_beat_keeps_the_lease(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    write_ok(queue, job_store_beat(queue->db, lease, TEST_NOW + 300, &queue->err));
    assert_int_equal(expire(queue, TEST_NOW + 299), 0);
    assert_int_equal(expire(queue, TEST_NOW + 300), 1);
}

static void a_worker_whose_lease_expired_cannot_store(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    struct faq faq = test_faq(1, 2);
    struct faq begun = queue_begin_faq(queue, lease, &faq);
    assert_int_equal(expire(queue, TEST_NOW + LEASE), 1);
    check_lost(queue, lease, begun.row);
    struct job job = queue_get(queue, lease.job);
    assert_int_equal(job.state, JOB_READY);
    assert_int_equal(job.attempt, 0);
    assert_int_equal(job.snoozes, 1);
    assert_non_null(job.reason);
}

static void an_expired_lease_can_be_taken_by_another(void **state)
{
    struct test_queue *queue = *state;
    struct lease first = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    struct faq faq = test_faq(1, 2);
    struct faq begun = queue_begin_faq(queue, first, &faq);
    queue_answer(queue, first, begun.row, 1);
    expire(queue, TEST_NOW + LEASE);
    struct lease second = queue_take(queue, TEST_NOW + LEASE, first.job);
    check_lost(queue, first, begun.row);
    assert_int_equal(queue_write_faq(queue, second, 1, TEST_NOW + LEASE), begun.row);
    check_lost(queue, second, begun.row);
    check_lost(queue, first, begun.row);
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM answer"), 2);
}

static void a_cancelled_job_is_taken_from_its_worker(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    struct faq faq = test_faq(1, 2);
    struct faq begun = queue_begin_faq(queue, lease, &faq);
    write_ok(queue, job_store_cancel(queue->db, lease.job, TEST_NOW + 3, "not now",
                                     &queue->err));
    check_lost(queue, lease, begun.row);
    struct job job = queue_get(queue, lease.job);
    assert_int_equal(job.state, JOB_CANCELLED);
    assert_int_equal(job.finished, TEST_NOW + 3);
    assert_string_equal(job.reason, "not now");
}

static void a_recovered_job_keeps_its_tries_and_its_place(void **state)
{
    struct test_queue *queue = *state;
    int64_t first = queue_add(queue, 1), second = queue_add(queue, 2);
    struct lease lease = queue_take(queue, TEST_NOW, first);
    bool dead = true;
    write_ok(queue,
             job_store_fail(queue->db, lease,
                            &(struct job_failure){ TEST_NOW, 5, TEST_NOW, "cut" },
                            &dead, &queue->err));
    assert_false(dead);
    lease = queue_take(queue, TEST_NOW, first);
    assert_int_equal(recover(queue, TEST_NOW + 9), 1);
    struct job job = queue_get(queue, first);
    assert_int_equal(job.state, JOB_READY);
    assert_int_equal(job.attempt, 1);
    assert_int_equal(job.snoozes, 0);
    check_lost(queue, lease, 0);
    queue_take(queue, TEST_NOW + 9, first);
    queue_take(queue, TEST_NOW + 9, second);
    assert_int_equal(recover(queue, TEST_NOW + 9), 2);
    assert_int_equal(recover(queue, TEST_NOW + 9), 0);
}

static void a_clock_that_was_set_back_hides_no_recovered_job(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    recover(queue, TEST_NOW - HOUR);
    queue_take(queue, TEST_NOW - HOUR, lease.job);
}

static void a_snooze_without_a_time_keeps_the_place(void **state)
{
    struct test_queue *queue = *state;
    int64_t first = queue_add(queue, 1);
    struct job_ask later = ask_for(queue, 2);
    int64_t second = 0;
    later.now = TEST_NOW + 1;
    queue_ask(queue, &later, &second);
    struct lease lease = queue_take(queue, TEST_NOW + 60, first);
    write_ok(queue, job_store_snooze(queue->db, lease, 0, "stopped", &queue->err));
    assert_int_equal(queue_get(queue, first).run_at, TEST_NOW);
    queue_take(queue, TEST_NOW + 61, first);
}

static void a_snooze_waits_and_costs_no_try(void **state)
{
    struct test_queue *queue = *state;
    int64_t id = queue_add(queue, 1);
    for (int i = 0; i < 20; i++) {
        struct lease lease = queue_take(queue, TEST_NOW + i * 60, id);
        write_ok(queue, job_store_snooze(queue->db, lease, TEST_NOW + (i + 1) * 60,
                                         "the provider rests", &queue->err));
        struct claimed claimed = queue_claim(queue, TEST_NOW + i * 60 + 59);
        assert_int_equal(claimed.claimed, CLAIM_NONE);
        assert_int_equal(claimed.next, TEST_NOW + (i + 1) * 60);
    }
    struct job job = queue_get(queue, id);
    assert_int_equal(job.attempt, 0);
    assert_int_equal(job.snoozes, 20);
    assert_string_equal(job.reason, "the provider rests");
}

static void the_last_try_ends_the_job(void **state)
{
    struct test_queue *queue = *state;
    int64_t id = queue_add(queue, 1);
    bool dead = false;
    for (int i = 1; i <= 5; i++) {
        assert_false(dead);
        struct lease lease = queue_take(queue, TEST_NOW + i, id);
        write_ok(queue,
                 job_store_fail(queue->db, lease,
                                &(struct job_failure){ TEST_NOW + i + 1, 5,
                                                       TEST_NOW + i, "no answer" },
                                &dead, &queue->err));
        assert_int_equal(queue_get(queue, id).attempt, i);
    }
    assert_true(dead);
    struct job job = queue_get(queue, id);
    assert_int_equal(job.state, JOB_DEAD);
    assert_int_equal(job.finished, TEST_NOW + 5);
    assert_string_equal(job.reason, "no answer");
    assert_int_equal(queue_claim(queue, TEST_NOW + HOUR).claimed, CLAIM_NONE);
}

static void a_hopeless_job_dies_at_once(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    write_ok(queue,
             job_store_kill(queue->db, lease, TEST_NOW + 1, "filtered", &queue->err));
    struct job job = queue_get(queue, lease.job);
    assert_int_equal(job.state, JOB_DEAD);
    assert_int_equal(job.finished, TEST_NOW + 1);
    assert_string_equal(job.reason, "filtered");
    check_lost(queue, lease, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        queue_test(a_beat_keeps_the_lease),
        queue_test(a_worker_whose_lease_expired_cannot_store),
        queue_test(an_expired_lease_can_be_taken_by_another),
        queue_test(a_cancelled_job_is_taken_from_its_worker),
        queue_test(a_recovered_job_keeps_its_tries_and_its_place),
        queue_test(a_clock_that_was_set_back_hides_no_recovered_job),
        queue_test(a_snooze_without_a_time_keeps_the_place),
        queue_test(a_snooze_waits_and_costs_no_try),
        queue_test(the_last_try_ends_the_job),
        queue_test(a_hopeless_job_dies_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
