/* The tree of faq.html and of its JSON. */
#ifndef SITE_VIEW_FAQ_H
#define SITE_VIEW_FAQ_H

#include "site/faq/faq_reading.h"

/* Fills the tree; keeps the answer only where nothing is on its way. */
NODISCARD bool view_faq_tree(struct view *view, const struct faq_reading *reading,
                             struct err *err);
/* An older version is shown, and there is a FAQ of a newer one. */
bool view_faq_is_older(const struct faq_reading *reading);
/* Of the page; view_faq_state.c. */
void view_faq_states(struct view *view, const struct faq_reading *reading);
void view_faq_banners(struct view *view, const struct faq_reading *reading);
/* The part that only the page has; view_faq_page.c. */
void view_faq_page(struct view *view, const struct faq_reading *reading,
                   const struct faq_list *stored);

#endif
