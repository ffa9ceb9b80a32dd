/* /venue: all proceedings that are stored. */
#ifndef SITE_VIEW_VENUES_H
#define SITE_VIEW_VENUES_H

#include "site/view.h"

/* Fills the tree of venues.html. */
NODISCARD bool view_venues_tree(struct view *view, struct err *err);

#endif
