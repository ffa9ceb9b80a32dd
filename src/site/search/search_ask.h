/* What a reader asks of the search, read from path and parameters; and the addresses of
 * searches near it. */
#ifndef SITE_SEARCH_ASK_H
#define SITE_SEARCH_ASK_H

#include "site/order.h"

enum search_place { SEARCH_ALL, SEARCH_ARXIV, SEARCH_VENUES, SEARCH_FAQS };

struct search_ask {
    enum search_place place;
    int branch;       /* an enum branch, or SEARCH_EVERY_BRANCH */
    const char *text; /* of the query, trimmed */
    const struct query *query;
    struct order order;
    bool highlight;
    int64_t skip, show;
};
/* /search, /arxiv/search, /venue/search, with or without /api/v1 before and /feed
 * behind: query= show= skip= sort= highlight= in=faq. The query is read with the view's
 * store, and cannot fail. */
NODISCARD bool search_ask_read(struct view *view, struct search_ask *ret_ask,
                               struct err *err);

/* "/arxiv/search?query=…&sort=…", with `form` ("", "/feed", "/feed.json") behind the
 * path. What is at its default is left out; show and skip always are. */
const char *search_ask_url(struct arena *arena, const struct search_ask *ask,
                           const char *form);
const char *search_ask_path(const struct search_ask *ask); /* "/arxiv/search" */
/* The same for another query, or another place. */
const char *search_url_for(struct arena *arena, const struct search_ask *ask,
                           const char *text);
const char *search_url_in(struct arena *arena, const struct search_ask *ask,
                          enum search_place place);
/* A search over everything, in the usual order. */
const char *search_url_of(struct arena *arena, const char *text);

#endif
