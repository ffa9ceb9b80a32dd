/* The parsers against recorded answers of arXiv, where they are at hand (REAL_DATA).
 * The counts are those of the recordings' own manifest. */
#include "source/arxiv_api.h"
#include "source/arxiv_feed.h"
#include "source/arxiv_list.h"
#include "source/case_file.h"
#include "source/kaggle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { FILE_MAX = 64 << 20, SAMPLE_STEP = 30 };

#define RECONSTRUCTED "/arxiv/reconstructed/cs.CV_2026-04-17_2026-05-04/"

typedef bool read_document(struct str bytes, struct arena *arena,
                           struct source_document *ret_document, struct err *err);

static bool read_listing(struct str bytes, struct arena *arena,
                         struct source_document *ret_document, struct err *err)
{
    return arxiv_list_read(bytes, LIT("cs.AI"), arena, ret_document, err);
}

/* False, with a line that says so, if the recording is not there. */
static bool read_real(const char *name, read_document *read, struct arena *arena,
                      struct source_document *ret_document)
{
    CLEANUP(buf_done) struct buf bytes = buf_upto(FILE_MAX);
    struct err err = { 0 };
    const char *path = arena_printf(arena, "%s%s", REAL_DATA, name);
    if (!case_file_read(path, &bytes)) {
        print_message("skipped: %s is not here\n", path);
        return false;
    }
    if (!read(buf_str(&bytes), arena, ret_document, &err))
        fail_msg("%s: %s", path, err.text);
    return true;
}

static void check_sections(const struct source_document *document, const int *expected)
{
    int found[SECTION_COUNT] = { 0 };
    for (size_t i = 0; i < document->entries.count; i++) {
        const struct source_entry *entry = &document->entries.items[i];
        struct err err = { 0 };
        assert_true(entry->announced);
        found[entry->section]++;
        if (!paper_check(&entry->paper, &err))
            fail_msg("%s: %s", entry->paper.key, err.text);
    }
    for (int i = 0; i < SECTION_COUNT; i++)
        assert_int_equal(found[i], expected[i]);
}

static const struct {
    const char *day;
    int sections[SECTION_COUNT];
} days[] = {
    { "2026-04-17", { 95, 19, 62, 10 } },   { "2026-04-18", { 0, 0, 0, 0 } },
    { "2026-04-19", { 0, 0, 0, 0 } },       { "2026-04-20", { 84, 21, 59, 7 } },
    { "2026-04-21", { 276, 48, 138, 39 } }, { "2026-04-22", { 106, 13, 64, 16 } },
    { "2026-04-23", { 94, 12, 53, 12 } },   { "2026-04-24", { 88, 14, 56, 14 } },
    { "2026-04-25", { 0, 0, 0, 0 } },
};

static void check_days(const char *dialect)
{
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct source_document document;
        int32_t day = 0;
        struct err err = { 0 };
        const char *name =
            arena_printf(&arena, RECONSTRUCTED "%s.%s.xml", days[i].day, dialect);
        if (!read_real(name, arxiv_feed_read, &arena, &document))
            return;
        assert_true(day_from_text(str_of(days[i].day), &day, &err));
        assert_int_equal(document.day, day);
        assert_true(document.complete);
        check_sections(&document, days[i].sections);
    }
}

static void every_day_of_rss_has_the_announced_sections(void **state)
{
    (void)state;
    check_days("rss");
}

static void every_day_of_atom_has_the_announced_sections(void **state)
{
    (void)state;
    check_days("atom");
}

static void both_dialects_of_a_day_say_the_same(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document rss, atom;
    if (!read_real(RECONSTRUCTED "2026-04-21.rss.xml", arxiv_feed_read, &arena, &rss) ||
        !read_real(RECONSTRUCTED "2026-04-21.atom.xml", arxiv_feed_read, &arena, &atom))
        return;
    assert_int_equal(rss.entries.count, atom.entries.count);
    for (size_t i = 0; i < rss.entries.count; i++) {
        CLEANUP(json_done) cJSON *a = record_entry_json(&rss.entries.items[i]);
        CLEANUP(json_done) cJSON *b = record_entry_json(&atom.entries.items[i]);
        assert_true(cJSON_Compare(a, b, true));
    }
}

static void a_cut_feed_gives_its_whole_entries(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document document;
    if (!read_real("/arxiv/atom_feed/rss.arxiv.org_atom_cs.AI_2025-08-20_178k.xml",
                   arxiv_feed_read, &arena, &document))
        return;
    assert_false(document.complete);
    assert_int_equal(document.entries.count, 86);
    check_sections(&document, (const int[SECTION_COUNT]){ 41, 45, 0, 0 });
}

