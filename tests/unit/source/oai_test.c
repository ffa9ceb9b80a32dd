/* Harvest pages written to hurt, and the way of what they say through the child. The
 * dialects themselves are cases (tests/cases/oai). */
#include "source/oai.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { ROOM = 80 << 20, MANY = SOURCE_PROBLEMS_MAX + 50 };

static const char start[] = "<OAI-PMH><responseDate>2026-09-02T03:04:05Z</responseDate>"
                            "<ListRecords>";
static const char end[] = "</ListRecords></OAI-PMH>";

struct page {
    struct arena arena;
    struct buf bytes;
    struct source_document document;
    struct err err;
};

static int begin(void **state)
{
    static struct page page;
    page = (struct page){ .bytes = buf_upto(ROOM) };
    buf_text(&page.bytes, start);
    *state = &page;
    return 0;
}

static int finish(void **state)
{
    struct page *page = *state;
    arena_done(&page->arena);
    buf_done(&page->bytes);
    return 0;
}

static bool read_page(struct page *page)
{
    return oai_read(buf_str(&page->bytes), NULL, &page->arena, &page->document,
                    &page->err);
}

static void add_record(struct page *page, int number, const char *inside)
{
    buf_printf(&page->bytes,
               "<record><header><identifier>oai:arXiv.org:2603.%05d</identifier>"
               "<datestamp>2026-03-04</datestamp></header><metadata><arXivRaw>",
               number);
    buf_text(&page->bytes, inside);
    buf_text(&page->bytes, "</arXivRaw></metadata></record>");
}

static void a_page_of_many_megabytes_is_read(void **state)
{
    struct page *page = *state;
    static char abstract[8 << 10];
    memset(abstract, 'a', sizeof abstract - 1);
    const char *inside = arena_printf(&page->arena,
                                      "<title>T</title><categories>cs.CL</categories>"
                                      "<abstract>%s</abstract>",
                                      abstract);
    for (int i = 1; i <= 2500; i++)
        add_record(page, i, inside);
    buf_text(&page->bytes, end);
    assert_true(page->bytes.len > 16 << 20);
    assert_true(read_page(page));
    assert_int_equal(page->document.entries.count, 2500);
    assert_true(page->document.complete);
}

static void more_records_than_any_page_has_are_a_limit(void **state)
{
    struct page *page = *state;
    for (int i = 0; i <= SOURCE_ENTRIES_MAX; i++)
        buf_text(&page->bytes, "<record/>");
    buf_text(&page->bytes, end);
    assert_false(read_page(page));
    assert_int_equal(page->err.code, ERR_LIMIT);
}

static void only_the_first_broken_records_are_named_and_all_are_counted(void **state)
{
    struct page *page = *state;
    for (int i = 0; i < MANY; i++)
        add_record(page, i, "");
    buf_text(&page->bytes, end);
    assert_true(read_page(page));
    assert_int_equal(page->document.harvest.broken_count, MANY);
    assert_int_equal(page->document.harvest.broken.count, SOURCE_PROBLEMS_MAX);
}

static void a_token_without_end_is_refused(void **state)
{
    struct page *page = *state;
    buf_text(&page->bytes, "<resumptionToken>");
    for (int i = 0; i <= SOURCE_TOKEN_MAX; i++)
        buf_char(&page->bytes, 'x');
    buf_text(&page->bytes, "</resumptionToken>");
    buf_text(&page->bytes, end);
    assert_false(read_page(page));
    assert_int_equal(page->err.code, ERR_INVALID);
}

static void text_of_another_paper_is_not_taken(void **state)
{
    struct page *page = *state;
    add_record(page, 1, "<id>2603.00002</id><title>Of another</title>");
    add_record(page, 3, "<id>2603.00003</id><title>Its own</title>");
    buf_text(&page->bytes, end);
    assert_true(read_page(page));
    assert_int_equal(page->document.entries.count, 1);
    assert_string_equal(page->document.entries.items[0].paper.key, "2603.00003");
    assert_int_equal(page->document.harvest.broken.count, 1);
    assert_string_equal(page->document.harvest.broken.items[0].where,
                        "oai:arXiv.org:2603.00001");
}

