/* One job from lease to end: what the model does, and what becomes of answers, money
 * and the job. */
#include "faq/test_faq.h"

#include "base/log.h"

static void each_question_is_asked_and_its_answer_kept(void **state)
{
    struct test_faq test;
    faq_start(&test, state, 1);
    FAQ_DO(&test, CALL(ANSWER("One.")), CALL(ANSWER("Two.")));
    assert_told(&test, "(b0)(q1)One.(a1)(q2)Two.(a2)(done)");
    assert_int_equal(faq_job(&test).state, JOB_DONE);
    struct faq faq = faq_stored(&test);
    assert_int_equal(faq.answers.count, 2);
    assert_string_equal(faq.answers.items[0].markdown, "One.");
    assert_string_equal(faq.answers.items[1].question, "Why?");
    assert_int_equal(faq.source, TEXT_HTML);
    assert_false(faq.truncated);
    assert_int_equal(faq.usage.tokens_in, 2000);
    assert_int_equal(faq.usage.cost, 2400);
    assert_int_equal(count_of(test.folder, "SELECT sum(cost) FROM spend"), 2400);
    assert_int_equal(faq_job(&test).spent, 2400);
    faq_stop(&test);
}

static void an_answer_that_was_cut_goes_on_once(void **state)
{
    struct test_faq test;
    faq_start(&test, state, 1);
    FAQ_DO(&test, CALL(CUT_SHORT("One and ")), CALL(ANSWER("a half.")),
           CALL(ANSWER("Two.")));
    assert_told(&test, "(b0)(q1)One and a half.(a1)(q2)Two.(a2)(done)");
    struct faq faq = faq_stored(&test);
    assert_string_equal(faq.answers.items[0].markdown, "One and a half.");
    assert_false(faq.truncated);
    assert_int_equal(faq.answers.items[0].usage.tokens_out, 200);
    assert_int_equal(faq.usage.cost, 3600);
    assert_int_equal(count_of(test.folder, "SELECT count(*) FROM call"), 3);
    faq_stop(&test);
}

static void an_answer_that_is_cut_again_is_marked(void **state)
{
    struct test_faq test;
    faq_start(&test, state, 1);
    FAQ_DO(&test, CALL(CUT_SHORT("One ")), CALL(CUT_SHORT("more ")),
           CALL(ANSWER("Two.")));
    assert_told(&test, "(b0)(q1)One more (a1)(q2)Two.(a2)(truncated)");
    struct faq faq = faq_stored(&test);
    assert_true(faq.truncated);
    assert_true(faq.answers.items[0].truncated);
    assert_false(faq.answers.items[1].truncated);
    faq_stop(&test);
}

static void what_was_begun_is_kept_when_its_end_cannot_be_had(void **state)
{
    struct test_faq test;
    faq_start(&test, state, 1);
    FAQ_DO(&test, CALL(CUT_SHORT("One ")), CALL(STATUS("500 Oh", "no")),
           CALL(ANSWER("Two.")));
    struct faq faq = faq_stored(&test);
    assert_string_equal(faq.answers.items[0].markdown, "One ");
    assert_true(faq.truncated);
    faq_stop(&test);
}

static void a_failed_try_counts_and_answers_stay(void **state)
{
    struct test_faq test;
    faq_start(&test, state, 1);
    FAQ_DO(&test, CALL(ANSWER("One.")), CALL(STATUS("500 Oh", "no")));
    assert_told(&test, "(b0)(q1)One.(a1)(q2)(queued)");
    struct job job = faq_job(&test);
    assert_int_equal(job.state, JOB_READY);
    assert_int_equal(job.attempt, 1);
    assert_int_equal(job.answers, 1);
    assert_non_null(strstr(job.reason, "first: "));
    FAQ_DO(&test, CALL(ANSWER("Two.")));
    assert_told(&test, "(b1)(q2)Two.(a2)(done)");
    assert_int_equal(faq_stored(&test).answers.count, 2);
    faq_stop(&test);
}

static void a_job_dies_with_its_last_try(void **state)
{
    struct test_faq test;
    faq_start(&test, state, 1);
    FAQ_DO(&test, CALL(STREAM));
    FAQ_DO(&test, CALL(STREAM SAYS("half")));
    FAQ_DO(&test, CALL(STATUS("500 Oh", "no")));
    assert_told(&test, "(b0)(q1)(failed)");
    assert_int_equal(faq_job(&test).state, JOB_DEAD);
    assert_int_equal(count_of(test.folder, "SELECT count(*) FROM call WHERE settled IS "
                                           "NULL"),
                     0);
    faq_stop(&test);
}

