/* The other pages and machine answers; the API's description against the route table.
 */
#include "site/test_venue.h"
#include "store/venue/venue_source_store.h"

static cJSON *openapi(struct test_site *site)
{
    return get_json(site, "/api/v1/openapi.json", 200);
}

/* "/api/v1/arxiv/{what*}" is "/api/v1/arxiv/{what}" there. */
static const char *openapi_path(struct test_site *site, const char *pattern)
{
    struct str rest = str_of(pattern);
    size_t star = str_find_char(rest, '*');
    return arena_printf(&site->test->arena, "%.*s%.*s", (int)star, pattern,
                        STR_ARG(str_from(rest, star + 1)));
}

static void every_api_route_is_described(void **state)
{
    struct test_site *site = *state;
    CLEANUP(json_done) cJSON *document = openapi(site);
    size_t count, seen = 0;
    const struct route *routes = site_routes(&count);
    for (size_t i = 0; i < count; i++) {
        if (!str_starts(str_of(routes[i].pattern), LIT("/api/")))
            continue;
        const char *method = routes[i].method == METHOD_GET ? "get" : "post";
        cJSON *path = at(at(document, "paths"), openapi_path(site, routes[i].pattern));
        at(at(path, method), "responses");
        seen++;
    }
    assert_true(seen >= 8);
}

static void every_described_path_is_routed(void **state)
{
    struct test_site *site = *state;
    CLEANUP(json_done) cJSON *document = openapi(site);
    size_t count;
    const struct route *routes = site_routes(&count);
    for (cJSON *path = at(document, "paths")->child; path != NULL; path = path->next) {
        bool routed = false;
        for (size_t i = 0; i < count; i++)
            routed = routed ||
                     strcmp(openapi_path(site, routes[i].pattern), path->string) == 0;
        if (!routed)
            fail_msg("%s is described but not routed", path->string);
    }
}

/* Each name that an answer holds is required by its schema, and the other way round. */
static void check_schema(cJSON *document, const char *schema, cJSON *answer)
{
    cJSON *described =
        at(at(at(at(document, "components"), "schemas"), schema), "properties");
    for (cJSON *item = answer->child; item != NULL; item = item->next)
        if (cJSON_GetObjectItemCaseSensitive(described, item->string) == NULL)
            fail_msg("%s gives %s, which is not described", schema, item->string);
    cJSON *required = at(at(at(document, "components"), "schemas"), schema);
    for (cJSON *name = at(required, "required")->child; name; name = name->next)
        at(answer, name->valuestring);
}

static void answers_are_as_described(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    put_iclr(site);
    CLEANUP(json_done) cJSON *document = openapi(site);
    static const struct {
        const char *target, *schema;
    } answers[] = {
        { "/api/v1/", "Home" },
        { "/api/v1/arxiv/cs.CL", "List" },
        { "/api/v1/arxiv/2604.00001", "Papers" },
        { "/api/v1/search?query=matter", "Search" },
        { "/api/v1/arxiv/search?query=matter", "Search" },
        { "/api/v1/venue/search?query=matter", "Search" },
        { "/api/v1/search?query=so&in=faq", "Search" },
        { "/api/v1/author/Ada%20Lovelace", "Author" },
        { "/api/v1/arxiv/2604.00001/related", "Related" },
        { "/api/v1/venue/ICLR.2024", "Edition" },
        { "/api/v1/venue/ICLR?group=oral", "Edition" },
        { "/api/v1/venue/bbbb@OpenReview", "Papers" },
        { "/api/v1/venue/latest", "LatestEditions" },
        { "/api/v1/venue", "Venues" },
        { "/api/v1/venues", "Venues" },
        { "/api/v1/ledger", "Ledger" },
        { "/api/v1/categories", "Categories" },
        { "/api/v1/status", "Status" },
        { "/api/v1/arxiv/2604.00001/faq", "Faq" },
        { "/api/v1/queue", "Queue" },
    };
    for (size_t i = 0; i < COUNT_OF(answers); i++) {
        CLEANUP(json_done) cJSON *answer = get_json(site, answers[i].target, 200);
        check_schema(document, answers[i].schema, answer);
        assert_string_equal(header_of(site, "Access-Control-Allow-Origin"), "*");
        cJSON *papers = cJSON_GetObjectItem(answer, "papers");
        if (papers != NULL && papers->child != NULL)
            check_schema(document, "Paper", papers->child);
        cJSON *editions = cJSON_GetObjectItem(answer, "editions");
        if (cJSON_IsArray(editions))
            check_schema(document, "EditionFacts", editions->child);
    }
}

