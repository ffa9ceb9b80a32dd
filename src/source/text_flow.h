/* Running text as it is put together from pieces: white space folded, paragraphs
 * between blank lines, list marks and indentation where a line begins. Invisible
 * characters are dropped and counted. Used by paper_html.c. */
#ifndef SOURCE_TEXT_FLOW_H
#define SOURCE_TEXT_FLOW_H

#include "base/buf.h"

enum gap { GAP_NONE, GAP_SPACE, GAP_LINE, GAP_BLANK };
enum { FLOW_MARK_MAX = 200 };

struct text_flow {
    struct buf out;
    enum gap gap;      /* what must stand between the text so far and what comes */
    struct buf mark;   /* stands before what comes: "- ", "## " */
    enum gap mark_gap; /* and what stands before the mark */
    size_t indent;     /* of lines that begin, in columns */
    int flat;          /* over 0: gaps are spaces at most */
    int verbatim;      /* over 0: spaces count */
    bool held;         /* what comes next stays on this line */
    int64_t invisible;
};

void flow_init(struct text_flow *flow, size_t max);
void flow_done(struct text_flow *flow);
/* What comes next stands at least that far away. */
void flow_gap(struct text_flow *flow, enum gap gap);
/* `mark` stands before what comes next, `gap` away from what was. */
void flow_mark(struct text_flow *flow, enum gap gap, struct str mark);
/* UTF-8 without entities. */
void flow_text(struct text_flow *flow, struct str text);
/* As it is, behind the gap: what we write ourselves, math. */
void flow_piece(struct text_flow *flow, struct str text);

#endif
