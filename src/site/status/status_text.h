/* The status as text that an operator reads at a glance on a terminal. */
#ifndef SITE_STATUS_TEXT_H
#define SITE_STATUS_TEXT_H

#include "base/arena.h"
#include "text/json.h"

/* `status` is the answer of /api/v1/status, also that of another version: what it lacks
 * is left out. `by_daemon`: a running one gave it. Pure. */
void status_text_write(struct buf *out, const cJSON *status, bool by_daemon,
                       int64_t now, struct arena *arena);

#endif
