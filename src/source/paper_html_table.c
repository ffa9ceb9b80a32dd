/* Tables as lines of cells with bars, and equations, which LaTeXML sets as tables. See
 * paper_html_parts.h. */
#include "source/paper_html_parts.h"

#include "text/escape.h"

enum { MATH_MAX = 64 << 10, SPAN_MAX = 20 };

void html_table_open(struct html_walk *walk, const struct html_frame *frame,
                     const struct html_token *tag)
{
    (void)frame, (void)tag;
    if (walk->tables++ > 0)
        return; /* a table inside a cell is text */
    flow_gap(&walk->flow, GAP_BLANK);
    memset(walk->down, 0, sizeof walk->down);
    walk->flow.flat++;
}

void html_table_close(struct html_walk *walk, const struct html_frame *frame)
{
    (void)frame;
    if (--walk->tables > 0)
        return;
    walk->flow.flat--;
    flow_gap(&walk->flow, GAP_BLANK);
}

/* A line of the outermost table begins. */
void html_row_open(struct html_walk *walk, const struct html_frame *frame,
                   const struct html_token *tag)
{
    (void)frame, (void)tag;
    if (walk->tables != 1)
        return;
    walk->column = 0;
    walk->flow.flat--;
    flow_gap(&walk->flow, GAP_LINE);
    walk->flow.flat++;
}

void html_row_close(struct html_walk *walk, const struct html_frame *frame)
{
    (void)frame;
    if (walk->tables != 1 || walk->column == 0)
        return;
    walk->flow.gap = GAP_SPACE;
    flow_piece(&walk->flow, LIT("|"));
}

static int span_of(const struct html_token *tag, const char *name)
{
    int64_t span = 1;
    struct err ignored;
    if (!str_to_int(str_trim(html_attribute(tag, name)), 1, 1000, &span, &ignored))
        return 1;
    return span < SPAN_MAX ? (int)span : SPAN_MAX;
}

static void put_bar(struct html_walk *walk)
{
    bool first = walk->column == 0;
    if (!first)
        walk->flow.gap = GAP_SPACE;
    flow_piece(&walk->flow, LIT("|"));
    flow_gap(&walk->flow, GAP_SPACE);
}

/* Empty cells below those that reach down into this row. */
static void pass_covered(struct html_walk *walk)
{
    while (walk->column < COLUMNS_MAX && walk->down[walk->column] > 0) {
        put_bar(walk);
        walk->down[walk->column++]--;
    }
}

void html_cell_open(struct html_walk *walk, const struct html_frame *frame,
                    const struct html_token *tag)
{
    (void)frame;
    flow_gap(&walk->flow, GAP_SPACE);
    if (walk->tables != 1)
        return;
    pass_covered(walk);
    int rows = span_of(tag, "rowspan");
    for (int left = span_of(tag, "colspan"); left > 0; left--) {
        put_bar(walk);
        if (walk->column < COLUMNS_MAX)
            walk->down[walk->column] = rows - 1;
        walk->column++;
    }
}

/* On one line, without the line ends that LaTeXML puts behind a '%'. */
static void put_tex(struct buf *out, struct str tex)
{
    bool space = false;
    str_skip(&tex, LIT("\\displaystyle"));
    tex = str_trim(tex);
    for (size_t i = 0; i < tex.len; i++) {
        if (tex.ptr[i] == '%' && i + 1 < tex.len && tex.ptr[i + 1] == '\n' &&
            (i == 0 || tex.ptr[i - 1] != '\\')) {
            i++;
            continue;
        }
        if (!char_is_space(tex.ptr[i])) {
            if (space)
                buf_char(out, ' ');
            buf_char(out, tex.ptr[i]);
        }
        space = char_is_space(tex.ptr[i]);
    }
}

/* Invisible characters dropped and counted, as everywhere. */
static void read_tex(struct html_walk *walk, struct str attribute, struct buf *tex)
{
    CLEANUP(buf_done) struct buf decoded = buf_upto(MATH_MAX);
    struct text_flow clean;
    flow_init(&clean, MATH_MAX);
    unescape_entities(&decoded, str_upto(attribute, MATH_MAX));
    for (struct str rest = buf_str(&decoded); rest.len > 0;) {
        flow_text(&clean, str_cut(&rest, '\n'));
        if (rest.len > 0)
            flow_piece(&clean, LIT("\n"));
    }
    put_tex(tex, buf_str(&clean.out));
    walk->flow.invisible += clean.invisible;
    flow_done(&clean);
}

static void put_math(struct html_walk *walk, struct str tex, struct str sign)
{
    flow_piece(&walk->flow, sign);
    buf_add(&walk->flow.out, tex);
    buf_add(&walk->flow.out, sign);
}

/* For its row: all of a row is one formula, cut into cells where it is aligned. */
static void gather(struct html_walk *walk, struct str tex)
{
    if (walk->math.len > 0)
        buf_char(&walk->math, ' ');
    buf_add(&walk->math, tex);
}

bool html_math(struct html_walk *walk, const struct html_token *tag)
{
    struct str attribute = html_attribute(tag, "alttext");
    CLEANUP(buf_done) struct buf tex = buf_upto(MATH_MAX);
    if (attribute.len == 0)
        return false;
    read_tex(walk, attribute, &tex);
    bool display = walk->flow.flat == 0 &&
                   str_eq_nocase(html_attribute(tag, "display"), LIT("block"));
    if (tex.len == 0)
        return true;
    if (walk->equations > 0) {
        gather(walk, buf_str(&tex));
        return true;
    }
    if (display)
        flow_gap(&walk->flow, GAP_BLANK);
    put_math(walk, buf_str(&tex), display ? LIT("$$") : LIT("$"));
    if (display)
        flow_gap(&walk->flow, GAP_BLANK);
    return true;
}

void html_equation_flush(struct html_walk *walk)
{
    if (walk->math.len == 0)
        return;
    flow_gap(&walk->flow, GAP_LINE);
    put_math(walk, buf_str(&walk->math), LIT("$$"));
    flow_gap(&walk->flow, GAP_SPACE); /* its number follows */
    buf_clear(&walk->math);
}

void html_equation_open(struct html_walk *walk, const struct html_frame *frame,
                        const struct html_token *tag)
{
    (void)frame, (void)tag;
    flow_gap(&walk->flow, GAP_BLANK);
    walk->equations++;
}

void html_equation_close(struct html_walk *walk, const struct html_frame *frame)
{
    (void)frame;
    html_equation_flush(walk);
    walk->equations--;
    flow_gap(&walk->flow, GAP_BLANK);
}
