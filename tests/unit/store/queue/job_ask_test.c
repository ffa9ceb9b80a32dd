/* Asking: what becomes a job, what is there already, and who has asked too often. */
#include "store/test_queue.h"

static void a_hundred_asks_are_one_job(void **state)
{
    struct test_queue *queue = *state;
    struct job_ask ask = ask_for(queue, 1);
    int64_t first = 0, job = 0;
    assert_int_equal(queue_ask(queue, &ask, &first), ASKED_NEW);
    assert_true(first > 0);
    for (int i = 1; i < 100; i++) {
        assert_int_equal(queue_ask(queue, &ask, &job), ASKED_WAITING);
        assert_int_equal(job, first);
    }
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM job"), 1);
    struct lease lease = queue_take(queue, TEST_NOW, first);
    assert_int_equal(queue_ask(queue, &ask, &job), ASKED_WAITING);
    assert_int_equal(job, lease.job);
}

static void a_new_job_is_as_it_was_asked_for(void **state)
{
    struct test_queue *queue = *state;
    struct job_ask ask = ask_for(queue, 2);
    int64_t id = 0;
    ask.language = "zh";
    queue_ask(queue, &ask, &id);
    struct job job = queue_get(queue, id);
    assert_string_equal(job.key, "2604.00002");
    assert_int_equal(job.branch, BRANCH_ARXIV);
    assert_string_equal(job.title, "On the matter of 2604.00002");
    assert_string_equal(job.language, "zh");
    assert_int_equal(job.state, JOB_READY);
    assert_int_equal(job.priority, PRIORITY_OLDER);
    assert_int_equal(job.run_at, TEST_NOW);
    assert_int_equal(job.created, TEST_NOW);
    assert_int_equal(job.finished, 0);
    assert_int_equal(job.attempt, 0);
    assert_int_equal(job.snoozes, 0);
    assert_int_equal(job.estimate, 600);
    assert_int_equal(job.spent, 0);
    assert_int_equal(job.faq, 0);
    assert_int_equal(job.answers, 0);
    assert_null(job.reason);
}

static void each_language_is_a_job_of_its_own(void **state)
{
    struct test_queue *queue = *state;
    struct job_ask ask = ask_for(queue, 1);
    int64_t english = 0, chinese = 0;
    queue_ask(queue, &ask, &english);
    ask.language = "zh";
    assert_int_equal(queue_ask(queue, &ask, &chinese), ASKED_NEW);
    assert_int_not_equal(english, chinese);
}

static void a_better_priority_is_taken_over_and_a_worse_one_is_not(void **state)
{
    struct test_queue *queue = *state;
    struct job_ask ask = ask_for(queue, 1);
    int64_t job = 0;
    queue_ask(queue, &ask, &job);
    ask.priority = PRIORITY_TOKEN;
    queue_ask(queue, &ask, &job);
    assert_int_equal(queue_get(queue, job).priority, PRIORITY_TOKEN);
    ask.priority = PRIORITY_NIGHTLY;
    queue_ask(queue, &ask, &job);
    assert_int_equal(queue_get(queue, job).priority, PRIORITY_TOKEN);
}

static int64_t place_of(struct test_queue *queue, int64_t job)
{
    int64_t position = -1;
    assert_ok(queue, job_store_position(queue->db, job, &position, &queue->err));
    return position;
}

static void a_raised_job_stands_behind_those_who_asked_there_before(void **state)
{
    struct test_queue *queue = *state;
    int64_t jobs[QUEUE_PAPERS + 1] = { 0 };
    for (int i = 1; i <= 4; i++) {
        struct job_ask ask = ask_for(queue, i);
        ask.priority = i == 3 ? PRIORITY_TOKEN : PRIORITY_OLDER;
        queue_ask(queue, &ask, &jobs[i]);
    }
    struct job_ask raising = ask_for(queue, 1);
    raising.priority = PRIORITY_TOKEN; /* in the same second */
    queue_ask(queue, &raising, &jobs[1]);
    struct job_ask last = ask_for(queue, 5);
    last.priority = PRIORITY_TOKEN;
    queue_ask(queue, &last, &jobs[5]);
    raising.key = queue_key(queue, 2);
    raising.now = TEST_NOW + 1;
    queue_ask(queue, &raising, &jobs[2]);
    const int64_t order[] = { jobs[3], jobs[1], jobs[5], jobs[2], jobs[4] };
    struct job_list list = { 0 };
    assert_ok(queue, job_store_list(queue->db, JOB_READY, 10, &queue->arena, &list,
                                    &queue->err));
    assert_int_equal(list.count, COUNT_OF(order));
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        assert_int_equal(list.items[i].id, order[i]);
        assert_int_equal(place_of(queue, order[i]), i + 1);
    }
    for (size_t i = 0; i < COUNT_OF(order); i++)
        queue_take(queue, TEST_NOW + 1, order[i]);
}

static void a_raised_job_that_backs_off_still_waits(void **state)
{
    struct test_queue *queue = *state;
    struct job_ask ask = ask_for(queue, 1);
    int64_t job = queue_add(queue, 1);
    struct lease lease = queue_take(queue, TEST_NOW, job);
    write_ok(queue,
             job_store_snooze(queue->db, lease, TEST_NOW + 90, "rests", &queue->err));
    ask.priority = PRIORITY_TOKEN;
    queue_ask(queue, &ask, &job);
    assert_int_equal(queue_get(queue, job).run_at, TEST_NOW + 90);
}

