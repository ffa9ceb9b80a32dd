/* FAQs as they are written: gone on with, paid for once, finished in one write. */
#include "store/test_queue.h"

static struct faq under_way(struct test_queue *queue, int64_t job)
{
    struct faq faq = { 0 };
    assert_ok(queue,
              faq_store_under_way(queue->db, job, &queue->arena, &faq, &queue->err));
    return faq;
}

static struct faq get(struct test_queue *queue, int version)
{
    struct faq faq = { 0 };
    assert_ok(queue, faq_store_get(queue->db, "2604.00001", "en", version,
                                   &queue->arena, &faq, &queue->err));
    return faq;
}

static void check_none(struct test_queue *queue, const char *key, const char *language,
                       int version)
{
    struct faq faq;
    assert_false(faq_store_get(queue->db, key, language, version, &queue->arena, &faq,
                               &queue->err));
    assert_int_equal(queue->err.code, ERR_NOT_FOUND);
}

static void a_faq_comes_back_as_it_was_written(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    struct faq told = test_faq(3, 1);
    told.notice = "the paper addresses the model";
    told.text_cut = true;
    int64_t row = queue_begin_faq(queue, lease, &told).row;
    struct faq_answer answer = test_answer(1);
    answer.usage.estimated = true;
    write_ok(queue, faq_store_add(queue->db, lease, row, &answer, &queue->err));
    write_ok(queue, faq_store_finish(queue->db, lease, row, TEST_NOW + 9, &queue->err));
    struct faq faq = get(queue, 0);
    assert_int_equal(faq.row, row);
    assert_string_equal(faq.key, "2604.00001");
    assert_int_equal(faq.branch, BRANCH_ARXIV);
    assert_int_equal(faq.version, 3);
    assert_string_equal(faq.language, "en");
    assert_string_equal(faq.set, "default");
    assert_true(faq.prompt_hash == told.prompt_hash);
    assert_int_equal(faq.question_count, 1);
    assert_int_equal(faq.source, TEXT_PDF);
    assert_string_equal(faq.notice, told.notice);
    assert_string_equal(faq.models, "one");
    assert_int_equal(faq.created, TEST_NOW);
    assert_int_equal(faq.finished, TEST_NOW + 9);
    assert_true(faq.truncated);
    assert_true(faq.text_cut);
    assert_int_equal(faq.usage.tokens_in, 1000);
    assert_int_equal(faq.usage.tokens_cached, 10);
    assert_int_equal(faq.usage.tokens_out, 100);
    assert_int_equal(faq.usage.cost, 100);
    assert_true(faq.usage.estimated);
    assert_int_equal(faq.answers.count, 1);
    const struct faq_answer *got = &faq.answers.items[0];
    assert_int_equal(got->number, 1);
    assert_string_equal(got->question, answer.question);
    assert_string_equal(got->markdown, answer.markdown);
    assert_string_equal(got->html, answer.html);
    assert_string_equal(got->model, "one");
    assert_false(got->truncated);
    assert_int_equal(got->usage.cost, 100);
    assert_int_equal(got->written, TEST_NOW + 1);
}

static void the_end_of_a_faq_is_the_end_of_its_job(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    int64_t row = queue_write_faq(queue, lease, 1, TEST_NOW + 5);
    assert_true(queue->db->touched);
    struct job job = queue_get(queue, lease.job);
    assert_int_equal(job.state, JOB_DONE);
    assert_int_equal(job.finished, TEST_NOW + 5);
    assert_int_equal(job.faq, row);
    assert_int_equal(job.answers, 2);
    struct paper paper = { 0 };
    assert_ok(queue, paper_store_get(queue->db, "2604.00001", &queue->arena, &paper,
                                     &queue->err));
    assert_int_equal(paper.faqs, 1);
    assert_int_equal(paper.pdf_clicks, 0);
}

static void a_faq_that_lacks_an_answer_cannot_be_finished(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    struct faq faq = test_faq(1, 2);
    int64_t row = queue_begin_faq(queue, lease, &faq).row;
    queue_answer(queue, lease, row, 1);
    write_fails(queue, ERR_INVALID,
                faq_store_finish(queue->db, lease, row, TEST_NOW, &queue->err));
    assert_int_equal(queue_get(queue, lease.job).state, JOB_RUNNING);
    check_none(queue, "2604.00001", "en", 0);
}

