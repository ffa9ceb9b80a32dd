/* A FAQ as its readers meet it: states, what may be asked for, what is refused and how
 * it is said. */
#include "site/test_faq.h"

#include "site/paper/view_paper.h"

#define API "/api/v1/arxiv/" TEST_KEY "/faq"
#define PAGE "/arxiv/" TEST_KEY "/faq"

static void a_faq_that_nobody_asked_for_is_none(void **state)
{
    struct test_site *site = *state;
    CLEANUP(json_done) cJSON *faq = get_json(site, API, 200);
    check_text(faq, "state", "none");
    check_text(faq, "paper", TEST_KEY);
    check_text(faq, "language", "en");
    check_text(faq, "model", NULL);
    assert_true(cJSON_IsNull(at(faq, "position")));
    assert_true(at(faq, "progress")->valuedouble == 0);
    assert_int_equal(cJSON_GetArraySize(at(faq, "answers")), 0);
    assert_int_equal(site->response.keep_seconds, 0);
    check_get(site, PAGE, 200);
    check_has(site, "Nobody has asked for this FAQ yet.");
    check_has(site, "Ask for this FAQ");
}

static void who_asks_is_told_the_place_in_the_queue(void **state)
{
    struct faq_site *site = *state;
    check_send(&site->base, 202, .target = "/api/v1/arxiv/2604.00002/faq");
    check_send(&site->base, 202, .target = API);
    CLEANUP(json_done) cJSON *faq = body_json(&site->base);
    check_text(faq, "state", "queued");
    assert_int_equal(at(faq, "position")->valueint, 2);
    assert_int_equal(site->workers_woken, 2);
    check_send(&site->base, 202, .target = API);
    check_get(&site->base, PAGE, 200);
    check_has(&site->base, "Number 2 in the queue");
    check_has(&site->base, "Heading 1?"); /* what will be asked */
    check_has(&site->base, "http-equiv=\"refresh\"");
    assert_int_equal(site->base.response.keep_seconds, 0);
}

static void a_form_leads_back_to_the_page(void **state)
{
    struct test_site *site = *state;
    check_send(site, 303, .target = PAGE, .body = "lang=zh");
    assert_string_equal(header_of(site, "Location"), PAGE "?lang=zh");
    check_get(site, PAGE "?lang=zh", 200);
    check_has(site, "Next in the queue");
    check_get(site, PAGE, 200);
    check_has(site, "Nobody has asked");
}

static void what_is_being_written_shows_its_answers_and_the_text_so_far(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    struct faq_watch watch = site_faq_watch(base->site);
    check_send(base, 202, .target = API);
    struct hand hand = hand_claim(site);
    hand_begin(&hand, 1);
    hand_answer(&hand, 1, false);
    watch.began(watch.context, hand.job.id, &hand.faq);
    watch.asked(watch.context, hand.job.id, 2, "What is <new>?");
    watch.piece(watch.context, hand.job.id, LIT("It is <b>"));
    CLEANUP(json_done) cJSON *faq = get_json(base, API, 200);
    check_text(faq, "state", "running");
    assert_int_equal(cJSON_GetArraySize(at(faq, "answers")), 1);
    double progress = at(faq, "progress")->valuedouble;
    assert_true(progress > 0.33 && progress < 0.5);
    check_get(base, PAGE, 200);
    check_has(base, "Being written: question 2 of 3");
    check_has(base, "What is &lt;new&gt;?");
    check_has(base, "It is &lt;b&gt;");
    check_has(base, "<p>Answer <em>1</em></p>");
    assert_int_equal(base->response.keep_seconds, 0);
}

static void a_finished_faq_is_kept_and_says_where_it_comes_from(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    ask_and_write(site, TEST_KEY);
    CLEANUP(json_done) cJSON *faq = get_json(base, API, 200);
    assert_int_equal(base->response.keep_seconds, VIEW_KEEP);
    check_text(faq, "state", "done");
    check_text(faq, "model", "test-model");
    check_text(faq, "source", "html");
    assert_int_equal(at(faq, "version")->valueint, 1);
    assert_int_equal(at(faq, "tokens")->valueint, 330);
    assert_true(at(faq, "cost")->valuedouble == 0.0123);
    assert_true(at(faq, "progress")->valuedouble == 1);
    assert_true(cJSON_IsFalse(at(faq, "stale")));
    cJSON *first = cJSON_GetArrayItem(at(faq, "answers"), 0);
    check_text(first, "question", "What about <1>?");
    check_text(first, "html", "<p>Answer <em>1</em></p>");
    check_get(base, PAGE, 200);
    assert_int_equal(base->response.keep_seconds, VIEW_KEEP);
    check_has(base, "Written by test-model");
    check_has(base, "0.0123");
    check_has_not(base, "Ask again");
    check_send(base, 200, .target = API);
}

