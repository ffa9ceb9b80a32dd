/* Sorts, joins and thins out what is to be marked; see mark_spans.h. */
#include "site/paper/mark_spans.h"

#include "text/math_span.h"

#include <stdlib.h>

void mark_spans_add(struct mark_spans *spans, size_t start, size_t end)
{
    struct mark_span span = { start, end };
    ARENA_PUSH(spans->arena, spans, span);
}

static int span_order(const void *a, const void *b)
{
    const struct mark_span *left = a, *right = b;
    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    return left->end < right->end ? -1 : left->end > right->end;
}

static void join(struct mark_spans *spans)
{
    size_t kept = 0;
    qsort(spans->items, spans->count, sizeof *spans->items, span_order);
    for (size_t i = 0; i < spans->count; i++) {
        struct mark_span span = spans->items[i];
        struct mark_span *last = kept > 0 ? &spans->items[kept - 1] : NULL;
        if (last == NULL || span.start > last->end)
            spans->items[kept++] = span;
        else if (span.end > last->end)
            last->end = span.end;
    }
    spans->count = kept;
}

static size_t address_len(struct str rest)
{
    if (!str_starts(rest, LIT("http://")) && !str_starts(rest, LIT("https://")))
        return 0;
    size_t len = 0;
    while (len < rest.len && !char_is_space(rest.ptr[len]))
        len++;
    return len;
}

/* What begins here and must stay whole: its length, or 0. */
static size_t whole_len(struct math_finder *finder, struct str rest)
{
    switch (rest.ptr[0]) {
    case '$':
    case '\\':
        return math_span(finder, rest);
    case 'h':
        return address_len(rest);
    default:
        return 0;
    }
}

/* The next stretch that must stay whole, from *at on; both at the end: none. */
static struct mark_span next_whole(struct math_finder *finder, struct str text,
                                   size_t *at)
{
    while (*at < text.len) {
        size_t start = *at, len = whole_len(finder, str_from(text, start));
        *at += len > 0 ? len : text.ptr[start] == '\\' ? 2 : 1;
        if (len > 0)
            return (struct mark_span){ start, start + len };
    }
    return (struct mark_span){ text.len, text.len };
}

void mark_spans_settle(struct mark_spans *spans, struct str text)
{
    struct math_finder finder = { 0 };
    size_t at = 0, kept = 0;
    join(spans);
    struct mark_span whole = next_whole(&finder, text, &at);
    for (size_t i = 0; i < spans->count; i++) {
        struct mark_span span = spans->items[i];
        while (whole.end <= span.start && whole.start < text.len)
            whole = next_whole(&finder, text, &at);
        if (span.end <= whole.start)
            spans->items[kept++] = span;
    }
    spans->count = kept;
}
