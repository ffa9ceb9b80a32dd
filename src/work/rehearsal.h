/* The writes of a dry run: one after the other in one transaction, each on what those
 * before it would have left, and all undone at the end.
 *
 * Readers see nothing of it. Who wants to write meanwhile, be it a reader who asks for
 * a FAQ, is let in after a moment: then what was done is undone early, and a later
 * write no longer knows of it. Upkeep (store_upkeep) waits until the end. */
#ifndef WORK_REHEARSAL_H
#define WORK_REHEARSAL_H

#include "store/store.h"

struct rehearsal; /* of one thread, or of several that take turns */

/* Nothing begins before the first write. Never NULL. */
struct rehearsal *rehearsal_open(struct store *store);
/* Undoes all. NULL is fine. */
void rehearsal_close(struct rehearsal *rehearsal);

/* As store_write, but never durable. A write that fails undoes those before it too. */
NODISCARD bool rehearsal_write(struct rehearsal *rehearsal, store_write_part *write,
                               void *context, struct err *err);

#endif
