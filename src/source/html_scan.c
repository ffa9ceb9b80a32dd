/* A tokenizer in the spirit of the HTML standard's, section 13.2.5; see html_scan.h. */
#include "source/html_scan.h"

static bool is_name_char(char c)
{
    return char_is_letter(c) || char_is_digit(c) || c == '-' || c == ':';
}

static struct str cut_name(struct str *s)
{
    size_t len = 0;
    while (len < s->len && is_name_char(s->ptr[len]))
        len++;
    struct str name = str_upto(*s, len);
    *s = str_from(*s, len);
    return name;
}

static void skip_space(struct str *s)
{
    while (s->len > 0 && char_is_space(s->ptr[0]))
        *s = str_from(*s, 1);
}

/* A '>' inside a quoted value does not end the tag. */
static size_t tag_end(struct str s)
{
    char quote = '\0', before = '\0';
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (quote != '\0')
            quote = c == quote ? '\0' : quote;
        else if ((c == '"' || c == '\'') && before == '=')
            quote = c;
        else if (c == '>')
            return i;
        if (!char_is_space(c))
            before = c;
    }
    return s.len;
}

/* After "<!" or "<?": to behind the comment or declaration. */
static void skip_declaration(struct str *page)
{
    struct str end = str_skip(page, LIT("<!--")) ? LIT("-->") : LIT(">");
    size_t at = str_find(*page, end);
    *page = str_from(*page, at + end.len);
}

/* Text of script and style is not markup: to its closing tag. */
static void skip_raw(struct str *page, struct str name)
{
    while (page->len > 0) {
        *page = str_from(*page, str_find(*page, LIT("</")));
        struct str after = str_from(*page, 2);
        if (str_eq_nocase(cut_name(&after), name))
            return;
        *page = str_from(*page, 2);
    }
}

static bool starts_tag(struct str s)
{
    size_t name = s.len > 1 && s.ptr[1] == '/' ? 2 : 1;
    return s.len > name && s.ptr[0] == '<' && char_is_letter(s.ptr[name]);
}

static bool starts_declaration(struct str s)
{
    return s.len > 1 && s.ptr[0] == '<' && (s.ptr[1] == '!' || s.ptr[1] == '?');
}

static struct html_token next_tag(struct str *page)
{
    struct str rest = str_from(*page, 1);
    struct html_token tag = { .kind = HTML_OPEN };
    if (str_skip(&rest, LIT("/")))
        tag.kind = HTML_CLOSE;
    tag.name = cut_name(&rest);
    size_t end = tag_end(rest);
    if (end == rest.len) {
        *page = str_from(*page, page->len);
        return (struct html_token){ .kind = HTML_END };
    }
    tag.attributes = str_upto(rest, end);
    *page = str_from(rest, end + 1);
    if (html_is_open(&tag, "script") || html_is_open(&tag, "style"))
        skip_raw(page, tag.name);
    return tag;
}

static struct html_token next_text(struct str *page)
{
    size_t len = 1;
    while (len < page->len && page->ptr[len] != '<')
        len++;
    struct html_token token = { .kind = HTML_TEXT, .text = str_upto(*page, len) };
    *page = str_from(*page, len);
    return token;
}

struct html_token html_next(struct str *page)
{
    while (starts_declaration(*page))
        skip_declaration(page);
    if (page->len == 0)
        return (struct html_token){ .kind = HTML_END };
    return starts_tag(*page) ? next_tag(page) : next_text(page);
}

bool html_is_open(const struct html_token *token, const char *name)
{
    return token->kind == HTML_OPEN && str_eq_nocase(token->name, str_of(name));
}

bool html_is_close(const struct html_token *token, const char *name)
{
    return token->kind == HTML_CLOSE && str_eq_nocase(token->name, str_of(name));
}

static struct str cut_value(struct str *s)
{
    if (s->len > 0 && (s->ptr[0] == '"' || s->ptr[0] == '\'')) {
        char quote = s->ptr[0];
        *s = str_from(*s, 1);
        return str_cut(s, quote);
    }
    size_t len = 0;
    while (len < s->len && !char_is_space(s->ptr[len]))
        len++;
    struct str value = str_upto(*s, len);
    *s = str_from(*s, len);
    return value;
}

struct str html_attribute(const struct html_token *tag, const char *name)
{
    struct str rest = tag->attributes;
    while (rest.len > 0) {
        struct str found = cut_name(&rest);
        if (found.len == 0) {
            rest = str_from(rest, 1);
            continue;
        }
        skip_space(&rest);
        if (!str_skip(&rest, LIT("=")))
            continue;
        skip_space(&rest);
        struct str value = cut_value(&rest);
        if (str_eq_nocase(found, str_of(name)))
            return value;
    }
    return LIT("");
}

bool html_has_class(const struct html_token *tag, const char *word)
{
    struct str classes = html_attribute(tag, "class");
    while (classes.len > 0) {
        skip_space(&classes);
        size_t len = 0;
        while (len < classes.len && !char_is_space(classes.ptr[len]))
            len++;
        if (str_eq(str_upto(classes, len), str_of(word)))
            return true;
        classes = str_from(classes, len);
    }
    return false;
}
