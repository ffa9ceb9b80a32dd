/* Daily lists as a reader and a program get them. */
#include "site/test_site.h"

static void the_latest_day_is_shown_in_announced_order(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_get(site, "/arxiv/cs.CL", 200);
    check_has(site, "Friday 24 April 2026");
    const char *first = strstr(body_of(site), "id=\"2604.00001\"");
    const char *last = strstr(body_of(site), "id=\"2604.00004\"");
    assert_true(first != NULL && last != NULL && first < last);
    check_has(site, "title=\"4/4\"");
    check_has(site, "1 cross-list");
    check_has_not(site, "id=\"2603.00009\"");
    assert_true(site->response.asked_store);
    assert_int_equal(site->response.keep_seconds, VIEW_KEEP);
}

static void the_api_gives_the_same_without_page_and_card(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    CLEANUP(json_done) cJSON *list = get_json(site, "/api/v1/arxiv/cs.CL", 200);
    assert_null(cJSON_GetObjectItem(list, "page"));
    assert_int_equal(at(list, "total")->valueint, 4);
    assert_int_equal(at(list, "show")->valueint, 50);
    assert_string_equal(at(list, "date")->valuestring, "2026-04-24");
    assert_int_equal(at(at(list, "counts"), "new")->valueint, 3);
    assert_int_equal(at(at(list, "counts"), "replace")->valueint, 1);
    cJSON *paper = at(list, "papers")->child;
    assert_null(cJSON_GetObjectItem(paper, "card"));
    assert_string_equal(at(paper, "id")->valuestring, "2604.00001");
    assert_string_equal(at(paper, "section")->valuestring, "new");
    assert_string_equal(at(paper, "announced")->valuestring, "2026-04-24");
    assert_string_equal(at(paper, "authors")->child->valuestring, "Ada Lovelace");
}

static void sections_are_chosen_by_name(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_get(site, "/arxiv/cs.CL?sections=replace", 200);
    check_has(site, "id=\"2603.00009\"");
    check_has_not(site, "id=\"2604.00001\"");
    check_get(site, "/arxiv/cs.CL?replace=1", 200);
    check_has(site, "id=\"2603.00009\"");
    check_has(site, "id=\"2604.00001\"");
    check_get(site, "/arxiv/cs.CL?sections=old", 400);
    check_has(site, "arameter sections");
}

static void a_part_of_the_list_keeps_its_ranks(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_get(site, "/arxiv/cs.CL?skip=2&show=1", 200);
    check_has(site, "title=\"3/4\"");
    check_has(site, "3–3 of 4");
    check_has(site, "skip=3");
    check_has_not(site, "title=\"1/4\"");
}

static void bad_values_are_refused_by_name_and_unknown_names_ignored(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_get(site, "/arxiv/cs.CL?date=2026-13-01", 400);
    check_has(site, "arameter date");
    check_get(site, "/arxiv/cs.CL?show=1001", 400);
    check_has(site, "arameter show");
    check_get(site, "/arxiv/cs.CL?skip=-1", 400);
    check_has(site, "arameter skip");
    check_get(site, "/arxiv/cs.CL?sort=1&highlight=1&utm_source=x", 200);
    CLEANUP(json_done)
    cJSON *error = get_json(site, "/api/v1/arxiv/cs.CL?date=tomorrow", 400);
    assert_string_equal(at(at(error, "error"), "code")->valuestring, "invalid");
}

static void spellings_lead_to_one_address(void **state)
{
    struct test_site *site = *state;
    check_leads(site, "/arxiv/cs.NA?show=10&skip=2", "/arxiv/math.NA?show=10&skip=2");
    check_leads(site, "/arxiv/CS.cl", "/arxiv/cs.CL");
    check_leads(site, "/arxiv/cs.CL/", "/arxiv/cs.CL");
    check_leads(site, "/arxiv/cs.LG,cs.CL", "/arxiv/cs.CL,cs.LG");
    check_leads(site, "/arxiv/cs.LG+cs.CL-cs.CV", "/arxiv/cs.CL+cs.LG-cs.CV");
    check_get(site, "/arxiv/cs.CL+cs.LG-cs.CV", 200);
    check_get(site, "/api/v1/arxiv/CS.cl", 200);
}

static void what_is_no_category_is_not_found(void **state)
{
    struct test_site *site = *state;
    check_get(site, "/arxiv/cs.XX", 404);
    check_has(site, "cs.XX");
    check_get(site, "/arxiv/cs.CL,nonsense/feed", 404);
    CLEANUP(json_done) cJSON *error = get_json(site, "/api/v1/arxiv/cs.XX", 404);
    assert_string_equal(at(at(error, "error"), "code")->valuestring, "not-found");
}

