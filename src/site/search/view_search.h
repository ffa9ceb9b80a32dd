/* Search: papers, and inside FAQs; with counts to narrow by, and what the query means
 * where that is not plain. */
#ifndef SITE_VIEW_SEARCH_H
#define SITE_VIEW_SEARCH_H

#include "site/search/search_ask.h"

/* What the store finds for it; ids lead to their papers. `facets`: with counts. */
NODISCARD bool search_find(struct view *view, const struct search_ask *ask, bool facets,
                           struct search_page *ret_found, struct err *err);

/* Fills the tree of search.html; a query that is nothing but ids leads to the papers.
 */
NODISCARD bool view_search_tree(struct view *view, struct err *err);

/* The parts that a search inside FAQs has as well: what the API says of the search;
 * head, form, places, notes. */
void view_search_root(struct view *view, const struct search_ask *ask,
                      const struct search_page *found);
void view_search_frame(struct view *view, const struct search_ask *ask,
                       const struct search_page *found);
/* Of ask.query; NULL where nothing is to be marked. */
struct marker *view_search_marker(struct view *view, const struct search_ask *ask);

#endif
