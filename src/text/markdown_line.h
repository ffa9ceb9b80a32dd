/* What a line of Markdown begins with: quotes, list items, a code fence. Only as exact
 * as math_shield.c needs it: the parser decides in the end. Pure. */
#ifndef TEXT_MARKDOWN_LINE_H
#define TEXT_MARKDOWN_LINE_H

#include "base/str.h"

size_t line_run_of(struct str text, char c);
/* Without the '>' and spaces before its text. */
struct str line_without_quotes(struct str line);
/* The length of the fence that the line starts or ends; 0 if it is none. */
size_t line_fence(struct str line, char *ret_fence);
/* Bytes of a list item's mark, or of a quote's; 0: neither. */
size_t line_container_len(struct str line);

/* What of a line's start would nest too deep: bytes at the beginning of its
 * indentation, by which it may go on with containers, and a run of its own marks. */
struct line_excess {
    size_t indent;
    size_t at, len;
};
struct line_excess line_excess(struct str line);

#endif
