/* What every HTML of markdown_to_html must be: well-formed XML of a few elements, each
 * tag one of these texts exactly, addresses http(s) only. Strict on purpose: what this
 * has not heard of fails. */
#ifndef TEST_CHECK_HTML_H
#define TEST_CHECK_HTML_H

#include "base/utf8.h"

#include <assert.h>

enum { CHECK_DEPTH_MAX = 40 };

static const char *const allowed_names[] = {
    "h3",     "h4", "h5",  "h6",   "p",   "ul",         "ol",    "li",
    "strong", "em", "del", "code", "pre", "blockquote", "table", "thead",
    "tbody",  "tr", "th",  "td",   "a",   "span",
};

static inline bool is_allowed_name(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(allowed_names); i++)
        if (str_eq(name, str_of(allowed_names[i])))
            return true;
    return false;
}

/* a href="http…" rel="…", the two kinds of span, ol start="…"; else nothing at all. */
static inline void check_attributes(struct str name, struct str text)
{
    if (str_eq(name, LIT("a"))) {
        bool starts = str_skip(&text, LIT(" href=\"http://")) ||
                      str_skip(&text, LIT(" href=\"https://"));
        assert(starts && text.len > 0 && text.ptr[0] != '"' && text.ptr[0] != '/');
        str_cut(&text, '"');
        assert(str_eq(text, LIT(" rel=\"nofollow noopener noreferrer\"")));
    } else if (str_eq(name, LIT("span"))) {
        assert(str_eq(text, LIT(" class=\"math\"")) ||
               str_eq(text, LIT(" class=\"math display\"")));
    } else if (str_eq(name, LIT("ol")) && text.len > 0) {
        assert(str_skip(&text, LIT(" start=\"")) && str_ends(text, LIT("\"")));
        assert(str_has_only(str_upto(text, text.len - 1), "0123456789"));
    } else {
        assert(text.len == 0);
    }
}

/* Text, or the value of an attribute: escaped, and no character that XML forbids. */
static inline void check_escaped(struct str text)
{
    static const struct str escapes[] = {
        { "&amp;", 5 }, { "&lt;", 4 }, { "&gt;", 4 }, { "&quot;", 6 }, { "&#39;", 5 }
    };
    while (text.len > 0) {
        bool known = text.ptr[0] != '&';
        for (size_t i = 0; !known && i < COUNT_OF(escapes); i++)
            known = str_starts(text, escapes[i]);
        assert(known && text.ptr[0] != '<' && text.ptr[0] != '>');
        uint32_t c = utf8_next(&text);
        assert(!utf8_is_invisible(c));
    }
}

struct open_names {
    struct str items[CHECK_DEPTH_MAX];
    size_t count, links;
};

static inline void check_tag(struct open_names *open, struct str tag)
{
    if (str_eq(tag, LIT("br/")) || str_eq(tag, LIT("hr/")))
        return;
    bool closes = str_skip(&tag, LIT("/"));
    size_t end = str_find_char(tag, ' ');
    struct str name = str_upto(tag, end);
    assert(is_allowed_name(name));
    bool is_link = str_eq(name, LIT("a"));
    if (closes) {
        assert(end == tag.len && open->count > 0);
        assert(str_eq(open->items[--open->count], name));
        open->links -= is_link;
        return;
    }
    check_attributes(name, str_from(tag, end));
    open->links += is_link;
    assert(open->links <= 1 && open->count < CHECK_DEPTH_MAX);
    open->items[open->count++] = name;
}

static inline void check_html(struct str html)
{
    struct open_names open = { .count = 0 };
    assert(utf8_valid(html));
    while (html.len > 0) {
        size_t start = str_find_char(html, '<');
        check_escaped(str_upto(html, start));
        html = str_from(html, start);
        if (html.len == 0)
            break;
        size_t end = str_find_char(html, '>');
        assert(end < html.len);
        check_tag(&open, str_upto(str_from(html, 1), end - 1));
        html = str_from(html, end + 1);
    }
    assert(open.count == 0);
}

#endif
