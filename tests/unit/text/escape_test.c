/* Escaping for HTML and URLs, and back. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "text/escape.h"

static void html_signs_are_escaped(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(1000);
    escape_html(&out, LIT("<a href=\"x\">R&D's</a> é"));
    assert_string_equal(out.ptr,
                        "&lt;a href=&quot;x&quot;&gt;R&amp;D&#39;s&lt;/a&gt; é");
}

static void an_escape_is_never_cut_in_two(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(6);
    escape_html(&out, LIT("ab<cd"));
    assert_true(out.full);
    assert_string_equal(out.ptr, "ab&lt;");
}

static void urls_keep_only_unreserved_characters(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(1000);
    escape_url(&out, LIT("a-z_0.9~ /?&=+é"));
    assert_string_equal(out.ptr, "a-z_0.9~%20%2F%3F%26%3D%2B%C3%A9");
}

static void url_escapes_are_decoded_once(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(1000);
    buf_text(&out, "\xff: "); /* what stands there already is not judged */
    assert_true(unescape_url(&out, LIT("a%20b+c%2b%c3%A9%2541"), false));
    assert_string_equal(out.ptr, "\xff: a b+c+é%41");
    buf_clear(&out);
    assert_true(unescape_url(&out, LIT("a+b%2Bc"), true));
    assert_string_equal(out.ptr, "a b+c");
}

static void broken_url_escapes_are_refused(void **state)
{
    (void)state;
    static const char *const broken[] = { "%",   "a%2",  "%zz",       "%00", "%ff",
                                          "%c3", "\xff", "%ed%a0%80", "% 1", "%+1" };
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        CLEANUP(buf_done) struct buf out = buf_upto(100);
        assert_false(unescape_url(&out, str_of(broken[i]), true));
    }
    CLEANUP(buf_done) struct buf out = buf_upto(100);
    assert_false(unescape_url(&out, LIT("a\0b"), false));
}

static void broken_url_escapes_stay_where_people_write_them(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf out = buf_upto(100);
    unescape_loosely(&out, LIT("x%40OpenReview+100%2g%4%C3%A9%00%"));
    assert_int_equal(out.len, 25);
    assert_memory_equal(out.ptr, "x@OpenReview+100%2g%4é\0%", 25);
}

static void entities_are_decoded_once(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "&lt;&gt;&amp;&quot;&apos;", "<>&\"'" },
        { "&amp;lt;", "&lt;" },
        { "&#955;&#x3bb;&#X3BB;", "λλλ" },
        { "&eacute;&Eacute;&thetasym;&ndash;", "éÉϑ–" },
        { "&#146;&#150;", "’–" },
        { "&nosuch; & &; &# &#; &#x; &#12a; &amp",
          "&nosuch; & &; &# &#; &#x; &#12a; &amp" },
        { "&#0;&#xD800;&#x110000;&#99999999;", "\uFFFD\uFFFD\uFFFD\uFFFD" },
        { "&#99999999999999999999;", "&#99999999999999999999;" },
        { "&", "&" },
        { "", "" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        CLEANUP(buf_done) struct buf out = buf_upto(1000);
        unescape_entities(&out, str_of(cases[i][0]));
        assert_string_equal(buf_str(&out).ptr, cases[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_signs_are_escaped),
        cmocka_unit_test(an_escape_is_never_cut_in_two),
        cmocka_unit_test(urls_keep_only_unreserved_characters),
        cmocka_unit_test(url_escapes_are_decoded_once),
        cmocka_unit_test(broken_url_escapes_are_refused),
        cmocka_unit_test(broken_url_escapes_stay_where_people_write_them),
        cmocka_unit_test(entities_are_decoded_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