static void a_second_try_that_fails_goes_to_the_next_provider(void **state)
{
    struct test_faq test;
    faq_start(&test, state, 2);
    FAQ_DO(&test, CALL(STATUS("500 Oh", "no")));
    FAQ_DO(&test, CALL(STATUS("500 Oh", "no")), CALL(ANSWER("One.")),
           CALL(ANSWER("Two.")));
    assert_told(&test, "(b0)(q1)(q1)One.(a1)(q2)Two.(a2)(done)");
    assert_int_equal(faq_job(&test).attempt, 1);
    faq_stop(&test);
}

static void a_provider_that_asks_us_to_wait_is_passed_over(void **state)
{
    struct test_faq test;
    faq_start(&test, state, 2);
    FAQ_DO(&test,
           CALL("HTTP/1.1 429 Slow\r\nRetry-After: 50\r\nConnection: close\r\n\r\n{}"),
           CALL(ANSWER("One.")), CALL(ANSWER("Two.")));
    assert_int_equal(faq_job(&test).state, JOB_DONE);
    assert_int_equal(
        count_of(test.folder, "SELECT count(*) FROM call WHERE provider = 'second'"),
        2);
    struct provider_state states[2];
    providers_states(test.providers, states, 2);
    assert_true(states[0].rest_until > clock_now() + 30);
    faq_stop(&test);
}

static void with_no_other_provider_the_job_waits_and_no_try_is_lost(void **state)
{
    struct test_faq test;
    faq_start(&test, state, 1);
    FAQ_DO(&test,
           CALL("HTTP/1.1 429 Slow\r\nRetry-After: 50\r\nConnection: close\r\n\r\n{}"));
    assert_told(&test, "(b0)(q1)(queued)");
    struct job job = faq_job(&test);
    assert_int_equal(job.state, JOB_READY);
    assert_int_equal(job.attempt, 0);
    assert_int_equal(job.snoozes, 1);
    assert_true(job.run_at <= clock_now()); /* the provider rests, not the job */
    int64_t when = 0;
    assert_null(providers_take(test.providers, 0, &when));
    assert_true(when > clock_now() + 30);
    faq_stop(&test);
}

static void a_bad_key_stops_the_provider_and_keeps_the_job(void **state)
{
    struct test_faq test;
    faq_start(&test, state, 1);
    FAQ_DO(&test, CALL(STATUS("401 No", "{\"error\":{\"message\":\"bad key\"}}")));
    struct job job = faq_job(&test);
    assert_int_equal(job.state, JOB_READY);
    assert_int_equal(job.attempt, 0);
    assert_true(job.run_at <= clock_now()); /* a new key is all that it waits for */
    assert_non_null(strstr(job.reason, "bad key"));
    struct provider_state states[2];
    providers_states(test.providers, states, 2);
    assert_true(states[0].stopped);
    assert_int_equal(job.spent, 0);
    faq_stop(&test);
}

static const char filtered[] =
    STATUS("400 No", "{\"error\":{\"code\":\"content_filter\",\"message\":\"no\"}}");
static const char too_long[] =
    STATUS("400 No", "{\"error\":{\"message\":\"input is too long\"}}");

static void what_one_filter_refuses_another_model_may_answer(void **state)
{
    struct test_faq test;
    faq_start(&test, state, 2);
    FAQ_DO(&test, CALL(filtered), CALL(ANSWER("One.")), CALL(ANSWER("Two.")));
    assert_int_equal(faq_job(&test).state, JOB_DONE);
    faq_stop(&test);
}

static void what_all_refuse_is_given_up_at_once(void **state)
{
    struct test_faq test;
    faq_start(&test, state, 2);
    FAQ_DO(&test, CALL(filtered), CALL(filtered));
    assert_told(&test, "(b0)(q1)(q1)(failed)");
    struct job job = faq_job(&test);
    assert_int_equal(job.state, JOB_DEAD);
    assert_non_null(strstr(job.reason, "second: "));
    faq_stop(&test);
}