static void a_cut_answer_is_marked_and_may_be_asked_again(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    check_send(base, 202, .target = API);
    (void)hand_write(site, 1, true);
    CLEANUP(json_done) cJSON *faq = get_json(base, API, 200);
    check_text(faq, "state", "truncated");
    check_get(base, PAGE, 200);
    check_has(base, "This answer was cut short.");
    check_has(base, "Ask again");
    uint64_t before = site_generation(base->site);
    check_send(base, 202, .target = API "?renew=1");
    assert_true(site_generation(base->site) > before);
    CLEANUP(json_done) cJSON *renewed = body_json(base);
    check_text(renewed, "state", "truncated");
    check_text(at(renewed, "renewal"), "state", "queued");
    check_get(base, PAGE, 200);
    assert_int_equal(base->response.keep_seconds, 0);
    check_has(base, "A new FAQ was asked for.");
}

static void a_failed_faq_says_why_and_may_be_tried_again(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    check_send(base, 202, .target = API);
    struct hand hand = hand_claim(site);
    hand_kill(&hand, "the model refuses <this> paper");
    CLEANUP(json_done) cJSON *faq = get_json(base, API, 200);
    check_text(faq, "state", "failed");
    check_text(faq, "reason", "the model refuses <this> paper");
    check_get(base, PAGE, 200);
    check_has(base, "Could not be written: the model refuses &lt;this&gt; paper");
    check_has(base, "Try again");
    check_send(base, 202, .target = API);
}

static void put_version(struct test_site *site, int version)
{
    struct paper paper = test_paper(&site->test->arena, TEST_KEY);
    paper.version = version;
    put_paper(site->test, &paper);
}

static void a_newer_version_of_the_paper_makes_it_stale(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    ask_and_write(site, TEST_KEY);
    check_send(base, 200, .target = API "?renew=1"); /* nothing to renew yet */
    put_version(base, 3);
    CLEANUP(json_done) cJSON *faq = get_json(base, API, 200);
    assert_true(cJSON_IsTrue(at(faq, "stale")));
    check_get(base, PAGE, 200);
    check_has(base, "about version 1 of the paper; version 3 is the latest");
    check_has(base, "Ask again for version 3");
    check_send(base, 202, .target = API "?renew=1");
    (void)hand_write(site, 3, false);
    check_get(base, PAGE, 200);
    check_has_not(base, "is the latest");
    check_has(base, PAGE "?lang=en&amp;version=1");
    check_get(base, PAGE "?version=1", 200);
    check_has(base, "The FAQ of version 3");
    check_has_not(base, "Ask again");
    check_get(base, PAGE "?version=2", 404);
    check_has(base, "There is no FAQ of version 2");
}

static void changed_questions_make_it_stale(void **state)
{
    struct faq_site *site = *state;
    ask_and_write(site, TEST_KEY);
    site->hash = TEST_HASH + 1;
    CLEANUP(json_done) cJSON *faq = get_json(&site->base, API, 200);
    assert_true(cJSON_IsTrue(at(faq, "stale")));
    check_text(faq, "reason", "The questions have changed since this FAQ was written.");
}

static void ids_in_every_spelling_lead_to_one_page(void **state)
{
    struct test_site *site = *state;
    check_leads(site, "/arxiv/" TEST_KEY "v1/faq", PAGE "?lang=en&version=1");
    check_leads(site, "/arxiv/arXiv:2604.0001/faq?lang=zh", PAGE "?lang=zh");
    CLEANUP(json_done)
    cJSON *faq = get_json(site, "/api/v1/arxiv/" TEST_KEY "v1/faq", 200);
    check_text(faq, "paper", TEST_KEY);
    check_get(site, "/venue/nothing@Here/faq", 404);
    check_get(site, "/arxiv/cs.CL/faq", 404);
}

static void an_unknown_language_is_told_the_offered_ones(void **state)
{
    struct test_site *site = *state;
    check_get(site, API "?lang=tlh", 400);
    check_has(site, "is none of en, zh");
    check_send(site, 400, .target = API "?lang=../en");
    check_send(site, 202, .target = API, .cookie = "kimi_lang=zh");
    check_get(site, API "?lang=zh", 200);
    check_has(site, "\"state\":\"queued\"");
    check_get(site, API, 200); /* what may be kept does not look at cookies */
    check_has(site, "\"state\":\"none\"");
}

static void a_paper_that_is_not_stored_is_fetched_first(void **state)
{
    struct test_site *site = *state;
    check_send(site, 503, .target = "/api/v1/arxiv/2601.00009/faq");
    check_has(site, "is being fetched from arXiv");
    assert_int_equal(site->woken, 1);
    check_get(site, "/arxiv/2601.00009/faq", 200);
    check_has(site, "is being fetched from arXiv");
    check_get(site, "/api/v1/arxiv/9912.00009/faq", 404);
}

