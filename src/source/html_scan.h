/* HTML as a flat run of tags and texts: enough to read a page whose shape is known, and
 * nothing more (no tree, no repair, no scripts). Any bytes are accepted; every step
 * goes forward, so reading is linear. Views into the page; pure. */
#ifndef SOURCE_HTML_SCAN_H
#define SOURCE_HTML_SCAN_H

#include "base/buf.h"

enum html_kind { HTML_TEXT, HTML_OPEN, HTML_CLOSE, HTML_END };

struct html_token {
    enum html_kind kind;
    struct str text; /* the text, entities and all */
    struct str name; /* of a tag, as written */
    struct str attributes;
};

/* Takes the next token off *page. Comments, doctypes and what is inside script and
 * style are passed over; a tag that the page's end cuts is HTML_END. */
struct html_token html_next(struct str *page);

bool html_is_open(const struct html_token *token, const char *name);
bool html_is_close(const struct html_token *token, const char *name);
/* The value as written, entities and all; empty if there is none. */
struct str html_attribute(const struct html_token *tag, const char *name);
/* True if the class attribute has that word. */
bool html_has_class(const struct html_token *tag, const char *word);

#endif
