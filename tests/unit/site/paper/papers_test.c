/* Papers asked for by id: those that are here, those on their way, those that do not
 * exist, and how much readers may ask for. */
#include "site/test_site.h"

#include "site/want.h"

static struct wanted wanted_of(struct test_site *site, const char *key)
{
    struct wanted wanted = { 0 };
    with_reader(site->test, db)
        assert_ok(site->test, poll_store_get_wanted(db, key, &site->test->arena,
                                                    &wanted, &site->test->err));
    return wanted;
}

static bool lack_part(struct db *db, void *context, struct err *err)
{
    return poll_store_lacked(db, context, TEST_NOW + 60, err);
}

static void upstream_lacks(struct test_site *site, const char *key)
{
    char copy[32];
    snprintf(copy, sizeof copy, "%s", key);
    assert_ok(site->test,
              store_write(site->test->store, lack_part, copy, &site->test->err));
}

static void a_stored_paper_has_its_page(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_get(site, "/arxiv/2604.00001", 200);
    check_has(site, "<meta name=\"citation_title\" content=\"On the matter of "
                    "2604.00001\">");
    check_has(site, "<meta name=\"citation_author\" content=\"Alan Turing\">");
    check_has(site, "Announced</dt><dd><a href=\"/arxiv/cs.CL?date=2026-04-24\">");
    assert_int_equal(site->response.keep_seconds, VIEW_KEEP);
    assert_int_equal(site->woken, 0);
}

static void a_papers_page_tells_all_that_is_known(void **state)
{
    struct test_site *site = *state;
    struct paper paper = test_paper(&site->test->arena, "2604.00007");
    paper.version = 3;
    paper.updated += SECONDS_A_DAY;
    paper.comment = "12 pages, <b>5</b> figures";
    paper.journal_ref = "J. Matter 12 (2026) 1";
    paper.doi = "10.1000/a<b>\"c";
    paper.license = "http://creativecommons.org/licenses/by-sa/4.0/";
    paper.code_url = "https://github.com/ada/matter";
    put_paper(site->test, &paper);
    check_get(site, "/arxiv/2604.00007", 200);
    check_has(site, "<dt>arXiv</dt><dd><a href=\"https://arxiv.org/abs/2604.00007\">"
                    "arxiv.org/abs/2604.00007</a>");
    check_has(site, "<dt>Code</dt><dd><a href=\"https://github.com/ada/matter\">"
                    "github.com/ada/matter</a>");
    check_has(site, "12 pages, &lt;b&gt;5&lt;/b&gt; figures");
    check_has(site, "J. Matter 12 (2026) 1");
    check_has(site, "href=\"https://doi.org/10.1000/a%3Cb%3E%22c\"");
    check_has(site, ">CC BY-SA 4.0</a>");
    check_has(site, "<dt>Version 3</dt><dd>2026-04-24 00:00:00 UTC</dd>");
}

static void addresses_that_are_none_are_not_linked(void **state)
{
    struct test_site *site = *state;
    struct paper paper = test_paper(&site->test->arena, "2604.00008");
    paper.code_url = "javascript:alert(1)";
    paper.page_url = "javascript:alert(2)";
    paper.pdf_url = "data:text/html,3";
    paper.license = "javascript:alert(4)";
    paper.title = "<script>alert(5)</script> \"' onload=x";
    put_paper(site->test, &paper);
    check_get(site, "/arxiv/2604.00008", 200);
    check_has_not(site, "href=\"javascript:");
    check_has_not(site, "href=\"data:");
    check_has_not(site, "<script>alert");
    check_has(site, "&lt;script&gt;alert(5)&lt;/script&gt; &quot;&#39; onload=x");
    CLEANUP(json_done) cJSON *answer = get_json(site, "/api/v1/arxiv/2604.00008", 200);
    cJSON *record = at(answer, "papers")->child;
    assert_true(cJSON_IsNull(at(record, "code_url")));
    assert_string_equal(at(record, "page_url")->valuestring,
                        "https://arxiv.org/abs/2604.00008");
}

