/* Searches as trees: tests/cases/query, and what no case file can hold. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>
#include <string.h>

#include "../../fuzz/check_query.h"
#include "model/query_shape.h"
#include "text/case_file.h"

static const int32_t TODAY = 20250; /* Wednesday 2025-06-11 */

static struct query *read_text(struct arena *arena, struct str text)
{
    CLEANUP(analyser_done) struct analyser *analyser = analyser_new();
    struct query *query = query_read(arena, analyser, text, TODAY);
    check_query(query);
    return query;
}

/* The tree, then the notes, a line each. */
static const char *told(struct arena *arena, const char *text)
{
    CLEANUP(buf_done) struct buf out = buf_upto(1 << 16);
    const struct query *query = read_text(arena, str_of(text));
    buf_text(&out, query_shape(arena, query));
    for (size_t i = 0; i < query->notes.count; i++)
        buf_printf(&out, "\n! %s", query->notes.items[i]);
    return arena_text(arena, buf_str(&out));
}

static void searches_are_read_as_their_cases_say(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct case_file file = case_file_read(&arena, CASES "/query/read.txt");
    size_t inputs = 0;
    for (size_t i = 0; i < file.count;) {
        CLEANUP(buf_done) struct buf expected = buf_upto(1 << 16);
        const struct case_line *input = &file.items[i++];
        assert_true(input->is_input);
        for (; i < file.count && !file.items[i].is_input; i++)
            buf_printf(&expected, "%s%s", expected.len > 0 ? "\n" : "",
                       file.items[i].text);
        const char *shape = told(&arena, input->text);
        if (strcmp(shape, expected.ptr) != 0)
            print_error("read.txt:%d\n", input->number);
        assert_string_equal(shape, expected.ptr);
        inputs++;
    }
    assert_true(inputs > 150);
}

static void the_readers_text_is_kept_trimmed(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    assert_string_equal(read_text(&arena, LIT(" “a”  b \n"))->text, "“a”  b");
    assert_string_equal(read_text(&arena, LIT(""))->text, "");
    assert_null(read_text(&arena, LIT(" \t "))->root);
    assert_int_equal(read_text(&arena, LIT(""))->notes.count, 0);
}

static void a_leaf_keeps_what_the_reader_typed(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct query_node *leaf = read_text(&arena, LIT("\"Neural Networks\""))->root;
    assert_int_equal(leaf->term_count, 2);
    assert_string_equal(leaf->terms[1], "network");
    assert_string_equal(leaf->forms[1], "networks");
    assert_false(leaf->all_common);
    assert_true(read_text(&arena, LIT("\"of the\""))->root->all_common);
}

/* The part so many times, '#' in it being the number of the time. */
static struct str repeated(struct arena *arena, const char *part, size_t times)
{
    struct buf out = buf_upto(1 << 20);
    for (size_t i = 0; i < times; i++) {
        for (const char *at = part; *at != '\0'; at++) {
            if (*at == '#')
                buf_printf(&out, "%zu", i);
            else
                buf_char(&out, *at);
        }
    }
    struct str text = str_of(arena_text(arena, buf_str(&out)));
    buf_done(&out);
    return text;
}

static void what_is_beyond_the_bounds_is_left_out_and_noted(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    static const char *const parts[] = {
        "w# ",       "-w# ",          "w# OR ", "(a w#) OR ",
        "-w# OR ",   "\"a w#\" ",     "w#* ",   "cat:cs.CL,cs.LG w# ",
        "(w# x|y) ", "-(w# OR -v#) ",
    };
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        const struct query *query = read_text(&arena, repeated(&arena, parts[i], 2000));
        assert_non_null(query->root);
        assert_true(query->notes.count > 0);
    }
}

static void a_long_text_is_cut_at_a_character(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct query *query = read_text(&arena, repeated(&arena, "學", 5000));
    assert_int_equal(strlen(query->text), QUERY_BYTES_MAX);
    assert_string_equal(query->notes.items[0],
                        "Only the first 6000 bytes of the text were read.");
}

