/* What is marked is what was looked for: stems, phrases, beginnings; never a formula.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "site/paper/marks.h"

#include "base/buf.h"

#include <stdlib.h>

enum { TODAY = 20567 };

struct marking {
    struct arena arena;
    struct analyser *analyser;
};

static int set_up(void **state)
{
    struct marking *marking = calloc(1, sizeof *marking);
    assert_non_null(marking);
    marking->analyser = analyser_new();
    *state = marking;
    return 0;
}

static int tear_down(void **state)
{
    struct marking *marking = *state;
    analyser_free(marking->analyser);
    arena_done(&marking->arena);
    free(marking);
    return 0;
}

#define marks_test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* The text with [brackets] around what is marked; as it is where nothing is. */
static const char *drawn(struct marking *marking, struct marker *marker,
                         enum query_field field, const char *text)
{
    CLEANUP(json_done) cJSON *object = cJSON_CreateObject();
    marker_set(marker, object, "parts", field, text);
    cJSON *parts = cJSON_GetObjectItem(object, "parts"), *part;
    CLEANUP(buf_done) struct buf out = buf_upto(1 << 20);
    cJSON_ArrayForEach(part, parts)
    {
        bool mark = cJSON_IsTrue(cJSON_GetObjectItem(part, "mark"));
        buf_text(&out, mark ? "[" : "");
        buf_text(&out, cJSON_GetObjectItem(part, "text")->valuestring);
        buf_text(&out, mark ? "]" : "");
    }
    return cJSON_GetArraySize(parts) > 0 ? arena_text(&marking->arena, buf_str(&out))
                                         : text;
}

static const char *marked_in(struct marking *marking, enum query_field field,
                             const char *query, const char *text)
{
    struct marker *marker = marker_new(&marking->arena, marking->analyser);
    marker_add_query(
        marker, query_read(&marking->arena, marking->analyser, str_of(query), TODAY));
    return drawn(marking, marker, field, text);
}

static const char *marked(void **state, const char *query, const char *text)
{
    return marked_in(*state, FIELD_ABSTRACT, query, text);
}

static void words_of_one_stem_are_marked(void **state)
{
    assert_string_equal(
        marked(state, "attention model", "Attention: the models attend."),
        "[Attention]: the [models] attend.");
    assert_string_equal(marked(state, "schrodinger", "A Schrödinger bridge"),
                        "A [Schrödinger] bridge");
    assert_string_equal(marked(state, "die skies", "Dying under a sky."),
                        "[Dying] under a [sky].");
    assert_string_equal(marked(state, "whale", "Nothing of that kind."),
                        "Nothing of that kind.");
}

static void a_phrase_is_marked_as_one_and_only_side_by_side(void **state)
{
    assert_string_equal(
        marked(state, "\"raft level\"", "Raft-level, at a level of rafts"),
        "[Raft-level], at a level of rafts");
}

static void the_beginning_of_a_word_marks_all_of_it(void **state)
{
    assert_string_equal(marked(state, "quantiz*", "Quantizing quantized quarks"),
                        "[Quantizing] [quantized] quarks");
}

static void what_is_excluded_is_not_marked(void **state)
{
    assert_string_equal(marked(state, "whale -song", "A whale song"), "A [whale] song");
}

static void a_word_that_stands_everywhere_is_marked_only_alone(void **state)
{
    assert_string_equal(marked(state, "the whale", "The whale"), "The [whale]");
    assert_string_equal(marked(state, "the", "The whale"), "[The] whale");
}

static void a_field_is_marked_in_its_place_only(void **state)
{
    struct marking *marking = *state;
    assert_string_equal(
        marked_in(marking, FIELD_TITLE, "title:whale song", "Whale song"),
        "[Whale] [song]");
    assert_string_equal(
        marked_in(marking, FIELD_ABSTRACT, "title:whale song", "Whale song"),
        "Whale [song]");
    assert_string_equal(
        marked_in(marking, FIELD_AUTHORS, "author:\"ada lovelace\"", "Ada Lovelace"),
        "[Ada Lovelace]");
}

static void formulas_and_addresses_are_left_alone(void **state)
{
    assert_string_equal(
        marked(state, "alpha https", "Of alpha, $\\alpha$ and https://alpha.org/alpha"),
        "Of [alpha], $\\alpha$ and https://alpha.org/alpha");
    assert_string_equal(marked(state, "raft", "costs \\$4 a raft, $4 a raft"),
                        "costs \\$4 a [raft], $4 a [raft]");
}

static void han_words_are_marked_whole(void **state)
{
    assert_string_equal(marked(state, "深度学习", "关于深度学习的研究"),
                        "关于[深度学习]的研究");
}

static void the_words_of_an_order_are_marked_where_they_weigh_in(void **state)
{
    struct marking *marking = *state;
    struct rank_words words = { 0 };
    struct err err = { 0 };
    assert_true(rank_words_read(&marking->arena, marking->analyser,
                                LIT("diffusion^2 -survey"), &words, &err));
    struct marker *marker = marker_new(&marking->arena, marking->analyser);
    marker_add_words(marker, &words);
    assert_string_equal(drawn(marking, marker, FIELD_TITLE, "A survey of diffusion"),
                        "A survey of [diffusion]");
}

static void without_a_marker_there_are_no_parts(void **state)
{
    assert_string_equal(drawn(*state, NULL, FIELD_TITLE, "A whale"), "A whale");
}

/* Whatever the text, the parts put together are the text. */
static void nothing_is_lost_or_added(void **state)
{
    static const char *const texts[] = {
        "", "$", "\\", "\xff\xfe whale", "whale$", "$whale", "http://", "whale\\", "深"
    };
    struct marking *marking = *state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        const char *text = marked(state, "whale OR \"深 whale\" OR w*", texts[i]);
        CLEANUP(buf_done) struct buf bare = buf_upto(1000);
        for (const char *c = text; *c != '\0'; c++)
            if (*c != '[' && *c != ']')
                buf_char(&bare, *c);
        assert_string_equal(arena_text(&marking->arena, buf_str(&bare)), texts[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        marks_test(words_of_one_stem_are_marked),
        marks_test(a_phrase_is_marked_as_one_and_only_side_by_side),
        marks_test(the_beginning_of_a_word_marks_all_of_it),
        marks_test(what_is_excluded_is_not_marked),
        marks_test(a_word_that_stands_everywhere_is_marked_only_alone),
        marks_test(a_field_is_marked_in_its_place_only),
        marks_test(formulas_and_addresses_are_left_alone),
        marks_test(han_words_are_marked_whole),
        marks_test(the_words_of_an_order_are_marked_where_they_weigh_in),
        marks_test(without_a_marker_there_are_no_parts),
        marks_test(nothing_is_lost_or_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
