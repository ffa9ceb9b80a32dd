/* See pdf_lines.h. */
#include "source/pdf_lines.h"

#include "base/buf.h"
#include "base/utf8.h"

enum {
    LINE_BYTES_MAX = 64 << 10,
    EDGE_LINES = 2, /* at the top and at the bottom of a page */
    PAGES_MAX = 400,
    REPEATS_MIN = 3,
    FIRST_LIGATURE = 0xFB00,
};

static const struct str ligatures[] = { { "ff", 2 },  { "fi", 2 },  { "fl", 2 },
                                        { "ffi", 3 }, { "ffl", 3 }, { "st", 2 },
                                        { "st", 2 } };

static bool is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == 0xA0 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x3000;
}

static void put_character(struct buf *out, uint32_t c)
{
    if (c >= FIRST_LIGATURE && c < FIRST_LIGATURE + COUNT_OF(ligatures))
        buf_add(out, ligatures[c - FIRST_LIGATURE]);
    else
        utf8_put(out, c);
}

/* A soft hyphen hides a cut word, as at a line's end '-' does. */
static void clean_line(struct pdf_lines *lines, struct str raw, struct buf *out)
{
    enum { SOFT_HYPHEN = 0xAD };
    bool space = false;
    while (raw.len > 0) {
        uint32_t c = utf8_next(&raw);
        if (is_space(c)) {
            space = out->len > 0;
            continue;
        }
        if (c == SOFT_HYPHEN && raw.len == 0)
            c = '-';
        if (utf8_is_invisible(c)) {
            lines->invisible++;
            continue;
        }
        if (space)
            buf_char(out, ' ');
        space = false;
        put_character(out, c);
    }
}

static void take_line(struct pdf_lines *lines, struct arena *arena, struct str raw,
                      struct pdf_line *next)
{
    CLEANUP(buf_done) struct buf clean = buf_upto(LINE_BYTES_MAX);
    if (lines->count == PDF_LINES_MAX) {
        lines->cut = true;
        return;
    }
    clean_line(lines, raw, &clean);
    lines->cut |= clean.full;
    if (clean.len == 0) {
        next->apart = true;
        return;
    }
    next->text = (struct str){ arena_text(arena, buf_str(&clean)), clean.len };
    ARENA_PUSH(arena, lines, *next);
    next->apart = false;
}

static void take_page(struct pdf_lines *lines, struct arena *arena, struct str page,
                      int number)
{
    struct pdf_line next = { .page = number, .apart = true };
    while (page.len > 0)
        take_line(lines, arena, str_cut(&page, '\n'), &next);
}

/* A line of a page's edge with its numbers made alike: "Preprint, page 7". */
struct edge {
    uint64_t shape;
    size_t line;
    bool top;
};

struct edges {
    struct edge items[PAGES_MAX * 2 * EDGE_LINES];
    size_t count;
};

static uint64_t shape_of(struct str text)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    bool in_number = false;
    for (size_t i = 0; i < text.len; i++) {
        bool digit = char_is_digit(text.ptr[i]);
        if (digit && in_number)
            continue;
        in_number = digit;
        unsigned char c = digit ? '#' : (unsigned char)char_lower(text.ptr[i]);
        hash = (hash ^ c) * UINT64_C(1099511628211);
    }
    return hash;
}

static bool is_number(struct str text)
{
    str_skip(&text, LIT("Page "));
    while (text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == ' '))
        text = str_from(text, 1);
    while (text.len > 0 && (str_ends(text, LIT("-")) || str_ends(text, LIT(" "))))
        text.len--;
    return text.len <= 4 && str_has_only(text, STR_DIGITS "ivx");
}

static void note_edges(struct pdf_lines *lines, size_t start, size_t end,
                       struct edges *edges)
{
    for (size_t i = start; i < end; i++) {
        bool top = i < start + EDGE_LINES, bottom = i + EDGE_LINES >= end;
        bool outermost = i == start || i + 1 == end;
        if (outermost && is_number(lines->items[i].text))
            lines->items[i].is_margin = true;
        if ((top || bottom) && edges->count < COUNT_OF(edges->items))
            edges->items[edges->count++] =
                (struct edge){ shape_of(lines->items[i].text), i, top };
    }
}

static size_t repeats_of(const struct edges *edges, const struct edge *edge)
{
    size_t count = 0;
    for (size_t i = 0; i < edges->count; i++)
        count +=
            edges->items[i].shape == edge->shape && edges->items[i].top == edge->top;
    return count;
}

/* The first page keeps what later ones repeat at their top: the title. */
static void mark_margins(struct pdf_lines *lines, struct arena *arena)
{
    struct edges *edges = ARENA_NEW(arena, struct edges);
    for (size_t start = 0, end; start < lines->count; start = end) {
        end = start;
        while (end < lines->count && lines->items[end].page == lines->items[start].page)
            end++;
        note_edges(lines, start, end, edges);
    }
    for (size_t i = 0; i < edges->count; i++) {
        const struct edge *edge = &edges->items[i];
        bool may_be_title = edge->top && lines->items[edge->line].page == 0;
        if (!may_be_title && repeats_of(edges, edge) >= REPEATS_MIN)
            lines->items[edge->line].is_margin = true;
    }
}

/* A table of contents repeats the headings: "Introduction . . . . . . 1". */
static void mark_contents(struct pdf_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        struct str text = lines->items[i].text;
        lines->items[i].is_margin |= str_find(text, LIT(". . . .")) < text.len ||
                                     str_find(text, LIT("......")) < text.len;
    }
}

/* arXiv:2401.01234v2 [cs.CL] 3 Jan 2024, up the side of the first page. */
static void mark_stamp(struct pdf_lines *lines)
{
    for (size_t i = 0; i < lines->count && lines->items[i].page == 0; i++) {
        struct str text = lines->items[i].text;
        if (str_starts(text, LIT("arXiv:")) && str_find_char(text, '[') < text.len)
            lines->items[i].is_margin = true;
    }
}

struct pdf_lines pdf_lines_read(struct arena *arena, struct str printed)
{
    struct pdf_lines lines = { .cut = printed.len > PDF_PRINTED_MAX };
    printed = str_upto(printed, PDF_PRINTED_MAX);
    for (int page = 0; printed.len > 0; page++)
        take_page(&lines, arena, str_cut(&printed, '\f'), page);
    mark_margins(&lines, arena);
    mark_stamp(&lines);
    mark_contents(&lines);
    return lines;
}
