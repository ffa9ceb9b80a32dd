/* The pace towards hosts other than arXiv's (venues), a host a row, so that it outlives
 * the process. Of struct pace only the lane PACE_PAGE is kept; both lanes come back
 * with it. */
#ifndef STORE_HOST_PACE_STORE_H
#define STORE_HOST_PACE_STORE_H

#include "model/pace.h"
#include "store/store.h"

/* All zero for a host that is not known. */
NODISCARD bool host_pace_store_get(struct db *db, const char *host,
                                   struct pace *ret_pace, struct err *err);
/* In a write. */
NODISCARD bool host_pace_store_put(struct db *db, const char *host,
                                   const struct pace *pace, struct err *err);

#endif
