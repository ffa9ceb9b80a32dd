/* A model's Markdown as safe HTML: tests/cases/markdown, and what no case file can
 * hold: hostile shapes of every size, which must come out inert and soon. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "../../fuzz/check_html.h"
#include "text/case_file.h"
#include "text/markdown.h"

enum { HTML_MAX = 32 << 20 };

static void the_cases_come_out_as_written(void **state)
{
    (void)state;
    const char *path = CASES "/markdown/answers.txt";
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct case_file file = case_file_read(&arena, path);
    assert_true(file.count > 40);
    for (size_t i = 0; i + 1 < file.count; i += 2) {
        CLEANUP(buf_done) struct buf html = buf_upto(HTML_MAX);
        struct err err = { 0 };
        assert_true(file.items[i].is_input && !file.items[i + 1].is_input);
        if (!markdown_to_html(str_of(file.items[i].text), &html, &err))
            fail_msg("%s:%d: %s", path, file.items[i].number, err.text);
        if (strcmp(html.ptr, file.items[i + 1].text) != 0)
            print_error("%s:%d\n", path, file.items[i].number);
        assert_string_equal(html.ptr, file.items[i + 1].text);
        check_html(buf_str(&html));
    }
}

/* Pieces that mean something to a Markdown parser, or to ours. */
static const char *const pieces[] = {
    "[",
    "![",
    "]",
    "](",
    "](http://x)",
    "[a]: b\n",
    "\n[a]: http://b\n",
    "*",
    "**a ",
    "_",
    "~~",
    "`",
    "```\n",
    "> ",
    ">",
    "- ",
    "1. ",
    "# ",
    "|",
    "---|",
    "|\n|-|\n",
    "$",
    "$$",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "\\",
    "\\begin{align}",
    "\\end{align}",
    "&",
    "&lt;",
    "<",
    "<http://x>",
    "<!--",
    "\n",
    "\n\n",
    "  \n",
    "    ",
    "\t",
    "a",
    "a b\n",
    "é",
    "\x1a",
    "\x1a"
    "0\x1a",
    "javascript:",
    "\"",
    "'",
    "(",
    ")",
};

/* Either HTML that is checked, or an error in words and nothing appended. */
static void check_markdown(struct str markdown)
{
    CLEANUP(buf_done) struct buf html = buf_upto(HTML_MAX);
    struct err err = { 0 };
    if (markdown_to_html(markdown, &html, &err))
        check_html(buf_str(&html));
    else
        assert_true(err.code == ERR_LIMIT && html.len == 0);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

static void any_mixture_of_signs_is_inert(void **state)
{
    (void)state;
    uint32_t seed = 20260310;
    for (int round = 0; round < 5000; round++) {
        CLEANUP(buf_done) struct buf markdown = buf_upto(4096);
        for (uint32_t left = next_random(&seed) % 60; left > 0; left--)
            buf_text(&markdown, pieces[next_random(&seed) % COUNT_OF(pieces)]);
        check_markdown(buf_str(&markdown));
    }
}

/* Quadratic behaviour would run into the test's time limit. */
static void a_megabyte_of_any_two_signs_ends_soon(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        CLEANUP(buf_done) struct buf markdown = buf_upto(MARKDOWN_MAX);
        while (markdown.len < MARKDOWN_MAX / 2)
            buf_text(&markdown, pieces[i]);
        const char *second = pieces[(i * 7 + 3) % COUNT_OF(pieces)];
        while (!markdown.full)
            buf_text(&markdown, second);
        check_markdown(buf_str(&markdown));
    }
}

static void check_code(struct str markdown, enum err_code code)
{
    CLEANUP(buf_done) struct buf html = buf_upto(HTML_MAX);
    struct err err = { 0 };
    buf_add(&html, LIT("x"));
    assert_false(markdown_to_html(markdown, &html, &err));
    assert_int_equal(err.code, code);
    assert_string_equal(html.ptr, "x");
}

static void what_is_no_answer_is_refused(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf text = buf_upto(2 * MARKDOWN_MAX);
    check_code(LIT("a\xff"), ERR_INVALID);
    while (text.len <= MARKDOWN_MAX)
        buf_add(&text, LIT("a "));
    check_code(buf_str(&text), ERR_LIMIT);
}

