/* The page of an edition's numbers, and its twin for programs. */
#include "site/test_venue.h"

static void a_page_draws_groups_keywords_authors_and_years(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    check_get(site, "/venue/ICLR.2024/statistics", 200);
    check_has(site, "<h1 class=\"notranslate\">ICLR.2024 - Statistics</h1>");
    check_has(site, "<title>Poster: 2 papers</title>");
    check_has(site, "href=\"/venue/ICLR.2024?group=Oral\"");
    check_has(site, "<title>whales: 3 papers</title>");
    check_has(site, "href=\"/venue/search?query=%22whales%22%20venue%3AICLR.2024\"");
    check_has(site, "<title>Ada Lovelace: 3 papers</title>");
    check_has(site, "href=\"/author/Ada%20Lovelace\"");
    check_has(site, "<title>with an abstract: 2 of 3</title>");
    check_has(site, "href=\"/venue/ICLR.2023/statistics\"");
    check_has(site,
              "3 papers by 2 authors; half of the papers have 2 authors or fewer.");
    assert_true(site->response.asked_store);
}

static void a_program_gets_the_same_numbers(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    CLEANUP(json_done)
    cJSON *told = get_json(site, "/api/v1/venue/iclr.2024/statistics", 200);
    assert_null(cJSON_GetObjectItem(told, "page"));
    assert_string_equal(at(told, "name")->valuestring, "ICLR.2024");
    assert_int_equal(at(told, "papers")->valueint, 3);
    assert_int_equal(at(told, "abstracts")->valueint, 2);
    assert_int_equal(at(told, "with_pdf")->valueint, 3);
    assert_int_equal(at(told, "without_group")->valueint, 0);
    assert_int_equal(at(told, "author_count")->valueint, 2);
    cJSON *group = at(told, "groups")->child;
    assert_string_equal(at(group, "name")->valuestring, "Oral");
    assert_int_equal(at(group, "papers")->valueint, 1);
    cJSON *keyword = at(told, "keywords")->child;
    assert_int_equal(at(keyword, "papers")->valueint, 3);
    cJSON *year = at(told, "years")->child; /* oldest first */
    assert_string_equal(at(year, "name")->valuestring, "ICLR.2023");
    assert_int_equal(at(year, "papers")->valueint, 1);
}

static void an_edition_with_nothing_to_compare_leaves_charts_out(void **state)
{
    struct test_site *site = *state;
    const struct test_entry entry = {
        .key = "x@ACL", .title = "A lone whale", .venue = "BEA.2020", .position = 1
    };
    put_entries(site, &entry, 1);
    check_get(site, "/venue/BEA.2020/statistics", 200);
    check_has_not(site, "chart-groups");
    check_has_not(site, "chart-years");
    check_has(site, "chart-texts");
    check_has(site, "<span>1 paper by 2 authors.</span>");
}

static void a_series_leads_to_its_latest_edition(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    check_leads(site, "/venue/iclr/statistics", "/venue/ICLR.2024/statistics");
    check_leads(site, "/venue/iclr.2023/statistics", "/venue/ICLR.2023/statistics");
    check_get(site, "/venue/ICLR.1999/statistics", 404);
    check_get(site, "/venue/COLT/statistics", 404);
    check_get(site, "/venue/a@b/statistics", 404);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        site_test(a_page_draws_groups_keywords_authors_and_years),
        site_test(a_program_gets_the_same_numbers),
        site_test(an_edition_with_nothing_to_compare_leaves_charts_out),
        site_test(a_series_leads_to_its_latest_edition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
