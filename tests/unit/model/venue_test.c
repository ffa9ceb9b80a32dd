/* Series, editions, groups and keys of proceedings, in the spellings that sources use.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "model/paper.h"
#include "model/venue.h"

#include <string.h>

static void the_table_has_each_name_once_and_its_fields_together(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    size_t count;
    const struct venue_series *all = venue_series_all(&count);
    assert_true(count >= 23);
    for (size_t i = 0; i < count; i++) {
        const char *name;
        struct err err;
        assert_ptr_equal(venue_series_find(str_of(all[i].name)), &all[i]);
        assert_true(venue_series_read(&arena, str_of(all[i].name), &name, &err));
        assert_true(strlen(all[i].name) <= VENUE_SERIES_MAX);
        assert_true(strlen(all[i].title) > 0);
        bool starts_field = i == 0 || strcmp(all[i].field, all[i - 1].field) != 0;
        for (size_t j = 0; starts_field && j < i; j++)
            assert_string_not_equal(all[j].field, all[i].field);
    }
}

static void the_series_of_the_model_site_are_spelt_as_there(void **state)
{
    (void)state;
    static const char *const names[] = {
        "AAAI",        "ACL",     "COLM",  "COLT",        "CoRL",       "CVPR",
        "ECCV",        "EMNLP",   "ICCV",  "ICLR",        "ICML",       "IJCAI",
        "INTERSPEECH", "IWSLT",   "MLSYS", "NAACL",       "MICCAI",     "NDSS",
        "OSDI",        "NeurIPS", "UAI",   "USENIX-Fast", "USENIX-Sec",
    };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const struct venue_series *series = venue_series_find(str_of(names[i]));
        assert_non_null(series);
        assert_string_equal(series->name, names[i]);
    }
}

static void a_series_answers_to_its_other_names(void **state)
{
    (void)state;
    static const struct {
        const char *other, *name;
    } cases[] = {
        { "nips", "NeurIPS" },
        { "NEURIPS", "NeurIPS" },
        { "USENIX Security", "USENIX-Sec" },
        { "usenix-sec", "USENIX-Sec" },
        { "usenix fast", "USENIX-Fast" },
        { "Interspeech", "INTERSPEECH" },
        { "MLSys", "MLSYS" },
        { " corl ", "CoRL" },
        { "S&P", "IEEE-SP" },
        { "siggraphasia", "SIGGRAPH-Asia" },
        { "acmmm", "ACM-MM" },
    };
    CLEANUP(arena_done) struct arena arena = { 0 };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct err err;
        const char *name;
        assert_true(venue_series_read(&arena, str_of(cases[i].other), &name, &err));
        assert_string_equal(name, cases[i].name);
    }
}

static void an_unknown_series_is_taken_as_written(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct err err;
    const char *name = "untouched";
    assert_null(venue_series_find(LIT("Mollusc-Days")));
    assert_true(venue_series_read(&arena, LIT("Mollusc-Days"), &name, &err));
    assert_string_equal(name, "Mollusc-Days");
    assert_string_equal(venue_field_of(name), "Other");
    assert_string_equal(venue_field_of("ICLR"), "Machine learning");
    static const char *const bad[] = { "",
                                       " ",
                                       "a b",
                                       "a.b",
                                       "a/b",
                                       "\xc3\xa9t\xc3\xa9",
                                       "x0123456789012345678901234567890123456789" };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_false(venue_series_read(&arena, str_of(bad[i]), &name, &err));
        assert_int_equal(err.code, ERR_INVALID);
        assert_string_equal(name, "Mollusc-Days");
    }
}

static void an_edition_is_read_in_any_spelling(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct err err;
    const char *edition = NULL;
    assert_string_equal(venue_edition_name(&arena, "ICLR", 2024), "ICLR.2024");
    assert_true(venue_edition_read(&arena, LIT("iclr.2024"), &edition, &err));
    assert_string_equal(edition, "ICLR.2024");
    assert_true(venue_edition_read(&arena, LIT(" nips.2023 "), &edition, &err));
    assert_string_equal(edition, "NeurIPS.2023");
    assert_true(venue_edition_read(&arena, LIT("usenix-sec.2025"), &edition, &err));
    assert_string_equal(edition, "USENIX-Sec.2025");
    assert_true(venue_edition_read(&arena, LIT("3dv.2025"), &edition, &err));
    static const char *const bad[] = { "",           "ICLR",      "ICLR2024",
                                       ".2024",      "ICLR.24",   "ICLR.202x",
                                       "ICLR.1899",  "ICLR.2200", "A B.2024",
                                       "ICLR.2024.1" };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(venue_edition_read(&arena, str_of(bad[i]), &edition, &err));
    assert_string_equal(edition, "3DV.2025");
    assert_non_null(strstr(err.text, "as in ICLR.2024"));
}

static const struct {
    const char *told, *name;
} group_cases[] = {
    { "ICLR 2024 oral", "Oral" },
    { "ICLR 2023 notable top 5%", "Top-5%" },
    { "ICLR 2023 notable top 25%", "Top-25%" },
    { "Accept: notable-top-25%", "Top-25%" },
    { "NeurIPS 2022 Accept", NULL },
    { "NeurIPS 2024 poster", "Poster" },
    { "NeurIPS 2024 Track Datasets and Benchmarks Oral", "Oral" },
    { "NeurIPS 2023 Datasets and Benchmarks Poster", "Datasets and Benchmarks" },
    { "ICML 2023 OralPoster", "Oral" },
    { "ICML 2025 spotlightposter", "Spotlight" },
    { "ICML 2026 regular", "Poster" },
    { "COLM", NULL },
    { "CoRL 2024", NULL },
    { "Accept (poster)", "Poster" },
    { "Accept (Oral)", "Oral" },
    { "Accept (Talk)", "Oral" },
    { "Accept-Spotlight", "Spotlight" },
    { "Accept as Highlight", "Highlight" },
    { "Accepted", NULL },
    { "Invite to Workshop Track", "Workshop" },
    { "Highlighted", "Highlight" },
    { "Long Main", "Long" },
    { "Short Main", "Short" },
    { "Long Findings", "Findings" },
    { "Short Findings", "Findings" },
    { "long", "Long" },
    { "Industry", "Industry" },
    { "System Demonstrations", "System Demonstrations" },
    { "srw", "Student Research Workshop" },
    { "Main", "Main" },
    { "main", NULL },
    { "N/A", NULL },
    { "None", NULL },
    { "", NULL },
    { " \t\n", NULL },
    { "-", NULL },
    { "Datasets & Benchmarks", "Datasets and Benchmarks" },
    { "Datasets_and_Benchmarks_Track", "Datasets and Benchmarks" },
    { "AAAI Technical Track on Humans and AI", "Humans and AI" },
    { "AAAI Technical Track on Machine Learning IV", "Machine Learning" },
    { "AAAI Technical Track: Vision", "Vision" },
    { "AAAI Special Track on AI Alignment", "AI Alignment" },
    { "AAAI Demonstration Track", "Demonstration Track" },
    { "What's Hot Abstracts", "What's Hot Abstracts" },
    { "AI, Arts\n & Creativity", "AI, Arts & Creativity" },
    { "Poster Workshop", "Poster Workshop" },
    { "TOG Paper", "TOG Paper" },
    { "Technical", "Technical" },
    { "Analysis and Assessment", "Analysis and Assessment" },
    { "Acceptability of IV", "Acceptability of IV" },
    { "语音", "语音" },
    { "O\u202eral\u200b", "Oral" },
    { "Humans\u00a0and\ufeff AI\u2066", "Humans\u00a0and AI" },
    { "\u202e\u200b", NULL },
};

static void groups_are_called_the_same_whoever_tells(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    for (size_t i = 0; i < COUNT_OF(group_cases); i++) {
        const char *name = venue_group_name(&arena, str_of(group_cases[i].told));
        if (group_cases[i].name == NULL)
            assert_null(name);
        else
            assert_string_equal(name ? name : group_cases[i].told, group_cases[i].name);
        /* what came out once stays */
        if (name != NULL)
            assert_string_equal(venue_group_name(&arena, str_of(name)), name);
    }
}

