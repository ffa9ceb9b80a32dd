/* What exporters wrap texts in; see json_words.h. */
#include "proceedings/json_words.h"

#include "base/buf.h"
#include "model/paper.h"
#include "source/entry.h"
#include "text/escape.h"

/* TeX and entities spend a few bytes on a character. */
enum { SPENDS = 8, TAG_MAX = 200, ENTITY_MAX = 12 };

/* A spreadsheet doubles the quotes inside of a quoted field: then all of their runs
 * are even. */
static bool is_doubled(struct str inner)
{
    for (size_t at = 0; at < inner.len; at++) {
        size_t start = at;
        while (at < inner.len && inner.ptr[at] == '"')
            at++;
        if ((at - start) % 2 != 0)
            return false;
    }
    return true;
}

static struct str halve_quotes(struct arena *arena, struct str inner)
{
    char *text = arena_alloc(arena, inner.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < inner.len; i++) {
        text[len++] = inner.ptr[i];
        i += str_starts(str_from(inner, i), LIT("\"\""));
    }
    return (struct str){ text, len };
}

static struct str without_quotes(struct arena *arena, struct str raw)
{
    struct str text = str_trim(raw);
    if (!str_starts(text, LIT("\"")))
        return text;
    struct str inner = str_from(text, 1);
    if (str_find_char(inner, '"') == inner.len)
        return inner;
    inner.len--;
    if (!str_ends(text, LIT("\"")) || !is_doubled(inner))
        return text;
    return halve_quotes(arena, inner);
}

/* "#x27;" and "quot;" are. */
static bool is_entity(struct str text)
{
    struct str name = str_upto(text, str_find_char(str_upto(text, ENTITY_MAX), ';'));
    (void)str_skip(&name, LIT("#"));
    for (size_t i = 0; i < name.len; i++)
        if (!char_is_letter(name.ptr[i]) && !char_is_digit(name.ptr[i]))
            return false;
    return name.len > 0 && name.len < ENTITY_MAX - 1;
}

/* "&amp;#x27;": one level of decoding leaves an entity. */
static bool is_escaped_twice(struct str text)
{
    const struct str sign = LIT("&amp;");
    size_t at = str_find(text, sign);
    while (at < text.len) {
        text = str_from(text, at + sign.len);
        if (is_entity(text))
            return true;
        at = str_find(text, sign);
    }
    return false;
}

static struct str decoded_once(struct arena *arena, struct str raw)
{
    if (str_find_char(raw, '&') == raw.len)
        return raw;
    CLEANUP(buf_done) struct buf text = buf_upto(raw.len * 4 + 1);
    unescape_entities(&text, raw);
    return str_of(arena_text(arena, buf_str(&text)));
}

struct str json_words_decoded(struct arena *arena, struct str raw)
{
    bool twice = is_escaped_twice(raw);
    struct str text = decoded_once(arena, raw);
    return twice ? decoded_once(arena, text) : text;
}

void json_words_fold(struct str text, char *folded, size_t size)
{
    size_t len = 0;
    for (size_t i = 0; i < text.len && len + 1 < size; i++)
        if (char_is_letter(text.ptr[i]))
            folded[len++] = char_lower(text.ptr[i]);
    folded[len] = '\0';
}

/* Tags that abstracts have, without "jats:". */
static const char *const inline_tags[] = { "i",   "b",    "em",     "strong", "sub",
                                           "sup", "tt",   "span",   "a",      "u",
                                           "sc",  "code", "italic", "bold",   "font" };
static const char *const block_tags[] = { "p",        "br",   "div",      "li", "ul",
                                          "ol",       "sec",  "title",    "h1", "h2",
                                          "abstract", "list", "list-item" };

static bool is_one_of(struct str name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq_nocase(name, str_of(names[i])))
            return true;
    return false;
}

static struct str tag_name(struct str tag)
{
    (void)str_skip(&tag, LIT("/"));
    (void)str_skip(&tag, LIT("jats:"));
    size_t len = 0;
    while (len < tag.len && (char_is_letter(tag.ptr[len]) ||
                             char_is_digit(tag.ptr[len]) || tag.ptr[len] == '-'))
        len++;
    return str_upto(tag, len);
}

/* The length of the tag that `text` starts with; 0: "<" is a sign like another. */
static size_t tag_length(struct str text, bool *ret_is_block)
{
    struct str tag = str_from(str_upto(text, TAG_MAX), 1);
    size_t end = str_find_char(tag, '>');
    if (end == tag.len)
        return 0;
    struct str name = tag_name(str_upto(tag, end));
    struct str rest =
        str_from(str_upto(tag, end), (size_t)(name.ptr - tag.ptr) + name.len);
    bool is_tag = str_trim(rest).len == 0 || str_find_char(rest, '=') < rest.len ||
                  str_eq(str_trim(rest), LIT("/"));
    if (!is_tag)
        return 0;
    *ret_is_block = is_one_of(name, block_tags, COUNT_OF(block_tags));
    if (!*ret_is_block && !is_one_of(name, inline_tags, COUNT_OF(inline_tags)))
        return 0;
    return end + 2;
}

/* A line feed and a space begin a paragraph (text/tex.h). */
static struct str without_tags(struct arena *arena, struct str raw)
{
    if (str_find_char(raw, '<') == raw.len)
        return raw;
    CLEANUP(buf_done) struct buf text = buf_upto(raw.len * 2 + 1);
    for (size_t at = 0; at < raw.len;) {
        struct str rest = str_from(raw, at);
        bool is_block = false;
        size_t tag = rest.ptr[0] == '<' ? tag_length(rest, &is_block) : 0;
        if (is_block)
            buf_add(&text, LIT("\n "));
        if (tag == 0)
            buf_char(&text, rest.ptr[0]);
        at += tag > 0 ? tag : 1;
    }
    return str_of(arena_text(arena, buf_str(&text)));
}

const char *json_words_line(struct arena *arena, struct str raw, size_t max)
{
    struct str text = without_quotes(arena, str_upto(raw, max * SPENDS));
    if (is_escaped_twice(text))
        text = decoded_once(arena, text);
    return entry_text(arena, without_tags(arena, text), TEX_TITLE, max);
}

static const char *without_heading(const char *abstract)
{
    struct str rest = str_of(abstract);
    bool has_heading = str_skip(&rest, LIT("Abstract\n"));
    return has_heading && str_trim(rest).len > 0 ? str_trim(rest).ptr : abstract;
}

const char *json_words_abstract(struct arena *arena, struct str raw)
{
    struct str text = without_quotes(arena, str_upto(raw, PAPER_ABSTRACT_MAX * SPENDS));
    if (is_escaped_twice(text))
        text = decoded_once(arena, text);
    text = without_tags(arena, text);
    const char *abstract = entry_text(arena, text, TEX_ABSTRACT, PAPER_ABSTRACT_MAX);
    return abstract ? without_heading(abstract) : NULL;
}
