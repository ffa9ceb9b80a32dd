/* The pages of search, authors and related papers over a real store. */
#include "site/test_faq.h"

#include "store/paper/place.h"
#include "store/related/link_store.h"

#define VENUE_KEY "aB3-x_Y9@OpenReview"

static struct paper whale(struct test_site *site, const char *key, const char *title)
{
    struct paper paper = test_paper(&site->test->arena, key);
    paper.title = title;
    paper.announced = TEST_DAY;
    return paper;
}

static void put_whale(struct test_site *site, const char *key, const char *title)
{
    struct paper paper = whale(site, key, title);
    put_paper(site->test, &paper);
}

static void put_venue_paper(struct test_site *site)
{
    struct paper paper = test_paper(&site->test->arena, VENUE_KEY);
    paper.branch = BRANCH_VENUE;
    paper.title = "Whale Song at Sea";
    paper.categories = (struct text_list){ 0 };
    paper.primary_category = NULL;
    paper.published = paper.updated = 0;
    paper.announced = DAY_NONE;
    paper.page_url = "https://openreview.net/forum?id=aB3-x_Y9";
    paper.pdf_url = "https://openreview.net/pdf?id=aB3-x_Y9";
    paper.venue = "ICLR.2024";
    paper.group = "Oral";
    put_paper(site->test, &paper);
}

static void put_whales(struct test_site *site)
{
    put_whale(site, "2604.00001", "The Song of the Whale");
    put_whale(site, "2604.00002", "A Whale of a Time");
    put_whale(site, "2604.00003", "Songs without Words");
    put_venue_paper(site);
}

static void a_search_marks_what_it_found(void **state)
{
    struct test_site *site = *state;
    put_whales(site);
    check_get(site, "/search?query=whale+songs", 200);
    check_has(site, "The <mark>Song</mark> of the <mark>Whale</mark>");
    check_has(site, "2 papers");
    check_has(site, "Total: 2");
    check_get(site, "/search?query=whale+songs&highlight=0", 200);
    check_has_not(site, "<mark>");
    check_has(site, "highlight=0&amp;sort=1");
}

static void a_branch_keeps_its_own(void **state)
{
    struct test_site *site = *state;
    put_whales(site);
    check_get(site, "/arxiv/search?query=whale", 200);
    check_has(site, "id=\"2604.00002\"");
    check_has_not(site, "id=\"" VENUE_KEY "\"");
    check_get(site, "/venue/search?query=whale", 200);
    check_has(site, "<body id=\"venue\"");
    check_has(site, "id=\"" VENUE_KEY "\"");
    check_has_not(site, "id=\"2604.00002\"");
    check_has(site,
              "href=\"/venue/ICLR.2024?group=Oral\" title=\"ICLR.2024\">ICLR.2024 - "
              "Oral</a>");
    check_get(site, "/search?query=whale", 200);
    check_has(site, "arXiv <span class=\"count\">2</span>");
    check_has(site, "Venues <span class=\"count\">1</span>");
}

static void a_search_is_narrowed_by_links_and_widened_again(void **state)
{
    struct test_site *site = *state;
    put_whales(site);
    check_get(site, "/search?query=whale", 200);
    check_has(site, "href=\"/search?query=whale%20venue%3AICLR.2024\"");
    check_has(site, "href=\"/search?query=whale%20year%3A2024\"");
    check_get(site, "/search?query=whale%20year%3A2024&sort=0", 200);
    check_has(site, "1 paper");
    check_has(site, "href=\"/search?query=whale&amp;sort=0\" title=\"Take it off\"");
    check_has_not(site, "year%3A2024%20year");
}

static void papers_that_match_in_part_follow_a_line(void **state)
{
    struct test_site *site = *state;
    put_whales(site);
    check_get(site, "/search?query=whale+time", 200);
    check_has(site, "These match some of the words:");
    check_get(site, "/search?query=whale+songs+words+xylophone", 200);
    check_has(site, "no paper has all the words,");
    CLEANUP(json_done)
    cJSON *found = get_json(site, "/api/v1/search?query=whale+time", 200);
    assert_int_equal(at(found, "total")->valueint, 1);
    assert_true(at(found, "some")->valueint >= 1);
    cJSON *first = at(found, "papers")->child;
    assert_string_equal(at(first, "matches")->valuestring, "all");
    assert_string_equal(at(first->next, "matches")->valuestring, "some");
}

static void what_was_not_understood_is_said(void **state)
{
    struct test_site *site = *state;
    put_whales(site);
    check_get(site, "/search?query=whale+cat:cs.XX", 200);
    check_has(site, "<p class=\"query-note\">");
    check_has(site, "cs.XX");
    CLEANUP(json_done)
    cJSON *found = get_json(site, "/api/v1/search?query=whale+cat:cs.XX", 200);
    assert_true(cJSON_GetArraySize(at(found, "notes")) > 0);
}

