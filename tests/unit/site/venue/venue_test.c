/* What stands around editions: papers by any of their ids, the list of all venues, what
 * was added last, feeds, the home page. */
#include "site/test_faq.h"
#include "site/test_venue.h"

static void any_id_leads_to_the_paper(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    check_leads(site, "/venue/lovelace24a@v300@PMLR", "/venue/bbbb@OpenReview");
    check_leads(site, "/venue/lovelace24a@v300@PMLR,aaaa@OpenReview",
                "/venue/bbbb@OpenReview,aaaa@OpenReview");
    check_leads(site, "/venue/aaaa@OpenReview,%20bbbb@OpenReview,lovelace24a@v300@PMLR",
                "/venue/aaaa@OpenReview,bbbb@OpenReview");
    check_leads(site, "/venue/lovelace24a@v300@PMLR/related",
                "/venue/bbbb@OpenReview/related");
    check_get(site, "/venue/bbbb@OpenReview/related", 200);
    check_get(site, "/venue/bbbb@OpenReview", 200);
    check_has(site, "rel=\"canonical\" href=\"/venue/bbbb@OpenReview\"");
    check_has(site, "citation_title");
    check_has(site, "<dt>Keywords</dt><dd>whales, song</dd>");
    check_has(site, "<dt>Other ids</dt><dd>lovelace24a@v300@PMLR</dd>");
    check_leads(site, "/search?query=lovelace24a@v300@PMLR", "/venue/bbbb@OpenReview");
    check_leads(site, "/venue/search?query=aaaa@OpenReview+lovelace24a@v300@PMLR",
                "/venue/aaaa@OpenReview,bbbb@OpenReview");
    CLEANUP(json_done)
    cJSON *papers = get_json(site, "/api/v1/venue/lovelace24a@v300@PMLR", 200);
    cJSON *paper = at(papers, "papers")->child;
    assert_string_equal(at(paper, "id")->valuestring, "bbbb@OpenReview");
    assert_string_equal(at(paper, "ids")->child->valuestring, "lovelace24a@v300@PMLR");
}

static void ids_that_are_not_stored_are_told(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    check_get(site, "/venue/aaaa@OpenReview,zzzz@OpenReview", 200);
    check_has(site, "is not stored here.");
    check_get(site, "/venue/zzzz@OpenReview", 404);
    check_has(site, "No paper with the id zzzz@OpenReview is stored here.");
    check_get(site, "/venue/2604.00001,aaaa", 404);
    check_get(site, "/venue/,", 404);
}

static void faqs_and_stars_take_any_id(void **state)
{
    struct faq_site *faq = *state;
    struct test_site *site = &faq->base;
    put_iclr(site);
    check_leads(site, "/venue/lovelace24a@v300@PMLR/faq",
                "/venue/bbbb@OpenReview/faq?lang=en");
    CLEANUP(json_done)
    cJSON *none = get_json(site, "/api/v1/venue/lovelace24a@v300@PMLR/faq", 200);
    assert_string_equal(at(none, "paper")->valuestring, "bbbb@OpenReview");
    check_send(site, 200,
               .target = "/venue/star?key=pdf&paper=lovelace24a@v300@PMLR&delta=1");
    check_has(site, "1\n");
    check_send(site, 200,
               .target = "/venue/star?key=pdf&paper=bbbb@OpenReview&delta=0");
    check_has(site, "1\n");
    check_send(site, 202, .target = "/api/v1/venue/lovelace24a@v300@PMLR/faq");
    check_get(site, "/venue/progress?paper=bbbb@OpenReview", 200);
    check_has(site, "-1");
}

static void all_venues_stand_by_field_newest_year_first(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    const struct test_entry others[] = {
        { .key = "a@ACL",
          .title = "One",
          .venue = "ACL.2022",
          .position = 1,
          .dialect = VENUE_ACL },
        { .key = "b@Other", .title = "Two", .venue = "FooBar.2020", .position = 1 },
    };
    put_entries(site, others, COUNT_OF(others));
    check_get(site, "/venue", 200);
    check_has(site, "6 papers in 4 editions of 3 series");
    const char *places[] = {
        strstr(body_of(site), "/venue/ICLR.2024\" title="),
        strstr(body_of(site), "/venue/ICLR.2023\">2023 <small>"),
        strstr(body_of(site), "/venue/ACL.2022\">2022 <small>"),
        strstr(body_of(site), "/venue/FooBar.2020\">2020 <small>"),
    };
    for (size_t i = 0; i < COUNT_OF(places); i++)
        assert_true(places[i] != NULL && (i == 0 || places[i - 1] < places[i]));
    check_has(site, "International Conference on Learning Representations");
    check_has(site, "<h2>Machine learning</h2>");
    check_has(site, "Added last: ");
    check_has(site, "href=\"/venue/ICLR/feed\"");
}

