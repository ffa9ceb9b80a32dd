/* Who asks: tokens in headers and cookies, the administrator's file, POST /config; and
 * what an administrator may do to the queue. */
#include "site/test_faq.h"

#include "site/access.h"
#include "site/queue/view_queue.h"

#define API "/api/v1/arxiv/" TEST_KEY "/faq"

static enum access access_with(struct test_site *site, const char *authorization,
                               const char *cookie)
{
    struct request request = { .arena = &site->test->arena,
                               .authorization = authorization,
                               .cookie = cookie };
    enum access access = ACCESS_VISITOR;
    assert_ok(site->test, access_of(site->site, &request, &access, &site->test->err));
    return access;
}

static const char *cookie_of(struct test_site *site, const char *bearer)
{
    return arena_printf(&site->test->arena, "a=b; magic_token=%s; c=d", bearer + 7);
}

static void a_token_says_who_asks(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    const char *reader = new_token(site, "ada", TOKEN_READER);
    const char *admin = new_token(site, "root", TOKEN_ADMIN);
    assert_int_equal(access_with(base, NULL, NULL), ACCESS_VISITOR);
    assert_int_equal(access_with(base, reader, NULL), ACCESS_READER);
    assert_int_equal(access_with(base, admin, NULL), ACCESS_ADMIN);
    assert_int_equal(access_with(base, NULL, cookie_of(base, reader)), ACCESS_READER);
    assert_int_equal(access_with(base, NULL, cookie_of(base, admin)), ACCESS_ADMIN);
    assert_int_equal(access_with(base, reader, cookie_of(base, admin)), ACCESS_READER);
    assert_int_equal(access_with(base, NULL, "magic_token=pf_gone"), ACCESS_VISITOR);
    assert_int_equal(access_with(base, "Basic eDp5", NULL), ACCESS_VISITOR);
}

static void the_operators_file_holds_an_administrators_token(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    const char *path = test_path(base->test, "admin-token");
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_true(fputs("the secret of this site\n", file) >= 0);
    assert_int_equal(fclose(file), 0);
    base->options.faq.admin_token_file = path;
    site_again(base);
    assert_int_equal(access_with(base, "bearer the secret of this site", NULL),
                     ACCESS_ADMIN);
    check_send(base, 403, .target = API, .authorization = "Bearer the secret");
    assert_int_equal(unlink(path), 0);
    check_send(base, 403, .target = API,
               .authorization = "Bearer the secret of this site");
    file = fopen(path, "we"); /* an empty file opens nothing */
    assert_int_equal(fclose(file), 0);
    assert_int_equal(access_with(base, "Bearer ", NULL), ACCESS_VISITOR);
}

static void settings_become_cookies(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    const char *token = new_token(site, "ada", TOKEN_READER) + 7;
    base->options.base_url = "https://papers.example.org";
    site_again(base);
    check_send(
        base, 200, .target = "/config",
        .body = arena_printf(&base->test->arena, "magic_token=%s&kimi_lang=zh", token));
    check_has(base, "kept");
    assert_int_equal(base->response.header_count, 2);
    const char *set = base->response.headers[0].value;
    assert_non_null(strstr(set, token));
    assert_non_null(strstr(set, "; HttpOnly"));
    assert_non_null(strstr(set, "; Secure"));
    assert_non_null(strstr(set, "; SameSite=Lax"));
    assert_non_null(strstr(base->response.headers[1].value, "kimi_lang=zh; "));
    check_send(base, 200, .target = "/config", .body = "magic_token=");
    assert_non_null(strstr(base->response.headers[0].value, "Max-Age=0"));
    check_send(base, 303, .target = "/config", .body = "kimi_lang=en",
               .accept = "text/html,*/*");
}

static void settings_that_cannot_be_are_refused(void **state)
{
    struct test_site *site = *state;
    check_send(site, 403, .target = "/config", .body = "magic_token=pf_nothing");
    check_send(site, 403, .target = "/config",
               .body = "magic_token=a%0d%0aSet-Cookie:+b=c");
    check_send(site, 400, .target = "/config", .body = "kimi_lang=tlh");
    check_has(site, "en, zh");
    check_send(site, 400, .target = "/config", .body = "x=y");
}

static void only_an_administrator_steers_the_queue(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    const char *reader = new_token(site, "ada", TOKEN_READER);
    check_send(base, 403, .target = "/queue", .body = "action=pause");
    check_send(base, 403, .target = "/api/v1/queue", .body = "action=pause",
               .authorization = reader);
    check_has(base, "administrator");
    CLEANUP(json_done) cJSON *queue = get_json(base, "/api/v1/queue", 200);
    assert_true(cJSON_IsFalse(at(queue, "paused")));
    check_get(base, "/queue", 200);
    check_has_not(base, "value=\"pause\"");
}

static void the_queue_can_be_paused_and_resumed(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    const char *admin = new_token(site, "root", TOKEN_ADMIN);
    check_send(base, 303, .target = "/queue", .body = "action=pause",
               .authorization = admin);
    assert_string_equal(header_of(base, "Location"), "/queue");
    check_send(base, 200, .method = METHOD_GET, .target = "/queue",
               .cookie = cookie_of(base, admin));
    check_has(base, "The queue is paused.");
    check_has(base, "value=\"resume\"");
    check_send(base, 200, .target = "/api/v1/queue", .body = "{\"action\":\"resume\"}",
               .type = "application/json", .authorization = admin);
    CLEANUP(json_done) cJSON *queue = body_json(base);
    assert_true(cJSON_IsFalse(at(queue, "paused")));
}