static void errors_below_api_are_json(void **state)
{
    struct test_site *site = *state;
    CLEANUP(json_done) cJSON *error = get_json(site, "/api/v1/nothing", 404);
    assert_string_equal(at(at(error, "error"), "code")->valuestring, "not-found");
    assert_true(strlen(at(at(error, "error"), "message")->valuestring) > 5);
    check_get(site, "/nothing", 404);
    check_has(site, "There is nothing at this address.");
    assert_int_equal(site->response.keep_seconds, 0);
}

static void the_home_page_shows_each_watched_category(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_get(site, "/", 200);
    check_has(site, "all 4");
    check_has(site, "Fri 24 Apr");
    check_has(site, "no list yet");
    check_has(site, "All three in one list");
    check_has(site, "/arxiv/cs.CL,cs.CV,cs.LG");
    size_t all;
    category_all(&all);
    check_has(site, arena_printf(&site->test->arena, "All %zu categories", all));
    CLEANUP(json_done) cJSON *home = get_json(site, "/api/v1/", 200);
    assert_string_equal(at(home, "date")->valuestring, "2026-04-24");
    assert_int_equal(cJSON_GetArraySize(at(home, "categories")), 3);
}

static void the_ledger_tells_missing_and_unseen_apart(void **state)
{
    struct test_site *site = *state;
    PUT_PAPERS(site, "2604.00001", "2604.00002", "2604.00004", "2603.00009");
    put_day(site, "cs.CL", TEST_DAY, usual_day, COUNT_OF(usual_day));
    check_get(site, "/ledger", 200);
    check_has(site, "1 missing");
    check_has(site, "1 announced paper is still missing.");
    check_has(site, "8 minutes ago");
    CLEANUP(json_done) cJSON *ledger = get_json(site, "/api/v1/ledger", 200);
    cJSON *row = at(ledger, "days")->child;
    assert_string_equal(at(row, "section")->valuestring, "new");
    assert_int_equal(at(row, "announced")->valueint, 3);
    assert_int_equal(at(row, "stored")->valueint, 2);
    assert_string_equal(at(row, "missing")->child->valuestring, "2604.00003");
    assert_string_equal(at(row, "source")->valuestring, "listing");
    assert_string_equal(at(row, "checked_at")->valuestring, "2026-04-24T02:58:40Z");
}

static void the_status_names_what_is_missing(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_get(site, "/status", 200);
    check_has(site, "Nothing that was announced is missing.");
    put_day(site, "cs.CV", TEST_DAY, (struct announcement[]){ { "2604.00099", 0, 1 } },
            1);
    put_day(site, "cs.LG", TEST_DAY, (struct announcement[]){ { "2604.00099", 1, 1 } },
            1);
    check_get(site, "/status", 200);
    check_has(site, "1 announced paper is still missing.");
    check_has(site, "href=\"/arxiv/2604.00099\"");
    assert_int_equal(site->response.keep_seconds, 0);
    CLEANUP(json_done) cJSON *status = get_json(site, "/api/v1/status", 200);
    cJSON *missing = at(status, "missing");
    assert_int_equal(cJSON_GetArraySize(missing), 2);
    assert_string_equal(at(missing->child, "date")->valuestring, "2026-04-24");
    assert_string_equal(at(missing->child, "category")->valuestring, "cs.CV");
    assert_string_equal(at(missing->child, "missing")->child->valuestring,
                        "2604.00099");
    assert_null(cJSON_GetObjectItem(missing->child, "card"));
}

static bool missed_part(struct db *db, void *context, struct err *err)
{
    (void)context;
    return ledger_store_put_missed(db, "cs.CL", TEST_DAY - 2, TEST_DAY, TEST_NOW, err);
}

