/* The state machine over arXiv's text: one pass, one construct at a time, each taken
 * whole or left as written. See tex.h. */
#include "text/tex.h"

#include "base/utf8.h"
#include "text/escape.h"
#include "text/fold.h"
#include "text/glyph.h"
#include "text/math_span.h"
#include "text/styled.h"

#include <string.h>

enum { STYLES_NESTED = 8 };

struct tex {
    struct str rest;
    const char *start;
    struct fold fold;
    enum tex_field field;
    struct math_finder math;
    bool quoted; /* behind a `` that is still open */
    bool in_url;
    const char *closers[STYLES_NESTED]; /* braces that end a \emph{ and its like */
    size_t closer_count;
};

enum { EN_DASH = 0x2013, EM_DASH = 0x2014, OPEN_QUOTE = 0x201C, CLOSE_QUOTE = 0x201D };

static bool is_name(const struct tex *tex)
{
    return tex->field == TEX_NAME;
}

static char peek(const struct tex *tex, size_t ahead)
{
    return ahead < tex->rest.len ? tex->rest.ptr[ahead] : '\0';
}

static void skip(struct tex *tex, size_t len)
{
    tex->rest = str_from(tex->rest, len);
}

static void put(struct tex *tex, uint32_t c, size_t taken)
{
    fold_put(&tex->fold, c);
    skip(tex, taken);
}

/* True where a word could begin: nothing, white space or an opening sign before. */
static bool at_word_start(const struct tex *tex)
{
    return tex->fold.space || tex->fold.line || tex->fold.last == 0 ||
           tex->fold.last == '(' || tex->fold.last == '[';
}

/* Letters and digits stand for themselves: most of a text is taken here. */
static size_t take_letters(struct tex *tex)
{
    size_t len = 0;
    while (char_is_letter(peek(tex, len)) || char_is_digit(peek(tex, len)))
        len++;
    fold_put_plain(&tex->fold, str_upto(tex->rest, len));
    skip(tex, len);
    return len;
}

/* Takes one character, an entity decoded. */
static void take_plain(struct tex *tex)
{
    uint32_t c = 0;
    size_t entity = entity_read(tex->rest, &c);
    if (entity > 0) {
        put(tex, c, entity);
        return;
    }
    if (str_starts(tex->rest, LIT("://")))
        tex->in_url = true;
    c = utf8_next(&tex->rest);
    if (c <= ' ' || c == '}' || c == ')' || c == '>' || c == ',')
        tex->in_url = false;
    fold_put(&tex->fold, c);
}

/* Copies math as it stands: white space folded, entities decoded. */
static void take_math(struct tex *tex, size_t len)
{
    struct str after = str_from(tex->rest, len);
    while (tex->rest.len > after.len) {
        uint32_t c = 0;
        size_t entity = entity_read(tex->rest, &c);
        skip(tex, entity);
        if (entity == 0)
            c = utf8_next(&tex->rest);
        fold_put(&tex->fold, c);
    }
    tex->rest = after;
}

static bool take_math_here(struct tex *tex)
{
    size_t len = is_name(tex) ? 0 : math_span(&tex->math, tex->rest);
    if (len > 0)
        take_math(tex, len);
    return len > 0;
}

/* True where {\mu} is a character by itself, and not what a command is given. */
static bool may_be_symbol(const struct tex *tex)
{
    uint32_t before = tex->fold.last;
    return at_word_start(tex) || (before > ' ' && before < 0x7F &&
                                  strchr("0123456789-/,=", (char)before) != NULL);
}

static bool take_glyph(struct tex *tex)
{
    struct glyph glyph;
    if (tex->in_url)
        return false;
    if (!glyph_read(&tex->rest, &glyph) &&
        !(may_be_symbol(tex) && glyph_read_symbol(&tex->rest, &glyph)))
        return false;
    fold_put(&tex->fold, glyph.base);
    for (size_t i = 0; i < glyph.mark_count; i++)
        fold_put(&tex->fold, glyph.marks[i]);
    return true;
}

/* \& \% \_ \# \$ \{ \}, escaped spaces and hyphens; \~ in addresses and alone. */
static bool take_escaped(struct tex *tex)
{
    char c = peek(tex, 1);
    bool alone = peek(tex, 2) == '{' && peek(tex, 3) == '}';
    if (c == '&') {
        skip(tex, 1);
        take_plain(tex);
    } else if (c != '\0' && strchr("%_#${}", c) != NULL) {
        put(tex, (unsigned char)c, 2);
    } else if (char_is_space(c) || c == ',') {
        put(tex, ' ', 2);
    } else if ((c == '~' || c == '^') && alone) {
        put(tex, (unsigned char)c, 4);
    } else if (c == '~' && (tex->in_url || tex->fold.last == '/')) {
        put(tex, '~', 2);
    } else if (c == '/' || c == '-' || c == '@') { /* finer points of spacing */
        skip(tex, 2);
    } else {
        return false;
    }
    return true;
}

/* \emph{words} are words; the braces go with the command. */
static bool take_styled(struct tex *tex)
{
    size_t close = 0;
    size_t open = is_name(tex) || tex->closer_count == STYLES_NESTED
                      ? 0
                      : styled_open(tex->rest, &close);
    if (open == 0)
        return false;
    tex->closers[tex->closer_count++] = tex->rest.ptr + close;
    skip(tex, open);
    return true;
}

static bool take_closer(struct tex *tex)
{
    while (tex->closer_count > 0 && tex->closers[tex->closer_count - 1] < tex->rest.ptr)
        tex->closer_count--;
    if (tex->closer_count == 0 || tex->closers[tex->closer_count - 1] != tex->rest.ptr)
        return false;
    tex->in_url = false;
    skip(tex, 1);
    return true;
}