static void answers_come_in_their_order_each_once(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    struct faq faq = test_faq(1, 2);
    int64_t row = queue_begin_faq(queue, lease, &faq).row;
    struct faq_answer second = test_answer(2), third = test_answer(3);
    write_fails(queue, ERR_INVALID,
                faq_store_add(queue->db, lease, row, &second, &queue->err));
    queue_answer(queue, lease, row, 1);
    struct faq_answer first = test_answer(1);
    write_fails(queue, ERR_INVALID,
                faq_store_add(queue->db, lease, row, &first, &queue->err));
    queue_answer(queue, lease, row, 2);
    write_fails(queue, ERR_INVALID,
                faq_store_add(queue->db, lease, row, &third, &queue->err));
    write_fails(queue, ERR_REFUSED,
                faq_store_add(queue->db, lease, row + 1, &third, &queue->err));
}

static void a_restart_goes_on_from_the_stored_answers(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    struct faq faq = test_faq(1, 2);
    int64_t row = queue_begin_faq(queue, lease, &faq).row, count = 0;
    queue_answer(queue, lease, row, 1);
    db_close(queue->db);
    queue_open(queue);
    write_ok(queue, job_store_recover(queue->db, TEST_NOW, &count, &queue->err));
    assert_int_equal(queue_get(queue, lease.job).answers, 1);
    assert_int_equal(under_way(queue, lease.job).version, 1);
    lease = queue_take(queue, TEST_NOW, lease.job);
    struct faq begun = queue_begin_faq(queue, lease, &faq);
    assert_int_equal(begun.row, row);
    assert_int_equal(begun.answers.count, 1);
    assert_int_equal(begun.usage.cost, 100);
}

static void another_prompt_or_version_begins_anew(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    struct faq faq = test_faq(1, 2);
    queue_answer(queue, lease, queue_begin_faq(queue, lease, &faq).row, 1);
    faq.prompt_hash++;
    struct faq begun = queue_begin_faq(queue, lease, &faq);
    assert_int_equal(begun.answers.count, 0);
    assert_int_equal(begun.usage.cost, 0);
    queue_answer(queue, lease, begun.row, 1);
    faq.version = 2;
    begun = queue_begin_faq(queue, lease, &faq);
    assert_int_equal(begun.answers.count, 0);
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM faq"), 1);
    assert_int_equal(queue_count(queue, "SELECT count(*) FROM answer"), 0);
    assert_int_equal(queue_get(queue, lease.job).faq, begun.row);
}

static void a_new_job_goes_on_with_what_a_dead_one_has_paid_for(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    struct faq faq = test_faq(1, 2);
    int64_t row = queue_begin_faq(queue, lease, &faq).row;
    queue_answer(queue, lease, row, 1);
    write_ok(queue, job_store_kill(queue->db, lease, TEST_NOW, "no", &queue->err));
    lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    assert_int_equal(under_way(queue, lease.job).row, row);
    assert_int_equal(queue_begin_faq(queue, lease, &faq).answers.count, 1);
}

static void a_new_job_for_a_changed_paper_does_not(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    struct faq faq = test_faq(1, 2);
    queue_answer(queue, lease, queue_begin_faq(queue, lease, &faq).row, 1);
    write_ok(queue, job_store_kill(queue->db, lease, TEST_NOW, "no", &queue->err));
    queue_put_paper(queue, "2604.00001", 2);
    int64_t job = queue_add(queue, 1);
    assert_int_equal(queue_get(queue, job).faq, 0);
    assert_false(faq_store_under_way(queue->db, job, &queue->arena, &faq, &queue->err));
    assert_int_equal(queue->err.code, ERR_NOT_FOUND);
}

static void usage_and_models_are_summed_up(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    const char *const models[] = { "one", "two, three", "one" };
    struct faq faq = test_faq(1, 3);
    int64_t row = queue_begin_faq(queue, lease, &faq).row;
    for (int i = 1; i <= 3; i++) {
        struct faq_answer answer = test_answer(i);
        answer.model = models[i - 1];
        answer.truncated = i == 2;
        write_ok(queue, faq_store_add(queue->db, lease, row, &answer, &queue->err));
    }
    struct faq whole = under_way(queue, lease.job);
    assert_string_equal(whole.models, "one,two  three");
    assert_true(whole.truncated);
    assert_false(whole.text_cut);
    assert_int_equal(whole.usage.tokens_in, 3000);
    assert_int_equal(whole.usage.cost, 300);
    assert_false(whole.usage.estimated);
}

