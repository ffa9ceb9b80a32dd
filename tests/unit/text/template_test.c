/* The template language: what it renders, and what it refuses when a set is opened. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "text/template.h"

#include <string.h>

static void check_set(const struct template_source *sources, size_t count,
                      const char *json, const char *expected)
{
    struct template_set *set = NULL;
    struct err err = { 0 };
    CLEANUP(json_done) cJSON *tree = NULL;
    CLEANUP(buf_done) struct buf out = buf_upto(1 << 16);
    assert_true(json_read(str_of(json), &tree, &err));
    if (!template_set_open(sources, count, &set, &err))
        fail_msg("%s", err.text);
    template_render(set, sources[0].name, tree, &out);
    assert_string_equal(buf_str(&out).ptr, expected);
    template_set_close(set);
}

static void check(const char *text, const char *json, const char *expected)
{
    const struct template_source source = { "page", str_of(text) };
    check_set(&source, 1, json, expected);
}

static void values_are_escaped(void **state)
{
    (void)state;
    check("<b>{{x}}</b>", "{\"x\":\"<i> & \\\"q\\\"\"}",
          "<b>&lt;i&gt; &amp; &quot;q&quot;</b>");
    check("{{ n }}|{{f}}|{{t}}|{{e}}|{{z}}|{{no}}|{{l}}|{{o}}",
          "{\"n\":20567000000001,\"f\":1.5,\"t\":true,\"e\":false,\"z\":null,\"l\":[1],"
          "\"o\":{}}",
          "20567000000001|1.5|true|||||");
    check("{{{x_html}}}{{x_html}}{{{n_html}}}", "{\"x_html\":\"<i>\",\"n_html\":1}",
          "<i>&lt;i&gt;");
    check("a{{! a comment }}b { } {x} }}", "{}", "ab { } {x} }}");
    check("", "{}", "");
}

static void sections_repeat_enter_and_test(void **state)
{
    (void)state;
    check("{{#l}}<{{.}}>{{/l}}{{^l}}none{{/l}}", "{\"l\":[\"a\",2,null]}", "<a><2><>");
    check("{{#l}}x{{/l}}{{^l}}none{{/l}}", "{\"l\":[]}", "none");
    check("{{#o}}{{a}}{{/o}}", "{\"a\":1,\"o\":{\"a\":2}}", "2");
    check("{{#o}}{{a}}{{/o}}", "{\"a\":1,\"o\":{}}", "1");
    check("{{#t}}{{a}}{{/t}}{{#s}}{{.}}{{/s}}{{#n}}{{.}}{{/n}}",
          "{\"a\":1,\"t\":true,\"s\":\"x\",\"n\":7}", "1x7");
    check("{{#e}}1{{/e}}{{#f}}2{{/f}}{{#z}}3{{/z}}{{#q}}4{{/q}}{{#none}}5{{/none}}",
          "{\"e\":\"\",\"f\":false,\"z\":0,\"q\":null}", "");
    check("{{^e}}1{{/e}}{{^f}}2{{/f}}{{^z}}3{{/z}}{{^q}}4{{/q}}{{^none}}5{{/none}}",
          "{\"e\":\"\",\"f\":false,\"z\":0,\"q\":null}", "12345");
    check("{{#a}}{{#b}}{{c}}{{/b}}{{^b}}-{{/b}}{{/a}}",
          "{\"a\":[{\"b\":{\"c\":1}},{\"b\":null},{}]}", "1--");
}

static void names_are_looked_up_from_inside_out(void **state)
{
    (void)state;
    check("{{#o}}{{x}}{{y}}{{/o}}", "{\"x\":1,\"y\":2,\"o\":{\"y\":3}}", "13");
    check("{{#o}}[{{x}}]{{/o}}", "{\"x\":1,\"o\":{\"x\":null}}", "[]");
    check("{{a.b.c}}|{{a.x}}|{{a.b.x}}", "{\"x\":9,\"a\":{\"b\":{\"c\":1}}}", "1||");
    check("{{#o}}{{a.b}}{{/o}}", "{\"a\":{\"b\":1},\"o\":{\"a\":{\"c\":2}}}", "");
    check("{{#l}}{{#.}}{{.}},{{/.}};{{/l}}", "{\"l\":[[1,2],[3]]}", "1,2,;3,;");
    check("{{ab}}{{a}}", "{\"abc\":1,\"ab\":2,\"a\":3}", "23");
}

static void partials_render_in_the_same_scope(void **state)
{
    (void)state;
    const struct template_source sources[] = {
        { "page", LIT("{{#l}}{{>card}}{{/l}}{{>foot}}") },
        { "card", LIT("<{{x}}{{>mark}}>") },
        { "mark", LIT("{{#on}}!{{/on}}") },
        { "foot", LIT(".") },
    };
    check_set(sources, COUNT_OF(sources), "{\"l\":[{\"x\":1,\"on\":true},{\"x\":2}]}",
              "<1!><2>.");
}

static void check_refused(const struct template_source *sources, size_t count,
                          const char *why)
{
    struct template_set *set = NULL;
    struct err err = { 0 };
    assert_false(template_set_open(sources, count, &set, &err));
    assert_null(set);
    assert_int_equal(err.code, ERR_BROKEN);
    assert_string_equal(err.text, why);
}

static void mistakes_are_refused_when_the_set_is_opened(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "{{#a}}", "template page line 1: “a” is never closed" },
        { "\n{{#a}}\n{{#b}}\n{{/b}}", "template page line 2: “a” is never closed" },
        { "{{/a}}", "template page line 1: “a” is closed but was not opened" },
        { "{{#a}}\n{{#b}}\n{{/a}}",
          "template page line 3: “a” is closed while another section is open" },
        { "\n{{a", "template page line 2: “{{a” has no end" },
        { "{{{a_html}}", "template page line 1: “{{{a_html}}” has no end" },
        { "{{{a}}}",
          "template page line 1: “a” is raw, but its name does not end in _html" },
        { "{{}}", "template page line 1: “” is not a name" },
        { "{{a b}}", "template page line 1: “a b” is not a name" },
        { "{{a..b}}", "template page line 1: “a..b” is not a name" },
        { "{{.a}}", "template page line 1: “.a” is not a name" },
        { "{{a.}}", "template page line 1: “a.” is not a name" },
        { "{{&a}}", "template page line 1: “&a” is not a name" },
        { "{{=<% %>=}}", "template page line 1: “=<% %>=” is not a name" },
        { "{{>none}}", "template page line 1: “none” is not a template" },
        { "{{>page}}", "template page line 1: “page” includes itself" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct template_source source = { "page", str_of(cases[i][0]) };
        check_refused(&source, 1, cases[i][1]);
    }
}

static void partials_that_meet_again_are_refused(void **state)
{
    (void)state;
    const struct template_source cycle[] = { { "a", LIT("{{>b}}") },
                                             { "b", LIT("{{#x}}{{>c}}{{/x}}") },
                                             { "c", LIT("\n{{>a}}") } };
    const struct template_source twice[] = { { "a", LIT("") }, { "a", LIT("") } };
    check_refused(cycle, 3, "template c line 2: “a” includes itself");
    check_refused(twice, 2, "two templates are called a");
}

static void scopes_are_bounded_through_partials(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf text = buf_upto(4096);
    for (int i = 0; i < 20; i++)
        buf_text(&text, "{{#x}}");
    buf_text(&text, "{{>b}}");
    for (int i = 0; i < 20; i++)
        buf_text(&text, "{{/x}}");
    struct template_source sources[] = { { "b", LIT("{{#x}}{{.}}{{/x}}") },
                                         { "a", buf_str(&text) } };
    struct template_set *set = NULL;
    struct err err;
    assert_true(template_set_open(sources, 2, &set, &err));
    template_set_close(set);
    CLEANUP(buf_done) struct buf deeper = buf_upto(4096);
    for (int i = 0; i < 12; i++)
        buf_text(&deeper, "{{#y}}");
    for (int i = 0; i < 12; i++)
        buf_text(&deeper, "{{/y}}");
    sources[0].text = buf_str(&deeper);
    check_refused(sources, 2, "template b line 1: “y” stands too deep");
}

static void the_deepest_scopes_allowed_render(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf text = buf_upto(4096);
    for (int i = 0; i < 31; i++)
        buf_text(&text, "{{#x}}");
    buf_text(&text, "{{n}}");
    for (int i = 0; i < 31; i++)
        buf_text(&text, "{{/x}}");
    check(text.ptr, "{\"x\":{\"n\":5}}", "5");
}

static void lists_within_themselves_come_to_an_end(void **state)
{
    enum { DEEP = 30 };
    CLEANUP(buf_done) struct buf text = buf_upto(1 << 12);
    CLEANUP(buf_done) struct buf out = buf_upto(1 << 12);
    CLEANUP(json_done) cJSON *tree = NULL;
    struct template_set *set = NULL;
    struct err err = { 0 };
    (void)state;
    for (int i = 0; i < DEEP; i++)
        buf_text(&text, "{{#list}}");
    for (int i = 0; i < DEEP; i++)
        buf_text(&text, "{{/list}}");
    const struct template_source source = { "page", buf_str(&text) };
    assert_true(json_read(LIT("{\"list\":[1,2,3,4]}"), &tree, &err));
    assert_true(template_set_open(&source, 1, &set, &err));
    template_render(set, "page", tree, &out); /* 4^30 rounds, were it not bounded */
    assert_true(out.full);
    template_set_close(set);
}

static void closing_nothing_is_fine(void **state)
{
    (void)state;
    template_set_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_escaped),
        cmocka_unit_test(sections_repeat_enter_and_test),
        cmocka_unit_test(names_are_looked_up_from_inside_out),
        cmocka_unit_test(partials_render_in_the_same_scope),
        cmocka_unit_test(mistakes_are_refused_when_the_set_is_opened),
        cmocka_unit_test(partials_that_meet_again_are_refused),
        cmocka_unit_test(scopes_are_bounded_through_partials),
        cmocka_unit_test(the_deepest_scopes_allowed_render),
        cmocka_unit_test(lists_within_themselves_come_to_an_end),
        cmocka_unit_test(closing_nothing_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