static void a_slip_of_the_finger_is_asked_about(void **state)
{
    struct test_site *site = *state;
    put_whales(site);
    check_get(site, "/search?query=wahle&sort=0", 200);
    check_has(site, "Did you mean <a href=\"/search?query=");
    check_has(site, "sort=0\">");
}

static void an_order_is_kept_and_can_be_left(void **state)
{
    struct test_site *site = *state;
    put_whales(site);
    check_get(site, "/search?query=whale&sort=0", 200);
    check_has(site, "class=\"sort-it clock\"><a href=\"/search?query=whale\"");
    check_has(site,
              "class=\"sort-it star\"><a href=\"/search?query=whale&amp;sort=1\"");
    check_has(site, "class=\"sort-it heart\"><a href=\"#my-words\"");
    check_has(site, "<input type=\"hidden\" name=\"sort\" value=\"0\">");
    check_get(site, "/search?query=whale&sort=time%5E3+-song", 200);
    check_has(site, "value=\"time^3 -song\"");
    CLEANUP(json_done)
    cJSON *found =
        get_json(site, "/api/v1/search?query=whale&sort=time%5E3+-song", 200);
    assert_string_equal(at(at(found, "papers")->child, "id")->valuestring,
                        "2604.00002");
    assert_int_equal(at(found, "total")->valueint, 3);
}

static void a_wrong_parameter_is_named(void **state)
{
    struct test_site *site = *state;
    static const char *const wrong[] = {
        "/search?query=whale&sort=song%5Eloud", "/search?query=whale&in=here",
        "/search?query=whale&highlight=2",      "/search?query=whale&show=0",
        "/arxiv/cs.CL?sort=song%5E99",
    };
    static const char *const names[] = { "sort", "in", "highlight", "show", "sort" };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        check_get(site, wrong[i], 400);
        check_has(site, names[i]);
    }
}

static void ids_and_addresses_lead_to_their_papers(void **state)
{
    struct test_site *site = *state;
    put_whales(site);
    check_leads(site, "/search?query=https://arxiv.org/abs/2604.00001v2",
                "/arxiv/2604.00001");
    check_leads(site, "/search?query=https://openreview.net/forum?id%3DaB3-x_Y9",
                "/venue/aB3-x_Y9@OpenReview");
    check_leads(site, "/search?query=2604.00001+2604.00002",
                "/arxiv/2604.00001,2604.00002");
    check_leads(site, "/search?query=2604.77777", "/arxiv/2604.77777");
    check_get(site, "/venue/aB3-x_Y9@OpenReview", 200);
    check_has(site, "Whale Song at Sea");
    check_get(site, "/venue/nothing%40OpenReview", 404);
}

static bool place_part(struct db *db, void *context, struct err *err)
{
    return place_put(db, "index", context, err);
}

static void an_index_in_the_making_is_told(void **state)
{
    struct test_site *site = *state;
    put_whales(site);
    struct place half = { .row = 1, .docs = 4 };
    check_get(site, "/search?query=whale", 200);
    check_has_not(site, "still being made");
    assert_int_equal(site->response.keep_seconds, VIEW_KEEP);
    assert_ok(site->test,
              store_write(site->test->store, place_part, &half, &site->test->err));
    check_get(site, "/search?query=whale", 200);
    check_has(site, "The search index is still being made: 99 % of the papers");
    assert_int_equal(site->response.keep_seconds, 0);
}

static void hostile_queries_get_an_answer(void **state)
{
    struct test_site *site = *state;
    put_whales(site);
    static const char *const queries[] = { "%22",
                                           "(((((",
                                           "%22)%20OR%20NEAR(*%5E",
                                           "-",
                                           "*",
                                           "year:",
                                           "title:",
                                           "id:",
                                           "%3Cscript%3E",
                                           "OR",
                                           "%F0%9F%90%9A",
                                           "a%20OR%20OR%20b",
                                           "-whale",
                                           "-(a%20-b)",
                                           "date:9999-99..x" };
    for (size_t i = 0; i < COUNT_OF(queries); i++) {
        int status =
            get(site, arena_printf(&site->test->arena, "/search?query=%s", queries[i]));
        if (status != 200 && status != 302 && status != 400)
            fail_msg("%s: %d", queries[i], status);
        check_has_not(site, "<script>");
    }
}

/* ---- feeds ---- */

