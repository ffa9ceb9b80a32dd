/* The taxonomy, and the set algebra of list paths. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "model/category.h"

#include <stdio.h>
#include <string.h>

static void categories_stand_once_by_group_and_code(void **state)
{
    (void)state;
    size_t count = 0;
    const struct category *all = category_all(&count);
    assert_int_equal(count, 149); /* arXiv's 155 without six second names */
    for (size_t i = 0; i < count; i++) {
        struct str code = str_of(all[i].code), archive = str_of(all[i].archive);
        assert_ptr_equal(category_find(code), &all[i]);
        assert_true(str_eq(code, archive) ||
                    (str_skip(&code, archive) && str_starts(code, LIT("."))));
        if (i == 0)
            continue;
        int group = strcmp(all[i - 1].group, all[i].group);
        assert_true(group < 0 ||
                    (group == 0 && strcmp(all[i - 1].code, all[i].code) < 0));
    }
}

static void groups_have_the_sizes_that_arxiv_lists(void **state)
{
    (void)state;
    static const struct {
        const char *group;
        size_t count; /* distinct; in brackets as arXiv counts them */
    } groups[] = {
        { "Computer Science", 38 }, /* 40 */
        { "Economics", 3 },
        { "Electrical Engineering and Systems Science", 4 },
        { "Mathematics", 30 }, /* 32 */
        { "Physics", 51 },
        { "Quantitative Biology", 10 },
        { "Quantitative Finance", 8 }, /* 9 */
        { "Statistics", 5 },           /* 6 */
    };
    size_t count = 0;
    const struct category *all = category_all(&count);
    for (size_t g = 0; g < COUNT_OF(groups); g++) {
        size_t members = 0;
        for (size_t i = 0; i < count; i++)
            members += strcmp(all[i].group, groups[g].group) == 0;
        assert_int_equal(members, groups[g].count);
    }
}

static void check_found(const char *code, const char *canonical)
{
    const struct category *found = category_find(str_of(code));
    if (found == NULL)
        fail_msg("%s is not found", code);
    assert_string_equal(found->code, canonical);
}

static void aliases_and_subsumed_archives_lead_to_one_category(void **state)
{
    (void)state;
    check_found("cs.CL", "cs.CL");
    check_found("CS.cl", "cs.CL");
    check_found("HEP-TH", "hep-th");
    check_found("cs.NA", "math.NA");
    check_found("cs.sy", "eess.SY");
    check_found("math.IT", "cs.IT");
    check_found("math.MP", "math-ph");
    check_found("q-fin.EC", "econ.GN");
    check_found("stat.TH", "math.ST");
    check_found("cmp-lg", "cs.CL");
    check_found("supr-con", "cond-mat.supr-con");
    check_found("bayes-an", "physics.data-an");
    check_found("astro-ph", "astro-ph");
    static const char *const aliases[][2] = {
#define CATEGORY(code, name, archive, group)
#define FORMER(code, name, archive, group)
#define MERGED(code, canonical) { code, canonical },
#define SUBSUMED(code, canonical) { code, canonical },
#include "model/category.def"
    };
    assert_int_equal(COUNT_OF(aliases), 6 + 18);
    for (size_t i = 0; i < COUNT_OF(aliases); i++)
        check_found(aliases[i][0], aliases[i][1]);
}

static void what_arxiv_does_not_have_is_not_found(void **state)
{
    (void)state;
    static const char *const codes[] = {
        "",    "cs",  "math",      "physics",          "cs.XX", "cs.CL ",
        "cs.", ".CL", "test.soft", "bad-arch.bad-cat", "53D10"
    };
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        assert_null(category_find(str_of(codes[i])));
    assert_null(category_find(LIT("cs.CL\0")));
}

static void archives_of_ids_are_known(void **state)
{
    (void)state;
    assert_string_equal(category_archive(LIT("MATH")), "math");
    assert_string_equal(category_archive(LIT("cmp-lg")), "cmp-lg");
    assert_string_equal(category_archive(LIT("hep-th")), "hep-th");
    assert_null(category_archive(LIT("cs.NA")));
    assert_null(category_archive(LIT("nosuch")));
    assert_null(category_archive(LIT("")));
}

