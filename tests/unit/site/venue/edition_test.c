/* Editions as a reader and a program get them: groups, order, parts, years, how much of
 * what is declared is here. */
#include "site/test_venue.h"

/* Ids of the cards in the order in which they stand, joined with blanks. */
static const char *cards(struct test_site *site)
{
    struct arena *arena = &site->test->arena;
    struct str rest = buf_str(&site->response.body), mark = LIT("panel paper\" id=\"");
    const char *ids = "";
    for (size_t at; (at = str_find(rest, mark)) < rest.len;) {
        rest = str_from(rest, at + mark.len);
        struct str id = str_upto(rest, str_find_char(rest, '@'));
        ids = arena_printf(arena, "%s%s%.*s", ids, ids[0] ? " " : "", STR_ARG(id));
    }
    return ids;
}

static void check_cards(struct test_site *site, const char *target,
                        const char *expected)
{
    check_get(site, target, 200);
    assert_string_equal(cards(site), expected);
}

static void an_edition_shows_its_papers_in_the_venues_order(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    check_cards(site, "/venue/ICLR.2024", "aaaa bbbb cc-c_c");
    check_has(site, "<body id=\"venue\"");
    check_has(site, "<h1 class=\"notranslate\">ICLR.2024</h1>");
    check_has(site, "The Twelfth International Conference");
    check_has(site, "Total: 3<");
    check_has(site, "title=\"3/3\"");
    check_has(site, "<title>ICLR.2024 | paperfeed</title>");
    check_has(site, "rel=\"canonical\" href=\"/venue/ICLR.2024\"");
    assert_int_equal(site->response.keep_seconds, VIEW_KEEP);
    assert_true(site->response.asked_store);
}

static void its_groups_are_chips_with_counts_in_the_venues_order(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    check_get(site, "/venue/ICLR.2024", 200);
    const char *all = strstr(body_of(site), "All <span class=\"count\">3</span>");
    const char *oral = strstr(body_of(site), "Oral <span class=\"count\">1</span>");
    const char *poster = strstr(body_of(site), "Poster <span class=\"count\">2</span>");
    assert_true(all != NULL && oral != NULL && poster != NULL);
    assert_true(all < oral && oral < poster);
    check_has_not(site, "Spotlight"); /* empty */
    check_has(site, "href=\"/venue/ICLR.2024?group=Poster\"");
}

static void a_group_is_asked_for_by_any_of_its_names(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    static const char *const names[] = { "Oral", "oral", "ORAL", "iclr-oral",
                                         "+Oral%20" };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        check_cards(
            site,
            arena_printf(&site->test->arena, "/venue/ICLR.2024?group=%s", names[i]),
            "bbbb");
        check_has(site, "<h1 class=\"notranslate\">ICLR.2024 - Oral</h1>");
        check_has(site, "rel=\"canonical\" href=\"/venue/ICLR.2024?group=Oral\"");
        check_has(site, "title=\"1/1\"");
        check_has(site, "Total: 1<");
    }
    check_cards(site, "/venue/ICLR.2024?group=", "aaaa bbbb cc-c_c");
}

static void a_group_of_several_words_is_escaped_wherever_it_leads(void **state)
{
    struct test_site *site = *state;
    const struct test_entry aaai = { .key = "36958@AAAI",
                                     .title = "Sleep",
                                     .venue = "AAAI.2026",
                                     .group = "What's Hot & Humans",
                                     .position = 1,
                                     .dialect = VENUE_OJS };
    put_entries(site, &aaai, 1);
    check_cards(site, "/venue/AAAI.2026?group=What%27s+Hot%20%26+Humans", "36958");
    check_has(site,
              "<a class=\"subject-1\" href=\"/venue/AAAI.2026?group=What%27s%20Hot"
              "%20%26%20Humans\"");
    check_has(site, ">AAAI.2026 - What&#39;s Hot &amp; Humans</a>");
    check_has(site, "type=\"hidden\" name=\"group\" value=\"What&#39;s Hot &amp; "
                    "Humans\"");
}

