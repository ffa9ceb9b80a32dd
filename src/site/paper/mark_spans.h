/* Stretches of a text that are to be marked, and what must stay unmarked: formulas,
 * which a script sets, and addresses. Pure. */
#ifndef SITE_MARK_SPANS_H
#define SITE_MARK_SPANS_H

#include "base/arena.h"

struct mark_span {
    size_t start, end; /* bytes */
};
struct mark_spans {
    struct arena *arena;
    struct mark_span *items;
    size_t count, capacity;
};
void mark_spans_add(struct mark_spans *spans, size_t start, size_t end);
/* Sorts them, makes one of those that overlap or touch, and drops those that reach into
 * a formula or an address of `text`. */
void mark_spans_settle(struct mark_spans *spans, struct str text);

#endif
