/* The chips above a list: the watched categories, or the parts of the expression. */
#ifndef SITE_LIST_CHIPS_H
#define SITE_LIST_CHIPS_H

#include "site/list/list_ask.h"
#include "site/view.h"

void list_chips_set(struct view *view, const struct list_ask *ask, int32_t day);

#endif
