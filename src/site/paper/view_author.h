/* An author's papers: those whose list of authors holds exactly that name. */
#ifndef SITE_VIEW_AUTHOR_H
#define SITE_VIEW_AUTHOR_H

#include "site/search/search_ask.h"

struct author_ask {
    const char *name;
    struct order order; /* newest first unless the reader says otherwise */
    int64_t skip, show;
};
NODISCARD bool author_ask_read(struct view *view, const char *name,
                               struct author_ask *ret_ask, struct err *err);
NODISCARD bool author_find(struct view *view, const struct author_ask *ask,
                           struct search_page *ret_found, struct err *err);
/* "/author/Jianlin%20Su" with `form` behind it, in the usual order. */
const char *author_url(struct arena *arena, const struct author_ask *ask,
                       const char *form);

/* Fills the tree of author.html. A name that nobody has: status 404 with a way to the
 * search, ERR_NOT_FOUND for the API. */
NODISCARD bool view_author_tree(struct view *view, const char *name, struct err *err);

#endif
