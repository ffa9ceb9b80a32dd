/* A reader's text into items. Signs have a meaning only where a word could begin, so
 * that formulas, titles and addresses stay what they are: "f(x)", "state-of-the-art".
 * See query_parts.h. */
#include "model/query_parts.h"

#include "base/utf8.h"

#include <string.h>

enum { LABEL_MAX = 20, ENDING_MAX = 16 };

/* Signs of other keyboards, and the ASCII sign that is meant; of a malformed byte a
 * blank, so that notes quote well-formed text. */
static const struct {
    uint32_t sign;
    char ascii;
} signs[] = {
    { 0xA0, ' ' },   { 0x202F, ' ' }, { 0x205F, ' ' }, { 0x3000, ' ' }, { 0xAB, '"' },
    { 0xBB, '"' },   { 0x201C, '"' }, { 0x201D, '"' }, { 0x201E, '"' }, { 0x201F, '"' },
    { 0x300C, '"' }, { 0x300D, '"' }, { 0xFF02, '"' }, { 0xFF08, '(' }, { 0xFF09, ')' },
    { 0x3001, ',' }, { 0xFF0A, '*' }, { 0xFF0C, ',' }, { 0xFF0D, '-' }, { 0xFF1A, ':' },
    { 0xFF5C, '|' }, { 0xFFFD, ' ' },
};

static char ascii_of(uint32_t c)
{
    if (c >= 0x2000 && c <= 0x200A)
        return ' ';
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        if (signs[i].sign == c)
            return signs[i].ascii;
    return '\0';
}

struct str query_normal_text(struct arena *arena, struct str text)
{
    struct buf out = buf_upto(text.len + 1);
    while (text.len > 0) {
        struct str before = text;
        uint32_t c = utf8_next(&text);
        char ascii = c < 0x80 ? '\0' : ascii_of(c);
        if (c < ' ')
            ascii = ' ';
        if (ascii != '\0')
            buf_char(&out, ascii);
        else
            buf_add(&out, str_upto(before, before.len - text.len));
    }
    struct str normal = str_of(arena_text(arena, buf_str(&out)));
    buf_done(&out);
    return normal;
}

static void step(struct query_scan *scan, size_t len)
{
    if (len == 0)
        return;
    scan->before = scan->rest.ptr[len - 1];
    scan->rest = str_from(scan->rest, len);
}

static char peek(struct str text, size_t at)
{
    return at < text.len ? text.ptr[at] : ' ';
}

static bool is_letter(char c)
{
    return char_is_letter(c) || (unsigned char)c >= 0x80;
}

static bool is_alnum(char c)
{
    return is_letter(c) || char_is_digit(c);
}

/* "cat|dog", but not "m|n" and "6|4". */
static bool is_bar_between_words(struct str text, size_t at)
{
    return at >= 2 && is_alnum(text.ptr[at - 2]) && is_letter(text.ptr[at - 1]) &&
           is_letter(peek(text, at + 1)) && is_alnum(peek(text, at + 2));
}

/* Up to a blank, a quotation mark, a closing parenthesis that none in the word opened,
 * or a bar between two words. */
static size_t word_length(struct str text)
{
    size_t len = 0, open = 0;
    for (; len < text.len; len++) {
        char c = text.ptr[len];
        if (c == ' ' || c == '"' || (c == ')' && open == 0))
            break;
        if (c == '|' && open == 0 && (len == 0 || is_bar_between_words(text, len)))
            break;
        open += c == '(';
        open -= c == ')';
    }
    return len;
}

/* The label that the text starts with, a value right behind its colon. */
static struct str label_of(struct str text)
{
    size_t len = 0;
    while (len < text.len && char_is_letter(text.ptr[len]) && len < LABEL_MAX)
        len++;
    bool is_label = len > 0 && peek(text, len) == ':' && peek(text, len + 1) != ' ' &&
                    query_label_find(str_upto(text, len)) != NULL;
    return str_upto(text, is_label ? len : 0);
}

bool query_starts_filter(struct str text)
{
    struct str label = label_of(text);
    return label.len > 0 && query_label_find(label)->fields == 0;
}

static struct query_item take(struct query_scan *scan, enum query_item_kind kind,
                              size_t len)
{
    struct query_item item = { kind, str_upto(scan->rest, len), false };
    step(scan, len);
    return item;
}

static struct query_item take_phrase(struct query_scan *scan)
{
    step(scan, 1);
    size_t end = str_find_char(scan->rest, '"');
    bool unclosed = end == scan->rest.len;
    struct query_item item = take(scan, ITEM_PHRASE, end);
    item.is_unclosed = unclosed;
    step(scan, unclosed ? 0 : 1);
    return item;
}

