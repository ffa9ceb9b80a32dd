/* How this site is doing: what is stored and missing, how reading arXiv goes, what was
 * served. */
#ifndef SITE_VIEW_STATUS_H
#define SITE_VIEW_STATUS_H

#include "site/view.h"

/* Fills the tree of status.html; never kept, since what it tells raises no generation.
 */
NODISCARD bool view_status_tree(struct view *view, struct err *err);

#endif
