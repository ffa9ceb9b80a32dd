/* Search: every word must occur; newest first. */
#ifndef SITE_VIEW_SEARCH_H
#define SITE_VIEW_SEARCH_H

#include "site/view.h"
#include "store/paper_store.h"
#include "store/search_store.h"

struct search_ask {
    const char *query; /* trimmed */
    int64_t skip, show;
};
NODISCARD bool search_ask_read(const struct request *request,
                               struct search_ask *ret_ask, struct err *err);
NODISCARD bool search_find(struct view *view, const struct search_ask *ask,
                           struct search_page *ret_found, struct err *err);

/* Fills the tree of search.html; a query that is nothing but ids leads to the papers.
 */
NODISCARD bool view_search_tree(struct view *view, struct err *err);

#endif