static void a_complete_day_says_so(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_get(site, "/arxiv/cs.CL", 200);
    check_has(site, "all 4 announced papers are here");
    CLEANUP(json_done) cJSON *list = get_json(site, "/api/v1/arxiv/cs.CL", 200);
    assert_true(cJSON_IsTrue(at(at(list, "ledger"), "complete")));
}

static void a_missing_paper_is_named(void **state)
{
    struct test_site *site = *state;
    PUT_PAPERS(site, "2604.00001", "2604.00002", "2604.00004");
    put_day(site, "cs.CL", TEST_DAY, usual_day, COUNT_OF(usual_day));
    check_get(site, "/arxiv/cs.CL", 200);
    check_has(site, "3 of 4 announced;");
    check_has(site, "href=\"/arxiv/2604.00003\"");
    check_has(site, "is being fetched");
    CLEANUP(json_done) cJSON *list = get_json(site, "/api/v1/arxiv/cs.CL", 200);
    cJSON *ledger = at(list, "ledger");
    assert_int_equal(at(ledger, "announced")->valueint, 4);
    assert_int_equal(at(ledger, "stored")->valueint, 3);
    assert_string_equal(at(ledger, "missing")->child->valuestring, "2604.00003");
    assert_true(cJSON_IsFalse(at(ledger, "complete")));
}

static void a_union_counts_each_paper_once(void **state)
{
    struct test_site *site = *state;
    static const struct announcement other[] = {
        { .key = "2604.00004", .section = SECTION_NEW, .position = 1 },
        { .key = "2604.00001", .section = SECTION_CROSS, .position = 2 },
        { .key = "2604.00005", .section = SECTION_CROSS, .position = 3 },
    };
    put_usual_day(site);
    put_day(site, "cs.LG", TEST_DAY, other, COUNT_OF(other));
    CLEANUP(json_done) cJSON *list = get_json(site, "/api/v1/arxiv/cs.CL,cs.LG", 200);
    assert_int_equal(at(list, "total")->valueint, 4);
    cJSON *ledger = at(list, "ledger");
    assert_int_equal(at(ledger, "announced")->valueint, 5);
    assert_int_equal(at(ledger, "stored")->valueint, 4);
    assert_int_equal(cJSON_GetArraySize(at(ledger, "missing")), 1);
    assert_true(cJSON_IsFalse(at(ledger, "complete")));
}

static void a_paper_known_from_the_announcement_only_is_not_counted_as_stored(
    void **state)
{
    struct test_site *site = *state;
    PUT_PAPERS(site, "2604.00001", "2604.00002", "2604.00004");
    struct paper paper = test_paper(&site->test->arena, "2604.00003");
    paper.provisional = true;
    paper.version = 0;
    put_paper(site->test, &paper);
    put_day(site, "cs.CL", TEST_DAY, usual_day, COUNT_OF(usual_day));
    put_day(site, "cs.LG", TEST_DAY, NULL, 0);
    static const char *const lists[] = { "/api/v1/arxiv/cs.CL",
                                         "/api/v1/arxiv/cs.CL,cs.LG" };
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        CLEANUP(json_done) cJSON *list = get_json(site, lists[i], 200);
        assert_int_equal(at(list, "total")->valueint, 4);
        assert_int_equal(at(at(list, "ledger"), "stored")->valueint, 3);
        assert_int_equal(at(at(list, "ledger"), "announced")->valueint, 4);
    }
}

static void a_union_with_a_category_that_was_not_read_is_not_complete(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_get(site, "/arxiv/cs.CL,math.CO", 200);
    check_has(site, "nothing was read for math.CO");
    assert_int_equal(site->response.keep_seconds, 0);
    CLEANUP(json_done) cJSON *list = get_json(site, "/api/v1/arxiv/cs.CL,math.CO", 200);
    assert_true(cJSON_IsFalse(at(at(list, "ledger"), "complete")));
}

