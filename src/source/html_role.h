/* What an element of an arXiv HTML paper is to its text: one table over tag names, one
 * over the classes of LaTeXML and latexml-oxide. Used by paper_html.c. Pure. */
#ifndef SOURCE_HTML_ROLE_H
#define SOURCE_HTML_ROLE_H

#include "source/html_scan.h"

enum html_role {
    ROLE_INLINE,
    ROLE_BLOCK,   /* its text is a paragraph of its own */
    ROLE_SKIP,    /* no text of the paper */
    ROLE_FAILED,  /* what the converter could not convert */
    ROLE_SECTION, /* acknowledgements end with it */
    ROLE_TITLE,   /* of the document */
    ROLE_HEADING,
    ROLE_RUN_IN, /* of a theorem or a proof: its text begins the paragraph */
    ROLE_LIST,
    ROLE_ITEM,
    ROLE_ITEM_TAG, /* "•", "2.", "(b)" */
    ROLE_TABLE,
    ROLE_ROW,
    ROLE_CELL,
    ROLE_EQUATION, /* a table that holds math */
    ROLE_EQUATION_ROW,
    ROLE_CAPTION,
    ROLE_LISTING, /* lines as they are */
    ROLE_LINE,    /* one of them */
    ROLE_PRE,
    ROLE_NOTE, /* a footnote, where its mark stands */
    ROLE_MATH,
    ROLE_SUPER,
    ROLE_SUB,
    ROLE_BREAK,
    ROLE_VOID, /* has no inside */
};

/* `level` of a heading: 1 = section … */
enum html_role html_role(const struct html_token *tag, int *ret_level);
bool html_is_article(const struct html_token *tag);
/* By its style no reader sees it: not displayed, white, next to no size. */
bool html_is_hidden(const struct html_token *tag);

#endif
