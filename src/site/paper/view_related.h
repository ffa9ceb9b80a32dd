/* [REL]: the papers nearest to a paper, and why they are. */
#ifndef SITE_VIEW_RELATED_H
#define SITE_VIEW_RELATED_H

#include "site/view.h"

/* The path's argument is the paper. Fills the tree of related.html; an arXiv paper that
 * is not stored is asked for, as on its own page. */
NODISCARD bool view_related_tree(struct view *view, struct err *err);

#endif