static void what_a_provider_says_of_usage_is_bounded(void **state)
{
    struct test_queue *queue = *state;
    struct lease lease = queue_take(queue, TEST_NOW, queue_add(queue, 1));
    struct faq faq = test_faq(1, 12);
    int64_t row = queue_begin_faq(queue, lease, &faq).row;
    for (int i = 1; i <= 12; i++) {
        struct faq_answer answer = test_answer(i);
        answer.usage = (struct faq_usage){ INT64_MAX, INT64_MIN, -1, INT64_MAX, false };
        write_ok(queue, faq_store_add(queue->db, lease, row, &answer, &queue->err));
    }
    struct faq whole = under_way(queue, lease.job);
    assert_true(whole.usage.cost > 0);
    assert_int_equal(whole.usage.tokens_cached, 0);
    assert_int_equal(whole.usage.tokens_out, 0);
}

/* One after the other, as renewals. */
static int64_t renew(struct test_queue *queue, int version, int64_t now)
{
    struct job_ask ask = ask_for(queue, 1);
    int64_t job = 0;
    ask.renew = true;
    ask.now = now;
    queue_ask(queue, &ask, &job);
    return queue_write_faq(queue, queue_take(queue, now, job), version, now);
}

static void a_renewal_keeps_the_older_one(void **state)
{
    struct test_queue *queue = *state;
    int64_t first = renew(queue, 1, TEST_NOW);
    int64_t second = renew(queue, 2, TEST_NOW + 10);
    assert_int_equal(get(queue, 1).row, first);
    assert_int_equal(get(queue, 2).row, second);
    assert_int_equal(get(queue, 1).answers.count, 2);
    check_none(queue, "2604.00001", "en", 3);
    assert_int_equal(queue_count(queue, "SELECT faqs FROM counter"), 2);
}

static void the_newest_is_of_the_highest_version_and_the_last_of_it(void **state)
{
    struct test_queue *queue = *state;
    struct faq_list list = { 0 };
    int64_t second = renew(queue, 2, TEST_NOW);
    int64_t again = renew(queue, 2, TEST_NOW + 10);
    int64_t first = renew(queue, 1, TEST_NOW + 20);
    assert_int_equal(get(queue, 0).row, again);
    assert_int_equal(get(queue, 2).row, again);
    assert_ok(queue, faq_store_list(queue->db, "2604.00001", &queue->arena, &list,
                                    &queue->err));
    assert_int_equal(list.count, 3);
    assert_int_equal(list.items[0].row, again);
    assert_int_equal(list.items[1].row, second);
    assert_int_equal(list.items[2].row, first);
    assert_int_equal(list.items[0].answers.count, 0);
}

static void other_papers_and_languages_have_none(void **state)
{
    struct test_queue *queue = *state;
    struct faq_list list = { 0 };
    renew(queue, 1, TEST_NOW);
    check_none(queue, "2604.00001", "zh", 0);
    check_none(queue, "2604.00002", "en", 0);
    check_none(queue, "no such", "en", 0);
    assert_ok(queue, faq_store_list(queue->db, "2604.00002", &queue->arena, &list,
                                    &queue->err));
    assert_int_equal(list.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        queue_test(a_faq_comes_back_as_it_was_written),
        queue_test(the_end_of_a_faq_is_the_end_of_its_job),
        queue_test(a_faq_that_lacks_an_answer_cannot_be_finished),
        queue_test(answers_come_in_their_order_each_once),
        queue_test(a_restart_goes_on_from_the_stored_answers),
        queue_test(another_prompt_or_version_begins_anew),
        queue_test(a_new_job_goes_on_with_what_a_dead_one_has_paid_for),
        queue_test(a_new_job_for_a_changed_paper_does_not),
        queue_test(usage_and_models_are_summed_up),
        queue_test(what_a_provider_says_of_usage_is_bounded),
        queue_test(a_renewal_keeps_the_older_one),
        queue_test(the_newest_is_of_the_highest_version_and_the_last_of_it),
        queue_test(other_papers_and_languages_have_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
