/* Text as the words that are searched for. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>
#include <libstemmer.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "text/analysis.h"

struct word_case {
    const char *text, *terms;
};

static const char *terms_of(struct arena *arena, struct str text)
{
    CLEANUP(analyser_done) struct analyser *analyser = analyser_new();
    CLEANUP(buf_done) struct buf out = buf_upto(1 << 20);
    struct word word;
    analyser_start(analyser, text);
    while (analyser_next(analyser, &word)) {
        if (out.len > 0)
            buf_char(&out, ' ');
        buf_add(&out, word.term);
    }
    return arena_text(arena, buf_str(&out));
}

static void check(const struct word_case *cases, size_t count)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    for (size_t i = 0; i < count; i++) {
        const char *terms = terms_of(&arena, str_of(cases[i].text));
        if (strcmp(terms, cases[i].terms) != 0)
            print_error("of “%s”\n", cases[i].text);
        assert_string_equal(terms, cases[i].terms);
    }
}

static void english_words_lose_case_and_ending(void **state)
{
    (void)state;
    const struct word_case cases[] = {
        { "", "" },
        { " \t\n.,;!", "" },
        { "Graph Neural NETWORKS", "graph neural network" },
        { "training trained trains", "train train train" },
        { "state-of-the-art", "state of the art" },
        { "snake_case, x_train", "snake case x train" },
        { "R&D: see arXiv.org", "r d see arxiv org" },
        { "https://www.github.com/foo/bar", "github com foo bar" },
        { "https://ärzte.de http://www.éa.fr", "arzt de ea fr" },
    };
    check(cases, COUNT_OF(cases));
}

static void accents_and_forms_of_letters_do_not_matter(void **state)
{
    (void)state;
    const struct word_case cases[] = {
        { "Schrödinger Schrodinger SCHRÖDINGER", "schroding schroding schroding" },
        { "Schro\u0308dinger", "schroding" },
        { "Łódź Ørsted Đokić", "lodz orst dokic" },
        { "æther œuvre Þórr straße", "aether oeuvr thorr strass" },
        { "İstanbul ısı", "istanbul isi" },
        { "ﬁeld Ｄｅｅｐ", "field deep" },
        { "soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth" },
        { "Москва Ёж", "москва еж" },
    };
    check(cases, COUNT_OF(cases));
}

static void apostrophes_are_read_as_in_english_names_and_french(void **state)
{
    (void)state;
    const struct word_case cases[] = {
        { "Schrödinger's Euler’s", "schroding euler" },
        { "the models' 1970's", "the model 1970" },
        { "don't O'Brien Gel'fand Qur’an", "dont obrien gelfand quran" },
        { "d'Alembert l’hôpital", "d alembert l hopit" },
        { "'quoted' f'(x)", "quot f x" },
    };
    check(cases, COUNT_OF(cases));
}

static void numbers_stay_whole(void **state)
{
    (void)state;
    const struct word_case cases[] = {
        { "3.5 GPT-4 GPT-3.5 v1.5", "3.5 gpt 4 gpt 3.5 v1.5" },
        { "In 2024. 10,000", "in 2024 10 000" },
        { "C++ and C#; C+", "c++ and c# c" },
        { "x² H₂O", "x2 h2o" },
    };
    check(cases, COUNT_OF(cases));
}

static void tex_is_read_through(void **state)
{
    (void)state;
    const struct word_case cases[] = {
        { "$\\alpha$-divergence α-divergence", "alpha diverg alpha diverg" },
        { "H$_2$O H_2O $H_2O$ $\\mathrm{H}_{2}\\mathrm{O}$", "h2o h2o h2o h2o" },
        { "$L_1$ L1 $\\ell_1$ ℓ1 $L^{1}$", "l1 l1 l1 l1 l1" },
        { "$L^2(\\mathbb{R}^3)$ $\\mathbb C^n$", "l2 r3 cn" },
        { "$A_\\infty$-algebra ∞", "a infin algebra infin" },
        { "$\\Lambda$CDM ΛCDM $\\sigma_8$ σ8 sigma8",
          "lambda cdm lambda cdm sigma8 sigma8 sigma8" },
        { "$\\varepsilon$-net, $\\epsilon_K$ epsilon_K",
          "epsilon net epsilon k epsilon k" },
        { "$k$-means $k$NN $n$th", "k mean knn nth" },
        { "10^{15} 10^5 C$_{60}$ $^{87}$Rb", "10 15 10 5 c60 87rb" },
        { "\\textbf{Deep} {A}daptive \\emph{new}", "deep adapt new" },
        { "Schr\\\"odinger Erd\\H{o}s Ma\\l{}ek", "schroding erdo malek" },
        { "$\\frac{a}{b}$ $x \\leq y$ $a\\times b$", "a b x y a b" },
        { "$e^+e^-$ $C^*$-algebra C*-algebra", "e e c algebra c algebra" },
        { "\\", "" },
        { "$_{^", "" },
    };
    check(cases, COUNT_OF(cases));
}

static void han_and_kana_are_pairs(void **state)
{
    (void)state;
    const struct word_case cases[] = {
        { "深度学习", "深度 度学 学习" },
        { "学 模型", "学 模型" },
        { "GPT模型 and 大模型s", "gpt 模型 and 大模 模型 s" },
        { "グラフ、深度", "グラ ラフ 深度" },
        { "한국어 모델", "한국어 모델" },
    };
    check(cases, COUNT_OF(cases));
}

static void greek_text_is_no_row_of_symbols(void **state)
{
    (void)state;
    const struct word_case cases[] = { { "ανάλυση Α", "αναλυση alpha" } };
    check(cases, COUNT_OF(cases));
}

static void a_word_knows_its_place_and_form(void **state)
{
    (void)state;
    CLEANUP(analyser_done) struct analyser *analyser = analyser_new();
    const char *text = "Two «Modèles»\n\nEuler's H$_2$O.";
    static const struct {
        const char *bytes, *form;
        uint32_t position;
    } expected[] = { { "Two", "two", 0 },
                     { "Modèles", "modeles", 1 },
                     { "Euler", "euler", 3 },
                     { "H$_2$O", "h2o", 4 } };
    struct word word;
    analyser_start(analyser, str_of(text));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_true(analyser_next(analyser, &word));
        struct str bytes = { text + word.start, word.end - word.start };
        assert_true(str_eq(bytes, str_of(expected[i].bytes)));
        assert_true(str_eq(word.form, str_of(expected[i].form)));
        assert_int_equal(word.position, expected[i].position);
        assert_false(word.is_pair);
    }
    assert_false(analyser_next(analyser, &word));
}

static void pairs_overlap_in_the_text(void **state)
{
    (void)state;
    CLEANUP(analyser_done) struct analyser *analyser = analyser_new();
    struct word first, second;
    analyser_start(analyser, LIT("学习率"));
    assert_true(analyser_next(analyser, &first) && first.is_pair);
    assert_int_equal(first.start, 0);
    assert_int_equal(first.end, 6);
    assert_true(analyser_next(analyser, &second));
    assert_true(second.is_pair);
    assert_int_equal(second.start, 3);
    assert_int_equal(second.end, 9);
    assert_int_equal(second.position, 1);
    assert_false(analyser_next(analyser, &second));
}

static void a_long_word_is_cut_at_a_character(void **state)
{
    (void)state;
    CLEANUP(analyser_done) struct analyser *analyser = analyser_new();
    char text[400] = "x";
    struct word word;
    for (size_t i = 1; i + 2 < sizeof text; i += 2)
        memcpy(text + i, "д", 2);
    analyser_start(analyser, str_of(text));
    assert_true(analyser_next(analyser, &word));
    assert_int_equal(word.form.len, TERM_BYTES_MAX - 1);
    assert_true(utf8_valid(word.form));
    assert_int_equal(word.end, strlen(text));
    assert_false(analyser_next(analyser, &word));
}

static void malformed_bytes_separate_words(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    assert_string_equal(terms_of(&arena, LIT("one\xfftwo\xe6\xb7three\0four")),
                        "one two three four");
}

static void a_key_is_the_folded_words_of_a_name(void **state)
{
    (void)state;
    CLEANUP(analyser_done) struct analyser *analyser = analyser_new();
    static const struct word_case names[] = {
        { "J. K. Öz", "j k oz" },         { "  Jianlin   Su ", "jianlin su" },
        { "O’Brien, Ann", "obrien ann" }, { "苏剑林", "苏剑林" },
        { "Models", "models" },           { "...", "" },
    };
    char key[64];
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        size_t len = analyser_key(analyser, str_of(names[i].text), key, sizeof key);
        assert_true(str_eq((struct str){ key, len }, str_of(names[i].terms)));
    }
    assert_int_equal(analyser_key(analyser, LIT("Jianlin Su"), key, 9), 7);
}

/* More words than it remembers, each twice, against the stemmer itself. */
static void a_remembered_stem_is_the_same_stem(void **state)
{
    (void)state;
    CLEANUP(analyser_done) struct analyser *warm = analyser_new();
    struct sb_stemmer *stemmer = sb_stemmer_new("english", "UTF_8");
    struct word word;
    char text[32];
    for (int i = 0; i < 20000; i++) {
        snprintf(text, sizeof text, "%c%c%catings", 'a' + i / 2 % 26, 'a' + i / 52 % 26,
                 'a' + i / 1352);
        const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)text, 9);
        analyser_start(warm, str_of(text));
        assert_true(analyser_next(warm, &word));
        assert_true(str_eq(word.term, str_of((const char *)stem)));
    }
    sb_stemmer_delete(stemmer);
}

