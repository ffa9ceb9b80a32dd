/* A table of phrases over a copy of the text on long lines; see addressed.h and
 * addressed.def. Every phrase is tried only where a word begins with a byte that it may
 * begin with, and looks at a bounded number of words, so the scan is linear. */
#include "llm/addressed.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdint.h>

enum { REPLACEMENT = 0xFFFD, AROUND = 60, BYTES = 256, GAP_MAX = 16 };

enum where { ANYWHERE, ORDER };
struct phrase {
    enum where where;
    const char *words;
};
#define PHRASE(where, words) { where, words },
static const struct phrase phrases[] = {
#include "llm/addressed.def"
};
#undef PHRASE
_Static_assert(COUNT_OF(phrases) <= 64, "a phrase is a bit");

static const char *const asking[] = { "please", "must",   "should", "shall",
                                      "now",    "just",   "always", "only",
                                      "then",   "kindly", "simply", "instead" };

/* White space is one space, between paragraphs a line feed; what cannot be seen is
 * gone, and so is the hyphen at the end of a line. */
struct copy {
    struct buf text;
    int lines;
    bool space;
};

static void put_space(struct copy *copy)
{
    struct buf *text = &copy->text;
    bool hyphen = copy->lines == 1 && text->len > 1 &&
                  text->ptr[text->len - 1] == '-' &&
                  char_is_letter(text->ptr[text->len - 2]);
    if (hyphen)
        buf_cut(text, text->len - 1);
    else if (text->len > 0)
        buf_char(text, copy->lines > 1 ? '\n' : ' ');
    copy->space = false;
    copy->lines = 0;
}

static void copy_text(struct copy *copy, struct str text)
{
    while (text.len > 0) {
        uint32_t c = utf8_next(&text);
        if (c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0x3000) {
            copy->space = true;
            copy->lines += c == '\n';
            continue;
        }
        if (c == REPLACEMENT || utf8_is_invisible(c))
            continue;
        if (copy->space)
            put_space(copy);
        utf8_put(&copy->text, c);
    }
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019;
}

static bool is_word_byte(char c)
{
    return char_is_letter(c) || char_is_digit(c);
}

/* What may stand between two words of a phrase. */
static bool is_gap(uint32_t c)
{
    static const char ascii[] = " ,-*_\"'()[]{}`~/\\";
    if (c < 0x80)
        return c != 0 && strchr(ascii, (int)c) != NULL;
    return c == 0xFF0C || c == 0x3001 || (c >= 0x2010 && c <= 0x201F);
}

static struct str past_gap(struct str text)
{
    for (int i = 0; i < GAP_MAX && text.len > 0; i++) {
        struct str next = text;
        if (!is_gap(utf8_next(&next)))
            break;
        text = next;
    }
    return text;
}

/* Takes the ASCII word `word` (lower case) off *text, apostrophes passed over. */
static bool skip_word(struct str *text, struct str word)
{
    struct str rest = *text;
    while (rest.len > 0) {
        struct str next = rest;
        uint32_t c = utf8_next(&next);
        if (word.len > 0 && c < 0x80 && char_lower((char)c) == word.ptr[0])
            word = str_from(word, 1);
        else if (!is_apostrophe(c))
            break;
        rest = next;
    }
    if (word.len > 0 || (rest.len > 0 && is_word_byte(rest.ptr[0])))
        return false;
    *text = rest;
    return true;
}

/* The same for characters that are words by themselves. */
static bool skip_characters(struct str *text, struct str characters)
{
    struct str rest = *text;
    while (characters.len > 0) {
        rest = past_gap(rest);
        if (rest.len == 0 || utf8_next(&rest) != utf8_next(&characters))
            return false;
    }
    *text = rest;
    return true;
}

static bool skip_colon(struct str *text)
{
    return str_skip(text, LIT(":")) || str_skip(text, LIT("："));
}

static bool skip_one(struct str *text, struct str word)
{
    if (str_eq(word, LIT(":")))
        return skip_colon(text);
    return (unsigned char)word.ptr[0] >= 0x80 ? skip_characters(text, word)
                                              : skip_word(text, word);
}

