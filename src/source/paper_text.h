/* The full text of a paper as a model reads it: Markdown-like plain text. Headings are
 * lines with # signs, paragraphs stand between blank lines, math is $TeX$ or $$TeX$$,
 * tables are lines of cells with bars, captions are paragraphs. What `paperfeed parse
 * html` and `pdf` print, as one JSON object; the two ends are here. */
#ifndef SOURCE_PAPER_TEXT_H
#define SOURCE_PAPER_TEXT_H

#include "text/json.h"

enum {
    PAPER_TEXT_MAX = 4 << 20,  /* bytes; what is longer is cut */
    PAPER_HTML_MAX = 32 << 20, /* bytes of a document; more is ERR_LIMIT */
    PAPER_PDF_MAX = 50 << 20,
    PAPER_SECTIONS_MAX = 500
};

struct paper_section {
    int level;         /* 1 = section, 2 = subsection … */
    const char *title; /* with its number */
};
struct paper_text {
    const char *title; /* NULL: the document does not say */
    const char *text;
    struct {
        struct paper_section *items;
        size_t count, capacity;
    } sections;
    int64_t invisible; /* characters that no reader sees, removed */
    int64_t
        hidden; /* bytes of text styled so that no reader sees it; kept, it is data */
    int64_t failed; /* places that the converter could not convert */
    bool cut;       /* there was more, or the document itself was cut off */
};

cJSON *paper_text_write(const struct paper_text *text);
NODISCARD bool paper_text_read(const cJSON *object, struct arena *arena,
                               struct paper_text *ret_text, struct err *err);

#endif
