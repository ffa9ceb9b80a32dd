/* A model's Markdown to HTML that can do nothing: CommonMark with tables and TeX math,
 * of which only h3 to h6, p, br, ul, ol, li, strong, em, del, code, pre, blockquote,
 * table parts, hr, a and span.math come out. Raw HTML is shown as text, an image as its
 * text and address, a link only where it is http(s), with rel="nofollow noopener
 * noreferrer".
 *
 * Math ($…$, $$…$$, \(…\), \[…\]) keeps its TeX untouched, escaped, in span.math
 * (span.math.display), delimiters included, so that it reads without a script.
 * Headings start at h3: they stand inside a page. Pure; memory and output are bounded,
 * and time is the caller's to bound (work/parse_child.h runs it in the sandbox). */
#ifndef TEXT_MARKDOWN_H
#define TEXT_MARKDOWN_H

#include "base/buf.h"
#include "base/err.h"

enum { MARKDOWN_MAX = 1 << 20, MARKDOWN_DEPTH_MAX = 32, MARKDOWN_VERSION = 1 };

/* Appends to `out`. What is nested deeper than any answer is loses the form of the
 * levels too many, not its text. ERR_LIMIT: over MARKDOWN_MAX, too many brackets, or
 * over out's ceiling; ERR_INVALID: not UTF-8. Then nothing is appended. */
NODISCARD bool markdown_to_html(struct str markdown, struct buf *out, struct err *err);
/* The fallback when that fails: the text as paragraphs, escaped. Never fails, may fill.
 */
void markdown_plain_to_html(struct str text, struct buf *out);

#endif
