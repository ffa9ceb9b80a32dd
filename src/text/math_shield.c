/* One pass over the lines; what a line starts with decides whether it is code, inside a
 * line math and code spans are found up to the paragraph's end. See math_shield.h. */
#include "text/math_shield.h"

#include "base/utf8.h"
#include "text/markdown_line.h"
#include "text/math_span.h"

enum { INLINE_MATH_MAX = 2000, TICKS_MAX = 64 };

/* How far a span that begins here may reach, and what does not come again up to there.
 */
struct window {
    size_t len;
    struct math_finder finder;
};

struct shield {
    struct str rest; /* what has not been read */
    struct arena *arena;
    struct buf *out;
    struct math_pieces pieces;
    struct window paragraph; /* to a blank line or a fence: display math */
    struct window block;     /* to the next item, row or heading: all else */
    uint64_t no_ticks;       /* runs of backticks that do not come again in the block */
    char fence;              /* its character; 0 outside of one */
    size_t fence_len;
    bool quoted; /* the line stands in a block quote */
};

static void put_visible(struct buf *out, struct str text)
{
    while (text.len > 0) {
        size_t plain = 0;
        while (plain < text.len && (unsigned char)text.ptr[plain] >= ' ' &&
               (unsigned char)text.ptr[plain] < 0x7F)
            plain++;
        buf_add(out, str_upto(text, plain));
        text = str_from(text, plain);
        if (text.len == 0)
            return;
        uint32_t character = utf8_next(&text);
        if (!utf8_is_invisible(character))
            utf8_put(out, character);
    }
}

static void move_window(struct window *window, size_t len)
{
    window->len -= len < window->len ? len : window->len;
}

static void advance(struct shield *shield, size_t len)
{
    shield->rest = str_from(shield->rest, len);
    move_window(&shield->paragraph, len);
    move_window(&shield->block, len);
}

static void copy(struct shield *shield, size_t len)
{
    put_visible(shield->out, str_upto(shield->rest, len));
    advance(shield, len);
}

static struct str line_of(struct str text)
{
    return str_upto(text, str_find_char(text, '\n'));
}

/* It stays text, on the deepest level that there is. */
static void drop_excess(struct shield *shield, struct str line)
{
    struct line_excess excess = line_excess(line);
    advance(shield, excess.indent);
    if (excess.len == 0)
        return;
    copy(shield, excess.at - excess.indent);
    advance(shield, excess.len);
}

/* Whether the line could begin a block of its own. */
static bool starts_block(struct str line)
{
    while (line.len > 0 && char_is_space(line.ptr[0]))
        line = str_from(line, 1);
    return line.len > 0 &&
           (line_container_len(line) > 0 || line.ptr[0] == '#' || line.ptr[0] == '|');
}

static bool ends_paragraph(struct str line)
{
    char ignored;
    return line_without_quotes(line).len == 0 || line_fence(line, &ignored) > 0;
}

/* What follows the line that we are on up to the first that `ends` it. */
static size_t len_until(struct str text, bool (*ends)(struct str line))
{
    size_t len = str_find_char(text, '\n');
    while (len < text.len) {
        struct str line = line_of(str_from(text, len + 1));
        if (ends(line))
            return len;
        len += 1 + line.len;
    }
    return text.len;
}

static bool is_all(struct str text, const char *allowed)
{
    return text.len == 0 || str_has_only(text, allowed);
}

/* "$5 and $10", "costs 5 $ and 6 $": money, or nothing. */
static bool is_inline_math(struct str tex, struct str after)
{
    struct str inside = str_upto(str_from(tex, 1), tex.len - 2);
    if (inside.len == 0 || tex.len > INLINE_MATH_MAX ||
        (after.len > 0 && char_is_digit(after.ptr[0])))
        return false;
    bool first = char_is_space(inside.ptr[0]);
    bool last = char_is_space(inside.ptr[inside.len - 1]);
    if (first != last)
        return false;
    bool looks_so = str_find_char(inside, '\\') < inside.len ||
                    str_find_char(inside, '^') < inside.len ||
                    str_find_char(inside, '_') < inside.len ||
                    str_find_char(inside, '=') < inside.len;
    return !first || looks_so || str_trim(inside).len == 1;
}

/* An escaped bracket, as in \[12\]. */
static bool is_citation(struct str tex)
{
    return is_all(str_upto(str_from(tex, 2), tex.len - 4), "0123456789,-; ");
}

static bool is_display(struct str tex)
{
    return str_starts(tex, LIT("$$")) || str_starts(tex, LIT("\\[")) ||
           str_starts(tex, LIT("\\begin"));
}

static bool is_math(struct str tex, struct str after)
{
    if (str_starts(tex, LIT("\\[")))
        return !is_citation(tex);
    if (str_starts(tex, LIT("$")) && !str_starts(tex, LIT("$$")))
        return is_inline_math(tex, after);
    return true;
}

/* The TeX without the '>' that a block quote puts before its lines. */
static struct str clean_tex(struct shield *shield, struct str tex)
{
    CLEANUP(buf_done) struct buf clean = buf_upto(4 * tex.len + 1);
    put_visible(&clean, str_cut(&tex, '\n'));
    while (tex.len > 0) {
        buf_char(&clean, '\n');
        struct str line = str_cut(&tex, '\n');
        put_visible(&clean, shield->quoted ? line_without_quotes(line) : line);
    }
    return str_of(arena_text(shield->arena, buf_str(&clean)));
}

