/* The state of one walk over an HTML paper, shared by paper_html.c (elements and
 * texts), paper_html_block.c (headings, items, notes) and paper_html_table.c (tables,
 * equations). For them only. */
#ifndef SOURCE_PAPER_HTML_PARTS_H
#define SOURCE_PAPER_HTML_PARTS_H

#include "source/html_role.h"
#include "source/paper_html.h"
#include "source/text_flow.h"

enum { FRAMES_MAX = 256, COLUMNS_MAX = 64 };

/* An element that is open. */
struct html_frame {
    uint32_t kind; /* a hash of its name */
    enum html_role role;
    int level;
    bool hidden;
    bool acted;   /* it was not passed over */
    size_t start; /* of its text */
};

struct html_walk {
    struct arena *arena;
    struct paper_text *text;
    struct text_flow flow;
    struct buf decoded; /* a text without its entities; used again for each */
    struct html_frame frames[FRAMES_MAX];
    size_t depth, beyond; /* open elements; those that found no room */
    size_t skip;          /* the depth at which nothing counts; 0: all counts */
    size_t section;       /* the depth of the innermost section */
    int hidden, lists, tables, equations;
    bool began, ended, in_title;
    enum gap item_gap; /* before the next item: the first of a list stands apart */
    struct buf page_title;
    /* Of the outermost table: cells that reach down into later rows. */
    size_t column;
    int down[COLUMNS_MAX];
    /* Of an equation's row. */
    struct buf math;
};

/* What an element does to the text where it begins and where it ends. */
typedef void html_open(struct html_walk *walk, const struct html_frame *frame,
                       const struct html_token *tag);
typedef void html_close(struct html_walk *walk, const struct html_frame *frame);

html_open html_heading_open, html_list_open, html_item_open, html_item_tag_open,
    html_listing_open, html_note_open;
/* Notes the section; the rest of an acknowledgement is passed over. */
html_close html_heading_close;
html_close html_list_close, html_item_close, html_item_tag_close, html_listing_close,
    html_note_close;

html_open html_table_open, html_row_open, html_cell_open, html_equation_open;
html_close html_table_close, html_row_close, html_equation_close;

/* Math by its TeX: in the text, or gathered for the row of an equation. False: the
 * element does not say its TeX. */
bool html_math(struct html_walk *walk, const struct html_token *tag);
/* Ends the row of an equation, or what stands before its number: its math as one
 * $$…$$. */
void html_equation_flush(struct html_walk *walk);

#endif