static void a_long_group_is_cut_between_characters(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    char text[400];
    for (size_t i = 0; i + 2 < sizeof text; i += 2)
        memcpy(text + i, "\xc3\xa9", 2);
    memcpy(text, "x", 1);
    memmove(text + 1, text + 2, sizeof text - 2);
    const char *name = venue_group_name(&arena, (struct str){ text, 301 });
    assert_int_equal(strlen(name), PAPER_VENUE_MAX - 1);
}

static void tiers_rank_and_tracks_do_not(void **state)
{
    (void)state;
    int oral = venue_group_tier("Oral"), spotlight = venue_group_tier("Spotlight");
    int poster = venue_group_tier("Poster");
    assert_true(oral > spotlight && spotlight > poster && poster > 0);
    assert_true(venue_group_tier("Top-5%") > venue_group_tier("Top-25%"));
    assert_true(venue_group_tier("Highlight") > poster);
    assert_int_equal(venue_group_tier("Findings"), 0);
    assert_int_equal(venue_group_tier("Humans and AI"), 0);
    assert_int_equal(venue_group_tier(NULL), 0);
}

static void dialects_are_read_by_the_names_that_they_have(void **state)
{
    (void)state;
    enum venue_dialect dialect = VENUE_UNKNOWN;
    for (int i = 0; i < VENUE_DIALECT_COUNT; i++) {
        const char *name = venue_dialect_name((enum venue_dialect)i);
        assert_true(venue_dialect_read(str_of(name), &dialect));
        assert_int_equal(dialect, i);
    }
    assert_false(venue_dialect_read(LIT("gossip"), &dialect));
    assert_int_equal(dialect, VENUE_DIALECT_COUNT - 1);
}

