/* Papers that a reader asks for and the store does not have: put on the fetcher's list,
 * within bounds that no reader can lift. */
#ifndef SITE_WANT_H
#define SITE_WANT_H

#include "model/arxiv_id.h"
#include "site/view.h"

enum {
    WANT_WAITING_MAX = 20,   /* readers' ids that wait at a time */
    WANT_AGAIN_AFTER = 3600, /* seconds before an unknown id is asked for again */
    WANT_A_MINUTE = 60,      /* readers' new ids, of all readers together */
};

/* How many new ids readers may still ask for in this minute. */
struct want_budget;
struct want_budget *want_budget_open(void);
void want_budget_close(struct want_budget *budget); /* NULL is fine */
/* Takes as many of `wanted` as are left. */
size_t want_budget_take(struct want_budget *budget, int64_t now, size_t wanted);
/* What was taken and not asked for. */
void want_budget_give_back(struct want_budget *budget, size_t unused);

enum want_state {
    WANT_COMING,  /* on the list, upstream has not answered */
    WANT_UNKNOWN, /* upstream says that there is no such paper */
    WANT_REFUSED, /* too many are waiting, or nothing is fetched here */
};

/* *states has a state for each id. Puts new ids on the list in one write and wakes the
 * fetcher; ends the view's read. */
NODISCARD bool want_papers(struct view *view, const struct arxiv_id *ids, size_t count,
                           enum want_state *states, struct err *err);

#endif
