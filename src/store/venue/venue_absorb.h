/* Two stored papers that a source tells to be one: the ids or titles of an entry meet.
 */
#ifndef STORE_VENUE_ABSORB_H
#define STORE_VENUE_ABSORB_H

#include "store/venue/venue_record.h"

/* Makes the paper of this row one with *record, where that is safe: both stand in one
 * edition, no source gave each an id of its own, and one of them has never had a FAQ.
 * That one's row stays, unseen; ids, titles, clicks and links are the other's, which
 * *record is afterwards, with `absorbed` set. Else nothing is done. Row 0 is no paper.
 */
NODISCARD bool venue_absorb(struct db *db, int64_t row, int64_t now,
                            struct arena *arena, struct venue_record *record,
                            struct err *err);

#endif
