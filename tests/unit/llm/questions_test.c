/* Which questions for which paper, and what a set must be like. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "llm/questions.h"

#include <string.h>

static const char *six[] = { "What problem?",      "What else is there?", "How?",
                             "Which experiments?", "What is open?",       "In short?" };
static const char *math_codes[] = { "math", "cs.LO" };
static const char *vision_codes[] = { "cs.CV" };

static struct question_set set_of(const char *name, const char *language,
                                  const char **codes, size_t code_count)
{
    return (struct question_set){ .name = name,
                                  .language = language,
                                  .language_name = "English",
                                  .categories = { codes, code_count, 0 },
                                  .system_prompt = "Explain papers.",
                                  .questions = { six, COUNT_OF(six), 0 } };
}

static void expect(const struct question_sets *sets, const char *language,
                   const char *category, const char *wanted)
{
    const struct question_set *found = questions_for(sets, language, category);
    if (wanted == NULL) {
        assert_null(found);
        return;
    }
    assert_non_null(found);
    assert_string_equal(found->name, wanted);
}

static void the_first_set_that_holds_the_category_is_taken(void **state)
{
    struct question_set items[] = {
        set_of("general", "en", NULL, 0),        set_of("math", "en", math_codes, 2),
        set_of("vision", "en", vision_codes, 1), set_of("second", "en", NULL, 0),
        set_of("allgemein", "de", NULL, 0),      set_of("sehen", "fr", vision_codes, 1),
    };
    struct question_sets sets = { items, COUNT_OF(items), 0 };
    (void)state;
    expect(&sets, "en", "cs.CL", "general");
    expect(&sets, "en", "math.AG", "math");
    expect(&sets, "en", "math", "math");
    expect(&sets, "en", "cs.LO", "math");
    expect(&sets, "en", "cs.CV", "vision");
    expect(&sets, "en", "math-ph", "general");
    expect(&sets, "en", "", "general");
    expect(&sets, "en", NULL, "general");
    expect(&sets, "de", "cs.CV", "allgemein");
    expect(&sets, "fr", "cs.CV", "sehen");
    expect(&sets, "fr", "cs.CL", NULL);
    expect(&sets, "zh", "cs.CL", NULL);
}

static void what_is_asked_makes_the_hash(void **state)
{
    struct question_set one = set_of("a", "en", NULL, 0);
    struct question_set other = set_of("b", "zh", math_codes, 2);
    (void)state;
    assert_true(questions_hash(&one) == questions_hash(&other));
    other.system_prompt = "Explain papers!";
    assert_true(questions_hash(&one) != questions_hash(&other));
    other = one;
    other.questions.count--;
    assert_true(questions_hash(&one) != questions_hash(&other));
}

static void where_a_question_ends_makes_a_difference(void **state)
{
    const char *first[] = { "ab", "c" };
    const char *second[] = { "a", "bc" };
    struct question_set one = set_of("a", "en", NULL, 0);
    struct question_set other = one;
    (void)state;
    one.questions = (struct text_list){ first, 2, 0 };
    other.questions = (struct text_list){ second, 2, 0 };
    assert_true(questions_hash(&one) != questions_hash(&other));
}

static void refuse(const struct question_set *set, const char *first,
                   const char *second)
{
    struct err err = { .text = "" };
    assert_false(questions_check(set, &err));
    assert_int_equal(err.code, ERR_INVALID);
    if (strstr(err.text, first) == NULL || strstr(err.text, second) == NULL)
        fail_msg("%s", err.text);
}

static void a_sound_set_passes(void **state)
{
    struct question_set set = set_of("default", "pt-BR", math_codes, 2);
    struct err err = { .text = "" };
    (void)state;
    assert_true(questions_check(&set, &err));
    set.questions.count = 1;
    assert_true(questions_check(&set, &err));
}

static void the_number_of_questions_is_bounded(void **state)
{
    const char *many[FAQ_QUESTIONS_MAX + 1];
    struct question_set set = set_of("mine", "en", NULL, 0);
    (void)state;
    for (size_t i = 0; i < COUNT_OF(many); i++)
        many[i] = "Why?";
    set.questions = (struct text_list){ many, COUNT_OF(many), 0 };
    refuse(&set, "mine", "13 questions");
    set.questions.count = 0;
    refuse(&set, "mine", "0 questions");
}

static void texts_must_be_there_bounded_and_well_formed(void **state)
{
    static char long_text[20000];
    const char *bad[] = { "Why?", " \n " };
    struct question_set set = set_of("mine", "en", NULL, 0);
    (void)state;
    memset(long_text, 'x', sizeof long_text - 1);
    set.questions = (struct text_list){ bad, 2, 0 };
    refuse(&set, "mine", "question 2 is empty");
    bad[1] = "W\xFFy?";
    refuse(&set, "mine", "question 2 is not UTF-8");
    bad[1] = long_text;
    refuse(&set, "mine", "question 2 is 19999 bytes");
    set = set_of("mine", "en", NULL, 0);
    set.system_prompt = long_text;
    refuse(&set, "mine", "system is 19999 bytes");
    set.system_prompt = NULL;
    refuse(&set, "mine", "system is empty");
}

static void name_and_language_are_needed(void **state)
{
    struct question_set set = set_of("mine", "EN US", NULL, 0);
    (void)state;
    refuse(&set, "mine", "EN US");
    set.language = NULL;
    refuse(&set, "mine", "language");
    set.language = "en";
    set.language_name = "";
    refuse(&set, "mine", "language_name");
    set.name = "";
    refuse(&set, "name", "");
}

static void readers_see_the_first_sentence_of_a_question(void **state)
{
    static const struct {
        const char *question, *heading;
    } cases[] = {
        { "What is open? Name the limits.", "What is open?" },
        { "Summarise it: the problem, the idea.", "Summarise it" },
        { "Tell of e.g. limits. Be short.", "Tell of e.g. limits." },
        { "At what ratio, 3:1 or v1.2", "At what ratio, 3:1 or v1.2" },
        { "有哪些相关研究？请分类。", "有哪些相关研究？" },
        { "请总结论文的主要内容：问题、思想。", "请总结论文的主要内容" },
        { "Why", "Why" },
        { ": x", ": x" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct str heading = question_heading(cases[i].question);
        assert_int_equal(heading.len, strlen(cases[i].heading));
        assert_memory_equal(heading.ptr, cases[i].heading, heading.len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_set_that_holds_the_category_is_taken),
        cmocka_unit_test(what_is_asked_makes_the_hash),
        cmocka_unit_test(where_a_question_ends_makes_a_difference),
        cmocka_unit_test(a_sound_set_passes),
        cmocka_unit_test(the_number_of_questions_is_bounded),
        cmocka_unit_test(texts_must_be_there_bounded_and_well_formed),
        cmocka_unit_test(name_and_language_are_needed),
        cmocka_unit_test(readers_see_the_first_sentence_of_a_question),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
