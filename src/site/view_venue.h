/* Papers of proceedings: one or several by id, and editions, which are searches. */
#ifndef SITE_VIEW_VENUE_H
#define SITE_VIEW_VENUE_H

#include "site/view.h"
#include "store/paper_store.h"

/* Below /venue/, with or without /api/v1 before it. */
bool view_is_venue(const struct request *request);

/* ERR_NOT_FOUND: it is not stored, or not a venue's. */
NODISCARD bool view_venue_paper(struct view *view, const char *key,
                                struct paper *ret_paper, struct err *err);

/* The path's argument: ids with commas between ("GMwRl2e9Y1@OpenReview"), as
 * papers.html; or an edition or a series ("ICLR.2024", with group=Oral), which leads to
 * the search for it. */
NODISCARD bool view_venue_tree(struct view *view, struct err *err);

#endif
