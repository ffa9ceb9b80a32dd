/* The home page: watched categories, their latest lists, and whether they are complete.
 */
#ifndef SITE_VIEW_HOME_H
#define SITE_VIEW_HOME_H

#include "site/view.h"

/* Fills the tree of home.html. */
NODISCARD bool view_home_tree(struct view *view, struct err *err);
/* Every category of arXiv: /api/v1/categories. */
NODISCARD bool view_categories_tree(struct view *view, struct err *err);
/* All watched categories as one list's text, or NULL where there are not two. */
const char *view_home_combined(const struct site *site, struct arena *arena);

#endif
