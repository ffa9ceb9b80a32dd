/* The keeper's thread has the keywords of papers follow the store, when nothing else is
 * to be done. */
#include "store/index/index_keeper_part.h"
#include "store/paper/keyword_store.h"

static bool is_due(struct index_keeper *keeper)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(keeper->store);
    struct err ignored = { 0 };
    bool due = false;
    return keyword_store_is_due(db, &due, &ignored) && due;
}

static bool refresh_some(struct db *db, void *context, struct err *err)
{
    return keyword_store_refresh(db, KEYWORDS_PAPERS, context, err);
}

enum index_step index_keeper_keywords(struct index_keeper *keeper)
{
    bool more = false;
    struct err err = { 0 };
    if (!is_due(keeper))
        return STEP_NOTHING;
    return store_upkeep(keeper->store, refresh_some, &more, &err) ? STEP_DONE
                                                                  : STEP_FAILED;
}