/* Does `text` go on with these elements? */
static bool matches(struct str text, struct str elements, struct str *ret_rest)
{
    struct str element = str_cut(&elements, ' ');
    if (element.len == 0) {
        *ret_rest = text;
        return true;
    }
    bool optional = str_ends(element, LIT("?"));
    if (optional)
        element.len--;
    struct str gone = past_gap(text);
    while (element.len > 0) {
        struct str rest = gone;
        if (skip_one(&rest, str_cut(&element, '|')) &&
            matches(rest, elements, ret_rest))
            return true;
    }
    return optional && matches(text, elements, ret_rest);
}

static bool is_asking(struct str before)
{
    size_t start = before.len;
    while (start > 0 && is_word_byte(before.ptr[start - 1]))
        start--;
    for (size_t i = 0; i < COUNT_OF(asking); i++)
        if (str_eq_nocase(str_from(before, start), str_of(asking[i])))
            return true;
    return false;
}

/* Does a sentence begin after `before`, or an order? */
static bool is_order(struct str before)
{
    while (before.len > 0 && strchr(" *_`#>-", before.ptr[before.len - 1]) != NULL)
        before.len--;
    if (before.len == 0)
        return true;
    char last = before.ptr[before.len - 1];
    return strchr(".:;!?\n([{\"'", last) != NULL || (unsigned char)last >= 0x80 ||
           is_asking(before);
}

static bool begins_word(struct str text, size_t at)
{
    return !is_word_byte(text.ptr[at]) || at == 0 || !is_word_byte(text.ptr[at - 1]);
}

static bool fits(const struct phrase *phrase, struct str text, size_t at,
                 size_t *ret_end)
{
    struct str rest;
    if (!matches(str_from(text, at), str_of(phrase->words), &rest) ||
        (phrase->where == ORDER && !is_order(str_upto(text, at))))
        return false;
    *ret_end = text.len - rest.len;
    return true;
}

/* Which phrases may begin with a byte. */
static void index_phrases(uint64_t ret_index[BYTES])
{
    memset(ret_index, 0, BYTES * sizeof *ret_index);
    for (size_t i = 0; i < COUNT_OF(phrases); i++) {
        struct str rest = str_of(phrases[i].words);
        struct str element = str_cut(&rest, ' ');
        assert(!str_ends(element, LIT("?")));
        while (element.len > 0) {
            struct str word = str_cut(&element, '|');
            ret_index[(unsigned char)word.ptr[0]] |= UINT64_C(1) << i;
        }
    }
}

/* The phrase at [start, end) and some words around it, on one line. */
static const char *excerpt(struct str text, size_t start, size_t end,
                           struct arena *arena)
{
    size_t from = start > AROUND ? start - AROUND : 0;
    size_t to = text.len - end > AROUND ? end + AROUND : text.len;
    while (from > 0 && from < start && text.ptr[from - 1] != ' ')
        from++;
    while (to < text.len && to > end && text.ptr[to] != ' ')
        to--;
    char *line = arena_text(arena, (struct str){ text.ptr + from, to - from });
    for (char *c = line; *c != '\0'; c++)
        if (*c == '\n')
            *c = ' ';
    return line;
}

const char *addressed_find(struct str text, struct arena *arena)
{
    uint64_t index[BYTES];
    CLEANUP(buf_done) struct buf bytes = buf_upto(text.len);
    struct copy copy = { .text = bytes };
    copy_text(&copy, text);
    bytes = copy.text;
    struct str clean = buf_str(&bytes);
    index_phrases(index);
    for (size_t at = 0; at < clean.len; at++) {
        uint64_t maybe = index[(unsigned char)char_lower(clean.ptr[at])];
        size_t end;
        if (maybe == 0 || !begins_word(clean, at))
            continue;
        for (size_t i = 0; i < COUNT_OF(phrases); i++)
            if ((maybe >> i & 1) != 0 && fits(&phrases[i], clean, at, &end))
                return excerpt(clean, at, end, arena);
    }
    return NULL;
}
