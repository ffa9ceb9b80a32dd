/* How reading arXiv goes, in words: when it was read, what went wrong, when it is tried
 * again. */
#ifndef SITE_POLL_STATE_H
#define SITE_POLL_STATE_H

#include "site/view.h"
#include "store/arxiv/poll_store.h"

/* One category: of all its sources the latest of each; 0 = never. */
struct category_reading {
    int64_t checked_at; /* an answer */
    int64_t changed_at; /* an answer with something new */
    int64_t failed_at;  /* with its words in `problem`, else NULL */
    const char *problem;
};
struct category_reading poll_state_of_category(const struct poll_cursors *cursors,
                                               const char *code);

struct poll_state {
    struct poll_cursors cursors;
    /* The oldest of the categories' last good answers; 0 = one never had any. */
    int64_t checked_at;
    const char *problem; /* of the category that fails now, or NULL */
    int64_t failed_at;
    int64_t next_at; /* 0 = not known */
};
/* Of the watched categories in the set; NULL: of all watched ones. */
NODISCARD bool poll_state_get(struct view *view, const struct category_set *set,
                              struct poll_state *ret_state, struct err *err);
/* Puts the notice on the page if something fails now; true if it did. */
bool poll_state_notice(struct view *view, const struct poll_state *state);
bool poll_state_is_watched(const struct site *site, const struct category *category);

#endif
