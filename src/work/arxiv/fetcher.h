/* The daemon's fetcher: one thread that polls arXiv on schedule, asks for wanted ids
 * when they are due, runs an ingest when somebody asks for one, and once a day, when
 * there is nothing else to do, harvests what has changed and refreshes proceedings. */
#ifndef WORK_FETCHER_H
#define WORK_FETCHER_H

#include "work/arxiv/ingest.h"

struct fetcher;

/* Starts the thread; the first poll is at once. Options as for an ingest; everything
 * they point at, and the gate, must outlive the fetcher. */
NODISCARD bool fetcher_open(const struct ingest_options *options, struct arxiv *arxiv,
                            struct fetcher **ret_fetcher, struct err *err);
/* Stops and joins; options.stop must have been told before. NULL is fine. */
void fetcher_close(struct fetcher *fetcher);

/* A reader waits for an id: look at once. Any thread. */
void fetcher_wake(struct fetcher *fetcher);
/* When the next scheduled poll is; 0 while one runs. Any thread. */
int64_t fetcher_next_poll(struct fetcher *fetcher);
/* Runs an ingest in the fetcher's thread and waits for its end. Any other thread.
 * `report` and `arena` are the caller's and not touched by him meanwhile. */
NODISCARD bool fetcher_ingest(struct fetcher *fetcher, int32_t day, struct arena *arena,
                              struct ingest_report *ret_report, struct err *err);

#endif
