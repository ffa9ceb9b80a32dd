/* Files of questions: the built-in one, what others may hold, what is refused. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "config/questions_file.h"

#include <string.h>

static struct question_sets read_sets(const char *text, struct arena *arena)
{
    struct question_sets sets;
    struct err err = { 0 };
    if (!questions_text_read("my.ini", str_of(text), arena, &sets, &err))
        fail_msg("refused: %s", err.text);
    return sets;
}

static void check_refused(const char *text, const char *words)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct question_sets sets;
    struct err err = { 0 };
    assert_false(questions_text_read("my.ini", str_of(text), &arena, &sets, &err));
    assert_int_equal(err.code, ERR_INVALID);
    if (strstr(err.text, words) == NULL)
        fail_msg("“%s” says nothing of “%s”", err.text, words);
}

static void the_built_in_sets_ask_six_questions_in_two_languages(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct question_sets sets;
    struct err err = { 0 };
    assert_true(questions_builtin(&arena, &sets, &err));
    assert_int_equal(sets.count, 2);
    const struct question_set *en = questions_for(&sets, "en", "cs.CL");
    const struct question_set *zh = questions_for(&sets, "zh", "math.AG");
    assert_string_equal(en->name, "default");
    assert_string_equal(en->language_name, "English");
    assert_int_equal(en->questions.count, 6);
    assert_string_equal(zh->language_name, "中文");
    assert_int_equal(zh->questions.count, 6);
    assert_true(questions_hash(en) != questions_hash(zh));
}

static void indented_lines_go_on_with_the_key_above(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct question_sets sets = read_sets("[d.en]\n"
                                          "system = Be exact,\n"
                                          "   and = brief.\n"
                                          "# no part of it\n"
                                          "question = Why\n"
                                          "\tnot?\n"
                                          "question =\n"
                                          "  How?\n",
                                          &arena);
    assert_int_equal(sets.count, 1);
    assert_string_equal(sets.items[0].system_prompt, "Be exact, and = brief.");
    assert_string_equal(sets.items[0].language_name, "en");
    assert_int_equal(sets.items[0].questions.count, 2);
    assert_string_equal(sets.items[0].questions.items[0], "Why not?");
    assert_string_equal(sets.items[0].questions.items[1], "How?");
}

static void a_set_may_be_for_some_categories(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct question_sets sets =
        read_sets("[math.en]\ncategories = math cs.it\nsystem = m\nquestion = q\n"
                  "[rest.en]\nsystem = r\nquestion = q\n",
                  &arena);
    assert_string_equal(questions_for(&sets, "en", "math.AG")->name, "math");
    assert_string_equal(questions_for(&sets, "en", "cs.IT")->name, "math");
    assert_string_equal(questions_for(&sets, "en", "cs.CL")->name, "rest");
    assert_null(questions_for(&sets, "zh", "cs.CL"));
}

static void a_mistake_is_told_with_its_line(void **state)
{
    (void)state;
    check_refused("[d.en]\nsystem = x\nasks = y\n", "my.ini:3");
    check_refused("[d.en]\nsystem = x\nsystem = y\n", "my.ini:3: [d.en] system");
    check_refused("[d.en]\nsystem = x\nquestion = y\ncategories = cs.QQ\n", "“cs.QQ”");
    check_refused("[d]\nsystem = x\n", "[NAME.LANG]");
    check_refused("[d d.en]\nsystem = x\n", "[NAME.LANG]");
    check_refused("[d.english!]\nsystem = x\n", "[NAME.LANG]");
    check_refused("system = x\n", "[NAME.LANG]");
    check_refused("nothing\n", "my.ini:1");
}

static void a_set_that_lacks_something_is_told_by_name(void **state)
{
    (void)state;
    check_refused("", "holds no question set");
    check_refused("[d.en]\nsystem = x\n", "[d.en]");
    check_refused("[d.en]\nquestion = x\n", "[d.en]");
    check_refused("[d.en]\nsystem = x\nquestion =\n", "[d.en]");
}

static void more_than_a_model_should_be_asked_is_refused(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf text = buf_upto(1 << 20);
    buf_text(&text, "[d.en]\nsystem = x\n");
    for (int i = 0; i <= FAQ_QUESTIONS_MAX; i++)
        buf_printf(&text, "question = number %d\n", i);
    check_refused(text.ptr, "my.ini:15");
    buf_clear(&text);
    buf_text(&text, "[d.en]\nquestion = y\nsystem = x\n");
    for (int i = 0; i < 2000; i++)
        buf_text(&text, "    words and words and words and words and words\n");
    check_refused(text.ptr, "too long");
    buf_clear(&text);
    for (int i = 0; i < 65; i++)
        buf_printf(&text, "[d%d.en]\nsystem = x\nquestion = y\n", i);
    check_refused(text.ptr, "more than 64 sets");
}

static void what_is_printed_reads_back_as_the_same(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf text = buf_upto(1 << 20);
    CLEANUP(buf_done) struct buf again = buf_upto(1 << 20);
    struct question_sets sets;
    struct err err = { 0 };
    assert_true(questions_builtin(&arena, &sets, &err));
    questions_print(&sets, &text);
    struct question_sets second = read_sets(text.ptr, &arena);
    assert_int_equal(second.count, sets.count);
    for (size_t i = 0; i < sets.count; i++)
        assert_int_equal(questions_hash(&sets.items[i]),
                         questions_hash(&second.items[i]));
    questions_print(&second, &again);
    assert_string_equal(text.ptr, again.ptr);
}

static void long_words_and_hashes_survive_printing(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf text = buf_upto(1 << 20);
    CLEANUP(buf_done) struct buf printed = buf_upto(1 << 20);
    buf_text(&text, "[d.en]\ncategories = math cs.CL cs.LG cs.AI cs.CV cs.IR cs.NE "
                    "cs.RO cs.SE cs.PL\nsystem = ");
    for (int i = 0; i < 88; i++)
        buf_char(&text, 'x');
    buf_text(&text, " #hash\n ");
    for (int i = 0; i < 189; i++)
        buf_char(&text, 'y');
    buf_text(&text, "\nquestion = #1 what?\n");
    struct question_sets sets = read_sets(text.ptr, &arena);
    questions_print(&sets, &printed);
    struct question_sets again = read_sets(printed.ptr, &arena);
    assert_string_equal(sets.items[0].system_prompt, again.items[0].system_prompt);
    assert_string_equal(again.items[0].questions.items[0], "#1 what?");
    assert_int_equal(again.items[0].categories.count, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_built_in_sets_ask_six_questions_in_two_languages),
        cmocka_unit_test(indented_lines_go_on_with_the_key_above),
        cmocka_unit_test(a_set_may_be_for_some_categories),
        cmocka_unit_test(a_mistake_is_told_with_its_line),
        cmocka_unit_test(a_set_that_lacks_something_is_told_by_name),
        cmocka_unit_test(more_than_a_model_should_be_asked_is_refused),
        cmocka_unit_test(what_is_printed_reads_back_as_the_same),
        cmocka_unit_test(long_words_and_hashes_survive_printing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
