/* "Did you mean": the near words, and only these. */
#include "index_folder.h"

static void told(struct index_folder *folder)
{
    const char *titles[] = {
        "Reinforcement transformers",
        "Transformers for graphs",
        "Transformer",
        "Schrödinger's cat, Schrödinger",
        "Schrödinger",
        "Schrodinga",
        "Attention",
        "Intention of attention",
        "translation",
        "paths",
        "Hinton and Bengio",
        "transfomer",
    };
    folder_titles(folder, titles, COUNT_OF(titles));
}

static size_t near(struct index_folder *folder, const char *form, struct near_term *out)
{
    return index_near_terms(folder->snapshot, str_of(form), &folder->arena, out, 5);
}

static void the_nearest_comes_first_then_the_more_frequent(void **state)
{
    struct index_folder *folder = *state;
    struct near_term found[5];
    told(folder);
    assert_true(near(folder, "tranformer", found) >= 2);
    assert_string_equal(found[0].term, "transform");
    assert_int_equal(found[0].edits, 1);
    assert_int_equal(found[0].docs, 3);
    assert_string_equal(found[1].term, "transfom");
    assert_int_equal(near(folder, "schrodingr", found), 2);
    assert_string_equal(found[0].term, "schroding");
    assert_string_equal(found[1].term, "schrodinga");
}

/* For each kind of slip in the first letter. */
static void a_slip_at_the_start_is_found_as_well(void **state)
{
    struct index_folder *folder = *state;
    struct near_term found[5];
    const char *slips[] = { "xttention", "tatention", "ttention", "xattention" };
    told(folder);
    for (size_t i = 0; i < COUNT_OF(slips); i++) {
        assert_true(near(folder, slips[i], found) >= 1);
        assert_string_equal(found[0].term, "attent");
    }
    assert_int_equal(near(folder, "bngio", found), 1);
    assert_string_equal(found[0].term, "bengio");
}

/* The stemmer cuts no ending that it does not know. */
static void a_slip_in_an_ending_is_near_the_stem(void **state)
{
    struct index_folder *folder = *state;
    struct near_term found[5];
    told(folder);
    assert_int_equal(near(folder, "reinforcmetn", found), 1);
    assert_string_equal(found[0].term, "reinforc");
    assert_int_equal(found[0].edits, 1);
    assert_int_equal(near(folder, "reinforcadabra", found), 1);
    assert_int_equal(near(folder, "reinforcadabrasive", found), 0);
}

static void short_words_may_differ_by_one_edit_only(void **state)
{
    struct index_folder *folder = *state;
    struct near_term found[5];
    told(folder);
    assert_int_equal(near(folder, "grph", found), 1);
    assert_string_equal(found[0].term, "graph");
    assert_int_equal(near(folder, "grp", found), 0);
    assert_int_equal(near(folder, "", found), 0);
}

static void the_word_itself_and_facets_are_not_near(void **state)
{
    struct index_folder *folder = *state;
    struct near_term found[5];
    const char *facets[] = { "name:hinton" };
    struct index_doc doc = {
        .row = 1, .title = "hinton", .facets = facets, .facet_count = 1
    };
    folder_join(folder, 1, &doc, 1);
    assert_int_equal(near(folder, "hinton", found), 0);
    assert_int_equal(near(folder, "hintons", found), 0);
    assert_int_equal(near(folder, "hintom", found), 1);
}

/* Enough words for the walk to jump over beginnings. */
static void among_thousands_of_words_the_near_ones_are_found(void **state)
{
    struct index_folder *folder = *state;
    enum { WORDS = 5000 };
    struct near_term found[5];
    const char **titles = ARENA_ARRAY(&folder->arena, const char *, WORDS + 1);
    for (int i = 0; i < WORDS; i++)
        titles[i] = arena_printf(&folder->arena, "g%c%c%cxq%d", 'a' + i % 26,
                                 'a' + i / 26 % 26, 'a' + i / 676 % 26, i);
    titles[WORDS] = "gravity";
    folder_titles(folder, titles, WORDS + 1);
    assert_int_equal(near(folder, "gravitas", found), 1);
    assert_string_equal(found[0].term, "graviti");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(the_nearest_comes_first_then_the_more_frequent),
        folder_test(a_slip_at_the_start_is_found_as_well),
        folder_test(a_slip_in_an_ending_is_near_the_stem),
        folder_test(short_words_may_differ_by_one_edit_only),
        folder_test(the_word_itself_and_facets_are_not_near),
        folder_test(among_thousands_of_words_the_near_ones_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