static void no_venues_are_told_as_none(void **state)
{
    struct test_site *site = *state;
    check_get(site, "/venue", 200);
    check_has(site, "No proceedings are stored here yet.");
    check_get(site, "/venue/latest", 200);
    check_has(site, "No proceedings are stored here yet.");
    check_get(site, "/venue/latest/feed", 200);
    check_get(site, "/", 200);
    check_has(site, "Conference proceedings appear here once they are imported.");
    CLEANUP(json_done) cJSON *venues = get_json(site, "/api/v1/venues", 200);
    assert_int_equal(cJSON_GetArraySize(at(venues, "venues")), 0);
}

static void the_api_lists_all_editions(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    CLEANUP(json_done) cJSON *venues = get_json(site, "/api/v1/venues", 200);
    CLEANUP(json_done) cJSON *same = get_json(site, "/api/v1/venue", 200);
    assert_true(cJSON_Compare(venues, same, true));
    cJSON *iclr = at(venues, "venues")->child;
    assert_string_equal(at(iclr, "name")->valuestring, "ICLR");
    assert_int_equal(at(iclr, "papers")->valueint, 4);
    cJSON *edition = at(iclr, "editions")->child;
    assert_string_equal(at(edition, "name")->valuestring, "ICLR.2024");
    assert_int_equal(at(edition, "papers")->valueint, 3);
    assert_int_equal(at(edition, "declared")->valueint, 4);
    assert_true(cJSON_IsFalse(at(edition, "complete")));
    assert_true(cJSON_IsNull(at(edition->next, "complete")));
    CLEANUP(json_done) cJSON *latest = get_json(site, "/api/v1/venue/latest", 200);
    assert_int_equal(cJSON_GetArraySize(at(latest, "editions")), 2);
    assert_null(cJSON_GetObjectItem(at(latest, "editions")->child, "card"));
}

static void a_known_series_stands_before_an_unknown_one(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    struct test_entry others[25];
    for (int i = 0; i < 25; i++)
        others[i] = (struct test_entry){
            .key = arena_printf(&site->test->arena, "k%d@Other", i),
            .title = arena_printf(&site->test->arena, "Title %d", i),
            .venue = arena_printf(&site->test->arena, "Aaa%d.2020", i),
            .position = 1,
        };
    put_entries(site, others, COUNT_OF(others));
    check_get(site, "/venue", 200);
    const char *iclr = strstr(body_of(site), "id=\"series-ICLR\"");
    const char *fold = strstr(body_of(site), "<summary>25 series</summary>");
    const char *other = strstr(body_of(site), "id=\"series-Aaa3\"");
    assert_true(iclr != NULL && fold != NULL && other != NULL);
    assert_true(iclr < fold && fold < other);
    check_has(site, "25 series");
    check_has(site, "29 papers in 27 editions of 26 series");
    check_get(site, "/", 200);
    check_has(site, "href=\"/venue/ICLR.2023\"");
    check_has(site, "All 27 editions");
    check_has_not(site, "href=\"/venue/Aaa9\""); /* bounded, by name as all have one */
}

static void an_edition_that_lacks_papers_is_marked(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    check_get(site, "/venue", 200);
    check_has(
        site,
        "title=\"ICLR.2024: 3 of 4 papers\" class=\"warn\">2024 <small>3</small>");
    check_has(site, "/venue/ICLR.2023\">2023 <small>1</small>");
}

