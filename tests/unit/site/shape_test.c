/* The trees that views build have the names that the trees under tests/cases/pages
 * have: what the templates were drawn and tested with is what they get. Values aside.
 */
#include "site/test_faq.h"
#include "site/test_venue.h"

#include "site/faq/view_faq.h"
#include "site/list/list_ask.h"
#include "site/list/view_home.h"
#include "site/list/view_ledger.h"
#include "site/list/view_list.h"
#include "site/paper/view_author.h"
#include "site/paper/view_papers.h"
#include "site/paper/view_related.h"
#include "site/queue/view_queue.h"
#include "site/search/view_search.h"
#include "site/status/view_status.h"
#include "site/venue/view_edition.h"
#include "site/venue/view_latest.h"
#include "site/venue/view_venues.h"

static cJSON *read_case(struct test_site *site, const char *name)
{
    FILE *file = fopen(arena_printf(&site->test->arena, CASES "/pages/%s", name), "re");
    assert_non_null(file);
    CLEANUP(buf_done) struct buf bytes = buf_upto(16 << 20);
    char piece[4096];
    size_t got;
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        buf_add(&bytes, (struct str){ piece, got });
    fclose(file);
    cJSON *tree = NULL;
    assert_ok(site->test, json_read(buf_str(&bytes), &tree, &site->test->err));
    return tree;
}

/* The first object of a list stands for all. */
static void check_names(const char *path, const cJSON *built, const cJSON *expected)
{
    char below[200];
    if (cJSON_IsArray(built) && cJSON_IsArray(expected)) {
        snprintf(below, sizeof below, "%s[]", path);
        if (built->child != NULL && expected->child != NULL)
            check_names(below, built->child, expected->child);
        return;
    }
    if (!cJSON_IsObject(built) || !cJSON_IsObject(expected))
        return;
    for (const cJSON *item = expected->child; item != NULL; item = item->next) {
        cJSON *same = cJSON_GetObjectItemCaseSensitive(built, item->string);
        snprintf(below, sizeof below, "%s.%s", path, item->string);
        if (same == NULL)
            fail_msg("the view gives no %s", below);
        check_names(below, same, item);
    }
    for (const cJSON *item = built->child; item != NULL; item = item->next)
        for (const cJSON *twin = item->next; twin != NULL; twin = twin->next)
            if (strcmp(item->string, twin->string) == 0)
                fail_msg("the view gives %s.%s twice", path, item->string);
}

static struct request request_for(struct test_site *site, const char *target)
{
    struct request request = { .method = METHOD_GET,
                               .now = site->now,
                               .arena = &site->test->arena };
    assert_ok(site->test, request_parse_target(&request, target, &site->test->err));
    return request;
}

static void check_view(struct test_site *site, const char *target, view_build *build,
                       const char *name)
{
    struct request request = request_for(site, target);
    CLEANUP(view_done) struct view view;
    view_init(&view, site->site, &request, 5000);
    view.is_page = true;
    assert_ok(site->test, build(&view, &site->test->err));
    CLEANUP(json_done) cJSON *expected = read_case(site, name);
    check_names("", view.root, expected);
    CLEANUP(buf_done) struct buf drawn = buf_upto(1 << 20);
    template_render(site->site->templates, view.template, view.root, &drawn);
    assert_true(drawn.len > 500 && !drawn.full);
}

static bool build_list(struct view *view, struct err *err)
{
    struct list_ask ask;
    return list_ask_read(view, str_of(view->request->path).ptr + 7, 2, &ask, err) &&
           view_list_tree(view, &ask, err);
}

static bool build_papers(struct view *view, struct err *err)
{
    struct arxiv_id *ids;
    size_t count;
    return view_papers_read_ids(view->arena, view->request->path + 7, &ids, &count,
                                err) &&
           view_papers_tree(view, ids, count, err);
}

static void a_list_has_the_names_that_its_template_reads(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_view(site, "/arxiv/cs.CL", build_list, "list.json");
}

static void a_list_with_missing_papers_has_them_too(void **state)
{
    struct test_site *site = *state;
    put_day(site, "cs.CL", TEST_DAY, usual_day, COUNT_OF(usual_day));
    PUT_PAPERS(site, "2604.00001");
    check_view(site, "/arxiv/cs.CL+cs.LG-cs.CV", build_list, "list_incomplete.json");
}

static void a_site_without_any_list_has_them_too(void **state)
{
    struct test_site *site = *state;
    put_cursor(site, &(struct poll_cursor){ .name = "list cs.CV",
                                            .day = DAY_NONE,
                                            .failed_at = TEST_NOW - 60,
                                            .problem = "could not resolve host" });
    site->next_poll = TEST_NOW + 600;
    check_view(site, "/arxiv/cs.CV", build_list, "list_no_network.json");
    check_view(site, "/", view_home_tree, "home_no_network.json");
    check_view(site, "/ledger", view_ledger_tree, "ledger_empty.json");
}

static void an_empty_day_has_them_too(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_view(site, "/arxiv/cs.CL?date=2026-04-25", build_list, "list_empty.json");
}

