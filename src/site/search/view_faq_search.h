/* A search inside the answers of stored FAQs. */
#ifndef SITE_VIEW_FAQ_SEARCH_H
#define SITE_VIEW_FAQ_SEARCH_H

#include "site/search/search_ask.h"

/* Fills the tree of faqs.html. */
NODISCARD bool view_faq_search_tree(struct view *view, const struct search_ask *ask,
                                    struct err *err);

/* The papers of its FAQs alone, for a feed. */
NODISCARD bool faq_search_papers(struct view *view, const struct search_ask *ask,
                                 struct paper_list *papers, struct err *err);

#endif
