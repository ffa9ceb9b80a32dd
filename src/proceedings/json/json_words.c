/* What exporters wrap texts in; see json_words.h. */
#include "proceedings/json/json_words.h"

#include "base/buf.h"
#include "model/paper.h"
#include "source/entry.h"
#include "source/html_drop.h"
#include "text/escape.h"

/* TeX and entities spend a few bytes on a character. */
enum { SPENDS = 8, ENTITY_MAX = 12 };

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

const char *json_words_line(struct arena *arena, struct str raw, size_t max)
{
    struct str text = without_quotes(arena, str_upto(raw, max * SPENDS));
    if (is_escaped_twice(text))
        text = decoded_once(arena, text);
    return entry_text(arena, html_drop_tags(arena, text), TEX_TITLE, max);
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
    text = html_drop_tags(arena, text);
    const char *abstract = entry_text(arena, text, TEX_ABSTRACT, PAPER_ABSTRACT_MAX);
    return abstract ? without_heading(abstract) : NULL;
}