/* Words in capitals, and what stands for them. */
static enum query_item_kind operator_kind(struct str word)
{
    static const struct {
        const char *word;
        enum query_item_kind kind;
    } operators[] = {
        { "OR", ITEM_OR },   { "|", ITEM_OR },    { "||", ITEM_OR },
        { "AND", ITEM_AND }, { "NOT", ITEM_NOT }, { "ANDNOT", ITEM_NOT },
    };
    for (size_t i = 0; i < COUNT_OF(operators); i++)
        if (str_eq(word, str_of(operators[i].word)))
            return operators[i].kind;
    return ITEM_WORDS;
}

static struct query_item take_label(struct query_scan *scan)
{
    struct query_item item = take(scan, ITEM_LABEL, label_of(scan->rest).len);
    step(scan, 1);
    return item;
}

static struct query_item take_word(struct query_scan *scan)
{
    size_t len = word_length(scan->rest);
    if (len == 0)
        len = peek(scan->rest, 1) == '|' ? 2 : 1; /* a bar */
    struct str word = str_upto(scan->rest, len);
    enum query_item_kind kind = operator_kind(word);
    size_t bare = len;
    while (bare > 0 && memchr(",;.?!", word.ptr[bare - 1], 5) != NULL)
        bare--;
    bool has_star =
        bare > 1 && word.ptr[bare - 1] == '*' && is_alnum(word.ptr[bare - 2]);
    if (kind == ITEM_WORDS && has_star) {
        struct query_item item = take(scan, ITEM_PREFIX, len);
        item.text.len = bare - 1;
        return item;
    }
    return take(scan, kind, len);
}

/* Does the minus that the text starts with exclude something? Not in "the root of -1",
 * "Part -I", "$L$ -type". */
static bool is_exclusion(struct str text)
{
    static const char *const endings[] = { "type",  "th",   "like",
                                           "based", "adic", "dimensional" };
    char next = peek(text, 1);
    struct str word = str_upto(str_from(text, 1), ENDING_MAX);
    word.len = word_length(word);
    if (next == ' ' || next == '-' || next == ')' ||
        str_has_only(word, STR_DIGITS ".,") || (word.len == 1 && char_is_upper(next)))
        return false;
    for (size_t i = 0; i < COUNT_OF(endings); i++)
        if (str_eq(word, str_of(endings[i])))
            return false;
    return true;
}

/* What has a meaning only at the beginning of a word. */
static bool take_sign(struct query_scan *scan, struct query_item *ret_item)
{
    char c = scan->rest.ptr[0];
    if (c == '"')
        *ret_item = take_phrase(scan);
    else if (c == '(')
        *ret_item = take(scan, ITEM_OPEN, 1);
    else if (c == '-' && is_exclusion(scan->rest))
        *ret_item = take(scan, ITEM_NOT, 1);
    else if (label_of(scan->rest).len > 0)
        *ret_item = take_label(scan);
    else
        return false;
    return true;
}

static struct query_item take_without_signs(struct query_scan *scan)
{
    size_t len = 0;
    bool at_start = scan->before == ' ' || scan->before == '-';
    bool has_filters = scan->signs == SIGNS_FILTERS && at_start;
    if (has_filters && query_starts_filter(scan->rest))
        return take_label(scan);
    if (has_filters && scan->rest.ptr[0] == '-' &&
        query_starts_filter(str_from(scan->rest, 1)))
        return take(scan, ITEM_NOT, 1);
    while (len < scan->rest.len && scan->rest.ptr[len] != ' ' &&
           scan->rest.ptr[len] != '"')
        len++;
    return take(scan, ITEM_WORDS, len);
}

struct query_item query_scan_next(struct query_scan *scan)
{
    struct query_item item;
    bool skips_marks = scan->signs != SIGNS_ALL;
    while (scan->rest.len > 0 &&
           (scan->rest.ptr[0] == ' ' || (scan->rest.ptr[0] == '"' && skips_marks)))
        step(scan, 1);
    if (scan->rest.len == 0)
        return (struct query_item){ .kind = ITEM_END };
    if (scan->signs != SIGNS_ALL)
        return take_without_signs(scan);
    if (scan->rest.ptr[0] == ')')
        return take(scan, ITEM_CLOSE, 1);
    bool at_start = scan->before == ' ' || memchr("(-:|\"", scan->before, 5) != NULL;
    if (at_start && take_sign(scan, &item))
        return item;
    if (scan->rest.ptr[0] == '"') { /* an inch, the end of a phrase that none opened */
        step(scan, 1);
        return query_scan_next(scan);
    }
    return take_word(scan);
}

struct str query_scan_value(struct query_scan *scan, bool *ret_is_list)
{
    char c = peek(scan->rest, 0);
    char closing = c == '[' ? ']' : ')';
    size_t end = str_find_char(scan->rest, closing);
    *ret_is_list = c != '"' && c != '[';
    if (c == '"')
        return take_phrase(scan).text;
    if ((c != '[' && c != '(') || end == scan->rest.len)
        return take(scan, ITEM_WORDS, word_length(scan->rest)).text;
    struct str value = take(scan, ITEM_WORDS, end + 1).text;
    return str_upto(str_from(value, 1), value.len - 2);
}
