/* The parts of a pass (work/arxiv/poll.h): reading one category, committing it, and
 * asking for wanted ids. Only poll*.c include this. */
#ifndef WORK_POLL_PART_H
#define WORK_POLL_PART_H

#include "work/arxiv/poll.h"

struct pass {
    const struct poll_options *options;
    struct arena *arena;
    struct poll_result *result;
    struct text_list lacking; /* keys that upstream lacked in this pass */
    size_t query_max;         /* ids a request; fewer after a refusal */
    size_t refusals;          /* of the query API in this pass */
    struct err refusal;       /* the last of them */
    bool api_answered;        /* to any question of this pass */
};

/* What the pass has read of one category. */
struct category_poll {
    const char *category;
    bool listing_tried, has_listing;
    bool feed_answered, has_feed; /* an unchanged feed is an answer without document */
    struct source_document listing, feed;
    struct poll_cursor listing_cursor, feed_cursor;
};

/* Notes a source's failure in the result and, durably, in its cursor. */
NODISCARD bool pass_note_problem(struct pass *pass, struct poll_cursor *cursor,
                                 const struct err *problem, struct err *err);
void pass_progress(struct pass *pass, const char *what, const char *name);
NODISCARD bool pass_get_cursor(struct pass *pass, const char *name,
                               struct poll_cursor *ret_cursor, struct err *err);

/* Stores what has been read of the category so far; may be called again with more.
 * `now` (seconds) tells whether a day without an announcement is over. */
NODISCARD bool pass_commit(struct pass *pass, struct category_poll *poll, int64_t now,
                           struct err *err);

/* The source has answered: its cursor's problem is over, and pages say so. In a write.
 */
void cursor_answered(struct db *db, struct poll_cursor *cursor, int64_t now);

/* One request for ids that are due and were not lacking in this pass; *ret_asked: there
 * was one. */
NODISCARD bool pass_ask_wanted(struct pass *pass, bool *ret_asked, struct err *err);
/* At the end: an API that has refused every question is a problem. */
NODISCARD bool pass_end_wanted(struct pass *pass, struct err *err);

#endif
