/* Headings, list items, listings and footnotes: what is judged once all of its text is
 * there. See paper_html_parts.h. */
#include "source/paper_html_parts.h"

#include "base/utf8.h"

#include <stdio.h>

enum { HEADING_MAX = 400, TAG_MAX = 10, INDENT_MAX = 16 };

static struct str written_since(const struct html_walk *walk, size_t start)
{
    return str_trim(str_from(buf_str(&walk->flow.out), start));
}

static void unwrite(struct html_walk *walk, size_t start)
{
    buf_cut(&walk->flow.out, start);
}

void html_heading_open(struct html_walk *walk, const struct html_frame *frame,
                       const struct html_token *tag)
{
    (void)tag;
    static const struct str marks[] = { { "# ", 2 },     { "## ", 3 },
                                        { "### ", 4 },   { "#### ", 5 },
                                        { "##### ", 6 }, { "###### ", 7 } };
    flow_mark(&walk->flow, GAP_BLANK, marks[frame->level]);
    walk->flow.flat++;
}

static struct str cut_heading(struct str text)
{
    return text.len <= HEADING_MAX ? text
                                   : str_upto(text, utf8_floor(text.ptr, HEADING_MAX));
}

static struct str heading_text(const struct html_walk *walk, size_t start)
{
    struct str text = written_since(walk, start);
    while (text.len > 0 && text.ptr[0] == '#')
        text = str_from(text, 1);
    return cut_heading(str_trim(text));
}

static bool is_thanks(struct str title)
{
    static const struct str titles[] = {
        { "acknowledgements", 16 }, { "acknowledgments", 15 },
        { "acknowledgement", 15 },  { "acknowledgment", 14 },
        { "references", 10 },       { "bibliography", 12 }
    };
    while (title.len > 0 && !char_is_letter(title.ptr[0]))
        title = str_from(title, 1);
    if (str_ends(title, LIT(".")))
        title.len--;
    for (size_t i = 0; i < COUNT_OF(titles); i++)
        if (str_eq_nocase(title, titles[i]))
            return true;
    return false;
}

void html_heading_close(struct html_walk *walk, const struct html_frame *frame)
{
    struct str title = heading_text(walk, frame->start);
    walk->flow.flat--;
    buf_clear(&walk->flow.mark); /* of a heading without words */
    flow_gap(&walk->flow, GAP_BLANK);
    if (title.len == 0)
        return;
    if (frame->role == ROLE_TITLE) {
        if (walk->text->title == NULL)
            walk->text->title = arena_text(walk->arena, title);
        return;
    }
    if (is_thanks(title) && walk->section > 0) {
        unwrite(walk, frame->start);
        walk->skip = walk->section;
        return;
    }
    struct paper_section section = { frame->level, arena_text(walk->arena, title) };
    if (walk->text->sections.count < PAPER_SECTIONS_MAX)
        ARENA_PUSH(walk->arena, &walk->text->sections, section);
}

void html_item_open(struct html_walk *walk, const struct html_frame *frame,
                    const struct html_token *tag)
{
    (void)frame, (void)tag;
    flow_gap(&walk->flow, GAP_LINE);
    if (walk->flow.flat == 0)
        flow_mark(&walk->flow, walk->item_gap, LIT("- "));
}

void html_item_close(struct html_walk *walk, const struct html_frame *frame)
{
    (void)frame;
    walk->item_gap = GAP_LINE;
    flow_gap(&walk->flow, GAP_BLANK);
}

void html_item_tag_open(struct html_walk *walk, const struct html_frame *frame,
                        const struct html_token *tag)
{
    (void)frame, (void)tag;
    walk->flow.flat++;
    buf_clear(&walk->flow.mark);
}

/* "2." and "(b)" are the item's mark, a bullet is a dash, a term stands behind one. */
void html_item_tag_close(struct html_walk *walk, const struct html_frame *frame)
{
    char tag[HEADING_MAX + 2];
    struct str text = written_since(walk, frame->start);
    bool ends = str_ends(text, LIT(".")) || str_ends(text, LIT(")"));
    bool has_word = false;
    for (size_t i = 0; i < text.len; i++)
        has_word |= char_is_letter(text.ptr[i]) || char_is_digit(text.ptr[i]);
    bool is_mark = has_word && ends && text.len <= TAG_MAX;
    walk->flow.flat--;
    if (walk->flow.flat > 0 || text.len == 0)
        return;
    text = cut_heading(text);
    snprintf(tag, sizeof tag, "%.*s ", STR_ARG(text));
    unwrite(walk, frame->start);
    walk->flow.gap = GAP_NONE;
    flow_mark(&walk->flow, walk->item_gap, is_mark ? str_of(tag) : LIT("- "));
    if (!has_word || is_mark)
        return;
    flow_text(&walk->flow, str_of(tag));
    walk->flow.held = true; /* what the term means follows on its line */
}

static void set_indent(struct html_walk *walk)
{
    size_t indent = 2 * (size_t)walk->lists;
    walk->flow.indent = indent < INDENT_MAX ? indent : INDENT_MAX;
}

void html_list_open(struct html_walk *walk, const struct html_frame *frame,
                    const struct html_token *tag)
{
    (void)frame, (void)tag;
    flow_gap(&walk->flow, GAP_BLANK);
    walk->item_gap = walk->lists++ == 0 ? GAP_BLANK : GAP_LINE;
    set_indent(walk);
}

void html_list_close(struct html_walk *walk, const struct html_frame *frame)
{
    (void)frame;
    walk->lists--;
    set_indent(walk);
    flow_gap(&walk->flow, GAP_BLANK);
}

void html_listing_open(struct html_walk *walk, const struct html_frame *frame,
                       const struct html_token *tag)
{
    (void)frame, (void)tag;
    flow_gap(&walk->flow, GAP_BLANK);
    if (walk->flow.verbatim++ > 0 || walk->flow.flat > 0)
        return;
    flow_piece(&walk->flow, LIT("```"));
    flow_gap(&walk->flow, GAP_LINE);
}

void html_listing_close(struct html_walk *walk, const struct html_frame *frame)
{
    if (--walk->flow.verbatim > 0 || walk->flow.flat > 0)
        return;
    flow_gap(&walk->flow, GAP_LINE);
    if (str_eq(written_since(walk, frame->start), LIT("```")))
        unwrite(walk, frame->start);
    else
        flow_piece(&walk->flow, LIT("```"));
    flow_gap(&walk->flow, GAP_BLANK);
}

void html_note_open(struct html_walk *walk, const struct html_frame *frame,
                    const struct html_token *tag)
{
    (void)frame, (void)tag;
    walk->flow.flat++;
    flow_gap(&walk->flow, GAP_SPACE);
    flow_piece(&walk->flow, LIT("(footnote:"));
    flow_gap(&walk->flow, GAP_SPACE);
}

void html_note_close(struct html_walk *walk, const struct html_frame *frame)
{
    walk->flow.flat--;
    walk->flow.gap = GAP_NONE;
    if (str_ends(written_since(walk, frame->start), LIT("(footnote:")))
        unwrite(walk, frame->start);
    else
        flow_piece(&walk->flow, LIT(")"));
}