static void what_is_not_there_is_said_with_what_is(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    check_get(site, "/venue/ICLR.2024?group=Findings", 404);
    check_has(site, "has no group “Findings”; it has Oral, Poster");
    check_get(site, "/venue/ICLR.2019", 404);
    check_has(site, "ICLR.2024, ICLR.2023");
    check_get(site, "/venue/NeurIPS.2019", 404);
    check_has(site, "of NeurIPS");
    check_get(site, "/venue/Nothing", 404);
    check_get(site, "/venue/ICLR.", 404);
    check_get(site, "/venue/ICLR.20x4", 404);
    check_get(site, "/venue/%3Cscript%3E", 404);
    CLEANUP(json_done)
    cJSON *error = get_json(site, "/api/v1/venue/ICLR.2024?group=x", 404);
    assert_string_equal(at(at(error, "error"), "code")->valuestring, "not-found");
}

static void other_spellings_lead_to_the_usual_one(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    check_leads(site, "/venue/iclr.2024?group=Oral&skip=0",
                "/venue/ICLR.2024?group=Oral&skip=0");
    check_leads(site, "/venue/ICLR.2024/", "/venue/ICLR.2024");
    check_leads(site, "/venue/iclr", "/venue/ICLR");
    check_leads(site, "/venue/", "/venue");
    const struct test_entry entries[] = {
        { .key = "a@Other", .title = "One", .venue = "NeurIPS.2020", .position = 1 },
        { .key = "b@Other", .title = "Two", .venue = "FooBar.2020", .position = 1 },
    };
    put_entries(site, entries, COUNT_OF(entries));
    check_leads(site, "/venue/nips", "/venue/NeurIPS");
    check_leads(site, "/venue/NIPS.2020", "/venue/NeurIPS.2020");
    check_leads(site, "/venue/foobar", "/venue/FooBar");
    check_leads(site, "/venue/FOOBAR.2020", "/venue/FooBar.2020");
    CLEANUP(json_done) cJSON *nips = get_json(site, "/api/v1/venue/nips.2020", 200);
    assert_string_equal(at(nips, "name")->valuestring, "NeurIPS.2020");
}

static void a_series_shows_its_latest_edition(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    check_cards(site, "/venue/ICLR", "aaaa bbbb cc-c_c");
    check_has(site, "rel=\"canonical\" href=\"/venue/ICLR.2024\"");
    check_has(site, "href=\"/venue/ICLR/feed\""); /* goes on with the next one */
    CLEANUP(json_done) cJSON *latest = get_json(site, "/api/v1/venue/ICLR", 200);
    assert_string_equal(at(latest, "name")->valuestring, "ICLR.2024");
}

static void years_lead_to_each_other(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    check_get(site, "/venue/ICLR.2024", 200);
    check_has(site, "href=\"/venue/ICLR.2023\" rel=\"prev\"");
    check_has_not(site, "rel=\"next\"");
    check_get(site, "/venue/ICLR.2023", 200);
    check_has(site, "href=\"/venue/ICLR.2024\" rel=\"next\"");
    check_has(site, ">latest</a>");
    CLEANUP(json_done) cJSON *edition = get_json(site, "/api/v1/venue/ICLR.2023", 200);
    assert_string_equal(at(edition, "next")->valuestring, "ICLR.2024");
    assert_true(cJSON_IsNull(at(edition, "previous")));
}

static void it_says_how_much_of_what_is_declared_is_here(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    check_get(site, "/venue/ICLR.2024", 200);
    check_has(site, "class=\"ledger warn\">3 of 4 papers declared by OpenReview are "
                    "here, 1 without an abstract<");
    check_get(site, "/venue/ICLR.2023", 200);
    check_has(site, "class=\"ledger\">1 paper<");
    tell_edition(site, (struct edition_told){ .name = "ICLR.2024",
                                              .dialect = VENUE_OPENREVIEW,
                                              .part = "",
                                              .declared = 3 });
    check_get(site, "/venue/ICLR.2024", 200);
    check_has(site, "class=\"ledger ok\">all 3 papers declared by OpenReview are here");
    check_has(site, "Told by OpenReview: 3 papers");
}

