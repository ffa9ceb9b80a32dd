/* The broom; see faq_prune.h. */
#include "faq/faq_prune.h"

#include "base/clock.h"
#include "store/paper/text_store.h"
#include "store/queue/spend_store.h"

enum { CALLS_KEPT_S = 400 * SECONDS_A_DAY };

struct pruning {
    int64_t now, keep_s;
};

static bool prune_part(struct db *db, void *context, struct err *err)
{
    const struct pruning *pruning = context;
    int64_t before = pruning->now - pruning->keep_s;
    return text_store_prune(db, before, err) &&
           job_store_prune(db, before, pruning->now, err) &&
           spend_prune(db, pruning->now - CALLS_KEPT_S, err);
}

bool faq_prune(struct store *store, int64_t keep_s, int64_t now, struct err *err)
{
    struct pruning pruning = { now, keep_s };
    return store_write(store, prune_part, &pruning, err);
}
