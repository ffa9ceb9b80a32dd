/* One table of names; see html_tag.h. */
#include "text/html_tag.h"

enum { TAG_MAX = 300 };

static const struct {
    const char *name;
    enum html_breaks breaks;
} tags[] = {
    { "a", HTML_NO_BREAK },         { "abbr", HTML_NO_BREAK },
    { "abstract", HTML_PARAGRAPH }, { "b", HTML_NO_BREAK },
    { "big", HTML_NO_BREAK },       { "blockquote", HTML_PARAGRAPH },
    { "bold", HTML_NO_BREAK },      { "br", HTML_SPACE },
    { "center", HTML_NO_BREAK },    { "cite", HTML_NO_BREAK },
    { "code", HTML_NO_BREAK },      { "dd", HTML_SPACE },
    { "div", HTML_PARAGRAPH },      { "dl", HTML_SPACE },
    { "dt", HTML_SPACE },           { "em", HTML_NO_BREAK },
    { "font", HTML_NO_BREAK },      { "h1", HTML_PARAGRAPH },
    { "h2", HTML_PARAGRAPH },       { "h3", HTML_PARAGRAPH },
    { "h4", HTML_PARAGRAPH },       { "i", HTML_NO_BREAK },
    { "italic", HTML_NO_BREAK },    { "li", HTML_SPACE },
    { "list", HTML_SPACE },         { "list-item", HTML_SPACE },
    { "mark", HTML_NO_BREAK },      { "monospace", HTML_NO_BREAK },
    { "ol", HTML_SPACE },           { "p", HTML_PARAGRAPH },
    { "pre", HTML_NO_BREAK },       { "q", HTML_NO_BREAK },
    { "s", HTML_NO_BREAK },         { "sc", HTML_NO_BREAK },
    { "scp", HTML_NO_BREAK },       { "sec", HTML_PARAGRAPH },
    { "section", HTML_PARAGRAPH },  { "small", HTML_NO_BREAK },
    { "span", HTML_NO_BREAK },      { "strike", HTML_NO_BREAK },
    { "strong", HTML_NO_BREAK },    { "sub", HTML_NO_BREAK },
    { "sup", HTML_NO_BREAK },       { "table", HTML_PARAGRAPH },
    { "tbody", HTML_SPACE },        { "td", HTML_SPACE },
    { "th", HTML_SPACE },           { "title", HTML_PARAGRAPH },
    { "tr", HTML_SPACE },           { "tt", HTML_NO_BREAK },
    { "u", HTML_NO_BREAK },         { "ul", HTML_SPACE },
};

static bool find_breaks(struct str name, enum html_breaks *ret_breaks)
{
    for (size_t i = 0; i < COUNT_OF(tags); i++)
        if (str_eq_nocase(name, str_of(tags[i].name))) {
            *ret_breaks = tags[i].breaks;
            return true;
        }
    return false;
}

static struct str take_name(struct str *inside)
{
    size_t len = 0;
    (void)str_skip(inside, LIT("/"));
    (void)str_skip(inside, LIT("jats:"));
    while (len < inside->len &&
           (char_is_letter(inside->ptr[len]) || char_is_digit(inside->ptr[len]) ||
            inside->ptr[len] == '-'))
        len++;
    struct str name = str_upto(*inside, len);
    *inside = str_from(*inside, len);
    return name;
}

/* Behind its name a tag ends, or has attributes. */
static bool are_attributes(struct str text)
{
    bool is_apart = text.len > 0 && char_is_space(text.ptr[0]);
    return is_apart && str_find_char(text, '=') < text.len;
}

size_t html_tag_length(struct str text, enum html_breaks *ret_breaks)
{
    if (!str_skip(&text, LIT("<")))
        return 0;
    text = str_upto(text, TAG_MAX);
    size_t end = str_find_char(text, '>');
    struct str inside = str_upto(text, end);
    struct str name = take_name(&inside);
    if (str_ends(inside, LIT("/")))
        inside.len--;
    bool is_tag =
        end < text.len && (str_trim(inside).len == 0 || are_attributes(inside));
    return is_tag && find_breaks(name, ret_breaks) ? end + 2 : 0;
}
