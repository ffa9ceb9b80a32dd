/* The nightly job: one whole pass over arXiv, the ledger of what it touched, and the
 * proceedings of [venues]. */
#ifndef WORK_INGEST_H
#define WORK_INGEST_H

#include "store/arxiv/ledger_store.h"
#include "work/arxiv/poll.h"
#include "work/venue/venue_harvest.h"

enum { INGEST_VENUES_MS = 1800000 };

struct ingest_options {
    struct store *store;
    struct arxiv_options arxiv;
    const char *const *categories;
    size_t category_count;
    struct stop *stop;
    bool only_due; /* missing ids wait for their next try; else all are asked for */
    bool harvest;  /* the fetcher: once a day, ask what has changed */
    struct venue_harvest_options venues; /* progress and give_way are set by the run */
    void (*progress)(void *context, const char *what);
    void *context;
};

/* Lives in the caller's arena. */
struct ingest_report {
    struct poll_result poll;
    struct ledger_list rows; /* each category's newest day, what is incomplete
                                elsewhere, and the days found missed */
    struct venue_harvest_report venues;
    bool complete; /* every row is, and every source could be read */
};

/* Proceedings are asked for unless only_due says that nobody waits for the report; what
 * takes longer than INGEST_VENUES_MS is left to the next time.
 *
 * `day` DAY_NONE: the newest day of each category; else the report is about that day
 * alone, and a day that is not in the ledger makes it incomplete. False: our own
 * trouble only. */
NODISCARD bool ingest_run(const struct ingest_options *options, struct arxiv *arxiv,
                          int32_t day, struct arena *arena,
                          struct ingest_report *ret_report, struct err *err);

#endif