static void a_job_can_be_cancelled_and_tried_again(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    struct arena *arena = &base->test->arena;
    const char *admin = new_token(site, "root", TOKEN_ADMIN);
    check_send(base, 202, .target = API);
    CLEANUP(json_done) cJSON *before = get_json(base, "/api/v1/queue", 200);
    cJSON *job = cJSON_GetArrayItem(at(before, "ready"), 0);
    check_text(job, "paper", TEST_KEY);
    assert_int_equal(at(job, "position")->valueint, 1);
    assert_null(cJSON_GetObjectItemCaseSensitive(job, "card"));
    int id = at(job, "id")->valueint;
    check_send(base, 303, .target = "/queue", .authorization = admin,
               .body = arena_printf(arena, "action=cancel&job=%d", id));
    CLEANUP(json_done) cJSON *cancelled = get_json(base, "/api/v1/queue", 200);
    assert_int_equal(cJSON_GetArraySize(at(cancelled, "ready")), 0);
    job = cJSON_GetArrayItem(at(cancelled, "cancelled"), 0);
    check_text(job, "reason", "cancelled by the administrator");
    check_send(base, 200, .target = "/api/v1/queue", .type = "application/json",
               .body = arena_printf(arena, "{\"action\":\"retry\",\"job\":%d}", id),
               .authorization = admin);
    CLEANUP(json_done) cJSON *again = body_json(base);
    assert_int_equal(cJSON_GetArraySize(at(again, "ready")), 1);
    assert_true(site->workers_woken >= 3);
}

static void orders_that_make_no_sense_are_refused(void **state)
{
    struct faq_site *site = *state;
    const char *admin = new_token(site, "root", TOKEN_ADMIN);
    static const struct {
        int status;
        const char *body;
    } orders[] = {
        { 400, "action=burn" },
        { 400, "action=retry" },
        { 404, "action=retry&job=99" },
        { 400, "action=retry&job=x" },
        { 400, "" },
    };
    for (size_t i = 0; i < COUNT_OF(orders); i++)
        check_send(&site->base, orders[i].status, .target = "/queue",
                   .body = orders[i].body, .authorization = admin);
    check_send(&site->base, 400, .target = "/api/v1/queue", .body = "{\"action\":1}",
               .type = "application/json", .authorization = admin);
}

static void the_state_of_the_queue_is_on_status_and_in_metrics(void **state)
{
    struct test_site *site = *state;
    check_send(site, 202, .target = API);
    CLEANUP(json_done) cJSON *status = get_json(site, "/api/v1/status", 200);
    cJSON *faq = at(status, "faq");
    assert_int_equal(at(faq, "ready")->valueint, 1);
    assert_true(at(faq, "spent_day")->valuedouble == 0);
    check_get(site, "/status", 200);
    check_has(site, "Being written");
    check_get(site, "/metrics", 200);
    check_has(site, "paperfeed_faq_jobs{state=\"ready\"} 1\n");
}

static void a_budget_that_is_used_up_is_said(void **state)
{
    struct faq_site *site = *state;
    site->base.options.faq.budget.day = 1200;
    site_again(&site->base);
    check_get(&site->base, "/queue", 200);
    check_has(&site->base, "of a budget of 0.0012");
    check_has_not(&site->base, "used up");
    check_send(&site->base, 202, .target = API);
    (void)hand_claim(site);
    check_get(&site->base, "/queue", 200);
    check_has(&site->base, "The budget is used up");
}

static cJSON *a_free_model_and_one_that_rests(void *context)
{
    (void)context;
    cJSON *list = cJSON_CreateArray();
    cJSON *object = json_add_object(list);
    json_set_text(object, "name", "free");
    json_set_bool(object, "priced", false);
    json_set_null(object, "reason");
    object = json_add_object(list);
    json_set_text(object, "name", "dear");
    json_set_bool(object, "priced", true);
    json_set_text(object, "reason", "rests");
    return list;
}

static void check_models(struct test_site *base, const char *free_text, bool warns)
{
    CLEANUP(view_done) struct view view;
    struct err err;
    const struct request request = { .arena = &base->test->arena, .now = TEST_NOW };
    view_init(&view, base->site, &request, VIEW_DEADLINE_MS);
    assert_true(view_queue_tree(&view, &err));
    cJSON *models = at(view.root, "providers");
    cJSON *card = at(cJSON_GetArrayItem(models, 0), "card");
    check_text(card, "text", free_text);
    assert_int_equal(cJSON_IsTrue(at(card, "warn")), warns);
    card = at(cJSON_GetArrayItem(models, 1), "card");
    check_text(card, "text", "rests");
    assert_true(cJSON_IsTrue(at(card, "warn")));
}

static void a_model_without_prices_is_told_and_warned_of_beside_a_budget(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    base->options.faq.providers = a_free_model_and_one_that_rests;
    site_again(base);
    check_models(base, "ready; no prices configured: counted as free", false);
    base->options.faq.budget.month = 1;
    site_again(base);
    check_models(base,
                 "ready; no prices configured: counted as free, whatever the budget",
                 true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        faq_test(a_token_says_who_asks),
        faq_test(the_operators_file_holds_an_administrators_token),
        faq_test(settings_become_cookies),
        faq_test(settings_that_cannot_be_are_refused),
        faq_test(only_an_administrator_steers_the_queue),
        faq_test(the_queue_can_be_paused_and_resumed),
        faq_test(a_job_can_be_cancelled_and_tried_again),
        faq_test(a_model_without_prices_is_told_and_warned_of_beside_a_budget),
        faq_test(orders_that_make_no_sense_are_refused),
        faq_test(a_budget_that_is_used_up_is_said),
        faq_test(the_state_of_the_queue_is_on_status_and_in_metrics),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