static void a_client_may_ask_for_more_than_there_may_be(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    CLEANUP(json_done)
    cJSON *all = get_json(site, "/api/v1/venue/ICLR.2024?show=200000", 200);
    assert_int_equal(at(all, "show")->valueint, VIEW_SHOW_MAX);
    assert_int_equal(cJSON_GetArraySize(at(all, "papers")), 3);
    check_get(site, "/venue/ICLR.2024?show=0", 400);
    check_get(site, "/venue/ICLR.2024?skip=-1", 400);
}

static void a_part_of_it_keeps_its_ranks_and_its_group(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    check_cards(site, "/venue/ICLR.2024?show=1&skip=1", "bbbb");
    check_has(site, "title=\"2/3\"");
    check_has(site, "2–2 of 3");
    check_cards(site, "/venue/ICLR.2024?group=poster&show=1", "aaaa");
    check_has(site, "/venue/ICLR.2024?group=Poster&amp;show=1&amp;skip=1");
    check_get(site, "/venue/ICLR.2024?skip=100", 200);
    check_has(site, "The list ends before this page.");
}

static void it_can_be_ordered_in_other_ways(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    check_cards(site, "/venue/ICLR.2024?sort=drums&highlight=1", "cc-c_c aaaa bbbb");
    check_has(site, "<mark>Drums</mark>");
    check_get(site, "/venue/ICLR.2024?sort=0", 200);
    check_get(site, "/venue/ICLR.2024?sort=1&group=oral", 200);
    check_has(site, "the venue’s order");
    check_get(site, "/venue/ICLR.2024?sort=x^99", 400);
}

static void the_api_gives_all_of_it(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    CLEANUP(json_done)
    cJSON *edition = get_json(site, "/api/v1/venue/ICLR.2024?group=poster", 200);
    assert_null(cJSON_GetObjectItem(edition, "page"));
    assert_string_equal(at(edition, "name")->valuestring, "ICLR.2024");
    assert_string_equal(at(edition, "series")->valuestring, "ICLR");
    assert_int_equal(at(edition, "year")->valueint, 2024);
    assert_string_equal(at(edition, "group")->valuestring, "Poster");
    assert_int_equal(at(edition, "declared")->valueint, 4);
    assert_int_equal(at(edition, "stored")->valueint, 3);
    assert_int_equal(at(edition, "abstracts")->valueint, 2);
    assert_true(cJSON_IsFalse(at(edition, "complete")));
    assert_int_equal(at(edition, "total")->valueint, 2);
    cJSON *oral = at(edition, "groups")->child;
    assert_string_equal(at(oral, "name")->valuestring, "Oral");
    assert_string_equal(at(oral, "native")->valuestring, "iclr-oral");
    assert_int_equal(at(oral, "papers")->valueint, 1);
    cJSON *source = at(edition, "sources")->child;
    assert_string_equal(at(source, "dialect")->valuestring,
                        venue_dialect_name(VENUE_OPENREVIEW));
    assert_int_equal(at(source, "declared")->valueint, 4);
    assert_string_equal(at(edition, "previous")->valuestring, "ICLR.2023");
    cJSON *paper = at(edition, "papers")->child;
    assert_string_equal(at(paper, "id")->valuestring, "aaaa@OpenReview");
    assert_string_equal(at(paper, "subjects")->child->valuestring, "whales");
    assert_null(cJSON_GetObjectItem(paper, "card"));
}

static void an_award_is_told_on_the_card(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    check_get(site, "/venue/ICLR.2024?group=Oral", 200);
    check_has(site, "<span class=\"award\">Outstanding Paper</span>");
    check_has_not(site, "id=\"date-bbbb@OpenReview\"");
    CLEANUP(json_done)
    cJSON *papers = get_json(site, "/api/v1/venue/bbbb@OpenReview", 200);
    assert_string_equal(at(at(papers, "papers")->child, "award")->valuestring,
                        "Outstanding Paper");
}