static void common_words_are_few(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    static const char *const common[] = { "the", "of",    "this", "with", "using",
                                          "our", "which", "and",  "a",    "is" };
    for (size_t i = 0; i < COUNT_OF(common); i++)
        assert_true(term_is_common(str_of(terms_of(&arena, str_of(common[i])))));
    assert_false(term_is_common(LIT("model")));
    assert_false(term_is_common(LIT("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_words_lose_case_and_ending),
        cmocka_unit_test(accents_and_forms_of_letters_do_not_matter),
        cmocka_unit_test(apostrophes_are_read_as_in_english_names_and_french),
        cmocka_unit_test(numbers_stay_whole),
        cmocka_unit_test(tex_is_read_through),
        cmocka_unit_test(han_and_kana_are_pairs),
        cmocka_unit_test(greek_text_is_no_row_of_symbols),
        cmocka_unit_test(a_word_knows_its_place_and_form),
        cmocka_unit_test(pairs_overlap_in_the_text),
        cmocka_unit_test(a_long_word_is_cut_at_a_character),
        cmocka_unit_test(malformed_bytes_separate_words),
        cmocka_unit_test(a_key_is_the_folded_words_of_a_name),
        cmocka_unit_test(a_remembered_stem_is_the_same_stem),
        cmocka_unit_test(common_words_are_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
