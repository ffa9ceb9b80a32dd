/* JSON proceedings where the operator has asked for something, and what a file as a
 * whole says. What each shape says of its records: tests/cases/json. */
#include "proceedings/format.h"
#include "proceedings/told.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { OUT_MAX = 4 << 20 };

static struct told read_text(const char *text, const char *series, int year,
                             struct buf *out)
{
    struct told told = { .out = out };
    const struct proceedings_ask ask = { .series = series, .year = year };
    struct err err = { 0 };
    if (!told_read(&proceedings_json, str_of(text), &ask, 0, &told, &err))
        fail_msg("%s", err.text);
    return told;
}

static bool says(const struct buf *out, const char *words)
{
    return str_find(buf_str(out), str_of(words)) < out->len;
}

static void papers_of_another_edition_than_asked_for_are_left_out(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    struct told told =
        read_text("{\"venue\":\"iclr\",\"year\":2024}\n{\"title\":\"One\"}\n"
                  "{\"title\":\"Two\",\"venue\":\"ICLR.2023\"}\n"
                  "{\"venue\":\"ICML\",\"year\":2024}\n{\"title\":\"Three\"}\n",
                  "ICLR", 2024, &out);
    assert_int_equal(told.entries, 1);
    assert_int_equal(told.left_out, 2);
    assert_int_equal(told.editions, 1);
    assert_true(says(&out, "\"skipped\":\"of another edition (ICLR.2023)\""));
    assert_true(says(&out, "\"skipped\":\"of another edition (ICML.2024)\""));
}

static void what_the_operator_says_completes_what_the_file_does_not(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    (void)read_text("[{\"title\":\"One\"}]", "ICLR", 2024, &out);
    assert_true(says(&out, "\"venue\":\"ICLR.2024\""));
    buf_clear(&out);
    (void)read_text("{\"venue\":\"ICLR\"}\n{\"title\":\"One\"}", NULL, 2023, &out);
    assert_true(says(&out, "\"venue\":\"ICLR.2023\""));
    buf_clear(&out);
    (void)read_text("[{\"title\":\"One\",\"year\":2022}]", "ICLR", 0, &out);
    assert_true(says(&out, "\"venue\":\"ICLR.2022\""));
}

static void a_header_is_about_its_edition_alone(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    (void)read_text("{\"venue\":\"ICLR\",\"name\":\"In full\",\"declared\":9}\n"
                    "{\"title\":\"One\"}\n{\"title\":\"Two\",\"venue\":\"ICML\"}",
                    NULL, 2023, &out);
    assert_true(says(&out, "\"name\":\"ICLR.2023\",\"title\":\"In full\","
                           "\"dialect\":\"own\",\"part\":\"\",\"declared\":9"));
    assert_true(says(&out, "\"name\":\"ICML.2023\",\"title\":null,"
                           "\"dialect\":\"own\",\"part\":\"\",\"declared\":null"));
}

static void what_comes_after_the_papers_is_about_them_too(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    (void)read_text("{\"papers\":[{\"title\":\"One\"}],\"declared\":7,\"name\":"
                    "\"In full\",\"groups\":[\"Talks\"]}",
                    "ICLR", 2024, &out);
    assert_true(says(&out, "\"title\":\"In full\""));
    assert_true(says(&out, "\"declared\":7"));
    assert_true(says(&out, "\"name\":\"Talks\""));
}

static void the_page_of_a_paper_is_the_one_that_gives_its_id(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    (void)read_text("[{\"title\":\"One\",\"author\":\"A\",\"site\":"
                    "\"https://icml.cc/virtual/1\",\"oa\":"
                    "\"https://arxiv.org/abs/2401.00001\",\"proceeding\":"
                    "\"https://proceedings.mlr.press/v235/a24a.html\"},"
                    "{\"title\":\"Two\",\"author\":\"A\",\"site\":"
                    "\"https://icml.cc/virtual/2\",\"oa\":"
                    "\"https://arxiv.org/abs/2401.00002\"}]",
                    "ICML", 2024, &out);
    assert_true(says(&out, "\"page_url\":\"https://proceedings.mlr.press/v235/"));
    assert_true(says(&out, "\"page_url\":\"https://icml.cc/virtual/2\""));
}

#define NOTE(venueid, venue)                                                           \
    "{\"id\":\"AAAAAAAAA1\",\"forum\":\"AAAAAAAAA1\",\"invitations\":[\"x\"],"         \
    "\"content\":{\"title\":{\"value\":\"One\"},\"venueid\":{\"value\":\"" venueid     \
    "\"},\"venue\":{\"value\":\"" venue "\"}}}"

static void notes_of_another_year_are_left_out(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    struct told told = read_text(NOTE("ICLR.cc/2023/Conference", "ICLR 2023 poster"),
                                 "ICLR", 2024, &out);
    assert_int_equal(told.left_out, 1);
    assert_true(says(&out, "of another edition (ICLR.2023)"));
}

