/* The papers of an edition, as its venue groups and orders them. */
#ifndef SITE_VIEW_EDITION_H
#define SITE_VIEW_EDITION_H

#include "site/venue/edition_found.h"

/* Fills the tree of edition.html. `what`: an edition, or a series, of which it is the
 * latest. A page whose name is spelt in another way leads to the usual one. */
NODISCARD bool view_edition_tree(struct view *view, const char *what, struct err *err);

#endif
