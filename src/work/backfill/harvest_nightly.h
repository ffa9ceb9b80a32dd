/* Once a day, what arXiv's OAI-PMH says has changed on the days that are over:
 * versions, withdrawals, DOIs, journal references of papers that are stored.
 *
 * A set whose backfill is done goes on with each night, and takes new papers too. Of
 * the watched categories' archives that no such set holds, only what is stored is
 * brought up to date: nobody has asked for the rest. The last day of the time before is
 * asked for again. State is in the store (store/arxiv/harvest_store.h): what a night
 * does not finish, the next call does. */
#ifndef WORK_HARVEST_NIGHTLY_H
#define WORK_HARVEST_NIGHTLY_H

#include "work/backfill/harvest_walk.h"

struct nightly_options {
    struct store *store;
    struct arxiv *arxiv;
    struct stop *stop;
    const char *const *categories; /* watched */
    size_t category_count;
    /* Asked between pages: is there something more urgent? NULL: never. */
    bool (*give_way)(void *context);
    void *context;
};

/* Lives in the caller's arena. */
struct nightly_report {
    struct harvest_counts counts; /* of this call */
    bool done;                    /* nothing is left for today */
    const char *problem;          /* arXiv could not be read; NULL: it could */
};

/* The harvests that have days to ask for at `now`, each as it begins or goes on. Pure.
 */
void nightly_plan(const struct nightly_options *options,
                  const struct harvest_list *stored, int64_t now, struct arena *arena,
                  struct harvest_list *ret_plan);

/* True even if arXiv could not be read. False: our own trouble, or asked to stop. */
NODISCARD bool nightly_run(const struct nightly_options *options, struct arena *arena,
                           struct nightly_report *ret_report, struct err *err);
/* When there is something to do again after a run at `now` that was done or not. */
int64_t nightly_next(int64_t now, bool done, uint32_t chance);

#endif