static void an_edition_without_papers_says_so(void **state)
{
    struct test_site *site = *state;
    put_iclr(site);
    tell_edition(site, (struct edition_told){ .name = "ICLR.2025",
                                              .dialect = VENUE_OPENREVIEW,
                                              .part = "",
                                              .declared = 3703 });
    check_get(site, "/venue/ICLR.2025", 200);
    check_has(site, "No paper of ICLR 2025 is stored here yet.");
    check_has(site, "0 of 3,703 papers declared by OpenReview are here");
    check_has(site, "Go to ICLR 2024");
    check_cards(site, "/venue/ICLR", "aaaa bbbb cc-c_c");
}

/* AAAI.2025 of `count` groups, a paper in each: "Track 00 …" */
static void put_tracks(struct test_site *site, int count, const char *rest)
{
    struct arena *arena = &site->test->arena;
    struct test_entry *entries = ARENA_ARRAY(arena, struct test_entry, (size_t)count);
    for (int i = 0; i < count; i++)
        entries[i] = (struct test_entry){
            .key = arena_printf(arena, "p%02d@AAAI", i),
            .title = arena_printf(arena, "Title number %d", i),
            .venue = "AAAI.2025",
            .group = arena_printf(arena, "Track %02d%s", i, rest),
            .position = i + 1,
            .dialect = VENUE_OJS,
        };
    put_entries(site, entries, (size_t)count);
}

static void many_groups_are_folded_but_never_the_one_that_is_shown(void **state)
{
    struct test_site *site = *state;
    put_tracks(site, 20, "");
    check_get(site, "/venue/AAAI.2025", 200);
    check_has(site, "<details class=\"more-groups\"><summary>8 more groups</summary>");
    check_get(site, "/venue/AAAI.2025?group=track+19", 200);
    check_has(site, "<details class=\"more-groups\"><summary>7 more groups</summary>");
    check_has(site,
              "aria-current=\"true\">Track 19 <span class=\"count\">1</span></a>\n"
              "</nav>\n<details");
}

static void groups_of_long_names_are_folded_earlier(void **state)
{
    struct test_site *site = *state;
    put_tracks(site, 11, " on Bringing Psycholinguistics and Mussels Together at Last");
    check_get(site, "/venue/AAAI.2025", 200);
    check_has(site, "<summary>4 more groups</summary>");
}

static void an_edition_without_groups_has_no_place_for_them(void **state)
{
    struct test_site *site = *state;
    const struct test_entry entry = {
        .key = "p1@AAAI",
        .title = "Counting Mussels",
        .venue = "AAAI.2025",
        .position = 1,
        .dialect = VENUE_OJS,
    };
    put_entries(site, &entry, 1);
    check_get(site, "/venue/AAAI.2025", 200);
    check_has_not(site, "aria-label=\"Groups\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        site_test(an_edition_shows_its_papers_in_the_venues_order),
        site_test(its_groups_are_chips_with_counts_in_the_venues_order),
        site_test(a_group_is_asked_for_by_any_of_its_names),
        site_test(a_group_of_several_words_is_escaped_wherever_it_leads),
        site_test(what_is_not_there_is_said_with_what_is),
        site_test(other_spellings_lead_to_the_usual_one),
        site_test(a_series_shows_its_latest_edition),
        site_test(years_lead_to_each_other),
        site_test(it_says_how_much_of_what_is_declared_is_here),
        site_test(a_client_may_ask_for_more_than_there_may_be),
        site_test(a_part_of_it_keeps_its_ranks_and_its_group),
        site_test(it_can_be_ordered_in_other_ways),
        site_test(the_api_gives_all_of_it),
        site_test(an_award_is_told_on_the_card),
        site_test(an_edition_without_papers_says_so),
        site_test(many_groups_are_folded_but_never_the_one_that_is_shown),
        site_test(groups_of_long_names_are_folded_earlier),
        site_test(an_edition_without_groups_has_no_place_for_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