static void several_papers_stand_on_one_page_in_the_asked_order(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_get(site, "/arxiv/2604.00003,2604.00001", 200);
    check_has(site, "2 papers");
    const char *first = strstr(body_of(site), "id=\"2604.00003\"");
    assert_non_null(first);
    assert_non_null(strstr(first, "id=\"2604.00001\""));
    check_has_not(site, "citation_title");
}

static void spellings_of_an_id_lead_to_one_address(void **state)
{
    struct test_site *site = *state;
    check_leads(site, "/arxiv/2604.00001v3", "/arxiv/2604.00001");
    check_leads(site, "/arxiv/1406.02661?x=y", "/arxiv/1406.2661?x=y");
    check_leads(site, "/arxiv/math.GT/0309136v1", "/arxiv/math/0309136");
    check_leads(site, "/arxiv/https://arxiv.org/abs/2604.00001", "/arxiv/2604.00001");
    check_leads(site, "/arxiv/2604.00001,2604.00001", "/arxiv/2604.00001");
}

static void what_is_no_id_is_not_found_and_too_many_are_refused(void **state)
{
    struct test_site *site = *state;
    check_get(site, "/arxiv/2604", 404);
    check_get(site, "/arxiv/9999.99999x", 404);
    CLEANUP(buf_done) struct buf target = buf_upto(4000);
    for (int i = 1; i <= 101; i++)
        buf_printf(&target, "%s2401.%05d", i == 1 ? "/arxiv/" : ",", i);
    check_get(site, target.ptr, 400);
    check_has(site, "100 ids");
    assert_int_equal(site->woken, 0);
}

static void an_absent_paper_is_asked_for_and_its_page_reloads(void **state)
{
    struct test_site *site = *state;
    check_get(site, "/arxiv/2604.00077", 200);
    check_has(site, "is being fetched from arXiv");
    check_has(site, "http-equiv=\"refresh\" content=\"3\"");
    assert_int_equal(site->response.keep_seconds, 0);
    assert_string_equal(site->response.cache_control, "no-store");
    assert_int_equal(site->woken, 1);
    assert_int_equal(wanted_of(site, "2604.00077").reason, WANTED_READER);
    check_get(site, "/arxiv/2604.00077", 200);
    assert_int_equal(site->woken, 1);
}

static void the_api_says_that_a_paper_is_coming_beside_those_that_are_here(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    CLEANUP(json_done)
    cJSON *papers = get_json(site, "/api/v1/arxiv/2604.00077v2,2604.00001", 202);
    assert_string_equal(at(papers, "state")->valuestring, "coming");
    assert_string_equal(at(papers, "coming")->child->valuestring, "2604.00077");
    assert_int_equal(at(papers, "total")->valueint, 1);
    assert_string_equal(at(at(papers, "papers")->child, "id")->valuestring,
                        "2604.00001");
}

static void what_arxiv_does_not_know_is_not_found(void **state)
{
    struct test_site *site = *state;
    check_get(site, "/arxiv/2604.00077", 200);
    upstream_lacks(site, "2604.00077");
    check_get(site, "/arxiv/2604.00077", 404);
    check_has(site, "ArXiv knows no paper 2604.00077.");
    put_usual_day(site);
    check_get(site, "/arxiv/2604.00001,2604.00077", 200);
    check_has(site, "is not known to arXiv.");
    check_has_not(site, "http-equiv=\"refresh\"");
    site->now += WANT_AGAIN_AFTER;
    check_get(site, "/arxiv/2604.00077", 200);
    check_has(site, "is being fetched");
}

static void an_id_from_the_future_is_not_asked_for(void **state)
{
    struct test_site *site = *state;
    check_get(site, "/arxiv/2701.00001", 404);
    assert_int_equal(site->woken, 0);
}

static void nothing_is_promised_where_nothing_is_fetched(void **state)
{
    struct test_site *site = *state;
    site->options.fetching = false;
    site_again(site);
    check_get(site, "/arxiv/2604.00077", 404);
    check_has(site, "fetching is off");
    assert_int_equal(site->woken, 0);
}