static void sets_are_written_canonically(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "cs.CL", "cs.CL" },
        { "cs.cl", "cs.CL" },
        { "cs.LG,cs.CL", "cs.CL,cs.LG" },
        { "cs.LG+cs.CL", "cs.CL,cs.LG" },
        { "cs.LG cs.CL,cs.CL", "cs.CL,cs.LG" },
        { "cs.CV+cs.CL-cs.CY", "cs.CL+cs.CV-cs.CY" },
        { "cs.CV cs.CL-cs.CY-cs.AI", "cs.CL+cs.CV-cs.AI-cs.CY" },
        { "cs.CV-cs.CY+cs.CL", "cs.CL+cs.CV-cs.CY" },
        { "cs.CV,cs.CL-cs.CY", "cs.CL+cs.CV-cs.CY" },
        { "cs.NA", "math.NA" },
        { "cs.NA,math.NA,cmp-lg", "cs.CL,math.NA" },
        { "hep-th", "hep-th" },
        { "hep-th-hep-ph", "hep-th-hep-ph" },
        { "hep-th+cond-mat.str-el-math-ph-q-bio.NC",
          "cond-mat.str-el+hep-th-math-ph-q-bio.NC" },
        { "math.AG-math-ph", "math.AG-math-ph" },
        { "cond-mat.mtrl-sci-cond-mat.supr-con",
          "cond-mat.mtrl-sci-cond-mat.supr-con" },
        { "physics.acc-ph-gr-qc", "physics.acc-ph-gr-qc" },
        { "astro-ph", "astro-ph" },
        { "astro-ph.CO-astro-ph", "astro-ph.CO-astro-ph" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct category_set set, again;
        struct err err;
        if (!category_set_read(str_of(cases[i][0]), &arena, &set, &err))
            fail_msg("%s", err.text);
        assert_string_equal(set.text, cases[i][1]);
        assert_true(category_set_read(str_of(set.text), &arena, &again, &err));
        assert_string_equal(again.text, set.text);
        assert_int_equal(again.include_count, set.include_count);
        assert_int_equal(again.exclude_count, set.exclude_count);
    }
}

static void a_set_that_makes_no_sense_is_explained(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "", "a category is missing beside a sign" },
        { "cs.CL,", "a category is missing beside a sign" },
        { ",cs.CL", "a category is missing beside a sign" },
        { "-cs.CL", "a category is missing beside a sign" },
        { "cs.CL--cs.CV", "a category is missing beside a sign" },
        { "cs.XX", "“cs.XX” is not an arXiv category" },
        { "cs.CL+cs.XX", "“cs.XX” is not an arXiv category" },
        { "cs.CL-nosuch", "“nosuch” is not an arXiv category" },
        { "cs", "cs is an archive; name its categories, such as cs.AI" },
        { "MATH+cs.CL", "math is an archive; name its categories, such as math.AC" },
        { "cs.CL-physics",
          "physics is an archive; name its categories, such as physics.acc-ph" },
        { "cs.CL-cs.CL", "cs.CL is both included and excluded" },
        { "cs.NA-math.NA", "math.NA is both included and excluded" },
        { "cs.CL/new", "“cs.CL/new” is not an arXiv category" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct category_set set;
        struct err err = { 0 };
        assert_false(category_set_read(str_of(cases[i][0]), &arena, &set, &err));
        assert_int_equal(err.code, ERR_INVALID);
        assert_string_equal(err.text, cases[i][1]);
    }
}

static void all_categories_make_one_set(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf text = buf_upto(1 << 16);
    size_t count = 0;
    const struct category *all = category_all(&count);
    for (size_t repeat = 0; repeat < 3; repeat++)
        for (size_t i = 0; i < count; i++)
            buf_printf(&text, "%s%s", text.len ? "," : "", all[i].code);
    struct category_set set;
    struct err err;
    assert_true(category_set_read(buf_str(&text), &arena, &set, &err));
    assert_int_equal(set.include_count, count);
    assert_int_equal(strlen(set.text) * 3 + 2, text.len);
}

/* One row of arXiv's own table: code, name, archive, archive's name, group, group's
 * name, active, alias. */
static bool check_taxonomy_row(struct str row)
{
    struct str code = str_cut(&row, '\t'), name = str_cut(&row, '\t');
    struct str archive = str_cut(&row, '\t');
    for (int i = 0; i < 2; i++)
        str_cut(&row, '\t');
    struct str group = str_cut(&row, '\t');
    if (!str_eq(str_cut(&row, '\t'), LIT("True")))
        return false;
    const struct category *found = category_find(code);
    assert_non_null(found);
    if (!str_eq(str_of(found->code), code))
        return true; /* another name of a category */
    assert_true(str_eq(str_of(found->name), name));
    assert_true(str_eq(str_of(found->archive), archive));
    assert_true(str_eq(str_of(found->group), group));
    return true;
}

static void the_table_agrees_with_arxivs(void **state)
{
    (void)state;
    FILE *file = fopen(REAL_DATA "/arxiv/other/arxiv_taxonomy.tsv", "r");
    if (file == NULL) {
        print_message("skipped: no arxiv_taxonomy.tsv here\n");
        skip();
    }
    char line[8192];
    int active = 0;
    while (fgets(line, sizeof line, file) != NULL)
        active += check_taxonomy_row(str_of(line));
    fclose(file);
    assert_int_equal(active, 155);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(categories_stand_once_by_group_and_code),
        cmocka_unit_test(groups_have_the_sizes_that_arxiv_lists),
        cmocka_unit_test(aliases_and_subsumed_archives_lead_to_one_category),
        cmocka_unit_test(what_arxiv_does_not_have_is_not_found),
        cmocka_unit_test(archives_of_ids_are_known),
        cmocka_unit_test(sets_are_written_canonically),
        cmocka_unit_test(a_set_that_makes_no_sense_is_explained),
        cmocka_unit_test(all_categories_make_one_set),
        cmocka_unit_test(the_table_agrees_with_arxivs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