static void countless_fields_of_one_record_are_a_limit(void **state)
{
    struct page *page = *state;
    buf_text(&page->bytes, "<record><metadata><arXivRaw>");
    for (int i = 0; i < 50000; i++)
        buf_text(&page->bytes, "<version version='v1'/>");
    assert_false(read_page(page));
    assert_int_equal(page->err.code, ERR_LIMIT);
}

static void every_cut_of_a_page_gives_whole_records_and_no_token(void **state)
{
    struct page *page = *state;
    const char *inside = "<title>T</title><categories>cs.CL</categories>";
    for (int i = 0; i < 3; i++)
        add_record(page, i, inside);
    buf_text(&page->bytes, "<resumptionToken>next|1</resumptionToken>");
    size_t before_end = page->bytes.len;
    buf_text(&page->bytes, end);
    for (size_t len = 10; len < before_end + strlen(end); len++) {
        struct source_document document;
        struct err err = { 0 };
        if (!oai_read(str_upto(buf_str(&page->bytes), len), NULL, &page->arena,
                      &document, &err))
            continue;
        assert_false(document.complete);
        assert_null(document.harvest.token);
        for (size_t i = 0; i < document.entries.count; i++)
            assert_string_equal(document.entries.items[i].paper.title, "T");
    }
    assert_true(read_page(page));
    assert_string_equal(page->document.harvest.token, "next|1");
}

static void what_a_page_says_of_itself_survives_the_child(void **state)
{
    struct page *page = *state;
    struct source_document back;
    add_record(page, 1, "");
    buf_text(&page->bytes, "<resumptionToken completeListSize='12' cursor='3'>"
                           "a%3Db|&amp;&#34;</resumptionToken></ListRecords>"
                           "<error code='odd'>two  words</error></OAI-PMH>");
    assert_true(read_page(page));
    CLEANUP(json_done) cJSON *written = record_document_json(&page->document);
    assert_true(record_document_read(written, &page->arena, &back, &page->err));
    CLEANUP(json_done) cJSON *again = record_document_json(&back);
    assert_true(cJSON_Compare(written, again, true));
    assert_string_equal(back.harvest.token, "a%3Db|&\"");
    assert_int_equal(back.harvest.list_size, 12);
    assert_int_equal(back.harvest.cursor, 3);
    assert_string_equal(back.harvest.error, "odd");
    assert_string_equal(back.harvest.why, "two words");
    assert_int_equal(back.harvest.broken_count, 1);
    assert_string_equal(back.harvest.broken.items[0].where, "oai:arXiv.org:2603.00001");
}

static void a_hostile_child_is_not_believed(void **state)
{
    struct page *page = *state;
    static const char *const headers[] = {
        "{\"harvest\":{\"token\":7}}",
        "{\"harvest\":{\"identifiers\":[\"../../etc/passwd\"]}}",
        "{\"harvest\":{\"identifiers\":[7]}}",
        "{\"harvest\":{\"identifiers\":{}}}",
        "{\"harvest\":{\"list_size\":-5}}",
        "{\"harvest\":{\"broken\":[{}]}}",
        "{\"harvest\":{\"broken_count\":-1}}",
    };
    for (size_t i = 0; i < COUNT_OF(headers); i++) {
        CLEANUP(json_done) cJSON *object = NULL;
        struct source_document back;
        assert_true(json_read(str_of(headers[i]), &object, &page->err));
        if (record_document_read(object, &page->arena, &back, &page->err))
            fail_msg("believed %s", headers[i]);
    }
}

#define page_test(test) cmocka_unit_test_setup_teardown(test, begin, finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        page_test(a_page_of_many_megabytes_is_read),
        page_test(more_records_than_any_page_has_are_a_limit),
        page_test(only_the_first_broken_records_are_named_and_all_are_counted),
        page_test(a_token_without_end_is_refused),
        page_test(text_of_another_paper_is_not_taken),
        page_test(countless_fields_of_one_record_are_a_limit),
        page_test(every_cut_of_a_page_gives_whole_records_and_no_token),
        page_test(what_a_page_says_of_itself_survives_the_child),
        page_test(a_hostile_child_is_not_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
