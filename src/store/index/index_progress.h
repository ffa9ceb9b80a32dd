/* How much of the store a search can find by now: all of it, but while the index is
 * made anew (after a migration, a backup that was put back, a lost file). */
#ifndef STORE_INDEX_PROGRESS_H
#define STORE_INDEX_PROGRESS_H

#include "store/store.h"

struct index_progress {
    bool is_whole;
    int64_t percent; /* of the papers, 0 … 99 while it is not */
};
/* Costs next to nothing where it is whole. */
NODISCARD bool index_progress_get(struct db *db, struct index_progress *ret_progress,
                                  struct err *err);

#endif