static void a_day_that_was_not_seen_is_told(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    put_day(site, "cs.CL", TEST_DAY - 2, usual_day, 1);
    assert_ok(site->test,
              store_write(site->test->store, missed_part, NULL, &site->test->err));
    check_get(site, "/ledger?category=cs.CL", 200);
    check_has(site, "not seen");
    check_has(site, "1 list was not seen.");
    CLEANUP(json_done)
    cJSON *ledger = get_json(site, "/api/v1/ledger?date=2026-04-23", 200);
    cJSON *row = at(ledger, "days")->child;
    assert_true(cJSON_IsNull(at(row, "announced")));
    assert_string_equal(at(row, "source")->valuestring, "missed");
}

static void the_ledger_is_asked_by_category_and_days(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    put_day(site, "cs.LG", TEST_DAY - 1, usual_day, 1);
    static const struct {
        const char *target;
        int rows;
    } asks[] = {
        { "/api/v1/ledger", 4 },
        { "/api/v1/ledger?category=cs.LG", 1 },
        { "/api/v1/ledger?category=CS.lg", 1 },
        { "/api/v1/ledger?until=2026-04-23", 1 },
        { "/api/v1/ledger?from=2026-04-24", 3 },
        { "/api/v1/ledger?from=2026-04-25", 0 },
        { "/api/v1/ledger?from=2026-04-01&until=2026-04-30", 4 },
        { "/api/v1/ledger?date=2026-04-23&category=cs.CL", 0 },
    };
    for (size_t i = 0; i < COUNT_OF(asks); i++) {
        CLEANUP(json_done) cJSON *ledger = get_json(site, asks[i].target, 200);
        assert_int_equal(cJSON_GetArraySize(at(ledger, "days")), asks[i].rows);
    }
    check_get(site, "/ledger?category=cs.XX", 400);
    check_get(site, "/ledger?from=2026-04-25&until=2026-04-24", 400);
    check_get(site, "/ledger?from=1990-01-01&until=2026-04-24", 400);
    check_get(site, "/ledger?from=1990-01-01", 400);
    check_get(site, "/ledger?until=yesterday", 400);
}

static void the_ledger_shows_two_weeks_and_leads_to_older_ones(void **state)
{
    struct test_site *site = *state;
    PUT_PAPERS(site, "2604.00001");
    for (int32_t day = TEST_DAY - 20; day <= TEST_DAY; day++)
        put_day(site, "cs.CL", day, usual_day, 1);
    check_get(site, "/ledger", 200);
    check_has(site, "Sat 11 Apr 2026");
    check_has_not(site, "Fri 10 Apr 2026");
    check_has(site, "/ledger?until=2026-04-10");
    check_get(site, "/ledger?until=2026-04-10", 200);
    check_has(site, "Sat 4 Apr 2026");
    check_has_not(site, "Older days");
}

static void a_search_finds_words_and_jumps_to_ids(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_get(site, "/search?query=matter+2604.00002x", 200);
    check_get(site, "/search?query=the%20matter", 200);
    check_has(site, "id=\"2604.00001\"");
    check_has(site, "noindex");
    check_leads(site, "/search?query=arXiv:2604.00001v2", "/arxiv/2604.00001");
    check_leads(site, "/search?query=2604.00001,+2604.00002",
                "/arxiv/2604.00001,2604.00002");
    check_leads(site, "/arxiv/search?query=https://arxiv.org/abs/2604.00001",
                "/arxiv/2604.00001");
    CLEANUP(json_done)
    cJSON *found = get_json(site, "/api/v1/search?query=2604.00001", 200);
    assert_int_equal(at(found, "total")->valueint, 1);
    check_get(site, "/search", 200);
    check_has(site, "How to search");
    check_has(site, "autofocus");
    check_get(site, "/search?query=zzyzx", 200);
    check_has(site, "No paper matches.");
    check_get(site, "/search?query=%22%29+OR+NEAR%28*%5E", 200);
}