static void a_workshop_is_read_under_a_name_of_its_own(void **state)
{
    (void)state;
    const char *note = NOTE("ICLR.cc/2024/Workshop/Mussels", "ICLR 2024 Mussels Oral");
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    assert_int_equal(read_text(note, "ICLR", 2024, &out).left_out, 1);
    assert_int_equal(read_text(note, NULL, 0, &out).left_out, 1);
    assert_int_equal(read_text(note, "MusselWS", 2024, &out).entries, 1);
    assert_true(says(&out, "\"venue\":\"MusselWS.2024\""));
}

static void a_journal_of_notes_needs_a_year(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    (void)read_text(NOTE("TMLR", "Accepted by TMLR"), "TMLR", 2024, &out);
    assert_true(says(&out, "\"venue\":\"TMLR.2024\""));
    assert_true(says(&out, "\"group\":null"));
}

static void a_file_that_says_no_edition_is_refused_once(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    struct told told = { .out = &out };
    struct err err = { 0 };
    struct str text = LIT("[{\"title\":\"One\"},{\"title\":\"Two\"}]");
    assert_false(told_read(&proceedings_json, text, NULL, 0, &told, &err));
    assert_int_equal(err.code, ERR_INVALID);
    assert_string_equal(err.text, "the file says no edition: give --venue and --year");
    assert_int_equal(told.broken, 0);
}

static void a_later_record_without_edition_costs_itself(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    struct told told = read_text("[{\"title\":\"One\",\"venue\":\"ICLR.2024\"},"
                                 "{\"title\":\"Two\"}]",
                                 NULL, 0, &out);
    assert_int_equal(told.entries, 1);
    assert_int_equal(told.broken, 1);
    assert_true(says(&out, "\"error\":\"it says no edition\""));
}

static void the_sink_can_end_the_reading(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    struct told told = { .out = &out, .stop_after = 1 };
    const struct proceedings_ask ask = { .series = "ICLR", .year = 2024 };
    struct err err = { 0 };
    struct str text = LIT("[{\"title\":\"One\"},{\"title\":\"Two\"}]");
    assert_false(told_read(&proceedings_json, text, &ask, 0, &told, &err));
    assert_int_equal(err.code, ERR_BUSY);
    assert_int_equal(told.entries, 1);
}

static void a_paper_listed_twice_is_declared_once(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    (void)read_text("[{\"id\":\"a\",\"title\":\"One\",\"author\":\"A\"},"
                    "{\"id\":\"b\",\"title\":\"Two\",\"author\":\"A\"},"
                    "{\"id\":\"a\",\"title\":\"One\",\"author\":\"A\"},"
                    "{\"id\":\"c\",\"title\":\"\",\"author\":\"A\"}]",
                    "KDD", 2024, &out);
    /* the broken one is a paper all the same */
    assert_true(says(&out, "\"declared\":3"));
}

/* What is known of people beside their names. */
static void personal_data_is_not_read(void **state)
{
    (void)state;
    static const char *const records[] = {
        "{\"title\":\"One\",\"author\":\"Ada\",\"email\":\"SECRET\",\"gender\":"
        "\"SECRET\",\"homepage\":\"SECRET\",\"linkedin\":\"SECRET\",\"orcid\":"
        "\"SECRET\",\"authorids\":\"SECRET\",\"aff\":\"SECRET\",\"rating\":"
        "\"SECRET\",\"google_scholar\":\"SECRET\",\"dblp\":\"SECRET\"}",
        "{\"title\":\"One\",\"authors\":[{\"name\":\"Ada\",\"email\":\"SECRET\","
        "\"affiliation\":\"SECRET\"}],\"affiliations\":[\"SECRET\"],\"email\":"
        "\"SECRET\"}",
        "{\"name\":\"One\",\"eventtype\":\"Oral\",\"authors\":[{\"fullname\":\"Ada\","
        "\"institution\":\"SECRET\",\"url\":\"https://SECRET\"}]}",
        "{\"type\":\"paper-conference\",\"title\":\"One\",\"author\":[{\"family\":"
        "\"Ada\",\"ORCID\":\"SECRET\",\"affiliation\":[{\"name\":\"SECRET\"}]}]}",
        "{\"id\":\"AAAAAAAAA1\",\"forum\":\"AAAAAAAAA1\",\"invitation\":\"x\","
        "\"signatures\":[\"SECRET\"],\"content\":{\"title\":\"One\",\"authors\":"
        "[\"Ada\"],\"authorids\":[\"SECRET\"],\"venue\":\"ICLR 2021 Oral\","
        "\"_bibtex\":\"SECRET\",\"paperhash\":\"SECRET\"}}",
    };
    for (size_t i = 0; i < COUNT_OF(records); i++) {
        CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
        struct told told = read_text(records[i], "ICLR", 2021, &out);
        assert_int_equal(told.entries, 1);
        assert_true(says(&out, "\"authors\":[\"Ada\"]"));
        assert_false(says(&out, "SECRET"));
    }
}

