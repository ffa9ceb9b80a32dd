/* An edition in numbers: papers by group, by keyword, by author, by year of its series,
 * and how many have an abstract, code, a twin at arXiv. */
#ifndef SITE_VIEW_STATISTICS_H
#define SITE_VIEW_STATISTICS_H

#include "site/view.h"

/* Fills the tree of statistics.html for the path's argument: an edition, or a series,
 * of which it is the latest. */
NODISCARD bool view_statistics_tree(struct view *view, struct err *err);

#endif