static void readers_cannot_queue_more_than_the_bound(void **state)
{
    struct test_site *site = *state;
    CLEANUP(buf_done) struct buf target = buf_upto(4000);
    for (int i = 1; i <= WANT_WAITING_MAX; i++)
        buf_printf(&target, "%s2401.%05d", i == 1 ? "/arxiv/" : ",", i);
    check_get(site, target.ptr, 200);
    check_get(site, "/arxiv/2401.00999", 503);
    check_has(site, "still being fetched");
    assert_int_equal(site->woken, 1);
    check_get(site, "/arxiv/2401.00001", 200);
}

static void readers_cannot_ask_for_more_than_the_bound_in_a_minute(void **state)
{
    struct test_site *site = *state;
    (void)site;
    struct want_budget *budget = want_budget_open();
    assert_int_equal(want_budget_take(budget, TEST_NOW, 50), 50);
    assert_int_equal(want_budget_take(budget, TEST_NOW, 50), WANT_A_MINUTE - 50);
    assert_int_equal(want_budget_take(budget, TEST_NOW, 1), 0);
    want_budget_give_back(budget, 2);
    assert_int_equal(want_budget_take(budget, TEST_NOW, 5), 2);
    assert_int_equal(want_budget_take(budget, TEST_NOW + 60, 1), 1);
    want_budget_close(budget);
}

static void a_page_that_reloads_does_not_ask_again_for_what_was_just_lacked(
    void **state)
{
    struct test_site *site = *state;
    put_day(site, "cs.CL", TEST_DAY, usual_day, 1);
    assert_int_equal(wanted_of(site, "2604.00001").reason, WANTED_ANNOUNCED);
    check_get(site, "/arxiv/2604.00001", 200);
    assert_int_equal(wanted_of(site, "2604.00001").reason, WANTED_READER);
    upstream_lacks(site, "2604.00001");
    check_get(site, "/arxiv/2604.00001", 200);
    assert_int_equal(wanted_of(site, "2604.00001").reason, WANTED_ANNOUNCED);
    assert_int_equal(site->woken, 1);
}

static void forty_authors_are_shown_and_the_others_folded(void **state)
{
    struct test_site *site = *state;
    struct paper paper = test_paper(&site->test->arena, "2604.00001");
    paper.authors = (struct text_list){ 0 };
    for (int i = 0; i < 2000; i++)
        ARENA_PUSH(&site->test->arena, &paper.authors,
                   arena_printf(&site->test->arena, "Name%d", i));
    put_paper(site->test, &paper);
    put_day(site, "cs.CL", TEST_DAY, usual_day, 1);
    check_get(site, "/arxiv/2604.00001", 200);
    check_has(site, "and 1,960 more");
    check_has(site, ">Name1999<");
    check_get(site, "/arxiv/cs.CL", 200);
    check_has(site, ">Name39<");
    check_has_not(site, ">Name40<");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        site_test(a_stored_paper_has_its_page),
        site_test(a_papers_page_tells_all_that_is_known),
        site_test(addresses_that_are_none_are_not_linked),
        site_test(several_papers_stand_on_one_page_in_the_asked_order),
        site_test(spellings_of_an_id_lead_to_one_address),
        site_test(what_is_no_id_is_not_found_and_too_many_are_refused),
        site_test(an_absent_paper_is_asked_for_and_its_page_reloads),
        site_test(the_api_says_that_a_paper_is_coming_beside_those_that_are_here),
        site_test(what_arxiv_does_not_know_is_not_found),
        site_test(an_id_from_the_future_is_not_asked_for),
        site_test(nothing_is_promised_where_nothing_is_fetched),
        site_test(readers_cannot_queue_more_than_the_bound),
        site_test(readers_cannot_ask_for_more_than_the_bound_in_a_minute),
        site_test(a_page_that_reloads_does_not_ask_again_for_what_was_just_lacked),
        site_test(forty_authors_are_shown_and_the_others_folded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
