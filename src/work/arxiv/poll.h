/* One pass over the watched categories: ask the listing pages, the feeds and the query
 * API, reconcile, store. What one category's answers say is one commit: papers,
 * announcements, ledger and cursors. Polling again changes nothing. */
#ifndef WORK_POLL_H
#define WORK_POLL_H

#include "store/list/list_store.h"
#include "work/arxiv/arxiv.h"

struct poll_problem {
    const char *source; /* "list cs.CL", "rss cs.CL", "api" */
    const char *what;
};

struct poll_options {
    struct store *store;
    struct arxiv *arxiv;
    struct stop *stop;
    const char *const *categories;
    size_t category_count;
    bool all_wanted; /* ask for every missing id, due or not (the nightly job) */
    /* Called between requests with a short sentence; may be NULL. */
    void (*progress)(void *context, const char *what);
    void *context;
};

/* Lives in the caller's arena. */
struct poll_result {
    int64_t added, changed; /* papers */
    int64_t batches;        /* announcements that were new */
    int32_t shown_day;      /* the oldest of the categories' newest days; DAY_NONE */
    struct {
        struct poll_problem *items;
        size_t count, capacity;
    } problems;
};

/* True even if sources failed: result->problems tells. False: our own store is in
 * trouble, or we were asked to stop. */
NODISCARD bool poll_run(const struct poll_options *options, struct arena *arena,
                        struct poll_result *result, struct err *err);

/* Only the ids that are due from the query API (a reader waits, or something is
 * missing). */
NODISCARD bool poll_wanted(const struct poll_options *options, struct arena *arena,
                           struct poll_result *result, struct err *err);

#endif
