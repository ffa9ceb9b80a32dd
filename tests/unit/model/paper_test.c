/* What a paper must have, and what its texts tell. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "model/paper.h"

#include <string.h>

static struct paper good_paper(void)
{
    static const char *authors[] = { "Ada Lindqvist" };
    static const char *categories[] = { "cs.CV" };
    return (struct paper){ .branch = BRANCH_ARXIV,
                           .key = "2604.00001",
                           .title = "Counting Mussels",
                           .abstract = "We count.",
                           .authors = { authors, 1, 1 },
                           .categories = { categories, 1, 1 },
                           .primary_category = "cs.CV",
                           .announced = DAY_NONE };
}

static void check_refused(const struct paper *paper, const char *why)
{
    struct err err = { 0 };
    assert_false(paper_check(paper, &err));
    assert_int_equal(err.code, ERR_INVALID);
    assert_string_equal(err.text, why);
}

static void a_paper_needs_key_title_and_category(void **state)
{
    (void)state;
    struct err err;
    struct paper paper = good_paper();
    assert_true(paper_check(&paper, &err));
    paper.abstract = NULL;
    paper.authors = (struct text_list){ 0 };
    assert_true(paper_check(&paper, &err));
    paper.title = " \n";
    check_refused(&paper, "title is empty");
    paper = good_paper();
    paper.key = NULL;
    check_refused(&paper, "key is empty");
    paper = good_paper();
    paper.categories.count = 0;
    check_refused(&paper, "categories are empty");
    paper = good_paper();
    paper.version = -1;
    check_refused(&paper, "version is negative");
}

static void a_venue_paper_needs_no_category(void **state)
{
    (void)state;
    struct err err;
    struct paper paper = good_paper();
    paper.branch = BRANCH_VENUE;
    paper.categories.count = 0;
    paper.venue = "ICLR.2024";
    paper.group = "Oral";
    assert_true(paper_check(&paper, &err));
    paper.group = "\xff";
    check_refused(&paper, "group is not UTF-8");
}

static void awards_and_subjects_are_checked_and_copied(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct err err;
    struct paper paper = good_paper();
    char subject[] = "mussels", award[] = "Best Paper";
    const char *subjects[] = { subject };
    paper.award = award;
    paper.subjects = (struct text_list){ subjects, 1, 1 };
    assert_true(paper_check(&paper, &err));
    struct paper copy = paper_copy(&arena, &paper);
    subject[0] = award[0] = 'x';
    assert_string_equal(copy.award, "Best Paper");
    assert_string_equal(copy.subjects.items[0], "mussels");
    subjects[0] = "";
    check_refused(&paper, "subjects is empty");
    paper.subjects.count = PAPER_SUBJECTS_MAX + 1;
    check_refused(&paper, "subjects has 51 entries, at most 50 are allowed");
    paper.subjects.count = 0;
    paper.award = "\xff";
    check_refused(&paper, "award is not UTF-8");
}

static void an_edition_is_a_series_and_a_year(void **state)
{
    (void)state;
    static const char *const none[] = { NULL,        "",          "ICLR",
                                        ".2024",     "ICLR.24",   "ICLR.202x",
                                        "ICLR.1899", "ICLR.2200", "ICLR-2024" };
    struct str series = { 0 };
    int year = 0;
    assert_true(paper_edition("USENIX-Sec.2024", &series, &year));
    assert_true(str_eq(series, LIT("USENIX-Sec")));
    assert_int_equal(year, 2024);
    for (size_t i = 0; i < COUNT_OF(none); i++)
        assert_false(paper_edition(none[i], &series, &year));
    assert_int_equal(year, 2024);
}

static void the_day_of_a_paper_is_its_best_known_date(void **state)
{
    (void)state;
    struct paper paper = good_paper();
    assert_int_equal(paper_day(&paper), DAY_NONE);
    paper.venue = "ICLR.2024";
    assert_int_equal(paper_day(&paper), 19723);
    paper.published = INT64_C(20567) * SECONDS_A_DAY + 5;
    assert_int_equal(paper_day(&paper), 20567);
    paper.announced = 20568;
    assert_int_equal(paper_day(&paper), 20568);
}

static void sizes_and_bytes_are_checked_field_by_field(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct err err;
    struct paper paper = good_paper();
    char *title = arena_alloc(&arena, PAPER_TITLE_MAX + 2);
    memset(title, 'x', PAPER_TITLE_MAX);
    paper.title = title;
    assert_true(paper_check(&paper, &err));
    title[PAPER_TITLE_MAX] = 'x';
    check_refused(&paper, "title is 2001 bytes long, at most 2000 are allowed");
    paper = good_paper();
    paper.comment = "a\xff";
    check_refused(&paper, "comment is not UTF-8");
    paper = good_paper();
    paper.authors.items[0] = "";
    check_refused(&paper, "authors is empty");
    paper.authors.items[0] = "Ada Lindqvist";
    paper.authors.count = PAPER_AUTHORS_MAX + 1;
    check_refused(&paper, "authors has 20001 entries, at most 20000 are allowed");
}

static void arxiv_addresses_follow_from_the_key(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    assert_string_equal(paper_arxiv_page_url(&arena, "2401.01234"),
                        "https://arxiv.org/abs/2401.01234");
    assert_string_equal(paper_arxiv_pdf_url(&arena, "math/0309136"),
                        "https://arxiv.org/pdf/math/0309136");
    assert_string_equal(branch_name(BRANCH_ARXIV), "arxiv");
    assert_string_equal(branch_name(BRANCH_VENUE), "venue");
}

static void the_first_code_link_is_found(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        { "Code: https://github.com/a/b.", NULL, "https://github.com/a/b" },
        { "(see http://www.github.com/a/b-c_d).", NULL, "https://github.com/a/b-c_d" },
        { "at \\url{https://github.com/a/b}.", NULL, "https://github.com/a/b" },
        { "\\href{https://gitlab.com/g/p}{here}", NULL, "https://gitlab.com/g/p" },
        { "https://github.com/a/b\\_c, and", NULL, "https://github.com/a/b_c" },
        { "github.com/a/b; more", NULL, "https://github.com/a/b" },
        { "\"https://GitHub.com/a/b\"", NULL, "https://GitHub.com/a/b" },
        { "$\\href{https://github.com/a/b}$", NULL, "https://github.com/a/b" },
        { "nothing", "Model: https://huggingface.co/x/y/",
          "https://huggingface.co/x/y" },
        { NULL, "https://codeberg.org/x/y", "https://codeberg.org/x/y" },
        { "https://bitbucket.org/x/y https://github.com/a/b", NULL,
          "https://bitbucket.org/x/y" },
        { "and/or https://github.com/ or www.github.com/.", "github.com/a/b",
          "https://github.com/a/b" },
        { "github.com/github.com/a", NULL, "https://github.com/github.com/a" },
        { "www.www.github.com/a http://WWW.github.com/b", NULL, NULL },
        { "https://github.com/", "https://github.com", NULL },
        { "https://notgithub.com/a/b", "x@github.com/a", NULL },
        { "https://evil.example/github.com", "a.b-github.com/c", NULL },
        { "", NULL, NULL },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        const char *url = paper_code_url(&arena, cases[i][0], cases[i][1]);
        if (cases[i][2] == NULL)
            assert_null(url);
        else
            assert_string_equal(url ? url : "none", cases[i][2]);
    }
}

static void a_withdrawal_is_told_by_comment_or_abstract(void **state)
{
    (void)state;
    static const char *const withdrawn[][2] = {
        { NULL, "This paper has been withdrawn" },
        { NULL,
          "This paper has been withdrawn by the author. Look at the ICML version" },
        { "This paper has been\n  withdrawn by the author", NULL },
        { "x", "Withdrawn." },
        { "x", " withdrawn due to an error" },
        { "x", "paper withdrawn, much revised version is under preparation" },
        { "This submission has been withdrawn by arXiv admins because", "5 pages" },
        { "This 2005 report has been withdrawn by the author as requested by the",
          NULL },
    };
    static const char *const standing[][2] = {
        { "A plate is withdrawn from a liquid bath.", "12 pages" },
        { "x",
          "17 pages, 6 figures; paper withdrawn from IEEE Transactions on Signal" },
        { "x", "Withdrawn from the journal" },
        { "The neurons are withdrawn. In addition,", NULL },
        { "withdrawnness", "Submitted to IEEE Trans. Inform. Theory" },
        { NULL, NULL },
    };
    for (size_t i = 0; i < COUNT_OF(withdrawn); i++)
        assert_true(paper_says_withdrawn(withdrawn[i][0], withdrawn[i][1]));
    for (size_t i = 0; i < COUNT_OF(standing); i++)
        assert_false(paper_says_withdrawn(standing[i][0], standing[i][1]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paper_needs_key_title_and_category),
        cmocka_unit_test(a_venue_paper_needs_no_category),
        cmocka_unit_test(awards_and_subjects_are_checked_and_copied),
        cmocka_unit_test(an_edition_is_a_series_and_a_year),
        cmocka_unit_test(the_day_of_a_paper_is_its_best_known_date),
        cmocka_unit_test(sizes_and_bytes_are_checked_field_by_field),
        cmocka_unit_test(arxiv_addresses_follow_from_the_key),
        cmocka_unit_test(the_first_code_link_is_found),
        cmocka_unit_test(a_withdrawal_is_told_by_comment_or_abstract),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
