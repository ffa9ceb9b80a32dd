/* Feeds: well-formed, whole, and the same to the byte while nothing changes. */
#include "site/test_site.h"

#include <fcntl.h>
#include <sys/wait.h>

/* xmllint reads the body; 127: it is not installed. */
static int run_xmllint(struct test_site *site)
{
    const char *path = test_path(site->test, "answer.xml");
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fwrite(body_of(site), 1, site->response.body.len, file);
    fclose(file);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        execlp("xmllint", "xmllint", "--noout", "--nonet", path, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static void check_well_formed(struct test_site *site)
{
    int verdict = run_xmllint(site);
    if (verdict == 127)
        print_message("xmllint is not installed: not checked\n");
    else if (verdict != 0)
        fail_msg("not well-formed:\n%.4000s", body_of(site));
}

static void the_feed_of_a_list_holds_the_whole_day(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_get(site, "/arxiv/cs.CL/feed", 200);
    check_well_formed(site);
    assert_string_equal(site->response.content_type,
                        "application/atom+xml; charset=utf-8");
    check_has(site, "<id>oai:arXiv.org:2604.00001</id>");
    check_has(site, "<id>oai:arXiv.org:2604.00004</id>");
    check_has_not(site, "2603.00009");
    check_has(site, "href=\"http://papers.example.org/arxiv/2604.00001\"");
    check_has(site, "<id>http://papers.example.org/arxiv/cs.CL/feed</id>");
}

static void a_feed_keeps_date_and_sections(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    put_day(site, "cs.CL", TEST_DAY - 1, usual_day, 1);
    check_get(site, "/arxiv/cs.CL/feed?date=2026-04-23", 200);
    check_has_not(site, "2604.00002");
    check_get(site, "/arxiv/cs.CL/feed?sections=replace", 200);
    check_has(site, "oai:arXiv.org:2603.00009");
    check_has(site, "/arxiv/cs.CL/feed?sections=replace</id>");
    check_get(site, "/arxiv/cs.CL/feed?date=x", 400);
}

static void hostile_text_stays_text_in_a_feed(void **state)
{
    struct test_site *site = *state;
    struct paper paper = test_paper(&site->test->arena, "2604.00001");
    paper.title = "]]> <script>&amp; \"quotes\" 'x' \xf0\x9f\x90\x9a";
    paper.abstract = "a < b && c > d";
    put_paper(site->test, &paper);
    put_day(site, "cs.CL", TEST_DAY, usual_day, 1);
    check_get(site, "/arxiv/cs.CL/feed", 200);
    check_well_formed(site);
    check_has_not(site, "<script>");
}

static void an_empty_list_has_a_well_formed_feed(void **state)
{
    struct test_site *site = *state;
    check_get(site, "/arxiv/cs.LG/feed", 200);
    check_well_formed(site);
    check_has(site, "<updated>1970-01-01T00:00:00Z</updated>");
}

static void a_json_feed_has_what_version_1_1_asks_for(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    CLEANUP(json_done) cJSON *feed = get_json(site, "/arxiv/cs.CL/feed.json", 200);
    assert_string_equal(at(feed, "version")->valuestring,
                        "https://jsonfeed.org/version/1.1");
    assert_int_equal(cJSON_GetArraySize(at(feed, "items")), 4);
    cJSON *item = at(feed, "items")->child;
    assert_string_equal(at(item, "id")->valuestring, "oai:arXiv.org:2604.00001");
    assert_string_equal(at(at(item, "authors")->child, "name")->valuestring,
                        "Ada Lovelace");
    assert_string_equal(at(item, "content_text")->valuestring,
                        "We show that it is so.");
}

static void a_search_has_feeds(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_get(site, "/search/feed?query=matter", 200);
    check_well_formed(site);
    check_has(site, "2604.00001");
    check_get(site, "/arxiv/search/feed.json?query=matter", 200);
}

static void what_follows_the_host_header_is_not_kept(void **state)
{
    struct test_site *site = *state;
    put_usual_day(site);
    check_get(site, "/arxiv/cs.CL/feed", 200);
    assert_int_equal(site->response.keep_seconds, 0);
    site->host = "evil.example/\"><x";
    check_get(site, "/arxiv/cs.CL/feed", 200);
    check_has_not(site, "evil");
    site->options.base_url = "https://papers.example.net";
    site_again(site);
    check_get(site, "/arxiv/cs.CL/feed", 200);
    check_has(site, "https://papers.example.net/arxiv/cs.CL/feed");
    assert_int_equal(site->response.keep_seconds, VIEW_KEEP);
}

static void the_subscription_list_names_every_watched_category(void **state)
{
    struct test_site *site = *state;
    check_get(site, "/opml", 200);
    check_well_formed(site);
    check_has(site, "xmlUrl=\"http://papers.example.org/arxiv/cs.LG/feed\"");
    check_has(site, "/arxiv/cs.CL,cs.CV,cs.LG/feed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        site_test(the_feed_of_a_list_holds_the_whole_day),
        site_test(a_feed_keeps_date_and_sections),
        site_test(hostile_text_stays_text_in_a_feed),
        site_test(an_empty_list_has_a_well_formed_feed),
        site_test(a_json_feed_has_what_version_1_1_asks_for),
        site_test(a_search_has_feeds),
        site_test(what_follows_the_host_header_is_not_kept),
        site_test(the_subscription_list_names_every_watched_category),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
