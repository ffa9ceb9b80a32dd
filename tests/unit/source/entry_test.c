/* What all dialects make of raw texts: pages, names in two parts, keywords. */
#include "source/entry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_pages(const char *raw, const char *expected)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *pages = entry_pages(&arena, str_of(raw));
    if (expected == NULL)
        assert_null(pages);
    else
        assert_string_equal(pages, expected);
}

static void pages_are_written_one_way(void **state)
{
    (void)state;
    assert_pages("1-21", "pp. 1–21");
    assert_pages(" 1 -- 21 ", "pp. 1–21");
    assert_pages("1 – 21", "pp. 1–21");
    assert_pages("695", "p. 695");
    assert_pages("7--7", "p. 7");
    assert_pages("i-i", "p. i");
    assert_pages("1, 3-5", "pp. 1, 3–5");
    assert_pages("-5-", "p. 5");
    assert_pages("--", NULL);
    assert_pages("", NULL);
}

static void a_doi_of_proceedings_is_bare_and_its_own(void **state)
{
    static const char *const none[] = {
        "", "http://hdl.handle.net/2065/12106", "10.48550/arXiv.2401.01234",
        "https://link.springer.com/chapter/10.1007/978-3-031-19836-6 _31"
    };
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct str told = LIT("https://doi.org/10.3384/nejlt.2000-1533.8.1");
    assert_string_equal(entry_doi(&arena, told), "10.3384/nejlt.2000-1533.8.1");
    for (size_t i = 0; i < COUNT_OF(none); i++)
        assert_null(entry_doi(&arena, str_of(none[i])));
    const char *endless = arena_printf(&arena, "10.1000/%0300d", 1);
    assert_null(entry_doi(&arena, str_of(endless)));
}

static void either_part_of_a_name_may_be_missing(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_entry entry = { .deleted = false };
    entry_add_name(&arena, &entry, LIT(" Ann "), LIT("Kettle "));
    entry_add_name(&arena, &entry, LIT(""), LIT("The Tea Collective"));
    entry_add_name(&arena, &entry, LIT("Ann"), LIT(""));
    entry_add_name(&arena, &entry, LIT(""), LIT(" "));
    assert_int_equal(entry.paper.authors.count, 3);
    assert_string_equal(entry.paper.authors.items[0], "Ann Kettle");
    assert_string_equal(entry.paper.authors.items[1], "The Tea Collective");
    assert_string_equal(entry.paper.authors.items[2], "Ann");
}

static void a_keyword_counts_once_in_any_case(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_entry entry = { .deleted = false };
    static const char *const given[] = { "Tea", "tea", NULL, "Pots", "TEA" };
    for (size_t i = 0; i < COUNT_OF(given); i++)
        entry_add_subject(&arena, &entry, given[i]);
    assert_int_equal(entry.paper.subjects.count, 2);
    for (int i = 0; i < 2 * PAPER_SUBJECTS_MAX; i++)
        entry_add_subject(&arena, &entry, arena_printf(&arena, "word %d", i));
    assert_int_equal(entry.paper.subjects.count, PAPER_SUBJECTS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_written_one_way),
        cmocka_unit_test(a_doi_of_proceedings_is_bare_and_its_own),
        cmocka_unit_test(either_part_of_a_name_may_be_missing),
        cmocka_unit_test(a_keyword_counts_once_in_any_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