static void a_search_is_followed_newest_first(void **state)
{
    struct test_site *site = *state;
    put_whales(site);
    check_get(site, "/search/feed?query=whale&sort=1&highlight=0", 200);
    check_has(site, "<id>http://papers.example.org/search/feed?query=whale</id>");
    const char *second = strstr(body_of(site), "<id>oai:arXiv.org:2604.00002</id>");
    const char *first = strstr(body_of(site), "<id>oai:arXiv.org:2604.00001</id>");
    assert_true(second != NULL && first != NULL && second < first);
    check_has(site, "<id>urn:x-paperfeed:venue:aB3-x_Y9%40OpenReview</id>");
    check_get(site, "/venue/search/feed?query=whale", 200);
    check_has_not(site, "oai:arXiv.org");
    check_get(site, "/search/feed?query=whale+time", 200);
    check_has_not(site, "2604.00001");
    CLEANUP(json_done)
    cJSON *feed = get_json(site, "/arxiv/search/feed.json?query=whale", 200);
    assert_int_equal(cJSON_GetArraySize(at(feed, "items")), 2);
}

/* ---- inside FAQs ---- */

static void a_search_inside_faqs_leads_to_the_answer(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    ask_and_write(site, TEST_KEY);
    check_get(base, "/search?query=answers&in=faq", 200);
    check_has(base, "1 paper");
    check_has(base, "href=\"/arxiv/" TEST_KEY "/faq?lang=en#" TEST_KEY "-q");
    check_has(base, "What about &lt;");
    check_has(base, "<mark>Answer</mark>");
    check_has_not(base, "<script>");
    check_get(base, "/arxiv/" TEST_KEY "/faq", 200);
    check_has(base, "<section class=\"done\" id=\"" TEST_KEY "-q1\"");
    CLEANUP(json_done)
    cJSON *found = get_json(base, "/api/v1/search?query=answer&in=faq", 200);
    cJSON *match = at(at(found, "papers")->child, "match");
    check_text(match, "language", "en");
    assert_true(at(match, "number")->valueint >= 1);
    check_get(base, "/search/feed?query=answer&in=faq", 200);
    check_has(base, "oai:arXiv.org:" TEST_KEY);
    check_get(base, "/search?query=zzyzx&in=faq", 200);
    check_has(base, "No FAQ says so.");
    check_has(base, "href=\"/search?query=zzyzx\">Search the papers</a>");
}

/* ---- authors ---- */

static void an_author_has_a_page_and_feeds(void **state)
{
    struct test_site *site = *state;
    put_whales(site);
    check_get(site, "/search?query=whale", 200);
    check_has(site, "href=\"/author/Ada%20Lovelace\"");
    check_get(site, "/author/ada%20LOVELACE", 200);
    check_has(site, "4 papers");
    check_has(site, "<b>newest</b>");
    check_get(site, "/author/Ada%20Lovelace?sort=time", 200);
    check_has(site, "value=\"time\"");
    check_get(site, "/author/Ada%20Lovelace/feed", 200);
    check_has(site, "oai:arXiv.org:2604.00001");
    CLEANUP(json_done)
    cJSON *feed = get_json(site, "/author/Ada%20Lovelace/feed.json", 200);
    assert_int_equal(cJSON_GetArraySize(at(feed, "items")), 4);
}

static void a_name_is_compared_as_a_whole(void **state)
{
    struct test_site *site = *state;
    put_whales(site);
    check_get(site, "/author/Lovelace", 404);
    check_has(site, "href=\"/search?query=Lovelace\"");
    CLEANUP(json_done) cJSON *error = get_json(site, "/api/v1/author/Lovelace", 404);
    assert_string_equal(at(at(error, "error"), "code")->valuestring, "not-found");
    struct paper paper = whale(site, "2604.00009", "Of Names");
    paper.authors = (struct text_list){ 0 };
    ARENA_PUSH(&site->test->arena, &paper.authors, "A/B Collaboration");
    put_paper(site->test, &paper);
    check_get(site, "/arxiv/2604.00009", 200);
    check_has(site, "href=\"/author/A%2FB%20Collaboration\"");
    check_get(site, "/author/A%2FB%20Collaboration", 200);
}

/* ---- related, twins ---- */

static void related_papers_say_why(void **state)
{
    struct test_site *site = *state;
    put_whales(site);
    check_get(site, "/arxiv/2604.00001", 200);
    check_has(site, "href=\"/arxiv/2604.00001/related\" id=\"rel-2604.00001\"");
    check_get(site, "/arxiv/2604.00001/related", 200);
    check_has(site, "The Song of the Whale");
    check_has_not(site, "id=\"2604.00001\"");
    check_leads(site, "/arxiv/2604.00001v1/related", "/arxiv/2604.00001/related");
    CLEANUP(json_done)
    cJSON *near = get_json(site, "/api/v1/arxiv/2604.00001/related", 200);
    cJSON *why = at(at(near, "papers")->child, "why");
    assert_true(cJSON_GetArraySize(at(why, "words")) +
                    cJSON_GetArraySize(at(why, "authors")) >
                0);
    check_get(site, "/venue/" VENUE_KEY "/related", 200);
    check_has(site, "id=\"2604.00001\"");
    check_has_not(site, "id=\"" VENUE_KEY "\"");
    check_get(site, "/venue/nothing@OpenReview/related", 404);
    check_get(site, "/arxiv/nonsense/related", 404);
}

