/* Headings guessed from printed lines: numbered ones that follow on one another, and
 * the few that stand without a number. Used by paper_pdf.c. Pure. */
#ifndef SOURCE_PDF_HEADING_H
#define SOURCE_PDF_HEADING_H

#include "source/pdf_lines.h"

enum { PDF_HEADING_MAX = 120 };

enum pdf_heading_kind {
    PDF_HEADING_NONE,
    PDF_HEADING_SECTION,
    PDF_HEADING_REFERENCES,
    PDF_HEADING_APPENDIX,
};

struct pdf_heading {
    enum pdf_heading_kind kind;
    int level;
    size_t lines; /* how many it takes: 2 where the number stands alone */
    char title[PDF_HEADING_MAX + 16];
};

/* Zeroed at the start of a text: the numbers that came last. */
struct pdf_numbering {
    int section;  /* 1, 2 … */
    int appendix; /* 1 = A … */
};

/* The heading at line `at`, kind NONE if there is none; then numbering is untouched. */
struct pdf_heading pdf_heading_at(const struct pdf_lines *lines, size_t at,
                                  struct pdf_numbering *numbering);

#endif
