/* Categories as OAI-PMH's sets. */
#include "source/oai_set.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void a_set_is_known_by_any_of_its_names(void **state)
{
    (void)state;
    static const struct {
        struct str text;
        const char *set;
    } names[] = {
        { LIT("cs"), "cs" },
        { LIT("CS"), "cs" },
        { LIT("cs:cs"), "cs" },
        { LIT("cs:cs:CL"), "cs:cs:CL" },
        { LIT("cs.CL"), "cs:cs:CL" },
        { LIT("cs.NA"), "math:math:NA" },
        { LIT("math:math:NA"), "math:math:NA" },
        { LIT("cmp-lg"), "cs:cs:CL" },
        { LIT("physics"), "physics" },
        { LIT("physics:physics"), "physics:physics" },
        { LIT("physics.flu-dyn"), "physics:physics:flu-dyn" },
        { LIT("hep-th"), "physics:hep-th" },
        { LIT("physics:hep-lat"), "physics:hep-lat" },
        { LIT("cond-mat"), "physics:cond-mat" },
        { LIT("cond-mat.str-el"), "physics:cond-mat:str-el" },
        { LIT("astro-ph.GA"), "physics:astro-ph:GA" },
        { LIT("math-ph"), "physics:math-ph" },
        { LIT("math.MP"), "physics:math-ph" },
        { LIT("eess.SY"), "eess:eess:SY" },
        { LIT("q-bio"), "q-bio" },
    };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char set[OAI_SET_SIZE];
        struct err err = { 0 };
        if (!oai_set_read(names[i].text, set, &err))
            fail_msg("%s", err.text);
        assert_string_equal(set, names[i].set);
    }
}

static void what_arxiv_does_not_have_is_no_set(void **state)
{
    (void)state;
    static const struct str names[] = { LIT(""), LIT("cs.XX"), LIT("math:cs:CL"),
                                        LIT("cs:cs:CL:x"), LIT("all") };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char set[OAI_SET_SIZE] = "untouched";
        struct err err = { 0 };
        assert_false(oai_set_read(names[i], set, &err));
        assert_int_equal(err.code, ERR_INVALID);
        assert_string_equal(set, "untouched");
    }
}

static void every_category_has_a_set_within_its_archive(void **state)
{
    (void)state;
    size_t count = 0;
    const struct category *all = category_all(&count);
    for (size_t i = 0; i < count; i++) {
        char set[OAI_SET_SIZE], archive[OAI_SET_SIZE], back[OAI_SET_SIZE];
        struct err err = { 0 };
        oai_set_of_category(&all[i], set);
        oai_set_of_archive(&all[i], archive);
        assert_true(oai_set_holds(archive, set));
        assert_true(oai_set_read(str_of(set), back, &err));
        assert_string_equal(set, back);
        assert_true(oai_set_read(str_of(all[i].code), back, &err));
    }
}

static void a_set_holds_what_is_below_it(void **state)
{
    (void)state;
    assert_true(oai_set_holds("", "cs:cs:CL"));
    assert_true(oai_set_holds("cs", "cs:cs:CL"));
    assert_true(oai_set_holds("cs", "cs"));
    assert_true(oai_set_holds("physics:cond-mat", "physics:cond-mat:str-el"));
    assert_false(oai_set_holds("cs:cs:CL", "cs"));
    assert_false(oai_set_holds("cs:cs:C", "cs:cs:CL"));
    assert_false(oai_set_holds("physics:nucl", "physics:nucl-ex"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_is_known_by_any_of_its_names),
        cmocka_unit_test(what_arxiv_does_not_have_is_no_set),
        cmocka_unit_test(every_category_has_a_set_within_its_archive),
        cmocka_unit_test(a_set_holds_what_is_below_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
