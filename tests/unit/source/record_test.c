/* Records as JSON and back, and what the reading end refuses. */
#include "source/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *const names[] = { "Ada One", "Jörg Zwei" };
static const char *const codes[] = { "cs.CL", "cs.AI" };

static struct source_entry an_entry(struct arena *arena)
{
    struct source_entry entry = {
        .paper = { .key = "2603.90001",
                   .version = 2,
                   .title = "Tea & \"leaves\"",
                   .abstract = "One.\nTwo.",
                   .primary_category = "cs.CL",
                   .published = 1772400000,
                   .updated = 1772500000,
                   .announced = 20517,
                   .comment = "12 pages",
                   .journal_ref = "J. Tea 7",
                   .doi = "10.9999/tea",
                   .license = "http://creativecommons.org/licenses/by/4.0/",
                   .code_url = "https://github.com/example/tea",
                   .withdrawn = true,
                   .provisional = true },
        .announced = true,
        .section = SECTION_REPLACE_CROSS,
        .position = 17,
        .section_total = 40,
        .authors_cut = true,
        .deleted = true,
        .datestamp = 20518,
    };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        ARENA_PUSH(arena, &entry.paper.authors, names[i]);
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        ARENA_PUSH(arena, &entry.paper.categories, codes[i]);
    entry.paper.page_url = paper_arxiv_page_url(arena, entry.paper.key);
    entry.paper.pdf_url = paper_arxiv_pdf_url(arena, entry.paper.key);
    return entry;
}

static void an_entry_comes_back_as_it_was(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_entry entry = an_entry(&arena), back;
    struct err err = { 0 };
    CLEANUP(json_done) cJSON *written = record_entry_json(&entry);
    assert_true(record_entry_read(written, &arena, &back, &err));
    CLEANUP(json_done) cJSON *again = record_entry_json(&back);
    assert_true(cJSON_Compare(written, again, true));
    assert_true(back.announced);
    assert_int_equal(back.section, SECTION_REPLACE_CROSS);
    assert_int_equal(back.paper.authors.count, 2);
    assert_int_equal(back.paper.announced, 20517);
}

static void an_empty_entry_comes_back_as_it_was(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_entry entry = { .paper = { .key = "math/0309998",
                                             .announced = DAY_NONE } };
    struct source_entry back;
    struct err err = { 0 };
    CLEANUP(json_done) cJSON *written = record_entry_json(&entry);
    assert_true(record_entry_read(written, &arena, &back, &err));
    assert_false(back.announced);
    assert_null(back.paper.title);
    assert_int_equal(back.paper.announced, DAY_NONE);
    assert_int_equal(back.paper.version, 0);
}

static void a_document_comes_back_as_it_was(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document document = {
        .day = 20517,
        .generated = 1772686802,
        .title = "cs.CL updates",
        .complete = true,
        .no_updates = true,
        .shown = { 1, 2, 3, 0 },
        .total = { 10, 20, 30, 0 },
        .total_results = 214881,
    };
    struct source_document back;
    struct err err = { 0 };
    CLEANUP(json_done) cJSON *written = record_document_json(&document);
    assert_true(record_document_read(written, &arena, &back, &err));
    CLEANUP(json_done) cJSON *again = record_document_json(&back);
    assert_true(cJSON_Compare(written, again, true));
    assert_int_equal(back.total[SECTION_REPLACE], 30);
}

static void what_is_not_said_stays_unsaid(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document document = { .day = DAY_NONE, .total_results = -1 }, back;
    struct err err = { 0 };
    CLEANUP(json_done) cJSON *written = record_document_json(&document);
    assert_true(record_document_read(written, &arena, &back, &err));
    assert_int_equal(back.day, DAY_NONE);
    assert_int_equal(back.total_results, -1);
    assert_false(back.complete);
}

static bool read_text(struct arena *arena, const char *text,
                      struct source_entry *ret_entry)
{
    CLEANUP(json_done) cJSON *object = NULL;
    struct err err = { 0 };
    assert_true(json_read(str_of(text), &object, &err));
    bool read = record_entry_read(object, arena, ret_entry, &err);
    assert_true(read || err.text[0] != '\0');
    return read;
}

static void a_hostile_child_is_not_believed(void **state)
{
    (void)state;
    static const char *const records[] = {
        "{}",
        "[]",
        "{\"id\":null}",
        "{\"id\":17}",
        "{\"id\":\"../../etc/passwd\"}",
        "{\"id\":\"2603.90001v2\"}",
        "{\"id\":\"2603.90001\",\"version\":-1}",
        "{\"id\":\"2603.90001\",\"version\":\"2\"}",
        "{\"id\":\"2603.90001\",\"title\":[]}",
        "{\"id\":\"2603.90001\",\"authors\":\"Ada\"}",
        "{\"id\":\"2603.90001\",\"authors\":[1]}",
        "{\"id\":\"2603.90001\",\"announce_type\":\"recycled\"}",
        "{\"id\":\"2603.90001\",\"published\":\"yesterday\"}",
        "{\"id\":\"2603.90001\",\"announced\":\"2026-02-30\"}",
        "{\"id\":\"2603.90001\",\"position\":-1}",
        "{\"id\":\"2603.90001\",\"withdrawn\":\"yes\"}",
    };
    for (size_t i = 0; i < COUNT_OF(records); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct source_entry entry;
        if (read_text(&arena, records[i], &entry))
            fail_msg("believed %s", records[i]);
    }
}

static void addresses_follow_from_the_id_and_scripts_are_dropped(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_entry entry;
    assert_true(
        read_text(&arena,
                  "{\"id\":\"2603.90001\",\"page_url\":\"https://evil.example/\","
                  "\"code_url\":\"javascript:alert(1)\","
                  "\"license\":\"data:text/html,x\","
                  "\"categories\":[\"cs.CL\",\"cs.TEA\"]}",
                  &entry));
    assert_string_equal(entry.paper.page_url, "https://arxiv.org/abs/2603.90001");
    assert_null(entry.paper.code_url);
    assert_null(entry.paper.license);
    assert_int_equal(entry.paper.categories.count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_comes_back_as_it_was),
        cmocka_unit_test(an_empty_entry_comes_back_as_it_was),
        cmocka_unit_test(a_document_comes_back_as_it_was),
        cmocka_unit_test(what_is_not_said_stays_unsaid),
        cmocka_unit_test(a_hostile_child_is_not_believed),
        cmocka_unit_test(addresses_follow_from_the_id_and_scripts_are_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
