/* The walk: tags and texts in one pass, with the elements that are open on a bounded
 * stack; no tree, so that neither depth nor length of a hostile page matters. What an
 * element is to the text says html_role.c. See paper_html.h. */
#include "source/paper_html.h"

#include "base/utf8.h"
#include "source/paper_html_parts.h"
#include "source/sniff.h"
#include "text/escape.h"

enum { TEXT_LEAST = 200, PAGE_TITLE_MAX = 1000, MATH_ROW_MAX = 256 << 10 };
/* An entity is never shorter than what it stands for, an ill-formed byte is. */
static const size_t DECODED_MAX = 3 * (size_t)PAPER_HTML_MAX;

static void open_block(struct html_walk *walk, const struct html_frame *frame,
                       const struct html_token *tag)
{
    (void)frame, (void)tag;
    flow_gap(&walk->flow, GAP_BLANK);
}

static void close_block(struct html_walk *walk, const struct html_frame *frame)
{
    (void)frame;
    flow_gap(&walk->flow, GAP_BLANK);
}

static void open_line(struct html_walk *walk, const struct html_frame *frame,
                      const struct html_token *tag)
{
    (void)frame, (void)tag;
    flow_gap(&walk->flow, GAP_LINE);
}

static void open_flat(struct html_walk *walk, const struct html_frame *frame,
                      const struct html_token *tag)
{
    open_block(walk, frame, tag);
    walk->flow.flat++;
}

static void close_flat(struct html_walk *walk, const struct html_frame *frame)
{
    walk->flow.flat--;
    close_block(walk, frame);
}

/* A theorem's name begins its first paragraph. */
static void close_run_in(struct html_walk *walk, const struct html_frame *frame)
{
    (void)frame;
    walk->flow.flat--;
    walk->flow.held = true;
    flow_gap(&walk->flow, GAP_SPACE);
}

static void close_row(struct html_walk *walk, const struct html_frame *frame)
{
    (void)frame;
    html_equation_flush(walk);
    flow_gap(&walk->flow, GAP_LINE);
}

static void open_super(struct html_walk *walk, const struct html_frame *frame,
                       const struct html_token *tag)
{
    (void)tag;
    flow_piece(&walk->flow, frame->role == ROLE_SUPER ? LIT("^") : LIT("_"));
}

/* Roles that are not here leave no trace of their own. */
static const struct {
    html_open *open;
    html_close *close;
} actions[ROLE_VOID + 1] = {
    [ROLE_BLOCK] = { open_block, close_block },
    [ROLE_SECTION] = { open_block, close_block },
    [ROLE_TITLE] = { html_heading_open, html_heading_close },
    [ROLE_HEADING] = { html_heading_open, html_heading_close },
    [ROLE_RUN_IN] = { open_flat, close_run_in },
    [ROLE_LIST] = { html_list_open, html_list_close },
    [ROLE_ITEM] = { html_item_open, html_item_close },
    [ROLE_ITEM_TAG] = { html_item_tag_open, html_item_tag_close },
    [ROLE_TABLE] = { html_table_open, html_table_close },
    [ROLE_ROW] = { html_row_open, html_row_close },
    [ROLE_CELL] = { html_cell_open, NULL },
    [ROLE_EQUATION] = { html_equation_open, html_equation_close },
    [ROLE_EQUATION_ROW] = { open_line, close_row },
    [ROLE_CAPTION] = { open_flat, close_flat },
    [ROLE_LISTING] = { html_listing_open, html_listing_close },
    [ROLE_PRE] = { html_listing_open, html_listing_close },
    [ROLE_LINE] = { open_line, NULL },
    [ROLE_NOTE] = { html_note_open, html_note_close },
    [ROLE_SUPER] = { open_super, NULL },
    [ROLE_SUB] = { open_super, NULL },
    [ROLE_BREAK] = { open_line, NULL },
};

static uint32_t kind_of(struct str name)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < name.len; i++)
        hash = (hash ^ (unsigned char)char_lower(name.ptr[i])) * 16777619U;
    return hash;
}

static void find_section(struct html_walk *walk)
{
    walk->section = walk->depth;
    while (walk->section > 0 && walk->frames[walk->section - 1].role != ROLE_SECTION)
        walk->section--;
}

