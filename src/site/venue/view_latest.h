/* /venue/latest: the proceedings that were added last. */
#ifndef SITE_VIEW_LATEST_H
#define SITE_VIEW_LATEST_H

#include "site/view.h"
#include "store/venue/edition_store.h"

enum { LATEST_SHOW_DEFAULT = 30, LATEST_SHOW_MAX = 200 };

struct latest_item {
    struct edition edition;
    struct edition_groups groups;
};
/* show= of them, newest first; *ret_items has *ret_count. */
NODISCARD bool latest_find(struct view *view, struct latest_item **ret_items,
                           size_t *ret_count, struct err *err);
/* "Oral 86, Spotlight 367, Poster 1,807", or NULL where it has no groups. */
const char *latest_groups_text(struct arena *arena,
                               const struct edition_groups *groups);

/* Fills the tree of latest.html. */
NODISCARD bool view_latest_tree(struct view *view, struct err *err);

#endif