static void feeds_of_proceedings_hold_papers_and_of_the_latest_editions(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    check_get(site, "/venue/ICLR.2024/feed", 200);
    check_has(site, "<title>ICLR.2024 | paperfeed</title>");
    check_has(site, "<author><name>ICLR 2024</name></author>");
    check_has(site, "<id>urn:x-paperfeed:venue:bbbb%40OpenReview</id>");
    check_has(site, "<category term=\"ICLR.2024 - Oral\"/>");
    check_get(site, "/venue/ICLR/feed?group=oral", 200);
    check_has(site, "<title>ICLR.2024 - Oral | paperfeed</title>");
    check_has(site, "http://papers.example.org/venue/ICLR/feed?group=Oral");
    check_has_not(site, "aaaa%40OpenReview");
    check_get(site, "/venue/nips/feed", 404);
    check_get(site, "/venue/nips", 404);
    check_has(site, "<a href=\"/venue\">All venues</a>");
    check_get(site, "/arxiv/cs.XX", 404);
    check_has_not(site, "<a href=\"/venue\">All venues</a>");
    check_get(site, "/venue/latest/feed", 200);
    check_has(site, "<id>urn:x-paperfeed:edition:ICLR.2024</id>");
    check_has(site, "<title>ICLR 2024 — 3 papers</title>");
    check_has(site, "Oral 1 · Poster 2");
    CLEANUP(json_done)
    cJSON *json = get_json(site, "/venue/latest/feed.json", 200);
    assert_int_equal(cJSON_GetArraySize(at(json, "items")), 2);
    CLEANUP(json_done)
    cJSON *papers = get_json(site, "/venue/ICLR.2024/feed.json", 200);
    assert_int_equal(cJSON_GetArraySize(at(papers, "items")), 3);
}

static bool put_without_addresses(struct db *db, void *context, struct err *err)
{
    struct test_site *site = context;
    struct venue_entry entry = venue_entry_of(site, &iclr_2024[0]);
    const struct venue_telling telling = { .now = TEST_NOW };
    struct venue_put done;
    entry.paper.page_url = entry.paper.pdf_url = NULL;
    return venue_store_put(db, &entry, &telling, &site->test->arena, &done, err);
}

static void a_paper_without_an_address_elsewhere_claims_none(void **state)
{
    struct test_site *site = *state;
    assert_ok(site->test, store_write(site->test->store, put_without_addresses, site,
                                      &site->test->err));
    check_get(site, "/venue/aaaa@OpenReview", 200);
    check_has_not(site, "citation_pdf_url");
    check_has(site, "title-pdf notranslate lacking");
    check_has(site, "data=\"/venue/aaaa@OpenReview\"");
    check_get(site, "/venue/ICLR.2024/feed", 200);
    check_has_not(site, "rel=\"related\"");
    CLEANUP(json_done)
    cJSON *answer = get_json(site, "/api/v1/venue/aaaa@OpenReview", 200);
    cJSON *record = at(answer, "papers")->child;
    assert_true(cJSON_IsNull(at(record, "page_url")));
    assert_true(cJSON_IsNull(at(record, "pdf_url")));
}

static void a_paper_in_other_feeds_is_of_its_editions_year(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    check_get(site, "/author/Ada%20Lovelace/feed", 200);
    check_has(site, "<updated>2024-01-01T00:00:00Z</updated>");
    check_has(site, "<updated>2023-01-01T00:00:00Z</updated>");
    check_has_not(site, "1970");
    check_get(site, "/venue/search/feed?query=song", 200);
    check_has(site, "<updated>2024-01-01T00:00:00Z</updated>");
    check_has(site, "<author><name>paperfeed</name></author>");
}

static void a_feed_that_did_not_change_is_the_same(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    check_get(site, "/venue/ICLR.2024/feed", 200);
    const char *first = arena_text(&site->test->arena, buf_str(&site->response.body));
    site->now += 100000;
    check_get(site, "/venue/ICLR.2024/feed", 200);
    assert_string_equal(first, body_of(site));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        site_test(any_id_leads_to_the_paper),
        site_test(ids_that_are_not_stored_are_told),
        faq_test(faqs_and_stars_take_any_id),
        site_test(all_venues_stand_by_field_newest_year_first),
        site_test(no_venues_are_told_as_none),
        site_test(the_api_lists_all_editions),
        site_test(a_known_series_stands_before_an_unknown_one),
        site_test(an_edition_that_lacks_papers_is_marked),
        site_test(feeds_of_proceedings_hold_papers_and_of_the_latest_editions),
        site_test(a_paper_without_an_address_elsewhere_claims_none),
        site_test(a_paper_in_other_feeds_is_of_its_editions_year),
        site_test(a_feed_that_did_not_change_is_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
