/* What a caller knows about the records of a journal, and whose word counts. The
 * dialect itself are cases (tests/cases/oai/ojs*). */
#include "source/case_file.h"
#include "source/oai.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { FILE_MAX = 1 << 20 };

struct page {
    struct arena arena;
    struct source_document document;
    struct err err;
};

static int begin(void **state)
{
    static struct page page;
    page = (struct page){ .err = { .code = ERR_NONE } };
    *state = &page;
    return 0;
}

static int finish(void **state)
{
    arena_done(&((struct page *)*state)->arena);
    return 0;
}

/* One record of that set, with that line of its journal. */
static const char *venue_of(struct page *page, const char *set, const char *source,
                            const struct oai_ask *ask)
{
    const char *text = arena_printf(
        &page->arena,
        "<OAI-PMH><ListRecords><record><header>"
        "<identifier>oai:ojs.example.org:article/7</identifier><setSpec>%s</setSpec>"
        "</header><metadata><dc><title>T</title><source>%s</source></dc></metadata>"
        "</record></ListRecords></OAI-PMH>",
        set, source);
    if (!oai_read(str_of(text), ask, &page->arena, &page->document, &page->err))
        fail_msg("%s", page->err.text);
    return page->document.entries.count == 1
               ? page->document.entries.items[0].paper.venue
               : page->document.harvest.broken.items[0].why;
}

static void the_callers_series_counts_before_the_sets(void **state)
{
    static const struct oai_ask ask = { .series = "JAIR" };
    struct page *page = *state;
    assert_string_equal(venue_of(page, "journal1:ART", "J; Vol. 80 (2024); 1", &ask),
                        "JAIR.2024");
}

static void the_records_year_counts_before_the_callers(void **state)
{
    static const struct oai_ask ask = { "AAAI", 2020 };
    struct page *page = *state;
    assert_string_equal(venue_of(page, "AAAI:ML", "P; Vol. 38 No. 1: X; 1-2", &ask),
                        "AAAI.2024");
    assert_string_equal(venue_of(page, "AAAI:ML", "P; no number; 1-2", &ask),
                        "AAAI.2020");
}

static void a_journal_that_we_know_by_its_title_needs_no_set(void **state)
{
    struct page *page = *state;
    assert_string_equal(venue_of(page, "journal:ART", "ICLR; Vol. 1 (2013); 1", NULL),
                        "ICLR.2013");
}

static void numbers_that_are_no_years_are_none(void **state)
{
    static const char *const sources[] = {
        "J; Vol. 5; 1",
        "J; Vol. 9 (99999); 1",
        "J; (1) ((2) (20241) (abcd); 1",
        "J; Vol. 4611686018427387904 No. 1; 1",
    };
    struct page *page = *state;
    for (size_t i = 0; i < COUNT_OF(sources); i++)
        assert_string_equal(venue_of(page, "AIES:ART", sources[i], NULL),
                            "neither it nor the caller says its year");
    assert_string_equal(venue_of(page, "AAAI:ML", "P; Vol. 99999; 1", NULL),
                        "neither it nor the caller says its year");
}

static void a_set_that_hurts_breaks_its_record_alone(void **state)
{
    struct page *page = *state;
    const char *source = "J; Vol. 9 (2024); 1";
    assert_string_equal(venue_of(page, "", source, NULL),
                        "its set does not say whose it is");
    assert_string_equal(venue_of(page, "123:ART", source, NULL),
                        "its set does not say whose it is");
    assert_non_null(
        strstr(venue_of(page, "j\xc3\xa9r:ART", source, NULL), "no series"));
}

static void a_recorded_page_of_aaai_is_read(void **state)
{
    static const char path[] =
        REAL_DATA "/venues/samples_transcribed/aaai_oai_listrecords_core.xml";
    struct page *page = *state;
    CLEANUP(buf_done) struct buf bytes = buf_upto(FILE_MAX);
    if (!case_file_read(path, &bytes)) {
        print_message("skipped: %s is not here\n", path);
        return;
    }
    assert_true(
        oai_read(buf_str(&bytes), NULL, &page->arena, &page->document, &page->err));
    assert_int_equal(page->document.entries.count, 1);
    const struct source_entry *entry = &page->document.entries.items[0];
    assert_string_equal(entry->paper.key, "3745@AAAI");
    assert_string_equal(entry->paper.venue, "AAAI.2019");
    assert_string_equal(entry->paper.group, "AAAI:AISI");
    assert_string_equal(entry->paper.comment, "pp. 695–701");
    assert_string_equal(entry->paper.authors.items[0], "Synthetic Author2");
    assert_string_equal(entry->paper.doi, "10.1609/aaai.v33i01.3301695");
    assert_string_equal(entry->paper.pdf_url,
                        "https://ojs.aaai.org/index.php/AAAI/article/download/3745/"
                        "3623");
    assert_true(page->document.complete);
}

/* Marks of direction, joiners, soft hyphens. */
static void what_nobody_sees_is_left_out(void **state)
{
    static const struct oai_ask ask = { .series = "JAIR", .year = 2024 };
    struct page *page = *state;
    static const char text[] =
        "<OAI-PMH><ListRecords><record><header>"
        "<identifier>oai:ojs.example.org:article/7</identifier><setSpec>jair:ART</"
        "setSpec>"
        "</header><metadata><dc><title>Hi\u200edd\u200ben \u202bMarks\u202c</title>"
        "<creator>\ufeffKett\u00adle, A\u200bnn</creator><subject>te\u2060a</subject>"
        "<description>We \u2066see\u2069 no\u2060thing.</description></dc></metadata>"
        "</record></ListRecords></OAI-PMH>";
    assert_true(
        oai_read(str_of(text), &ask, &page->arena, &page->document, &page->err));
    assert_int_equal(page->document.entries.count, 1);
    const struct paper *paper = &page->document.entries.items[0].paper;
    assert_string_equal(paper->title, "Hidden Marks");
    assert_string_equal(paper->authors.items[0], "Ann Kettle");
    assert_string_equal(paper->subjects.items[0], "tea");
    assert_string_equal(paper->abstract, "We see nothing.");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, finish)
    const struct CMUnitTest tests[] = {
        TEST(the_callers_series_counts_before_the_sets),
        TEST(the_records_year_counts_before_the_callers),
        TEST(a_journal_that_we_know_by_its_title_needs_no_set),
        TEST(numbers_that_are_no_years_are_none),
        TEST(a_set_that_hurts_breaks_its_record_alone),
        TEST(what_nobody_sees_is_left_out),
        TEST(a_recorded_page_of_aaai_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
