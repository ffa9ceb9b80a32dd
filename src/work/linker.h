/* Finds the twin of what was stored, and takes links away that a change of either paper
 * has made wrong: a loop over link_store_todo, in small writes, at
 * the end of each ingest, import and backfill, and in the daemon whenever papers came.
 * A stop is no failure: what it cuts off is done the next time. */
#ifndef WORK_LINKER_H
#define WORK_LINKER_H

#include "base/thread.h"
#include "store/store.h"

struct linker_report {
    int64_t looked_at, linked;
};
NODISCARD bool linker_run(struct store *store, struct stop *stop,
                          struct linker_report *ret_report, struct err *err);

#endif