static void machines_get_their_answers(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    put_cursor(site, &(struct poll_cursor){ .name = "list cs.CL",
                                            .day = TEST_DAY,
                                            .checked_at = TEST_NOW - 60,
                                            .failed_at = TEST_NOW - 30,
                                            .problem = "HTTP 503" });
    check_get(site, "/healthz", 200);
    check_get(site, "/readyz", 200);
    check_get(site, "/robots.txt", 200);
    check_has(site, "Disallow: /api/");
    check_get(site, "/metrics", 200);
    check_has(site, "paperfeed_papers 5\n");
    check_has(site, "paperfeed_venue_editions 0\n");
    check_has(site, "paperfeed_ledger_announced{category=\"cs.CL\"} 5\n");
    check_has(site, "paperfeed_ledger_missing{category=\"cs.CL\"} 0\n");
    check_has(site, "paperfeed_source_age_seconds{source=\"list cs.CL\"} 60\n");
    check_has(site, "paperfeed_source_failing{source=\"list cs.CL\"} 1\n");
    check_get(site, "/status", 200);
    check_has(site, "HTTP 503");
    check_get(site, "/favicon.ico", 200);
    check_get(site, "/static/style.css", 200);
}

static bool put_source(struct db *db, void *context, struct err *err)
{
    return venue_source_put(db, context, err);
}

static void harvesters_that_fail_are_told(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    struct venue_source sources[] = {
        { .name = "ICLR.2024",
          .url = "https://iclr.example/papers.json",
          .from_day = DAY_NONE,
          .checked_at = TEST_NOW - 60 },
        { .name = "AAAI",
          .url = "https://ojs.example/oai",
          .from_day = DAY_NONE,
          .checked_at = TEST_NOW - 500,
          .failed_at = TEST_NOW - 30,
          .problem = "HTTP 503 <b>" },
    };
    for (size_t i = 0; i < COUNT_OF(sources); i++)
        assert_ok(site->test, store_write(site->test->store, put_source, &sources[i],
                                          &site->test->err));
    check_get(site, "/status", 200);
    check_has(site, "then HTTP 503 &lt;b&gt;");
    check_has(site, "2 of 1 series");
    CLEANUP(json_done) cJSON *status = get_json(site, "/api/v1/status", 200);
    assert_int_equal(at(at(status, "venues"), "lacking")->valueint, 1);
    assert_int_equal(at(at(status, "venues"), "papers")->valueint, 4);
    assert_int_equal(cJSON_GetArraySize(at(status, "venue_sources")), 2);
    check_get(site, "/metrics", 200);
    check_has(site, "paperfeed_venue_editions 2\n");
    check_has(site, "paperfeed_venue_editions_lacking 1\n");
    check_has(site, "paperfeed_venue_source_age_seconds{source=\"AAAI\"} 500\n");
    check_has(site, "paperfeed_venue_source_failing{source=\"AAAI\"} 1\n");
    check_has(site, "paperfeed_venue_source_failing{source=\"ICLR.2024\"} 0\n");
}

static void a_wrong_base_url_or_category_stops_the_start(void **state)
{
    struct test_site *site = *state;
    struct site *other = NULL;
    struct site_options options = site->options;
    options.base_url = "https://x.example/";
    assert_false(site_open(&options, &other, &site->test->err));
    options = site->options;
    options.categories = (const char *const[]){ "cs.NA", NULL };
    options.category_count = 1;
    assert_false(site_open(&options, &other, &site->test->err));
    assert_null(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        site_test(every_api_route_is_described),
        site_test(every_described_path_is_routed),
        site_test(answers_are_as_described),
        site_test(errors_below_api_are_json),
        site_test(the_home_page_shows_each_watched_category),
        site_test(the_ledger_tells_missing_and_unseen_apart),
        site_test(the_status_names_what_is_missing),
        site_test(a_day_that_was_not_seen_is_told),
        site_test(the_ledger_is_asked_by_category_and_days),
        site_test(the_ledger_shows_two_weeks_and_leads_to_older_ones),
        site_test(a_search_finds_words_and_jumps_to_ids),
        site_test(machines_get_their_answers),
        site_test(harvesters_that_fail_are_told),
        site_test(a_wrong_base_url_or_category_stops_the_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
