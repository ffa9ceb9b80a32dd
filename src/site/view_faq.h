/* The tree of faq.html and of its JSON. */
#ifndef SITE_VIEW_FAQ_H
#define SITE_VIEW_FAQ_H

#include "site/faq_reading.h"

/* Fills the tree; keeps the answer only where nothing is on its way. */
NODISCARD bool view_faq_tree(struct view *view, const struct faq_reading *reading,
                             struct err *err);
/* The part that only the page has; view_faq_page.c. */
NODISCARD bool view_faq_page(struct view *view, const struct faq_reading *reading,
                             const struct faq_list *stored, struct err *err);
/* Of a job that is ready or running, or dead: as a reader names it. */
enum faq_state view_faq_job_state(const struct job *job);

#endif
