/* Searches that are nothing but ids or addresses of papers: they lead there. */
#ifndef SITE_SEARCH_JUMP_H
#define SITE_SEARCH_JUMP_H

#include "site/search/search_ask.h"

/* The papers that are stored go to `papers`. Sets view->redirect to the page of all of
 * them where they stand in one branch; an arXiv id that is not stored leads to its page
 * too, which asks for it. ERR_NOT_FOUND: none of them can be had. */
NODISCARD bool search_jump(struct view *view, const struct query *query,
                           struct paper_list *papers, struct err *err);

#endif