static void headers_have_an_end(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    CLEANUP(buf_done) struct buf text = buf_upto(OUT_MAX);
    for (int i = 0; i < 1001; i++)
        buf_add(&text, LIT("{\"venue\":\"ICLR\",\"year\":2024}\n"));
    buf_add(&text, LIT("{\"title\":\"One\"}"));
    struct told told = read_text(text.ptr, NULL, 0, &out);
    assert_int_equal(told.broken, 1);
    assert_int_equal(told.entries, 1);
}

static void a_file_of_nothing_readable_ends_soon(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    CLEANUP(buf_done) struct buf text = buf_upto(OUT_MAX);
    struct told told = { .out = &out };
    struct err err = { 0 };
    for (int i = 0; i < 20000; i++)
        buf_add(&text, LIT("{\"mussels\":1}\n"));
    assert_false(told_read(&proceedings_json, buf_str(&text), NULL, 0, &told, &err));
    assert_int_equal(err.code, ERR_INVALID);
    assert_true(told.broken < 20000);
    assert_non_null(strstr(err.text, "line 1: no shape that we know"));
}

static bool hear_page(void *context, const struct proceedings_page *page,
                      struct err *err)
{
    struct told *told = context;
    (void)err;
    buf_printf(told->out, "\npage next=%s count=%d\n", page->next ? page->next : "NULL",
               (int)page->count);
    return true;
}

/* What a page of one paper with those members says of its list. */
static void assert_page(const char *members, const char *words)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf out = buf_upto(OUT_MAX);
    struct told told = { .out = &out };
    struct proceedings_sink sink = told_sink(&told);
    const struct proceedings_ask ask = { .series = "ICLR", .year = 2025 };
    const char *text = arena_printf(
        &arena, "{%s\"results\":[{\"name\":\"One\",\"eventtype\":\"Poster\"}]}",
        members);
    struct err err = { 0 };
    sink.page = hear_page;
    if (!read_whole(&proceedings_json, str_of(text), &ask, &sink, &err))
        fail_msg("%s", err.text);
    if (!says(&out, words == NULL ? "\npage" : words) != (words == NULL))
        fail_msg("%s: %s", members, out.ptr);
    assert_int_equal(told.editions, 1);
}

static void a_page_says_what_follows_it(void **state)
{
    static const struct {
        const char *members, *words; /* NULL: nothing is said */
    } pages[] = {
        { "\"count\":1,\"next\":null,", "\npage next=NULL count=1\n" },
        { "\"count\":60,\"next\":\"https://x.example/?page=2\",",
          "\npage next=https://x.example/?page=2 count=60\n" },
        { "\"next\":\" ?page=2 \",", "\npage next=?page=2 count=-1\n" },
        { "\"next\":true,", "\npage next= count=-1\n" },
        { "\"next\":2,", "\npage next= count=-1\n" },
        { "\"next\":false,", NULL },
        { "\"next\":\"\",", NULL },
        { "", NULL },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        assert_page(pages[i].members, pages[i].words);
}

static void the_address_of_a_next_page_is_bounded(void **state)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    char address[PROCEEDINGS_NEXT_MAX + 2];
    (void)state;
    memset(address, 'x', sizeof address);
    address[sizeof address - 1] = '\0';
    assert_page(arena_printf(&arena, "\"next\":\"%s\",", address),
                "\npage next= count=-1\n");
    address[sizeof address - 2] = '\0';
    assert_page(arena_printf(&arena, "\"next\":\"%s\",", address),
                arena_printf(&arena, "\npage next=%s count=-1\n", address));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(papers_of_another_edition_than_asked_for_are_left_out),
        cmocka_unit_test(what_the_operator_says_completes_what_the_file_does_not),
        cmocka_unit_test(a_header_is_about_its_edition_alone),
        cmocka_unit_test(what_comes_after_the_papers_is_about_them_too),
        cmocka_unit_test(the_page_of_a_paper_is_the_one_that_gives_its_id),
        cmocka_unit_test(notes_of_another_year_are_left_out),
        cmocka_unit_test(a_workshop_is_read_under_a_name_of_its_own),
        cmocka_unit_test(a_journal_of_notes_needs_a_year),
        cmocka_unit_test(a_file_that_says_no_edition_is_refused_once),
        cmocka_unit_test(a_later_record_without_edition_costs_itself),
        cmocka_unit_test(the_sink_can_end_the_reading),
        cmocka_unit_test(a_paper_listed_twice_is_declared_once),
        cmocka_unit_test(personal_data_is_not_read),
        cmocka_unit_test(headers_have_an_end),
        cmocka_unit_test(a_file_of_nothing_readable_ends_soon),
        cmocka_unit_test(a_page_says_what_follows_it),
        cmocka_unit_test(the_address_of_a_next_page_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
