/* What keeps the queue in order beside the workers: at the start, what an earlier
 * process left; then leases that ran out, what is old, and the room on the disk. */
#ifndef WORK_FAQ_UPKEEP_H
#define WORK_FAQ_UPKEEP_H

#include "faq/faq_workers.h"

struct faq_upkeep;

/* Before any worker starts: the queue and the spend book are in order afterwards. Then
 * a thread looks after them. `workers` are woken when a job came back. */
NODISCARD bool faq_upkeep_open(struct faq_workers *workers,
                               const struct faq_options *options,
                               struct faq_upkeep **ret_upkeep, struct err *err);
void faq_upkeep_close(struct faq_upkeep *upkeep); /* NULL is fine */

/* False, and logged once, when the disk has under a twentieth or 100 MB left: what is
 * paid for must be stored. Any thread. */
bool faq_upkeep_has_room(struct faq_upkeep *upkeep);

#endif
