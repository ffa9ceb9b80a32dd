/* Reading accents by recursive descent, a few levels deep; see glyph.h. */
#include "text/glyph.h"

#include "base/utf8.h"
#include "text/accent.h"

#include <string.h>

enum {
    DEPTH_MAX = 4,
    DOTLESS_I = 0x131,
    DOTLESS_J = 0x237,
    DOT_ABOVE = 0x307,
    DIAERESIS = 0x308
};

static bool read_any(struct str *tex, int depth, struct glyph *glyph);

struct str command_name(struct str tex)
{
    struct str name = str_from(tex, 1);
    size_t len = 0;
    while (len < name.len && char_is_letter(name.ptr[len]))
        len++;
    if (len == 0 && name.len > 0) {
        struct str after = name;
        utf8_next(&after);
        len = name.len - after.len;
    }
    return str_upto(name, len);
}

static void skip_white(struct str *tex)
{
    while (tex->len > 0 && char_is_space(tex->ptr[0]))
        *tex = str_from(*tex, 1);
}

/* TeX eats the white space behind a control word; "{}" is how one keeps it. */
static void end_word(struct str *tex)
{
    if (!str_skip(tex, LIT("{}")))
        skip_white(tex);
}

static bool add_mark(struct glyph *glyph, uint32_t mark)
{
    if (glyph->base == DOTLESS_I)
        glyph->base = 'i';
    else if (glyph->base == DOTLESS_J)
        glyph->base = 'j';
    if (glyph->base == 'i' && mark == DOT_ABOVE)
        return true; /* \.{\i} is an i */
    if (glyph->mark_count == GLYPH_MARKS_MAX)
        return false;
    glyph->marks[glyph->mark_count++] = mark;
    return true;
}

/* A mark on a letter that no language writes so is believed only where the accent is
 * spelt out with braces or a letter: \"s and \"the may begin a quotation. */
static bool is_plausible(const struct glyph *glyph, uint32_t mark, bool explicit)
{
    if (!explicit && mark == DIAERESIS && glyph->base < 0x80 &&
        str_find_char(LIT("HhtWwXx"), (char)glyph->base) < 7)
        return false;
    bool dotted = mark == DOT_ABOVE && glyph->base == 'i';
    return explicit || dotted || glyph->mark_count > 0 || glyph->base >= 0x80 ||
           accent_compose(glyph->base, mark) != 0;
}

/* \b{eta}: a Greek letter that a program tore apart. */
static bool read_torn(struct str *rest, struct str name, struct glyph *glyph)
{
    if (rest->len == 0 || rest->ptr[0] != '{')
        return false;
    struct str after = str_from(*rest, 1);
    size_t end = str_find_char(str_upto(after, 12), '}');
    uint32_t letter = accent_torn(name, str_upto(after, end));
    if (letter == 0)
        return false;
    glyph->base = letter;
    *rest = str_from(after, end + 1);
    return true;
}

/* Passes what may stand between an accent and its letter: anything white behind \v, and
 * behind \' only what looks like a slip ("Poincar\' e"). */
static bool skip_gap(struct str *tex, char accent)
{
    struct str rest = *tex;
    skip_white(&rest);
    bool gap = rest.len < tex->len;
    if (gap && !char_is_letter(accent) &&
        (str_find_char(LIT("'`^\""), accent) == 4 || rest.len == 0 ||
         !char_is_lower(rest.ptr[0])))
        return false;
    *tex = rest;
    return true;
}

static bool read_accent(struct str *tex, struct str name, uint32_t mark, int depth,
                        struct glyph *glyph)
{
    struct str rest = *tex;
    bool word = char_is_letter(name.ptr[0]);
    if (word && read_torn(&rest, name, glyph)) {
        *tex = rest;
        return true;
    }
    if (!skip_gap(&rest, name.ptr[0]))
        return false;
    bool explicit = rest.len > 0 && (rest.ptr[0] == '{' || rest.ptr[0] == '\\');
    if (!read_any(&rest, depth + 1, glyph) || !is_plausible(glyph, mark, explicit) ||
        !add_mark(glyph, mark))
        return false;
    *tex = rest;
    return true;
}

static bool read_command(struct str *tex, int depth, struct glyph *glyph)
{
    struct str name = command_name(*tex);
    struct str rest = str_from(*tex, 1 + name.len);
    uint32_t letter = accent_letter(name), mark = accent_mark(name);
    bool macro = rest.len > 0 && strchr("(_^", rest.ptr[0]) != NULL; /* \O(1), \L_m */
    if (letter != 0) {
        if (macro && depth == 0)
            return false;
        glyph->base = letter;
        end_word(&rest);
    } else if (mark == 0 || !read_accent(&rest, name, mark, depth, glyph)) {
        return false;
    }
    *tex = rest;
    return true;
}

static bool read_group(struct str *tex, int depth, struct glyph *glyph)
{
    struct str rest = str_from(*tex, 1);
    skip_white(&rest);
    if (!read_any(&rest, depth + 1, glyph))
        return false;
    skip_white(&rest);
    if (!str_skip(&rest, LIT("}")))
        return false;
    *tex = rest;
    return true;
}

static bool read_letter(struct str *tex, struct glyph *glyph)
{
    struct str rest = *tex;
    uint32_t c = utf8_next(&rest);
    bool latin = c < 0x80 ? char_is_letter((char)c) : (c >= 0xC0 && c <= 0x24F);
    if (!latin)
        return false;
    glyph->base = c;
    *tex = rest;
    return true;
}

static bool read_any(struct str *tex, int depth, struct glyph *glyph)
{
    if (tex->len == 0 || depth > DEPTH_MAX)
        return false;
    if (tex->ptr[0] == '{')
        return read_group(tex, depth, glyph);
    if (tex->ptr[0] == '\\')
        return read_command(tex, depth, glyph);
    return depth > 0 && read_letter(tex, glyph);
}

bool glyph_read(struct str *tex, struct glyph *ret_glyph)
{
    struct glyph glyph = { 0 };
    struct str rest = *tex, group = str_from(*tex, 1);
    if (tex->len > 0 && tex->ptr[0] == '{') {
        skip_white(&group);
        if (group.len == 0 || (group.ptr[0] != '\\' && group.ptr[0] != '{'))
            return false; /* {BERT} keeps its braces */
    }
    if (!read_any(&rest, 0, &glyph))
        return false;
    *tex = rest;
    *ret_glyph = glyph;
    return true;
}

bool glyph_read_symbol(struct str *tex, struct glyph *ret_glyph)
{
    struct str rest = *tex;
    if (!str_skip(&rest, LIT("{\\")))
        return false;
    struct str name = str_upto(rest, str_find_char(str_upto(rest, 12), '}'));
    uint32_t symbol = accent_symbol(name);
    if (symbol == 0)
        return false;
    *tex = str_from(rest, name.len + 1);
    *ret_glyph = (struct glyph){ .base = symbol };
    return true;
}
