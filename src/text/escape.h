/* Text for one channel or another: HTML, URL parts, and the type that says "this is
 * HTML". Pure; appends to a buf. */
#ifndef TEXT_ESCAPE_H
#define TEXT_ESCAPE_H

#include "base/arena.h"
#include "base/buf.h"

/* Markup that is safe to print as it is. Only text/escape.c and text/markdown.c make
 * one; no `const char *` becomes one by mistake. */
struct html {
    const char *markup;
};

void escape_html(struct buf *out, struct str text); /* & < > " ' */
void escape_url(struct buf *out, struct str text);  /* all but unreserved characters */
/* Percent signs decoded, '+' as a space where `form`; false on a broken escape, a NUL
 * or ill-formed UTF-8. */
NODISCARD bool unescape_url(struct buf *out, struct str text, bool form);
/* Percent signs decoded, where people write the address: a broken escape stays. */
void unescape_loosely(struct buf *out, struct str text);
/* The five of XML, numbers, and the named ones of HTML that arXiv uses, decoded once.
 */
void unescape_entities(struct buf *out, struct str text);
/* The one entity that `text` starts with: its length, and the character it stands for;
 * 0 if there is none. An impossible number gives a character over U+10FFFF. */
size_t entity_read(struct str text, uint32_t *ret_character);

#endif
