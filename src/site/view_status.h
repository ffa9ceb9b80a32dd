/* How this site is doing: what is stored, how reading arXiv goes, what was served. */
#ifndef SITE_VIEW_STATUS_H
#define SITE_VIEW_STATUS_H

#include "site/view.h"

NODISCARD bool view_status_tree(struct view *view, struct err *err);

#endif
