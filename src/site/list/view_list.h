/* The daily list of a set of categories. */
#ifndef SITE_VIEW_LIST_H
#define SITE_VIEW_LIST_H

#include "site/list/list_ask.h"
#include "site/view.h"

/* Fills the tree of list.html. */
NODISCARD bool view_list_tree(struct view *view, const struct list_ask *ask,
                              struct err *err);

#endif