static void captured_feeds_are_complete(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int sections[SECTION_COUNT];
    } feeds[] = {
        { "/arxiv/atom_feed/rss.arxiv.org_atom_cs.AI_2025-08-20_cut7.xml",
          { 2, 5, 0, 0 } },
        { "/arxiv/rss/cs.CL_2026-08-01_saturday_empty.xml", { 0, 0, 0, 0 } },
        { "/arxiv/rss/distill_cs_ai_2026-04-27_cut.xml", { 3, 0, 0, 0 } },
        { "/arxiv/rss/distill_cs_cl_2026-04-27_cut.xml", { 3, 0, 0, 0 } },
    };
    for (size_t i = 0; i < COUNT_OF(feeds); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct source_document document;
        if (!read_real(feeds[i].name, arxiv_feed_read, &arena, &document))
            return;
        assert_true(document.complete);
        check_sections(&document, feeds[i].sections);
    }
}

static void answers_of_both_api_servers_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t entries;
        int64_t total;
    } answers[] = {
        { "new_2026-05-13_cat_cs.AI_LG_CL_25.xml", 25, -1 },
        { "new_2026-08-11_abs_codon_model_4of15.xml", 4, 4 },
        { "old_perl_2016_au_del_maestro_10.xml", 10, 31 },
        { "old_perl_2016_id_1111.2011v2.xml", 1, 1 },
        { "old_perl_2025-10-17_cs.RO_2.xml", 2, -1 },
        { "arxivpy2026/id_0000.0000_s0_m100_8b51d9633a68.http200.xml", 0, 0 },
        { "arxivpy2026/id_0808.05394_1707.08567_s0_m100_42e5aa0ec3af.http200.xml", 1,
          -1 },
        { "arxivpy2026/id_astro-ph_0601001_s0_m100_3150dca9dc76.http200.xml", 1, 1 },
        { "arxivpy2026/q_testing_s0_m100_cfe7536492ca.http200.xml", 100, 214881 },
        { "arxivpy2026/q_testing_s30_m10_f2e39f0143dc.http200.xml", 10, 214881 },
    };
    for (size_t i = 0; i < COUNT_OF(answers); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct source_document document;
        const char *name = arena_printf(&arena, "/arxiv/api/%s", answers[i].name);
        if (!read_real(name, arxiv_api_read, &arena, &document))
            return;
        assert_true(document.complete);
        assert_int_equal(document.entries.count, answers[i].entries);
        if (answers[i].total >= 0)
            assert_int_equal(document.total_results, answers[i].total);
        for (size_t e = 0; e < document.entries.count; e++) {
            struct err err = { 0 };
            assert_true(paper_check(&document.entries.items[e].paper, &err));
            assert_true(document.entries.items[e].paper.published > 0);
        }
    }
}

static void a_listing_page_gives_its_day_and_sections(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document document;
    if (!read_real("/arxiv/html/polaris_list_cs.AI_new_excerpt_20260812.html",
                   read_listing, &arena, &document))
        return;
    char day[DAY_TEXT_SIZE];
    day_to_text(document.day, day);
    assert_string_equal(day, "2026-08-12");
    assert_true(document.complete);
    check_sections(&document, (const int[SECTION_COUNT]){ 2, 2, 2, 0 });
    assert_int_equal(document.entries.items[5].position, 213);
    assert_int_equal(document.entries.items[4].paper.version, 5);
}

/* The dump is kept packed; who has unpacked it names it. Every 30th line is read. */
static void the_dump_is_read_line_by_line(void **state)
{
    (void)state;
    static char line[64 << 10];
    const char *path = getenv("PAPERFEED_DUMP"); /* the unpacked file */
    FILE *file = path ? fopen(path, "rb") : NULL;
    if (file == NULL) {
        print_message("skipped: PAPERFEED_DUMP names no unpacked dump\n");
        return;
    }
    for (int64_t number = 0; fgets(line, sizeof line, file) != NULL; number++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct source_entry entry;
        struct err err = { 0 };
        if (number % SAMPLE_STEP != 0)
            continue;
        if (!kaggle_read_line(str_of(line), &arena, &entry, &err) ||
            !paper_check(&entry.paper, &err))
            fail_msg("line %lld: %s", (long long)number + 1, err.text);
        assert_true(entry.paper.published > 0);
    }
    fclose(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_rss_has_the_announced_sections),
        cmocka_unit_test(every_day_of_atom_has_the_announced_sections),
        cmocka_unit_test(both_dialects_of_a_day_say_the_same),
        cmocka_unit_test(a_cut_feed_gives_its_whole_entries),
        cmocka_unit_test(captured_feeds_are_complete),
        cmocka_unit_test(answers_of_both_api_servers_are_read),
        cmocka_unit_test(a_listing_page_gives_its_day_and_sections),
        cmocka_unit_test(the_dump_is_read_line_by_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