static void a_visitors_day_ends_with_429_and_when_to_come_back(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    base->options.faq.visitor_day = 1;
    site_again(base);
    const char *token = new_token(site, "ada", TOKEN_READER);
    check_send(base, 202, .target = API);
    check_send(base, 429, .target = "/api/v1/arxiv/2604.00002/faq");
    const char *retry_after = header_of(base, "Retry-After");
    assert_non_null(retry_after);
    assert_true(retry_after[0] >= '1' && retry_after[0] <= '9');
    check_has(base, "\"status\":429");
    check_has(base, "\"advice\":\"Come back at 00:00 UTC on Sat 25 Apr.\"");
    check_send(base, 429, .target = "/arxiv/2604.00002/faq");
    check_has(base, "Come back at 00:00 UTC on Sat 25 Apr.");
    check_send(base, 202, .target = API); /* that one waits already */
    check_send(base, 202, .target = "/api/v1/arxiv/2604.00002/faq", .network = 2);
    check_send(base, 202, .target = "/api/v1/arxiv/2604.00003/faq",
               .authorization = token);
    CLEANUP(json_done) cJSON *faq = body_json(base);
    assert_int_equal(at(faq, "position")->valueint, 1);
}

static void a_full_queue_is_a_429_for_everybody(void **state)
{
    struct faq_site *site = *state;
    site->base.options.faq.waiting_max = 1;
    site_again(&site->base);
    check_send(&site->base, 202, .target = API);
    check_send(&site->base, 429, .target = "/arxiv/2604.00002/faq");
    assert_non_null(header_of(&site->base, "Retry-After"));
}

static void without_a_model_the_site_says_how_to_add_one(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    ask_and_write(site, TEST_KEY);
    base->options.faq.provider_count = 0;
    site_again(base);
    check_send(base, 503, .target = "/api/v1/arxiv/2604.00002/faq");
    check_has(base, "[model.NAME]");
    check_get(base, "/arxiv/2604.00002/faq", 200);
    check_has(base, "[model.NAME]");
    check_has_not(base, "Ask for this FAQ");
    check_send(base, 200, .target = API);
    check_get(base, PAGE, 200);
    check_has_not(base, "[model.NAME]");
}

static void a_token_that_is_none_is_refused(void **state)
{
    struct test_site *site = *state;
    check_send(site, 403, .target = API, .authorization = "Bearer pf_nothing");
    check_send(site, 202, .target = API, .authorization = "Basic cHJveHk6eA==");
    check_send(site, 202, .target = API, .cookie = "magic_token=pf_nothing");
}

static void check_card(struct test_site *site, const char *key, bool ready)
{
    CLEANUP(json_done) cJSON *papers = cJSON_CreateArray();
    struct paper paper = get_paper(site->test, key);
    const struct paper_place place = { .index = 1, .total = 1 };
    cJSON *card =
        at(view_paper_add(papers, &site->test->arena, &paper, &place), "card");
    check_text(card, "faq_url", arena_printf(&site->test->arena, "/arxiv/%s/faq", key));
    assert_int_equal(cJSON_IsTrue(at(card, "faq_ready")), ready);
}

static void a_card_says_whether_its_paper_has_a_faq(void **state)
{
    struct faq_site *site = *state;
    ask_and_write(site, TEST_KEY);
    check_card(&site->base, TEST_KEY, true);
    check_card(&site->base, "2604.00002", false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        faq_test(a_faq_that_nobody_asked_for_is_none),
        faq_test(who_asks_is_told_the_place_in_the_queue),
        faq_test(a_form_leads_back_to_the_page),
        faq_test(what_is_being_written_shows_its_answers_and_the_text_so_far),
        faq_test(a_finished_faq_is_kept_and_says_where_it_comes_from),
        faq_test(a_cut_answer_is_marked_and_may_be_asked_again),
        faq_test(a_failed_faq_says_why_and_may_be_tried_again),
        faq_test(a_newer_version_of_the_paper_makes_it_stale),
        faq_test(changed_questions_make_it_stale),
        faq_test(ids_in_every_spelling_lead_to_one_page),
        faq_test(an_unknown_language_is_told_the_offered_ones),
        faq_test(a_paper_that_is_not_stored_is_fetched_first),
        faq_test(a_visitors_day_ends_with_429_and_when_to_come_back),
        faq_test(a_full_queue_is_a_429_for_everybody),
        faq_test(without_a_model_the_site_says_how_to_add_one),
        faq_test(a_token_that_is_none_is_refused),
        faq_test(a_card_says_whether_its_paper_has_a_faq),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