static bool take_math(struct shield *shield)
{
    struct window *window =
        is_display(shield->rest) ? &shield->paragraph : &shield->block;
    struct str text = str_upto(shield->rest, window->len);
    size_t len = math_span(&window->finder, text);
    struct str tex = str_upto(text, len);
    if (len == 0 || !is_math(tex, str_from(text, len)))
        return false;
    struct math_piece piece = { clean_tex(shield, tex), is_display(tex) };
    buf_printf(shield->out, "%c%zu%c", MATH_MARK, shield->pieces.count, MATH_MARK);
    ARENA_PUSH(shield->arena, &shield->pieces, piece);
    advance(shield, len);
    return true;
}

/* A code span with all that it holds, or the backticks alone. */
static void take_ticks(struct shield *shield)
{
    struct str text = str_upto(shield->rest, shield->block.len);
    size_t ticks = line_run_of(text, '`'), at = ticks;
    bool never = ticks >= TICKS_MAX || (shield->no_ticks & UINT64_C(1) << ticks) != 0;
    while (!never && at < text.len) {
        size_t run = line_run_of(str_from(text, at), '`');
        if (run == ticks) {
            copy(shield, at + run);
            return;
        }
        at += run > 0 ? run : 1;
    }
    if (ticks < TICKS_MAX)
        shield->no_ticks |= UINT64_C(1) << ticks;
    copy(shield, ticks);
}

static void take_backslash(struct shield *shield)
{
    if (!take_math(shield))
        copy(shield, shield->rest.len > 1 && shield->rest.ptr[1] != '\n' ? 2 : 1);
}

/* Runs of ordinary text as one. */
static void take_plain(struct shield *shield)
{
    size_t len = 1;
    while (len < shield->rest.len && shield->rest.ptr[len] != '\n' &&
           shield->rest.ptr[len] != '\\' && shield->rest.ptr[len] != '`' &&
           shield->rest.ptr[len] != '$')
        len++;
    copy(shield, len);
}

static void begin_windows(struct shield *shield)
{
    if (shield->paragraph.len == 0)
        shield->paragraph =
            (struct window){ .len = len_until(shield->rest, ends_paragraph) };
    if (shield->block.len > 0)
        return;
    struct str paragraph = str_upto(shield->rest, shield->paragraph.len);
    shield->block = (struct window){ .len = len_until(paragraph, starts_block) };
    shield->no_ticks = 0;
}

static void take_inline(struct shield *shield)
{
    begin_windows(shield); /* display math may have used them up inside a line */
    switch (shield->rest.ptr[0]) {
    case '\\':
        take_backslash(shield);
        break;
    case '`':
        take_ticks(shield);
        break;
    case '$':
        if (!take_math(shield))
            copy(shield, str_starts(shield->rest, LIT("$$")) ? 2 : 1);
        break;
    default:
        take_plain(shield);
    }
}

/* |-|:-:| with the dashes that md4c asks for. */
static bool take_delimiters(struct shield *shield, struct str line)
{
    if (!is_all(line, "|-: \t\r>") || str_find(line, LIT("|")) == line.len ||
        str_find(line, LIT("-")) == line.len)
        return false;
    for (size_t i = 0; i < line.len; i++) {
        bool lonely = line.ptr[i] == '-' && (i == 0 || line.ptr[i - 1] != '-');
        buf_add(shield->out, lonely ? LIT("---") : str_upto(str_from(line, i), 1));
    }
    advance(shield, line.len);
    return true;
}

static void take_fence_line(struct shield *shield, struct str line)
{
    char c = '\0';
    size_t len = line_fence(line, &c);
    if (shield->fence == '\0') {
        shield->fence = c;
        shield->fence_len = len;
    } else if (c == shield->fence && len >= shield->fence_len &&
               str_trim(str_from(line_without_quotes(line), len)).len == 0) {
        shield->fence = '\0';
    }
    copy(shield, line.len);
}

static void take_line(struct shield *shield)
{
    char ignored;
    struct str line = line_of(shield->rest);
    shield->quoted = str_starts(str_trim(line), LIT(">"));
    drop_excess(shield, line);
    line = line_of(shield->rest);
    if (shield->fence != '\0' || line_fence(line, &ignored) > 0)
        take_fence_line(shield, line);
    else if (!take_delimiters(shield, line))
        while (shield->rest.len > 0 && shield->rest.ptr[0] != '\n')
            take_inline(shield);
    if (shield->rest.len > 0)
        copy(shield, 1);
}

void math_shield(struct str markdown, struct arena *arena, struct buf *out,
                 struct math_pieces *ret_pieces)
{
    struct shield shield = { .rest = markdown, .arena = arena, .out = out };
    while (shield.rest.len > 0)
        take_line(&shield);
    *ret_pieces = shield.pieces;
}

const struct math_piece *math_shield_next(const struct math_pieces *pieces,
                                          struct str *text, struct str *ret_plain)
{
    struct str number = str_from(*text, 1);
    size_t end = str_find_char(number, MATH_MARK);
    int64_t at = 0;
    struct err ignored;
    if (text->ptr[0] != MATH_MARK) {
        size_t plain = str_find_char(*text, MATH_MARK);
        *ret_plain = str_upto(*text, plain);
        *text = str_from(*text, plain);
        return NULL;
    }
    *text = str_from(number, end + 1);
    bool known =
        str_to_int(str_upto(number, end), 0, (int64_t)pieces->count - 1, &at, &ignored);
    *ret_plain = LIT("");
    return known ? &pieces->items[at] : NULL;
}