/* `open` a thousand times before a word, then what any answer has: its form is kept. */
static void check_deep(const char *open, const char *text)
{
    CLEANUP(buf_done) struct buf markdown = buf_upto(MARKDOWN_MAX);
    CLEANUP(buf_done) struct buf html = buf_upto(HTML_MAX);
    struct err err = { 0 };
    for (int i = 0; i < 1000; i++)
        buf_text(&markdown, open);
    buf_text(&markdown, text);
    buf_add(&markdown, LIT("\n\n# T\n\n- [l](https://ok.example/)\n"));
    if (!markdown_to_html(buf_str(&markdown), &html, &err))
        fail_msg("%s: %s", open, err.text);
    check_html(buf_str(&html));
    assert_non_null(strstr(html.ptr, "deep"));
    assert_non_null(strstr(html.ptr, "<h3>T</h3>"));
    assert_non_null(strstr(html.ptr, "<li><a href=\"https://ok.example/\""));
}

static void what_is_nested_too_deep_loses_its_levels_and_nothing_else(void **state)
{
    (void)state;
    static const char *const opens[] = { "> ", ">", "- ", "1. ", "> - ", "* 2) > " };
    for (size_t i = 0; i < COUNT_OF(opens); i++)
        check_deep(opens[i], "deep");
    check_deep("> ", "[deep](https://deep.example/)");
    check_deep("**a *b ~~c [d](https://e.example/) ", "deep");
    check_deep(" ", "- deep");
}

static void a_deep_quote_keeps_what_stands_in_it(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf markdown = buf_upto(MARKDOWN_MAX);
    CLEANUP(buf_done) struct buf html = buf_upto(HTML_MAX);
    struct err err = { 0 };
    static const char *const lines[] = { "a **b** [c](http://d/)", "", "| e | f |",
                                         "|---|---|", "| *g* | $h$ |" };
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        for (int depth = 0; depth < 100; depth++)
            buf_add(&markdown, LIT("> "));
        buf_printf(&markdown, "%s\n", lines[i]);
    }
    assert_true(markdown_to_html(buf_str(&markdown), &html, &err));
    check_html(buf_str(&html));
    assert_non_null(strstr(html.ptr, "<p>a <strong>b</strong> <a href=\"http://d/\""));
    assert_non_null(strstr(html.ptr, "<td><em>g</em></td>"));
    assert_non_null(strstr(html.ptr, "<span class=\"math\">$h$</span>"));
    assert_null(strstr(html.ptr, "&gt;"));
}

static void a_table_cannot_grow_past_its_text(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf text = buf_upto(MARKDOWN_MAX);
    for (int i = 0; i < 2000; i++)
        buf_add(&text, LIT("a|"));
    buf_char(&text, '\n');
    for (int i = 0; i < 2000; i++)
        buf_add(&text, LIT("---|"));
    while (text.len < 96 << 10)
        buf_add(&text, LIT("\nx"));
    check_code(buf_str(&text), ERR_LIMIT);
}

static void no_more_is_appended_than_there_is_room_for(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf html = buf_upto(10);
    struct err err = { 0 };
    assert_false(markdown_to_html(LIT("more than ten bytes"), &html, &err));
    assert_int_equal(err.code, ERR_LIMIT);
    assert_true(html.len == 0 && !html.full);
}

static void nothing_is_nothing(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf html = buf_upto(10);
    struct err err = { 0 };
    assert_true(markdown_to_html(LIT(""), &html, &err));
    assert_int_equal(html.len, 0);
}

static void the_fallback_shows_all_of_the_text(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf html = buf_upto(HTML_MAX);
    markdown_plain_to_html(LIT("a <b>\nc\n\n \n*d*\xff\n"), &html);
    assert_string_equal(html.ptr,
                        "<p>a &lt;b&gt;<br/>\nc</p>\n<p>*d*\xef\xbf\xbd</p>\n");
    check_html(buf_str(&html));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cases_come_out_as_written),
        cmocka_unit_test(any_mixture_of_signs_is_inert),
        cmocka_unit_test(a_megabyte_of_any_two_signs_ends_soon),
        cmocka_unit_test(what_is_no_answer_is_refused),
        cmocka_unit_test(what_is_nested_too_deep_loses_its_levels_and_nothing_else),
        cmocka_unit_test(a_deep_quote_keeps_what_stands_in_it),
        cmocka_unit_test(a_table_cannot_grow_past_its_text),
        cmocka_unit_test(no_more_is_appended_than_there_is_room_for),
        cmocka_unit_test(nothing_is_nothing),
        cmocka_unit_test(the_fallback_shows_all_of_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