static void a_category_that_was_read_and_had_nothing_leaves_a_union_complete(
    void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    put_cursor(site, &(struct poll_cursor){ .name = "list cs.CL",
                                            .day = TEST_DAY,
                                            .checked_at = TEST_NOW - 500,
                                            .changed_at = TEST_NOW - 500 });
    put_cursor(site, &(struct poll_cursor){ .name = "list cs.LG",
                                            .day = TEST_DAY - 1,
                                            .checked_at = TEST_NOW - 400,
                                            .changed_at = TEST_NOW - 90000 });
    CLEANUP(json_done) cJSON *list = get_json(site, "/api/v1/arxiv/cs.CL,cs.LG", 200);
    assert_true(cJSON_IsTrue(at(at(list, "ledger"), "complete")));
}

static void a_day_without_a_list_is_an_empty_page(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_get(site, "/arxiv/cs.CL?date=2026-04-25", 200);
    check_has(site, "Nothing was announced in cs.CL on this day.");
    check_has(site, "Go to Friday 24 April 2026");
    check_get(site, "/arxiv/cs.CL?date=2199-12-31", 200);
    check_get(site, "/arxiv/cs.CL?date=1990-01-01", 200);
}

static void days_lead_to_their_neighbours(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    put_day(site, "cs.CL", TEST_DAY - 1, usual_day, 2);
    check_get(site, "/arxiv/cs.CL", 200);
    check_has(site, "rel=\"prev\" title=\"Thursday 23 April 2026\"");
    check_has_not(site, ">latest<");
    check_get(site, "/arxiv/cs.CL?date=2026-04-23", 200);
    check_has(site, "rel=\"next\" title=\"Friday 24 April 2026\"");
    check_has(site, ">latest<");
    check_has(site, "/arxiv/cs.CL/feed?date=2026-04-23");
}

static void a_failing_source_is_told_in_words(void **state)
{
    struct test_site *site = *state;
    put_cursor(site, &(struct poll_cursor){ .name = "list cs.CL",
                                            .day = DAY_NONE,
                                            .failed_at = TEST_NOW - 60,
                                            .problem = "could not resolve <host>" });
    site->next_poll = TEST_NOW + 600;
    check_get(site, "/arxiv/cs.CL", 200);
    check_has(site, "arXiv could not be reached: could not resolve &lt;host&gt;.");
    check_has(site, "Trying again at 03:16 UTC.");
    check_has(site, "There is no list yet.");
    check_has(site, "http-equiv=\"refresh\"");
    assert_int_equal(site->response.keep_seconds, 0);
    check_get(site, "/arxiv/cs.LG", 200);
    check_has_not(site, "could not resolve");
}

static void a_category_that_nobody_watches_says_so(void **state)
{
    struct test_site *site = *state;
    check_get(site, "/arxiv/math.CO", 200);
    check_has(site, "not watched here");
    check_has_not(site, "http-equiv=\"refresh\"");
}

static void names_and_links_from_outside_are_only_text(void **state)
{
    struct test_site *site = *state;
    struct paper paper = test_paper(&site->test->arena, "2604.00001");
    paper.title = "<script>alert(1)</script> \"quoted\" & more";
    paper.code_url = "javascript:alert(1)";
    paper.authors = TEXTS(&site->test->arena, "O'Brien <b>x</b>&y");
    put_paper(site->test, &paper);
    put_day(site, "cs.CL", TEST_DAY, usual_day, 1);
    check_get(site, "/arxiv/cs.CL", 200);
    check_has_not(site, "<script>alert");
    check_has_not(site, "javascript:");
    check_has_not(site, "<b>x");
    check_has(site, "/author/O%27Brien%20%3Cb%3Ex%3C%2Fb%3E%26y");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        site_test(the_latest_day_is_shown_in_announced_order),
        site_test(the_api_gives_the_same_without_page_and_card),
        site_test(sections_are_chosen_by_name),
        site_test(a_part_of_the_list_keeps_its_ranks),
        site_test(bad_values_are_refused_by_name_and_unknown_names_ignored),
        site_test(spellings_lead_to_one_address),
        site_test(what_is_no_category_is_not_found),
        site_test(a_complete_day_says_so),
        site_test(a_missing_paper_is_named),
        site_test(a_union_counts_each_paper_once),
        site_test(a_paper_known_from_the_announcement_only_is_not_counted_as_stored),
        site_test(a_union_with_a_category_that_was_not_read_is_not_complete),
        site_test(a_category_that_was_read_and_had_nothing_leaves_a_union_complete),
        site_test(a_day_without_a_list_is_an_empty_page),
        site_test(days_lead_to_their_neighbours),
        site_test(a_failing_source_is_told_in_words),
        site_test(a_category_that_nobody_watches_says_so),
        site_test(names_and_links_from_outside_are_only_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
