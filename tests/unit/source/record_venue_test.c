/* Records of papers in proceedings and of editions, as JSON and back. */
#include "source/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void push(struct arena *arena, struct text_list *list, const char *text)
{
    ARENA_PUSH(arena, list, text);
}

static struct source_entry an_entry(struct arena *arena)
{
    struct source_entry entry = {
        .paper = { .branch = BRANCH_VENUE,
                   .key = "GMwRl2e9Y1@OpenReview",
                   .title = "Of tea",
                   .abstract = "One.\nTwo.",
                   .announced = DAY_NONE,
                   .doi = "10.9999/tea",
                   .page_url = "https://openreview.net/forum?id=GMwRl2e9Y1",
                   .pdf_url = "https://openreview.net/pdf?id=GMwRl2e9Y1",
                   .venue = "CoRL.2024",
                   .group = "Oral",
                   .award = "Best Paper; Best of Tea" },
        .position = 17,
        .dialect = VENUE_PMLR,
        .arxiv = "2406.12345",
        .placed = true,
    };
    push(arena, &entry.paper.authors, "Ada One");
    push(arena, &entry.paper.subjects, "tea");
    push(arena, &entry.paper.subjects, "Jörg, and others");
    push(arena, &entry.ids, "grannen24@v270@PMLR");
    return entry;
}

static void an_entry_of_proceedings_comes_back_as_it_was(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_entry entry = an_entry(&arena), back;
    struct err err = { 0 };
    CLEANUP(json_done) cJSON *written = record_entry_json(&entry);
    assert_true(record_entry_read(written, &arena, &back, &err));
    CLEANUP(json_done) cJSON *again = record_entry_json(&back);
    assert_true(cJSON_Compare(written, again, true));
    assert_int_equal(back.paper.branch, BRANCH_VENUE);
    assert_string_equal(back.paper.venue, "CoRL.2024");
    assert_string_equal(back.paper.group, "Oral");
    assert_string_equal(back.paper.award, "Best Paper; Best of Tea");
    assert_string_equal(back.paper.subjects.items[1], "Jörg, and others");
    assert_string_equal(back.paper.page_url, entry.paper.page_url);
    assert_string_equal(back.ids.items[0], "grannen24@v270@PMLR");
    assert_string_equal(back.arxiv, "2406.12345");
    assert_true(back.placed);
    assert_int_equal(back.dialect, VENUE_PMLR);
    assert_int_equal(back.position, 17);
    assert_int_equal(cJSON_GetObjectItemCaseSensitive(written, "year")->valuedouble,
                     2024);
}

static void a_dropped_record_needs_no_more_than_its_key(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_entry entry = {
        .paper = { .branch = BRANCH_VENUE, .key = "3745@AAAI", .announced = DAY_NONE },
        .deleted = true
    };
    struct source_entry back;
    struct err err = { 0 };
    CLEANUP(json_done) cJSON *written = record_entry_json(&entry);
    assert_true(record_entry_read(written, &arena, &back, &err));
    assert_true(back.deleted);
    assert_null(back.paper.venue);
    assert_int_equal(back.dialect, VENUE_UNKNOWN);
    assert_false(back.placed);
}

static void an_edition_comes_back_as_it_was(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_group groups[] = { { "Long", "long" }, { "Findings", NULL } };
    struct source_edition edition = { .name = "ACL.2024",
                                      .title = "The 62nd Annual Meeting",
                                      .dialect = VENUE_ACL,
                                      .part = "2024.acl",
                                      .declared = 933 };
    struct source_edition back;
    struct err err = { 0 };
    for (size_t i = 0; i < COUNT_OF(groups); i++)
        ARENA_PUSH(&arena, &edition.groups, groups[i]);
    CLEANUP(json_done) cJSON *written = record_edition_json(&edition);
    assert_true(record_edition_read(written, &arena, &back, &err));
    CLEANUP(json_done) cJSON *again = record_edition_json(&back);
    assert_true(cJSON_Compare(written, again, true));
    assert_int_equal(back.declared, 933);
    assert_int_equal(back.groups.count, 2);
    assert_string_equal(back.groups.items[0].native, "long");
    assert_null(back.groups.items[1].native);
}

static void what_an_edition_does_not_say_stays_unsaid(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_edition edition = {
        .name = "ICLR.2024", .dialect = VENUE_PAPERLISTS, .part = "", .declared = -1
    };
    struct source_edition back;
    struct err err = { 0 };
    CLEANUP(json_done) cJSON *written = record_edition_json(&edition);
    assert_true(record_edition_read(written, &arena, &back, &err));
    assert_null(back.title);
    assert_string_equal(back.part, "");
    assert_int_equal(back.declared, -1);
}

