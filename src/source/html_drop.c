/* One pass; see html_drop.h. */
#include "source/html_drop.h"

#include "base/buf.h"

enum { TAG_MAX = 300 };

static const struct {
    const char *name;
    enum breaks { NO_BREAK, A_SPACE, A_PARAGRAPH } breaks;
} tags[] = {
    { "a", NO_BREAK },        { "abstract", A_SPACE }, { "b", NO_BREAK },
    { "br", A_SPACE },        { "code", NO_BREAK },    { "div", A_PARAGRAPH },
    { "em", NO_BREAK },       { "font", NO_BREAK },    { "h1", A_PARAGRAPH },
    { "h2", A_PARAGRAPH },    { "h3", A_PARAGRAPH },   { "h4", A_PARAGRAPH },
    { "i", NO_BREAK },        { "italic", NO_BREAK },  { "li", A_SPACE },
    { "ol", A_SPACE },        { "p", A_PARAGRAPH },    { "sc", NO_BREAK },
    { "section", A_SPACE },   { "small", NO_BREAK },   { "span", NO_BREAK },
    { "strong", NO_BREAK },   { "sub", NO_BREAK },     { "sup", NO_BREAK },
    { "table", A_PARAGRAPH }, { "tbody", A_SPACE },    { "td", A_SPACE },
    { "title", A_SPACE },     { "tr", A_SPACE },       { "tt", NO_BREAK },
    { "u", NO_BREAK },        { "ul", A_SPACE },
};

static bool is_name(char c)
{
    return char_is_letter(c) || char_is_digit(c) || c == ':';
}

static bool find_breaks(struct str name, enum breaks *ret_breaks)
{
    (void)str_skip(&name, LIT("jats:"));
    for (size_t i = 0; i < COUNT_OF(tags); i++)
        if (str_eq_nocase(name, str_of(tags[i].name))) {
            *ret_breaks = tags[i].breaks;
            return true;
        }
    return false;
}

/* The bytes of the tag that the text begins with; 0: it is none. */
static size_t tag_length(struct str text, enum breaks *ret_breaks)
{
    struct str tag = str_upto(text, TAG_MAX);
    size_t end = str_find_char(tag, '>'), at = 1, name;
    if (end == tag.len)
        return 0;
    at += tag.ptr[at] == '/';
    for (name = at; name < end && is_name(tag.ptr[name]);)
        name++;
    bool ends = name == end || char_is_space(tag.ptr[name]) || tag.ptr[name] == '/';
    return ends && find_breaks(str_from(str_upto(tag, name), at), ret_breaks) ? end + 1
                                                                              : 0;
}

struct str html_drop_tags(struct arena *arena, struct str text)
{
    static const char *const between[] = { "", " ", "\n " };
    CLEANUP(buf_done) struct buf plain = buf_upto(2 * text.len + 1);
    while (text.len > 0) {
        size_t run = str_find_char(text, '<');
        buf_add(&plain, str_upto(text, run));
        text = str_from(text, run);
        enum breaks breaks = NO_BREAK;
        size_t tag = text.len > 0 ? tag_length(text, &breaks) : 0;
        buf_text(&plain, between[breaks]);
        if (tag == 0)
            buf_add(&plain, str_upto(text, 1));
        text = str_from(text, tag > 0 ? tag : 1);
    }
    return (struct str){ arena_text(arena, buf_str(&plain)), plain.len };
}
