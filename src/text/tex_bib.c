/* One pass that turns a bibliography's TeX into the TeX that text/tex.h reads; see
 * tex_bib.h. Accents, letters and math are copied as they stand: what follows decodes
 * them. */
#include "text/tex_bib.h"

#include "base/utf8.h"
#include "text/accent.h"
#include "text/glyph.h"
#include "text/html_tag.h"
#include "text/math_span.h"
#include "text/tex_bib_command.h"

#include <string.h>

enum { ARGUMENT_MAX = 600, GROWTH_MAX = 4 };

struct bib {
    struct str rest;
    struct buf *out;
    struct math_finder math;
    enum tex_field field;
};

static char peek(const struct bib *bib, size_t ahead)
{
    return ahead < bib->rest.len ? bib->rest.ptr[ahead] : '\0';
}

static void skip(struct bib *bib, size_t len)
{
    bib->rest = str_from(bib->rest, len);
}

static void copy(struct bib *bib, size_t len)
{
    buf_add(bib->out, str_upto(bib->rest, len));
    skip(bib, len);
}

static bool copy_math(struct bib *bib)
{
    size_t len = bib->field == TEX_NAME ? 0 : math_span(&bib->math, bib->rest);
    copy(bib, len);
    return len > 0;
}

/* {\"o}, \H{o}, \ss: as they stand. */
static bool copy_glyph(struct bib *bib)
{
    struct str after = bib->rest;
    struct glyph glyph;
    if (!glyph_read(&after, &glyph))
        return false;
    copy(bib, bib->rest.len - after.len);
    return true;
}

/* The length of the {…} that `s` starts with, its braces included; 0 if it is none or
 * too long for what a command is given. */
static size_t argument_length(struct str s)
{
    int depth = 0;
    s = str_upto(s, ARGUMENT_MAX);
    for (size_t i = 0; i < s.len && (i == 0 ? s.ptr[0] == '{' : true); i++) {
        depth += (s.ptr[i] == '{') - (s.ptr[i] == '}');
        if (depth == 0)
            return i + 1;
    }
    return 0;
}

static size_t white_length(struct str s)
{
    size_t len = 0;
    while (len < s.len && char_is_space(s.ptr[len]))
        len++;
    return len;
}

/* What ends a command that is a word. */
static void skip_end(struct bib *bib)
{
    if (peek(bib, 0) == '{' && peek(bib, 1) == '}')
        skip(bib, 2);
    else
        skip(bib, white_length(bib->rest));
}

/* As it stands, with all that it is given: \cite{a}, \frac{1}{2} */
static void copy_unknown(struct bib *bib, size_t len)
{
    copy(bib, len);
    while (peek(bib, 0) == '{') {
        size_t argument = argument_length(bib->rest);
        if (argument == 0)
            return;
        copy(bib, argument);
    }
}

/* \href{address}{words} and \textcolor{red}{words} are their words. */
static bool skip_first(struct bib *bib, struct str name)
{
    size_t len = 1 + name.len;
    struct str rest = str_from(bib->rest, len);
    bool two = str_eq(name, LIT("href")) || str_eq(name, LIT("textcolor"));
    size_t argument = two ? argument_length(rest) : 0;
    if (argument > 0)
        skip(bib, len + argument);
    return argument > 0;
}

/* Ze\v{}cevi\'c: an accent whose letter slipped out of its braces. */
static bool mend_accent(struct bib *bib, struct str name)
{
    struct str rest = str_from(bib->rest, 1 + name.len);
    bool accent = name.len == 1 && accent_mark(name) != 0 && name.ptr[0] != '~' &&
                  name.ptr[0] != '^';
    if (!accent || !str_skip(&rest, LIT("{}")) || rest.len == 0 ||
        !char_is_letter(rest.ptr[0]))
        return false;
    buf_add(bib->out, str_upto(bib->rest, 1 + name.len));
    buf_char(bib->out, '{');
    buf_char(bib->out, rest.ptr[0]);
    buf_char(bib->out, '}');
    bib->rest = str_from(rest, 1);
    return true;
}

static void take_word(struct bib *bib, struct str name)
{
    struct tex_bib_command command = tex_bib_command_read(name);
    uint32_t symbol = accent_symbol(name);
    if (skip_first(bib, name) || copy_glyph(bib))
        return;
    if (command.kind == TEX_BIB_OTHER && symbol == 0) {
        copy_unknown(bib, 1 + name.len);
        return;
    }
    skip(bib, 1 + name.len);
    if (command.kind == TEX_BIB_ARGUMENT) {
        skip(bib, argument_length(bib->rest));
        buf_char(bib->out, ' ');
        return;
    }
    buf_add(bib->out, command.text);
    if (command.kind == TEX_BIB_OTHER)
        utf8_put(bib->out, symbol);
    skip_end(bib);
}

static void take_command(struct bib *bib)
{
    struct str name = command_name(bib->rest);
    if (copy_math(bib) || mend_accent(bib, name))
        return;
    if (name.len > 0 && char_is_letter(name.ptr[0])) {
        take_word(bib, name);
    } else if (peek(bib, 1) == '\\' &&
               (bib->rest.len == 2 || white_length(str_from(bib->rest, 2)) > 0)) {
        buf_char(bib->out, ' '); /* the end of a line, as TeX spells it */
        skip(bib, 2);
    } else if (!copy_glyph(bib)) {
        copy(bib, 1 + name.len);
    }
}

static void take_angle(struct bib *bib)
{
    enum html_breaks breaks = HTML_NO_BREAK;
    size_t len = html_tag_length(bib->rest, &breaks);
    if (len == 0)
        copy(bib, 1);
    else if (breaks != HTML_NO_BREAK)
        buf_char(bib->out, ' ');
    skip(bib, len);
}

/* Lines are wrapped and indented as the exporter likes; a blank one parts paragraphs.
 */
static void take_white(struct bib *bib)
{
    size_t len = 0, lines = 0;
    for (; (unsigned char)peek(bib, len) <= ' ' && len < bib->rest.len; len++)
        lines += peek(bib, len) == '\n';
    buf_add(bib->out, lines > 1 ? LIT("\n\n") : LIT(" "));
    skip(bib, len);
}

static void take(struct bib *bib)
{
    switch (peek(bib, 0)) {
    case '\\':
        take_command(bib);
        break;
    case '$':
        if (!copy_math(bib))
            copy(bib, 1);
        break;
    case '{':
        if (!copy_glyph(bib))
            skip(bib, 1);
        break;
    case '}':
        skip(bib, 1);
        break;
    case '<':
        take_angle(bib);
        break;
    default:
        if ((unsigned char)peek(bib, 0) <= ' ')
            take_white(bib);
        else
            copy(bib, 1);
    }
}

static size_t plain_length(struct str s)
{
    size_t len = 0;
    while (len < s.len && (unsigned char)s.ptr[len] > ' ' &&
           memchr("\\${}<", s.ptr[len], 5) == NULL)
        len++;
    return len;
}

const char *tex_bib_to_text(struct arena *arena, struct str tex, enum tex_field field)
{
    CLEANUP(buf_done) struct buf out = buf_upto(GROWTH_MAX * tex.len + 16);
    struct bib bib = { .rest = tex, .out = &out, .field = field };
    while (bib.rest.len > 0) {
        copy(&bib, plain_length(bib.rest));
        if (bib.rest.len > 0)
            take(&bib);
    }
    return tex_to_text(arena, buf_str(&out), field);
}