static void names_of_sets_and_keys_come_with_a_page(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_document page = { .day = DAY_NONE, .total_results = -1 }, back;
    struct source_group set = { "Humans and AI", "AAAI:HAI" };
    struct err err = { 0 };
    page.harvest =
        (struct source_harvest){ .is_page = true, .list_size = -1, .cursor = -1 };
    ARENA_PUSH(&arena, &page.harvest.sets, set);
    push(&arena, &page.harvest.identifiers, "oai:a.org:article/3745");
    CLEANUP(json_done) cJSON *written = record_document_json(&page);
    assert_true(record_document_read(written, &arena, &back, &err));
    assert_int_equal(back.harvest.sets.count, 1);
    assert_string_equal(back.harvest.sets.items[0].native, "AAAI:HAI");
    assert_string_equal(back.harvest.identifiers.items[0], "oai:a.org:article/3745");
}

/* A good record with one member put in the place of another. */
static bool believes(const char *member, const char *value)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_entry entry = an_entry(&arena), back;
    struct err err = { 0 };
    CLEANUP(json_done) cJSON *object = record_entry_json(&entry);
    cJSON *other = NULL;
    assert_true(json_read(str_of(value), &other, &err));
    cJSON_DeleteItemFromObjectCaseSensitive(object, member);
    cJSON_AddItemToObject(object, member, other);
    bool read = record_entry_read(object, &arena, &back, &err);
    assert_true(read || err.text[0] != '\0');
    return read;
}

static void a_hostile_child_is_not_believed(void **state)
{
    (void)state;
    static const struct {
        const char *member, *value;
    } wrong[] = {
        { "branch", "\"blog\"" },
        { "branch", "\"arxiv\"" }, /* with a venue's key */
        { "id", "\"2406.12345\"" },
        { "id", "\"../x@OpenReview\"" },
        { "id", "null" },
        { "venue", "\"CoRL\"" },
        { "venue", "17" },
        { "year", "2023" },
        { "year", "1700" },
        { "group", "[]" },
        { "award", "{}" },
        { "subjects", "\"tea\"" },
        { "subjects", "[\"\"]" },
        { "subjects", "[1]" },
        { "dialect", "\"gossip\"" },
        { "ids", "[\"2406.12345\"]" },
        { "ids", "[\"x@y@z@\"]" },
        { "arxiv", "\"2406.12345v2\"" },
        { "arxiv", "\"3745@AAAI\"" },
        { "pdf_url", "[]" },
    };
    assert_true(believes("position", "18"));
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        if (believes(wrong[i].member, wrong[i].value))
            fail_msg("believed %s = %s", wrong[i].member, wrong[i].value);
}

static void a_hostile_edition_is_not_believed(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "{}",
        "[]",
        "null",
        "{\"name\":\"ACL\"}",
        "{\"name\":\"ACL.2024\",\"dialect\":\"gossip\"}",
        "{\"name\":\"ACL.2024\",\"dialect\":\"acl\",\"declared\":-5}",
        "{\"name\":\"ACL.2024\",\"dialect\":\"acl\",\"part\":7}",
        "{\"name\":\"ACL.2024\",\"dialect\":\"acl\",\"groups\":[\"Long\"]}",
        "{\"name\":\"ACL.2024\",\"dialect\":\"acl\",\"groups\":[{\"name\":\" \"}]}",
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        CLEANUP(json_done) cJSON *object = NULL;
        struct source_edition edition;
        struct err err = { 0 };
        assert_true(json_read(str_of(wrong[i]), &object, &err));
        if (record_edition_read(object, &arena, &edition, &err))
            fail_msg("believed %s", wrong[i]);
    }
}

static void addresses_that_are_no_addresses_are_dropped(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_entry entry = an_entry(&arena), back;
    struct err err = { 0 };
    entry.paper.page_url = "javascript:alert(1)";
    entry.paper.pdf_url = "file:///etc/passwd";
    CLEANUP(json_done) cJSON *written = record_entry_json(&entry);
    assert_true(record_entry_read(written, &arena, &back, &err));
    assert_null(back.paper.page_url);
    assert_null(back.paper.pdf_url);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_of_proceedings_comes_back_as_it_was),
        cmocka_unit_test(a_dropped_record_needs_no_more_than_its_key),
        cmocka_unit_test(an_edition_comes_back_as_it_was),
        cmocka_unit_test(what_an_edition_does_not_say_stays_unsaid),
        cmocka_unit_test(names_of_sets_and_keys_come_with_a_page),
        cmocka_unit_test(a_hostile_child_is_not_believed),
        cmocka_unit_test(a_hostile_edition_is_not_believed),
        cmocka_unit_test(addresses_that_are_no_addresses_are_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
