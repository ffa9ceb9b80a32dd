/* The telling terms of papers. What they are on real papers is read by eye; here is
 * what must hold of any. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "model/keywords.h"

/* Of a thousand papers; what is not named here, ten hold. */
static uint64_t docs_with(void *context, struct str term)
{
    static const struct {
        const char *term;
        uint64_t docs;
    } known[] = { { "network", 300 }, { "learn", 400 },  { "model", 500 },
                  { "languag", 200 }, { "neural", 150 }, { "imag", 250 } };
    (void)context;
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_eq(term, str_of(known[i].term)))
            return known[i].docs;
    return 10;
}

static const struct term_source thousand = { 1000, docs_with, NULL };

static const char *find(struct arena *arena, const char *title, const char *abstract)
{
    CLEANUP(analyser_done) struct analyser *analyser = analyser_new();
    return keywords_find(arena, analyser, title, abstract, &thousand);
}

/* Is it one of the comma-joined list? */
static bool has(const char *list, const char *keyword)
{
    struct str rest = str_of(list);
    while (rest.len > 0)
        if (str_eq(str_cut(&rest, ','), str_of(keyword)))
            return true;
    return false;
}

static size_t count_of(const char *list)
{
    struct str rest = str_of(list);
    size_t count = 0;
    for (; rest.len > 0; count++)
        str_cut(&rest, ',');
    return count;
}

static void what_stands_together_is_one_term(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *list =
        find(&arena, "Pruning of graph neural networks",
             "Graph neural networks are large. We prune Graph Neural Networks with "
             "zebras.");
    assert_true(has(list, "graph neural networks"));
    assert_false(has(list, "graph") || has(list, "networks") || has(list, "neural"));
    assert_false(has(list, "graph neural") || has(list, "neural networks"));
    assert_true(has(list, "zebras"));
}

static void a_word_gives_way_to_a_phrase_that_holds_it(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *list = find(&arena, "Zebra",
                            "Zebra zebra zebra. The zebra stripes, and "
                            "zebra stripes.");
    assert_string_equal(list, "zebra stripes");
}

static void phrases_end_with_their_sentence(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *list = find(&arena, "On zebras",
                            "Zebras. Giraffes, zebras (giraffes); zebras: giraffes of "
                            "zebras. Giraffes");
    assert_string_equal(list, "zebras,giraffes");
}

static void a_common_word_is_named_only_within_a_phrase(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *list =
        find(&arena, "A large language model",
             "A large language model is a model. However, we propose large language "
             "models significantly.");
    assert_string_equal(list, "large language model");
}

static void hyphens_are_not_cut(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *list = find(&arena, "Zebra-stripe patterns",
                            "Zebra-stripe patterns. Old zebra-stripe patterns.");
    assert_true(has(list, "zebra stripe patterns"));
    assert_false(has(list, "stripe patterns"));
}

static void tex_numbers_and_addresses_are_no_keywords(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *list = find(
        &arena, "Zebras in $\\mathcal{Z}$-space",
        "At $zeta + \\mathrm{loss} = 2024$ of 2024 2024 x_train, \\zeta \\zeta, λ, "
        "code: https://example.org/giraffe/giraffe and www.lions.net");
    assert_string_equal(list, "zebras,space,train");
}

static void a_keyword_is_written_as_in_the_text_but_small(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *list = find(&arena, "SCHRÖDINGER's cat",
                            "Schrödinger Operators and Schrödinger operators, Kähler");
    assert_true(has(list, "schrödinger operators"));
    assert_true(has(list, "kähler"));
    assert_true(has(find(&arena, "Soft\u00adhyphen", ""), "softhyphen"));
}

static void the_title_and_the_rare_come_first(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *list = find(&arena, "Giraffe", "An image of an image. A zebra.");
    assert_string_equal(list, "giraffe,zebra,image");
}

static void there_are_ten_at_most_and_none_of_nothing(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *list =
        find(&arena, "Alpaca bison camel",
             "Dingo, emu, ferret, gnu, hippo, ibex, jackal, koala, lemur, "
             "moose, newt, otter.");
    assert_int_equal(count_of(list), KEYWORDS_MAX);
    assert_string_equal(find(&arena, "", ""), "");
    assert_string_equal(find(&arena, "The of", NULL), "");
}

static void without_a_store_frequency_decides(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(analyser_done) struct analyser *analyser = analyser_new();
    const struct term_source nothing = { 0, NULL, NULL };
    const char *list =
        keywords_find(&arena, analyser, "", "Zebra, giraffe, zebra.", &nothing);
    assert_string_equal(list, "zebra,giraffe");
}

static void a_huge_text_is_read_to_a_bound(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf text = buf_upto(1 << 20);
    for (int i = 0; i < 20000; i++)
        buf_printf(&text, "w%dx y%dz \xff", i % 7000, i % 3000);
    const char *list = find(&arena, text.ptr, text.ptr);
    assert_int_equal(count_of(list), KEYWORDS_MAX);
    assert_true(utf8_valid(str_of(list)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_together_is_one_term),
        cmocka_unit_test(a_word_gives_way_to_a_phrase_that_holds_it),
        cmocka_unit_test(phrases_end_with_their_sentence),
        cmocka_unit_test(a_common_word_is_named_only_within_a_phrase),
        cmocka_unit_test(hyphens_are_not_cut),
        cmocka_unit_test(tex_numbers_and_addresses_are_no_keywords),
        cmocka_unit_test(a_keyword_is_written_as_in_the_text_but_small),
        cmocka_unit_test(the_title_and_the_rare_come_first),
        cmocka_unit_test(there_are_ten_at_most_and_none_of_nothing),
        cmocka_unit_test(without_a_store_frequency_decides),
        cmocka_unit_test(a_huge_text_is_read_to_a_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
