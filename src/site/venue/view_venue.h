/* What stands below /venue/: papers of proceedings by id, editions, the latest. */
#ifndef SITE_VIEW_VENUE_H
#define SITE_VIEW_VENUE_H

#include "site/view.h"
#include "store/paper/paper_store.h"

/* Below /venue/, with or without /api/v1 before it. */
bool view_is_venue(const struct request *request);

/* The key of the paper that an id, in any spelling, means; NULL where none is stored.
 */
NODISCARD bool view_venue_find(struct db *db, const char *id, struct arena *arena,
                               const char **ret_key, struct err *err);
/* The same, and the id itself where none is stored. */
NODISCARD bool view_venue_key(struct db *db, const char *id, struct arena *arena,
                              const char **ret_key, struct err *err);
/* By any of its ids. ERR_NOT_FOUND: it is not stored, or not a venue's. */
NODISCARD bool view_venue_paper(struct view *view, const char *id,
                                struct paper *ret_paper, struct err *err);

/* The path's argument: ids with commas between ("GMwRl2e9Y1@OpenReview"), as
 * papers.html; an edition or a series ("ICLR.2024", with group=Oral); "latest". */
NODISCARD bool view_venue_tree(struct view *view, struct err *err);

#endif