static void pop(struct html_walk *walk)
{
    struct html_frame frame = walk->frames[--walk->depth];
    if (walk->skip > walk->depth)
        walk->skip = 0;
    if (frame.acted && actions[frame.role].close != NULL)
        actions[frame.role].close(walk, &frame);
    walk->hidden -= frame.hidden;
    if (frame.role == ROLE_SECTION)
        find_section(walk);
    walk->ended |= walk->depth == 0;
}

static void push(struct html_walk *walk, const struct html_frame *frame,
                 const struct html_token *tag)
{
    walk->frames[walk->depth++] = *frame;
    walk->hidden += frame->hidden;
    if (frame->role == ROLE_SECTION)
        walk->section = walk->depth;
    if (walk->skip == 0 && frame->role == ROLE_SKIP)
        walk->skip = walk->depth;
    if (frame->acted && actions[frame->role].open != NULL)
        actions[frame->role].open(walk, frame, tag);
}

/* An item, a row or a cell ends where the next begins, closed or not. */
static void end_like(struct html_walk *walk, enum html_role role, enum html_role within)
{
    size_t at = walk->depth;
    while (at > 0 && walk->frames[at - 1].role != role)
        if (walk->frames[--at].role == within)
            return;
    while (at > 0 && walk->depth >= at)
        pop(walk);
}

static bool is_in_heading(const struct html_walk *walk)
{
    for (size_t i = 0; i < walk->depth; i++)
        if (walk->frames[i].role == ROLE_TITLE || walk->frames[i].role == ROLE_HEADING)
            return true;
    return false;
}

/* What the element is where it stands. */
static enum html_role role_here(struct html_walk *walk, const struct html_token *tag,
                                int *ret_level)
{
    enum html_role role = html_role(tag, ret_level);
    bool is_table = role == ROLE_TABLE || role == ROLE_CELL;
    if (role == ROLE_MATH)
        return walk->skip == 0 && html_math(walk, tag) ? ROLE_SKIP : ROLE_INLINE;
    if (walk->equations > 0 && role == ROLE_ROW)
        return ROLE_EQUATION_ROW;
    if (walk->equations > 0 && is_table)
        return ROLE_INLINE;
    if (role == ROLE_NOTE && is_in_heading(walk))
        return ROLE_SKIP;
    if (role != ROLE_FAILED)
        return role;
    walk->text->failed += walk->skip == 0;
    return ROLE_SKIP;
}

static void end_before(struct html_walk *walk, enum html_role role)
{
    if (role == ROLE_ITEM)
        end_like(walk, ROLE_ITEM, ROLE_LIST);
    if (role == ROLE_ROW)
        end_like(walk, ROLE_ROW, ROLE_TABLE);
    if (role == ROLE_CELL)
        end_like(walk, ROLE_CELL, ROLE_ROW);
}

static void take_open(struct html_walk *walk, const struct html_token *tag)
{
    struct html_frame frame = { .kind = kind_of(tag->name) };
    bool closed = str_ends(tag->attributes, LIT("/"));
    if (walk->beyond > 0 || walk->depth == FRAMES_MAX) {
        walk->beyond += !closed;
        return;
    }
    frame.role = role_here(walk, tag, &frame.level);
    end_before(walk, frame.role);
    frame.hidden = html_is_hidden(tag);
    frame.start = walk->flow.out.len;
    frame.acted = walk->skip == 0;
    push(walk, &frame, tag);
    if (closed || frame.role == ROLE_BREAK || frame.role == ROLE_VOID)
        pop(walk);
}

static void take_close(struct html_walk *walk, const struct html_token *tag)
{
    if (walk->beyond > 0) {
        walk->beyond--;
        return;
    }
    size_t at = walk->depth;
    uint32_t kind = kind_of(tag->name);
    while (at > 0 && walk->frames[at - 1].kind != kind)
        at--;
    while (at > 0 && walk->depth >= at)
        pop(walk);
}