static void too_many_parentheses_are_no_parentheses(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    static const char *const parts[] = { "(", "-(a OR ", "(a (b OR ", "NOT ",
                                         "title:" };
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        read_text(&arena, repeated(&arena, parts[i], 900));
    assert_string_equal(told(&arena, "((((((((((((((cat) dog))))))))))))"),
                        "(cat & dog) some\n! The parentheses are nested too deeply; "
                        "the text was searched for as words.");
}

static void a_pasted_abstract_is_long(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct query *query = read_text(
        &arena, LIT("Abstract: We study state-of-the-art models.\nThey work - but \"in "
                    "practice\" (sometimes)."));
    assert_false(query->some_will_do); /* a phrase was asked for */
    query = read_text(&arena, LIT("We study state-of-the-art models (and others).\n"
                                  "They work - but how; and why?"));
    assert_true(query->is_long);
    for (size_t i = 0; i < query->root->child_count; i++)
        assert_int_equal(query->root->children[i]->term_count, 1);
}

#define THIRTY                                                                         \
    "w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 v0 v1 v2 v3 v4 v5 v6 v7 v8 v9 u0 u1 u2 u3 u4 u5 "   \
    "u6 u7 u8 u9 "

static void signs_in_a_pasted_abstract_are_text(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    static const char *const pasted[] = { "-minus",    "\"so called\"", "a OR b",
                                          "do NOT do", "\"unclosed",    "-a -b" };
    static const char *const typed[] = { "title:a", "a OR b OR c -d" };
    for (size_t i = 0; i < COUNT_OF(pasted); i++) {
        const char *text =
            arena_printf(&arena, "year:2020 " THIRTY "%s -cat:cs.CV", pasted[i]);
        const struct query *query = read_text(&arena, str_of(text));
        assert_true(query->is_long);
        const struct query_node *root = query->root;
        assert_int_equal(root->children[0]->kind, QUERY_DATE);
        assert_int_equal(root->children[root->child_count - 1]->kind, QUERY_NOT);
        for (size_t j = 1; j + 1 < root->child_count; j++)
            assert_int_equal(root->children[j]->term_count, 1);
        assert_int_equal(query->notes.count, 0);
    }
    for (size_t i = 0; i < COUNT_OF(typed); i++)
        assert_false(
            read_text(&arena, str_of(arena_printf(&arena, THIRTY "%s", typed[i])))
                ->some_will_do);
    const char *few = "w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 -minus";
    assert_int_equal(read_text(&arena, str_of(few))->root->children[10]->kind,
                     QUERY_NOT);
}

