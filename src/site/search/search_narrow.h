/* The filters of a search as links: those that its query has can be taken off, and
 * years and venues that were counted can be added. Works on the query's text, so what a
 * reader typed stays as it is. Pure but for the tree that it fills. */
#ifndef SITE_SEARCH_NARROW_H
#define SITE_SEARCH_NARROW_H

#include "site/search/search_ask.h"

/* The query's text with that filter behind it ("year:2024"); alternatives are put in
 * parentheses first, since a filter is to hold for all of them. */
const char *narrow_added(struct arena *arena, const struct query *query,
                         const char *filter);

/* Filters that stand in the text by themselves: words with a known field before a
 * colon, outside of quotes and parentheses. */
struct narrow_filter {
    struct str text; /* "year:2024", "group:\"Best paper\"" */
    size_t start, end;
};
struct narrow_filters {
    struct narrow_filter *items;
    size_t count, capacity;
};
struct narrow_filters narrow_filters_of(struct arena *arena, const char *text);
/* The text without that one. */
const char *narrow_removed(struct arena *arena, const char *text,
                           const struct narrow_filter *filter);

/* Sets page.filters and page.narrow. */
void narrow_set(struct view *view, const struct search_ask *ask,
                const struct search_page *found);

#endif