static void what_is_too_long_is_trimmed_twice(void **state)
{
    struct test_faq test;
    faq_start(&test, state, 1);
    FAQ_DO(&test, CALL(too_long), CALL(too_long), CALL(too_long));
    assert_int_equal(faq_job(&test).state, JOB_DEAD);
    faq_stop(&test);
}

static void stop_everything(struct test_faq *test)
{
    stop_now(&test->stop);
}

static void stopping_puts_the_job_back_and_pays_for_the_call(void **state)
{
    struct test_faq test;
    faq_start(&test, state, 1);
    FAQ_DO(&test, CALL(ANSWER("One.")), { NULL, stop_everything });
    assert_told(&test, "(b0)(q1)One.(a1)(q2)(queued)");
    struct job job = faq_job(&test);
    assert_int_equal(job.state, JOB_READY);
    assert_int_equal(job.attempt, 0);
    assert_int_equal(job.answers, 1);
    assert_int_equal(count_of(test.folder, "SELECT estimated FROM call WHERE outcome = "
                                           "'stopped' AND cost > 0"),
                     1);
    faq_stop(&test);
}

static bool cancel_part(struct db *db, void *context, struct err *err)
{
    const struct test_faq *test = context;
    return job_store_cancel(db, test->job.id, TEST_NOW, "not wanted", err);
}

static void cancel(struct test_faq *test)
{
    struct err err = { 0 };
    bool cancelled = store_write(test->folder->store, cancel_part, test, &err);
    assert(cancelled);
}

static void a_job_that_was_cancelled_keeps_no_answer_but_is_paid_for(void **state)
{
    struct test_faq test;
    faq_start(&test, state, 1);
    FAQ_DO(&test, { ANSWER("One."), cancel });
    assert_told(&test, "(b0)(q1)One.(failed)");
    assert_int_equal(faq_job(&test).state, JOB_CANCELLED);
    assert_int_equal(count_of(test.folder, "SELECT count(*) FROM answer"), 0);
    assert_int_equal(count_of(test.folder, "SELECT cost FROM call"), 1200);
    assert_int_equal(count_of(test.folder, "SELECT sum(cost) FROM spend"), 1200);
    faq_stop(&test);
}

static void a_used_up_budget_puts_the_job_off(void **state)
{
    struct test_faq test;
    faq_start(&test, state, 1);
    test.options.budget.day = 1;
    faq_do(&test, NULL, 0);
    assert_told(&test, "(b0)(queued)");
    struct job job = faq_job(&test);
    assert_int_equal(job.state, JOB_READY);
    assert_int_equal(job.attempt, 0);
    assert_non_null(strstr(job.reason, "budget"));
    faq_stop(&test);
}

static void a_language_without_questions_is_given_up(void **state)
{
    struct test_faq test;
    faq_start(&test, state, 1);
    test.sets.count = 0;
    faq_do(&test, NULL, 0);
    assert_told(&test, "(failed)");
    assert_int_equal(faq_job(&test).state, JOB_DEAD);
    faq_stop(&test);
}

/* The parse child is this program: it fails, and answers become plain paragraphs. */
int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "parse") == 0)
        return 1;
    log_upto(LOG_LEVEL_ERROR);
    const struct CMUnitTest tests[] = {
        store_test(each_question_is_asked_and_its_answer_kept),
        store_test(an_answer_that_was_cut_goes_on_once),
        store_test(an_answer_that_is_cut_again_is_marked),
        store_test(what_was_begun_is_kept_when_its_end_cannot_be_had),
        store_test(a_failed_try_counts_and_answers_stay),
        store_test(a_job_dies_with_its_last_try),
        store_test(a_second_try_that_fails_goes_to_the_next_provider),
        store_test(a_provider_that_asks_us_to_wait_is_passed_over),
        store_test(with_no_other_provider_the_job_waits_and_no_try_is_lost),
        store_test(a_bad_key_stops_the_provider_and_keeps_the_job),
        store_test(what_one_filter_refuses_another_model_may_answer),
        store_test(what_all_refuse_is_given_up_at_once),
        store_test(what_is_too_long_is_trimmed_twice),
        store_test(stopping_puts_the_job_back_and_pays_for_the_call),
        store_test(a_job_that_was_cancelled_keeps_no_answer_but_is_paid_for),
        store_test(a_used_up_budget_puts_the_job_off),
        store_test(a_language_without_questions_is_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