static bool link_part(struct db *db, void *context, struct err *err)
{
    const int64_t *rows = context;
    return link_store_put(db, rows[0], rows[1], LINK_DOI, err);
}

static int64_t row_of(struct test_site *site, const char *key)
{
    struct paper paper;
    CLEANUP(store_read_end) struct db *db = store_read_begin(site->test->store);
    assert_ok(site->test,
              paper_store_get(db, key, &site->test->arena, &paper, &site->test->err));
    return paper.row;
}

static void the_same_work_elsewhere_is_named_and_linked(void **state)
{
    struct test_site *site = *state;
    put_whales(site);
    int64_t rows[] = { row_of(site, "2604.00001"), row_of(site, VENUE_KEY) };
    assert_ok(site->test,
              store_write(site->test->store, link_part, rows, &site->test->err));
    check_get(site, "/arxiv/2604.00001", 200);
    check_has(site, "href=\"/venue/aB3-x_Y9@OpenReview\">ICLR 2024 · Oral</a>");
    check_get(site, "/venue/aB3-x_Y9@OpenReview", 200);
    check_has(site, "href=\"/arxiv/2604.00001\">arXiv:2604.00001</a>");
    check_get(site, "/venue/search?query=whale", 200);
    check_has(site, "href=\"/arxiv/2604.00001\">arXiv:2604.00001</a>");
    CLEANUP(json_done)
    cJSON *papers = get_json(site, "/api/v1/arxiv/2604.00001", 200);
    cJSON *twin = at(at(papers, "papers")->child, "twins")->child;
    check_text(twin, "id", VENUE_KEY);
    check_text(twin, "venue", "ICLR.2024");
    check_text(twin, "group", "Oral");
    assert_int_equal(at(twin, "year")->valueint, 2024);
}

/* ---- lists, browsers ---- */

static void a_list_is_ordered_by_the_readers_words(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    put_whale(site, "2604.00003", "Songs without Words");
    check_get(site, "/arxiv/cs.CL?sort=songs&highlight=1", 200);
    check_has(site, "<mark>Songs</mark> without Words");
    check_has(site, "Total: 4");
    check_has_not(site, "class=\"section\"");
    const char *third = strstr(body_of(site), "id=\"2604.00003\"");
    const char *first = strstr(body_of(site), "id=\"2604.00001\"");
    assert_true(third != NULL && first != NULL && third < first);
    check_has(site, "href=\"/arxiv/cs.CL/feed?sort=songs\"");
    CLEANUP(json_done)
    cJSON *list = get_json(site, "/api/v1/arxiv/cs.CL?sort=songs", 200);
    assert_int_equal(cJSON_GetArraySize(at(list, "papers")), 4);
    check_text(list, "sort", "songs");
    CLEANUP(json_done)
    cJSON *feed = get_json(site, "/arxiv/cs.CL/feed.json?sort=songs", 200);
    assert_string_equal(at(at(feed, "items")->child, "id")->valuestring,
                        "oai:arXiv.org:2604.00003");
}

static void a_browser_can_offer_the_search(void **state)
{
    struct test_site *site = *state;
    check_get(site, "/", 200);
    check_has(site,
              "<link rel=\"search\" type=\"application/opensearchdescription+xml\" "
              "title=\"paperfeed\" href=\"/opensearch.xml\">");
    check_get(site, "/opensearch.xml", 200);
    check_has(site,
              "template=\"http://papers.example.org/search?query={searchTerms}\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        site_test(a_search_marks_what_it_found),
        site_test(a_branch_keeps_its_own),
        site_test(a_search_is_narrowed_by_links_and_widened_again),
        site_test(papers_that_match_in_part_follow_a_line),
        site_test(what_was_not_understood_is_said),
        site_test(a_slip_of_the_finger_is_asked_about),
        site_test(an_order_is_kept_and_can_be_left),
        site_test(a_wrong_parameter_is_named),
        site_test(ids_and_addresses_lead_to_their_papers),
        site_test(an_index_in_the_making_is_told),
        site_test(hostile_queries_get_an_answer),
        site_test(a_search_is_followed_newest_first),
        faq_test(a_search_inside_faqs_leads_to_the_answer),
        site_test(an_author_has_a_page_and_feeds),
        site_test(a_name_is_compared_as_a_whole),
        site_test(related_papers_say_why),
        site_test(the_same_work_elsewhere_is_named_and_linked),
        site_test(a_list_is_ordered_by_the_readers_words),
        site_test(a_browser_can_offer_the_search),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
