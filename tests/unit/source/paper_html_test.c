/* arXiv's HTML papers as text: tests/cases/html holds a page and, in the .txt beside
 * it, what is made of it. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "source/paper_case.h"
#include "source/paper_html.h"

static void every_case_becomes_its_text(void **state)
{
    (void)state;
    static const char *const names[] = { "latexml", "tables", "oxide", "hidden" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        check_paper_case("html", names[i], "html", paper_html_read);
}

static void what_is_no_paper_is_refused_in_words(void **state)
{
    (void)state;
    static const struct {
        const char *page, *words;
    } pages[] = {
        { "", "empty body" },
        { "<html><head><title>404</title></head><body>No HTML for this</body></html>",
          "404" },
        { "Rate exceeded.", "Rate exceeded" },
        { "<rss></rss>", "expected" },
        { "<article class='ltx_document'><p>Nothing here.</p></article>",
          "next to no" },
        { "<article class='other'><p>Nothing here.</p></article>", "expected" },
    };
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct paper_text text;
        struct err err = { 0 };
        assert_false(paper_html_read(str_of(pages[i].page), &arena, &text, &err));
        assert_int_equal(err.code, ERR_INVALID);
        if (strstr(err.text, pages[i].words) == NULL)
            fail_msg("%s", err.text);
    }
}

#define HEAD "<article class=\"ltx_document\">"

/* Megabytes of one piece; the test's time limit is what a quadratic reader would meet.
 */
static void any_length_and_depth_is_read_in_one_pass(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "<div>",
        "<b></i>",
        "</i>",
        "<li>a",
        "<td>a",
        "<tr>",
        "<p a=b ",
        "<table>",
        "<h2>x",
        "x ",
        "<",
        "&amp;",
        "&#8203;",
        "\xff",
        "<pre>",
        "<math alttext=\"x\">",
        "<ul><li>a",
        "<table class=\"ltx_equation\"><math alttext=a>",
        "<i style=\"color:#fff\">x",
        "<td colspan=1000 rowspan=1000>a<tr>",
        "<i class=\"ltx_role_footnote\">x",
        "<span class=\"ltx_tag_item\">a</span>",
    };
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        CLEANUP(buf_done) struct buf page = buf_upto(1 << 20);
        struct paper_text text;
        struct err err = { 0 };
        buf_text(&page, HEAD);
        while (!page.full)
            buf_text(&page, pieces[i]);
        if (paper_html_read(buf_str(&page), &arena, &text, &err))
            assert_true(text.cut && utf8_valid(str_of(text.text)));
        else
            assert_int_equal(err.code, ERR_INVALID);
    }
}

static void text_over_the_ceiling_is_cut(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf page = buf_upto(PAPER_TEXT_MAX + (1 << 20));
    struct paper_text text;
    struct err err = { 0 };
    buf_text(&page, HEAD "<p>");
    while (page.len < PAPER_TEXT_MAX + 1000)
        buf_text(&page, "many words, ");
    buf_text(&page, "</p></article>");
    assert_true(paper_html_read(buf_str(&page), &arena, &text, &err));
    assert_true(text.cut);
    assert_in_range(strlen(text.text), PAPER_TEXT_MAX - 100, PAPER_TEXT_MAX);
}

static void a_page_over_the_ceiling_is_refused(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct paper_text text;
    struct err err = { 0 };
    struct str page = { HEAD, (size_t)PAPER_HTML_MAX + 1 };
    assert_false(paper_html_read(page, &arena, &text, &err));
    assert_int_equal(err.code, ERR_LIMIT);
}

static bool has(const struct paper_text *text, const char *part)
{
    return strstr(text->text, part) != NULL;
}

static void show(const struct paper_text *text, const char *from)
{
    const char *part = strstr(text->text, from);
    if (part != NULL)
        print_message("%.400s\n[…]\n", part);
}

static void a_recorded_paper_can_be_read(void **state)
{
    (void)state;
    const char *path = REAL_DATA "/arxiv/html/arxiv.org_html_2501.11120v1.html";
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf page = buf_upto(PAPER_HTML_MAX);
    struct paper_text text;
    struct err err = { 0 };
    if (!read_whole_file(path, &page)) {
        print_message("no recorded paper here: left out\n");
        return;
    }
    if (!paper_html_read(buf_str(&page), &arena, &text, &err))
        fail_msg("%s", err.text);
    for (size_t i = 0; i < text.sections.count && i < 12; i++)
        print_message("section, level %d: %s\n", text.sections.items[i].level,
                      text.sections.items[i].title);
    show(&text, "Following Treutlein");
    show(&text, "Figure 1:");
    show(&text, "| Economic decisions");
    assert_int_equal(text.sections.count, 94);
    assert_true(has(&text, "## 2 Out-of-context reasoning\n"));
    assert_true(has(&text, "$D=\\{d^{n}\\}_{n=1}^{N}$"));
    assert_true(has(&text, "\n\nFigure 1: Models can describe"));
    assert_false(has(&text, "base64") || has(&text, "Report Issue"));
    assert_int_equal(text.failed, 7);
    assert_false(text.cut);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_becomes_its_text),
        cmocka_unit_test(what_is_no_paper_is_refused_in_words),
        cmocka_unit_test(any_length_and_depth_is_read_in_one_pass),
        cmocka_unit_test(text_over_the_ceiling_is_cut),
        cmocka_unit_test(a_page_over_the_ceiling_is_refused),
        cmocka_unit_test(a_recorded_paper_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
