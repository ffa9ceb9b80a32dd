/* What the model cost: every call is written down before it goes out, with what it may
 * cost at most, and settled when it has come back. A call that was cut off by the end
 * of the process is settled by its estimate at the next start: the provider has billed
 * it.
 *
 * Sums a day, provider and model are kept beside the calls, so that a budget is checked
 * by reading a few rows. Writers run inside store_write. */
#ifndef STORE_SPEND_STORE_H
#define STORE_SPEND_STORE_H

#include "store/queue/job_store.h"

struct spend_call {
    struct lease lease;
    const char *provider, *model;
    int number;       /* of the question */
    int64_t estimate; /* millionths */
    int64_t now;
};
/* ERR_REFUSED: the lease is lost: do not call. */
NODISCARD bool spend_open(struct db *db, const struct spend_call *call,
                          int64_t *ret_call, struct err *err);
/* `model` as the provider named it, or NULL. Adds to the job's `spent`. Settling one
 * twice is ERR_INVALID. */
NODISCARD bool spend_settle(struct db *db, int64_t call, const struct faq_usage *usage,
                            const char *model, const char *outcome, int64_t now,
                            struct err *err);
/* At the start of the owner process: what was open is settled by its estimate. */
NODISCARD bool spend_settle_lost(struct db *db, int64_t now, int64_t *ret_count,
                                 struct err *err);

struct spend_row {
    int32_t day;
    const char *provider, *model;
    int64_t calls;
    struct faq_usage usage;
};
struct spend_rows {
    struct spend_row *items;
    size_t count, capacity;
};
/* By day, newest first, from `first_day` on. */
NODISCARD bool spend_list(struct db *db, int32_t first_day, struct arena *arena,
                          struct spend_rows *ret_rows, struct err *err);
struct spend_now {
    int64_t day, month; /* settled, millionths */
    int64_t reserved;   /* by running jobs, beyond what they have spent */
    int64_t calls_open;
};
NODISCARD bool spend_now(struct db *db, int64_t now, struct spend_now *ret_now,
                         struct err *err);
/* Single calls older than that are forgotten; the sums stay. */
NODISCARD bool spend_prune(struct db *db, int64_t before, struct err *err);

#endif