static void a_stored_faq_is_not_written_again_unless_renewed(void **state)
{
    struct test_queue *queue = *state;
    struct job_ask ask = ask_for(queue, 1);
    int64_t job = queue_add(queue, 1), renewal = 0;
    queue_write_faq(queue, queue_take(queue, TEST_NOW, job), 1, TEST_NOW);
    assert_int_equal(queue_ask(queue, &ask, &job), ASKED_STORED);
    assert_int_equal(job, 0);
    queue_put_paper(queue, ask.key, 2);
    assert_int_equal(queue_ask(queue, &ask, &job), ASKED_STORED);
    ask.renew = true;
    assert_int_equal(queue_ask(queue, &ask, &renewal), ASKED_NEW);
    assert_int_equal(queue_ask(queue, &ask, &job), ASKED_WAITING);
    assert_int_equal(job, renewal);
    ask.renew = false;
    assert_int_equal(queue_ask(queue, &ask, &job), ASKED_STORED);
}

static void what_is_not_there_cannot_be_asked_for(void **state)
{
    struct test_queue *queue = *state;
    struct job_ask ask = ask_for(queue, 99);
    enum job_asked asked;
    int64_t job;
    write_fails(queue, ERR_NOT_FOUND,
                job_store_ask(queue->db, &ask, &asked, &job, &queue->err));
    ask = ask_for(queue, 1);
    ask.language = "no such";
    write_fails(queue, ERR_INVALID,
                job_store_ask(queue->db, &ask, &asked, &job, &queue->err));
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM job"), 0);
}

static void a_visitor_has_so_many_a_day_and_only_new_jobs_count(void **state)
{
    struct test_queue *queue = *state;
    enum job_asked asked;
    int64_t job;
    for (int i = 0; i < 10; i++) {
        struct job_ask ask = ask_for(queue, 1 + i % 2);
        ask.visitor = UINT64_MAX - 5;
        ask.visitor_day = 2;
        queue_ask(queue, &ask, &job);
    }
    struct job_ask third = ask_for(queue, 3);
    third.visitor = UINT64_MAX - 5;
    third.visitor_day = 2;
    write_fails(queue, ERR_LIMIT,
                job_store_ask(queue->db, &third, &asked, &job, &queue->err));
    int64_t midnight = (int64_t)(utc_day(TEST_NOW) + 1) * SECONDS_A_DAY;
    assert_int_equal(queue->err.retry_after, midnight - TEST_NOW);
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM job"), 2);
    third.now = midnight - 1;
    write_fails(queue, ERR_LIMIT,
                job_store_ask(queue->db, &third, &asked, &job, &queue->err));
    assert_int_equal(queue->err.retry_after, 1);
    third.now = midnight;
    assert_int_equal(queue_ask(queue, &third, &job), ASKED_NEW);
}

static void another_visitor_and_a_token_have_days_of_their_own(void **state)
{
    struct test_queue *queue = *state;
    struct job_ask ask = ask_for(queue, 1);
    int64_t job;
    ask.visitor = 1;
    ask.visitor_day = 1;
    queue_ask(queue, &ask, &job);
    ask.key = queue_key(queue, 2);
    ask.visitor = 2;
    assert_int_equal(queue_ask(queue, &ask, &job), ASKED_NEW);
    ask.visitor = 0;
    for (int i = 3; i <= QUEUE_PAPERS; i++) {
        ask.key = queue_key(queue, i);
        assert_int_equal(queue_ask(queue, &ask, &job), ASKED_NEW);
    }
}

static void all_visitors_together_have_a_day_as_well(void **state)
{
    struct test_queue *queue = *state;
    struct job_ask ask = ask_for(queue, 1);
    enum job_asked asked;
    int64_t job;
    ask.all_visitors_day = 2;
    for (uint64_t i = 1; i <= 2; i++) {
        ask.key = queue_key(queue, (int)i);
        ask.visitor = i;
        queue_ask(queue, &ask, &job);
    }
    ask.key = queue_key(queue, 3);
    ask.visitor = 3;
    write_fails(queue, ERR_LIMIT,
                job_store_ask(queue->db, &ask, &asked, &job, &queue->err));
    assert_true(queue->err.retry_after > 0);
    ask.visitor = 0;
    assert_int_equal(queue_ask(queue, &ask, &job), ASKED_NEW);
}

static void a_full_queue_takes_nobody(void **state)
{
    struct test_queue *queue = *state;
    enum job_asked asked;
    int64_t first = queue_add(queue, 1), job;
    queue_add(queue, 2);
    struct job_ask ask = ask_for(queue, 3);
    ask.waiting_max = 2;
    write_fails(queue, ERR_BUSY,
                job_store_ask(queue->db, &ask, &asked, &job, &queue->err));
    assert_true(queue->err.retry_after > 0);
    struct job_ask waiting = ask_for(queue, 1);
    waiting.waiting_max = 1;
    assert_int_equal(queue_ask(queue, &waiting, &job), ASKED_WAITING);
    queue_take(queue, TEST_NOW, first);
    assert_int_equal(queue_ask(queue, &ask, &job), ASKED_NEW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        queue_test(a_hundred_asks_are_one_job),
        queue_test(a_new_job_is_as_it_was_asked_for),
        queue_test(each_language_is_a_job_of_its_own),
        queue_test(a_better_priority_is_taken_over_and_a_worse_one_is_not),
        queue_test(a_raised_job_stands_behind_those_who_asked_there_before),
        queue_test(a_raised_job_that_backs_off_still_waits),
        queue_test(a_stored_faq_is_not_written_again_unless_renewed),
        queue_test(what_is_not_there_cannot_be_asked_for),
        queue_test(a_visitor_has_so_many_a_day_and_only_new_jobs_count),
        queue_test(another_visitor_and_a_token_have_days_of_their_own),
        queue_test(all_visitors_together_have_a_day_as_well),
        queue_test(a_full_queue_takes_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