static void facets_are_named_as_the_index_holds_them(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(analyser_done) struct analyser *analyser = analyser_new();
    static const char *const cases[][3] = {
        { "name", "Jianlin Su", "name:jianlin su" },
        { "name", "J.-P. Müller", "name:j p muller" },
        { "name", "...", "name:" },
        { "cat", "cs.CL", "cat:cs.CL" },
        { "edition", "ICLR.2024", "edition:iclr.2024" },
        { "venue", "USENIX-Sec", "venue:usenix-sec" },
        { "group", "Humans  and AI", "group:humans and ai" },
        { "has", "code", "has:code" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(query_facet(&arena, analyser, cases[i][0], cases[i][1]),
                            cases[i][2]);
}

static void check_rank(const char *text, const char *expected)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(analyser_done) struct analyser *analyser = analyser_new();
    CLEANUP(buf_done) struct buf out = buf_upto(1 << 12);
    struct rank_words words;
    struct err err;
    assert_true(rank_words_read(&arena, analyser, str_of(text), &words, &err));
    check_rank_words(&words);
    for (size_t i = 0; i < words.count; i++) {
        const struct rank_word *word = &words.items[i];
        for (size_t j = 0; j < word->term_count; j++)
            buf_printf(&out, "%s%s", j > 0 ? "+" : i > 0 ? " " : "", word->terms[j]);
        buf_printf(&out, "^%g", (double)word->weight);
        if (word->fields != FIELDS_ALL)
            buf_printf(&out, "@%u", word->fields);
    }
    assert_string_equal(out.len > 0 ? out.ptr : "", expected);
}

static void preferences_have_weights(void **state)
{
    (void)state;
    check_rank("", "");
    check_rank(" , ,", "");
    check_rank("diffusion^2 audio -survey, \"language model\"",
               "diffus^2 audio^1 survey^-1 languag+model^1");
    check_rank("graph,neural,networks", "graph^1 neural^1 network^1");
    check_rank("x^0.5 y^-2 -z^3 w^0 v^.25", "x^0.5 y^-2 z^-3 v^0.25");
    check_rank("title:graph^2 au:\"Jianlin Su\"^10", "graph^2@1 jianlin+su^10@2");
    check_rank("self-supervised \"open", "self+supervis^1 open^1");
    check_rank("深度学习，语言", "深度+度学+学习^1 语言^1");
}

static void a_wrong_weight_is_told(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(analyser_done) struct analyser *analyser = analyser_new();
    static const char *const wrong[] = { "a^b",     "a^",    "a^11",
                                         "a^-10.5", "a^--1", "a^1e3",
                                         "a^nan",   "a^.",   "a^99999999999999999999" };
    struct rank_words words;
    struct err err;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_false(rank_words_read(&arena, analyser, str_of(wrong[i]), &words, &err));
        assert_int_equal(err.code, ERR_INVALID);
    }
    assert_false(rank_words_read(&arena, analyser, LIT("some^more"), &words, &err));
    assert_string_equal(err.text, "the weight of “some” is “more”; it is a number from "
                                  "-10 to 10, as in diffusion^2");
}

static void preferences_are_bounded(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(analyser_done) struct analyser *analyser = analyser_new();
    struct rank_words words;
    struct err err;
    assert_true(
        rank_words_read(&arena, analyser, repeated(&arena, "w# ", 500), &words, &err));
    assert_int_equal(words.count, RANK_WORDS_MAX);
}

static void a_query_ranks_by_what_it_asks_for(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct query *query =
        read_text(&arena, LIT("the cat OR (cat dog) -fish title:cat cat:cs.CL bi*"));
    struct rank_words words = query_rank_words(&arena, query);
    static const char *const expected[] = { "cat", "dog", "cat", "the" };
    assert_int_equal(words.count, COUNT_OF(expected));
    for (size_t i = 0; i < words.count; i++)
        assert_string_equal(words.items[i].terms[0], expected[i]);
    assert_int_equal(words.items[2].fields, 1 << FIELD_TITLE);
    query = read_text(&arena, LIT(""));
    assert_int_equal(query_rank_words(&arena, query).count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(searches_are_read_as_their_cases_say),
        cmocka_unit_test(the_readers_text_is_kept_trimmed),
        cmocka_unit_test(a_leaf_keeps_what_the_reader_typed),
        cmocka_unit_test(what_is_beyond_the_bounds_is_left_out_and_noted),
        cmocka_unit_test(a_long_text_is_cut_at_a_character),
        cmocka_unit_test(too_many_parentheses_are_no_parentheses),
        cmocka_unit_test(a_pasted_abstract_is_long),
        cmocka_unit_test(signs_in_a_pasted_abstract_are_text),
        cmocka_unit_test(facets_are_named_as_the_index_holds_them),
        cmocka_unit_test(preferences_have_weights),
        cmocka_unit_test(a_wrong_weight_is_told),
        cmocka_unit_test(preferences_are_bounded),
        cmocka_unit_test(a_query_ranks_by_what_it_asks_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
