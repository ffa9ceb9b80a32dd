/* What pdftotext printed as lines that can be read: white space folded, ligatures
 * resolved, invisible characters removed and counted, running heads, page numbers,
 * contents and arXiv's stamp marked as no text of the paper. Used by paper_pdf.c. Pure.
 */
#ifndef SOURCE_PDF_LINES_H
#define SOURCE_PDF_LINES_H

#include "base/arena.h"
#include "base/str.h"

enum { PDF_LINES_MAX = 300000, PDF_PRINTED_MAX = 16 << 20 };

struct pdf_line {
    struct str text; /* never empty */
    int page;        /* from 0 */
    bool apart;      /* a blank line or a page's edge stands before it */
    bool is_margin;  /* of the page, not of the paper */
};

struct pdf_lines {
    struct pdf_line *items;
    size_t count, capacity;
    int64_t invisible;
    bool cut; /* there were more */
};

struct pdf_lines pdf_lines_read(struct arena *arena, struct str printed);

#endif