static void take_command(struct tex *tex)
{
    bool twice = peek(tex, 1) == '\\';
    if (twice && is_name(tex)) {
        skip(tex, 1); /* an accent that was escaped once too often */
        return;
    }
    if (take_math_here(tex) || take_escaped(tex) || take_styled(tex) || take_glyph(tex))
        return;
    if (twice)
        put(tex, '\\', 1); /* \\'e stays a line break and an apostrophe */
    put(tex, '\\', 1);
}

/* True right behind a command that was left as written: its braces stay. */
static bool follows_command(const struct tex *tex)
{
    size_t letters = 0, read = (size_t)(tex->rest.ptr - tex->start);
    while (letters < read && letters < 16 &&
           char_is_letter(tex->rest.ptr[-1 - (int)letters]))
        letters++;
    return letters > 1 && letters < read && tex->rest.ptr[-1 - (int)letters] == '\\';
}

static void take_brace(struct tex *tex)
{
    if (take_closer(tex))
        return;
    if ((is_name(tex) || !follows_command(tex)) && take_glyph(tex))
        return;
    if (is_name(tex))
        skip(tex, 1);
    else
        take_plain(tex);
}

static size_t run_length(const struct tex *tex, char c)
{
    size_t len = 0;
    while (peek(tex, len) == c)
        len++;
    return len;
}

static void put_run(struct tex *tex, char c, size_t len)
{
    for (size_t i = 0; i < len; i++)
        fold_put(&tex->fold, (unsigned char)c);
}

/* -- and --- are dashes; not in addresses, arrows (-->), rules (-----) and names. */
static void take_hyphens(struct tex *tex)
{
    size_t len = run_length(tex, '-');
    uint32_t before = tex->fold.last;
    bool dash = (len == 2 || len == 3) && !tex->in_url && peek(tex, len) != '>' &&
                before != '<' && before != '!';
    if (!dash)
        put_run(tex, '-', len);
    else if (is_name(tex))
        fold_put(&tex->fold, '-');
    else
        fold_put(&tex->fold, len == 2 ? EN_DASH : EM_DASH);
    skip(tex, len);
}

static void take_quote(struct tex *tex)
{
    char c = peek(tex, 0);
    size_t len = run_length(tex, c);
    bool pair = len == 2 && !is_name(tex) && !tex->in_url;
    if (pair && (c == '`' || tex->quoted)) {
        tex->quoted = c == '`';
        fold_put(&tex->fold, tex->quoted ? OPEN_QUOTE : CLOSE_QUOTE);
    } else {
        put_run(tex, c, len);
    }
    skip(tex, len);
}

/* The last character but one that was written, if it is ASCII. */
static char second_last(const struct tex *tex)
{
    return tex->fold.last_at > 0 ? tex->fold.out->ptr[tex->fold.last_at - 1] : ' ';
}

/* "~5 GPa", "2~5x", "t~600": here a tilde means about, to, or of the order of. */
static bool means_about(const struct tex *tex)
{
    if (at_word_start(tex))
        return true;
    uint32_t before = tex->fold.last;
    if (!char_is_digit(peek(tex, 1)))
        return before > 0x7F ? false : strchr("/=<>|", (char)before) != NULL;
    if (before < 0x80 && char_is_letter((char)before))
        return !char_is_letter(second_last(tex));
    bool thousands = char_is_digit(peek(tex, 2)) && char_is_digit(peek(tex, 3)) &&
                     !char_is_digit(peek(tex, 4));
    return before != '.' && before != ',' && !thousands;
}

static void take_tilde(struct tex *tex)
{
    bool literal = !is_name(tex) && (tex->in_url || means_about(tex));
    put(tex, literal ? '~' : ' ', 1);
}

static size_t line_break_tag(struct str s)
{
    if (!str_eq_nocase(str_upto(s, 3), LIT("<br")))
        return 0;
    size_t len = 3;
    while (len < s.len && len < 8 && char_is_space(s.ptr[len]))
        len++;
    len += len < s.len && s.ptr[len] == '/';
    return len < s.len && s.ptr[len] == '>' ? len + 1 : 0;
}

static void take_angle(struct tex *tex)
{
    size_t len = line_break_tag(tex->rest);
    if (len > 0)
        put(tex, ' ', len);
    else
        take_plain(tex);
}

/* Old abstracts are wrapped by hand: an indented line starts a paragraph. */
static void take_line_end(struct tex *tex)
{
    put(tex, ' ', 1);
    tex->in_url = false;
    while (peek(tex, 0) == '\r')
        skip(tex, 1);
    char c = peek(tex, 0);
    if (tex->field == TEX_ABSTRACT && (c == ' ' || c == '\t' || c == '\n'))
        fold_line(&tex->fold);
}

static void take(struct tex *tex)
{
    switch (peek(tex, 0)) {
    case '\\':
        take_command(tex);
        break;
    case '$':
        if (!take_math_here(tex))
            take_plain(tex);
        break;
    case '{':
    case '}':
        take_brace(tex);
        break;
    case '-':
        take_hyphens(tex);
        break;
    case '`':
    case '\'':
        take_quote(tex);
        break;
    case '~':
        take_tilde(tex);
        break;
    case '<':
        take_angle(tex);
        break;
    case '\n':
        take_line_end(tex);
        break;
    default:
        if (take_letters(tex) == 0)
            take_plain(tex);
    }
}

const char *tex_to_text(struct arena *arena, struct str text, enum tex_field field)
{
    CLEANUP(buf_done) struct buf out = buf_upto(4 * text.len + 16);
    struct tex tex = {
        .rest = text, .start = text.ptr, .fold = { .out = &out }, .field = field
    };
    while (tex.rest.len > 0)
        take(&tex);
    return arena_text(arena, buf_str(&out));
}