/* LaTeX that came through as it was, outside of listings. */
static int64_t count_leaks(struct str text)
{
    int64_t count = 0;
    for (size_t at; (at = str_find(text, LIT("\\begin{"))) < text.len; count++)
        text = str_from(text, at + 1);
    return count;
}

static bool is_notice(struct str text)
{
    return str_find(text, LIT("document may be truncated")) < text.len;
}

static void take_text(struct html_walk *walk, struct str text)
{
    size_t before = walk->flow.out.len;
    buf_clear(&walk->decoded);
    unescape_entities(&walk->decoded, text);
    text = buf_str(&walk->decoded);
    if (walk->flow.verbatim == 0)
        walk->text->failed += count_leaks(text);
    if (str_trim(text).len > 0)
        html_equation_flush(walk);
    flow_text(&walk->flow, text);
    if (walk->hidden > 0)
        walk->text->hidden += (int64_t)(walk->flow.out.len - before);
}

static void take_token(struct html_walk *walk, const struct html_token *token)
{
    if (token->kind == HTML_OPEN)
        take_open(walk, token);
    else if (token->kind == HTML_CLOSE)
        take_close(walk, token);
    else if (is_notice(token->text))
        walk->text->cut = true;
    else if (walk->skip == 0)
        take_text(walk, token->text);
}

/* Up to the paper: only the page's title counts. */
static void take_head(struct html_walk *walk, const struct html_token *token)
{
    if (html_is_article(token)) {
        walk->began = true;
        take_open(walk, token);
    } else if (token->kind != HTML_TEXT) {
        walk->in_title = html_is_open(token, "title");
    } else if (is_notice(token->text)) {
        walk->text->cut = true;
    } else if (walk->in_title) {
        unescape_entities(&walk->page_title, token->text);
    }
}

static void walk_page(struct html_walk *walk, struct str page)
{
    while (!walk->ended && !walk->flow.out.full) {
        struct html_token token = html_next(&page);
        if (token.kind == HTML_END)
            break;
        if (walk->began)
            take_token(walk, &token);
        else
            take_head(walk, &token);
    }
    walk->text->cut |= !walk->ended || walk->flow.out.full;
    while (walk->depth > 0)
        pop(walk);
}

/* The page's own title, where the paper has none. */
static const char *page_title(struct html_walk *walk)
{
    struct text_flow title;
    flow_init(&title, PAGE_TITLE_MAX);
    flow_text(&title, buf_str(&walk->page_title));
    const char *text =
        title.out.len > 0 ? arena_text(walk->arena, buf_str(&title.out)) : NULL;
    flow_done(&title);
    return text;
}

static bool finish(struct html_walk *walk, struct str bytes, struct err *err)
{
    if (!walk->began)
        return err_set(err, ERR_INVALID, "an HTML paper was expected, found %s",
                       sniff(walk->arena, bytes));
    if (walk->flow.out.len < TEXT_LEAST)
        return err_set(err, ERR_INVALID,
                       "the HTML paper has next to no text (%zu bytes)",
                       walk->flow.out.len);
    if (walk->text->title == NULL)
        walk->text->title = page_title(walk);
    walk->text->text = arena_text(walk->arena, buf_str(&walk->flow.out));
    walk->text->invisible = walk->flow.invisible;
    return true;
}

bool paper_html_read(struct str bytes, struct arena *arena, struct paper_text *ret_text,
                     struct err *err)
{
    struct paper_text text = { 0 };
    struct html_walk walk = { .arena = arena, .text = &text };
    if (bytes.len > PAPER_HTML_MAX)
        return err_set(err, ERR_LIMIT, "the HTML paper is over %d MiB",
                       PAPER_HTML_MAX >> 20);
    flow_init(&walk.flow, PAPER_TEXT_MAX);
    walk.decoded = buf_upto(DECODED_MAX);
    walk.page_title = buf_upto(PAGE_TITLE_MAX);
    walk.math = buf_upto(MATH_ROW_MAX);
    walk_page(&walk, bytes);
    bool fine = finish(&walk, bytes, err);
    flow_done(&walk.flow);
    buf_done(&walk.decoded);
    buf_done(&walk.page_title);
    buf_done(&walk.math);
    if (fine)
        *ret_text = text;
    return fine;
}