static void a_paper_without_an_id_gets_one_of_its_list(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *key = venue_list_key(&arena, "KDD.2024", LIT("site_d588841ed4"), "X");
    assert_string_equal(key, "site_d588841ed4@KDD.2024@LIST");
    const char *titled = venue_list_key(
        &arena, "KDD.2024", LIT(""), "Counting Mussels: in the Dark, at Night, Again");
    assert_memory_equal(titled, "counting-mussels-in-the-dark-at-night-", 38);
    assert_string_equal(venue_list_key(&arena, "KDD.2024", LIT(" "),
                                       "Counting mussels in the dark at night, again."),
                        titled);
    assert_string_not_equal(venue_list_key(&arena, "KDD.2024", LIT(""), "Counting"),
                            venue_list_key(&arena, "KDD.2024", LIT(""), "Counting 2"));
    static const char *const natives[] = { "", "a/b c", "数贝", "-",
                                           "http://x.example/a?b@c" };
    for (size_t i = 0; i < COUNT_OF(natives); i++) {
        key = venue_list_key(&arena, "x123456789012345678901234567890123456789.2024",
                             str_of(natives[i]), "深海");
        assert_true(venue_key_is_valid(str_of(key)));
        assert_true(str_eq(venue_key_source(key), LIT("LIST")));
    }
}

static void a_key_is_parts_and_a_source(void **state)
{
    (void)state;
    static const char *const good[] = { "GMwRl2e9Y1@OpenReview",
                                        "nasiriany24a@v235@PMLR", "2024.acl-long.1@ACL",
                                        "36958@AAAI" };
    static const char *const bad[] = {
        "",        "2401.01234", "a@",   "@ACL",        "a@@ACL",
        "a b@ACL", "a@ACL@",     "a@x1", "a@b.example", "a@Abcdefghijklmnopqrstu"
    };
    char longest[PAPER_KEY_MAX + 1];
    memset(longest, 'x', sizeof longest);
    longest[VENUE_PART_MAX] = '@';
    longest[PAPER_KEY_MAX - 3] = '@';
    assert_true(venue_key_is_valid((struct str){ longest, PAPER_KEY_MAX }));
    assert_false(venue_key_is_valid((struct str){ longest, PAPER_KEY_MAX + 1 }));
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_true(venue_key_is_valid(str_of(good[i])));
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(venue_key_is_valid(str_of(bad[i])));
    assert_true(str_eq(venue_key_source(good[1]), LIT("PMLR")));
}

static void a_year_is_one_that_an_edition_could_have(void **state)
{
    (void)state;
    assert_int_equal(venue_year(LIT("2024")), 2024);
    assert_int_equal(venue_year(LIT("1900")), 1900);
    static const char *const none[] = { "", "1899", "2200", "2024a", "20 24", "-2024" };
    for (size_t i = 0; i < COUNT_OF(none); i++)
        assert_int_equal(venue_year(str_of(none[i])), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_is_one_that_an_edition_could_have),
        cmocka_unit_test(the_table_has_each_name_once_and_its_fields_together),
        cmocka_unit_test(the_series_of_the_model_site_are_spelt_as_there),
        cmocka_unit_test(a_series_answers_to_its_other_names),
        cmocka_unit_test(an_unknown_series_is_taken_as_written),
        cmocka_unit_test(an_edition_is_read_in_any_spelling),
        cmocka_unit_test(groups_are_called_the_same_whoever_tells),
        cmocka_unit_test(a_long_group_is_cut_between_characters),
        cmocka_unit_test(tiers_rank_and_tracks_do_not),
        cmocka_unit_test(dialects_are_read_by_the_names_that_they_have),
        cmocka_unit_test(a_paper_without_an_id_gets_one_of_its_list),
        cmocka_unit_test(a_key_is_parts_and_a_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
