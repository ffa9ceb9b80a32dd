/* The arXiv paper that a source has told to be a paper's twin, as a link. */
#ifndef STORE_VENUE_TWIN_H
#define STORE_VENUE_TWIN_H

#include "store/db.h"

/* A source that says something else by now takes its link back; a twin that is not
 * there is linked when it comes. Keys may be NULL. */
NODISCARD bool venue_twin_link(struct db *db, int64_t row, const char *old,
                               const char *twin, struct err *err);

#endif
