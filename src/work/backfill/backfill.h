/* `paperfeed backfill`: everything that arXiv's OAI-PMH has of a set, in days that are
 * over. Goes on where it stopped, and leaves what it has finished alone; see
 * harvest_walk.h. */
#ifndef WORK_BACKFILL_H
#define WORK_BACKFILL_H

#include "work/backfill/harvest_walk.h"
#include "work/import/importer.h"

enum { BACKFILL_PATIENCE_MS = 600000 }; /* without a good answer; then it gives up */

struct backfill_options {
    struct store *store;
    struct arxiv *arxiv;
    struct stop *stop;
    const char *set;     /* as oai_set_read writes it; "" = everything */
    int32_t from, until; /* DAY_NONE: not given */
    bool again;          /* also what is done */
    /* Between pages; `total` 0: not known. May be NULL. */
    void (*progress)(void *context, const char *what, int64_t done, int64_t total,
                     int64_t records);
    void *context;
};

/* Lives in the caller's arena. The counts are those since this harvest began, however
 * often it was stopped; errors and seconds are this run's. */
struct backfill_report {
    struct import_report counts;
    int32_t from, until;
    int32_t next;        /* the first day that is not done */
    const char *problem; /* why it was given up, its place kept; NULL: it is done */
};

/* What is to be done, from what is stored (NULL: nothing). Pure. */
struct harvest backfill_plan(const struct backfill_options *options,
                             const struct harvest *stored, int64_t now);

/* ERR_BUSY: asked to stop; what was stored stays, and the next run goes on there. */
NODISCARD bool backfill_run(const struct backfill_options *options, struct arena *arena,
                            struct backfill_report *ret_report, struct err *err);

#endif