static void the_home_page_has_the_names_that_its_template_reads(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_view(site, "/", view_home_tree, "home.json");
}

static void papers_have_the_names_that_their_template_reads(void **state)
{
    struct test_site *site = *state;
    struct paper paper = test_paper(&site->test->arena, "math/0309136");
    paper.version = 3;
    paper.updated += 1000;
    paper.comment = "12 pages";
    paper.doi = "10.1/x";
    put_paper(site->test, &paper);
    PUT_PAPERS(site, "2604.00001");
    check_view(site, "/arxiv/math/0309136", build_papers, "papers_one.json");
    check_view(site, "/arxiv/math/0309136,2604.00001", build_papers,
               "papers_several.json");
    check_view(site, "/arxiv/math/0309136,2604.00002", build_papers,
               "papers_coming.json");
}

static void a_search_has_the_names_that_its_template_reads(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_view(site, "/search?query=matter", view_search_tree, "search.json");
    check_view(site, "/search?query=zzyzx", view_search_tree, "search_empty.json");
}

static bool build_author(struct view *view, struct err *err)
{
    return view_author_tree(view, view->request->path + strlen("/author/"), err);
}

static bool build_related(struct view *view, struct err *err)
{
    struct request request = *view->request;
    request.arguments[0] = "2604.00001";
    view->request = &request;
    bool built = view_related_tree(view, err);
    view->request = NULL;
    return built;
}

static void authors_and_related_papers_have_them_too(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_view(site, "/author/Ada%20Lovelace", build_author, "author.json");
    check_view(site, "/author/Nobody%20%26%20Sons", build_author,
               "author_unknown.json");
    check_view(site, "/arxiv/2604.00001/related", build_related, "related.json");
}

static bool build_edition(struct view *view, struct err *err)
{
    return view_edition_tree(view, view->request->path + strlen("/venue/"), err);
}

static void proceedings_have_the_names_that_their_templates_read(void **state)
{
    struct test_site *site = *state;
    check_view(site, "/venue", view_venues_tree, "venues_empty.json");
    check_view(site, "/venue/latest", view_latest_tree, "latest_empty.json");
    put_iclr(site);
    check_view(site, "/venue/ICLR.2024", build_edition, "edition.json");
    check_view(site, "/venue/ICLR.2024?sort=song", build_edition, "edition_words.json");
    check_view(site, "/venue", view_venues_tree, "venues.json");
    check_view(site, "/venue/latest", view_latest_tree, "latest.json");
    check_view(site, "/", view_home_tree, "home_venues.json");
}

static void the_ledger_has_the_names_that_its_template_reads(void **state)
{
    struct test_site *site = *state;
    put_day(site, "cs.CL", TEST_DAY, usual_day, COUNT_OF(usual_day));
    check_view(site, "/ledger", view_ledger_tree, "ledger.json");
}

static void the_status_has_the_names_that_its_template_reads(void **state)
{
    check_view(*state, "/status", view_status_tree, "status.json");
}

static bool build_faq(struct view *view, struct err *err)
{
    struct faq_target target;
    struct faq_reading reading;
    return faq_target_read(view->site, view->db, view->request, TEST_KEY, false,
                           &target, err) &&
           faq_reading_get(view, &target, &reading, err) &&
           view_faq_tree(view, &reading, err);
}

static void a_faq_in_each_state_has_the_names_that_its_template_reads(void **state)
{
    struct faq_site *site = *state;
    struct test_site *base = &site->base;
    check_view(base, "/arxiv/x", build_faq, "faq_none.json");
    check_send(base, 202, .target = "/api/v1/arxiv/" TEST_KEY "/faq");
    check_view(base, "/arxiv/x", build_faq, "faq_queued.json");
    struct hand hand = hand_write(site, 1, true);
    assert_int_equal(hand.faq.version, 1);
    check_view(base, "/arxiv/x", build_faq, "faq_truncated.json");
    check_send(base, 202, .target = "/api/v1/arxiv/" TEST_KEY "/faq?renew=1");
    check_view(base, "/arxiv/x", build_faq, "faq_renewal.json");
}

static void the_queue_has_the_names_that_its_template_reads(void **state)
{
    struct faq_site *site = *state;
    check_send(&site->base, 202, .target = "/api/v1/arxiv/" TEST_KEY "/faq");
    check_view(&site->base, "/queue", view_queue_tree, "queue_visitor.json");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        site_test(a_list_has_the_names_that_its_template_reads),
        site_test(a_list_with_missing_papers_has_them_too),
        site_test(a_site_without_any_list_has_them_too),
        site_test(an_empty_day_has_them_too),
        site_test(the_home_page_has_the_names_that_its_template_reads),
        site_test(papers_have_the_names_that_their_template_reads),
        site_test(a_search_has_the_names_that_its_template_reads),
        site_test(authors_and_related_papers_have_them_too),
        site_test(proceedings_have_the_names_that_their_templates_read),
        site_test(the_ledger_has_the_names_that_its_template_reads),
        site_test(the_status_has_the_names_that_its_template_reads),
        faq_test(a_faq_in_each_state_has_the_names_that_its_template_reads),
        faq_test(the_queue_has_the_names_that_its_template_reads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
