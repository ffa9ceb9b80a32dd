/* Editions and their groups as rows: what the stores of papers and of editions share.
 * Names are found in any case. */
#ifndef STORE_EDITION_RECORD_H
#define STORE_EDITION_RECORD_H

#include "base/arena.h"
#include "store/db.h"

enum { EDITION_GROUPS_MAX = 1000 };

struct edition_row {
    int64_t id; /* 0: it is not known yet */
    const char *name;
};
/* By its canonical name; an unknown one keeps `name`. */
NODISCARD bool edition_record_find(struct db *db, const char *name, struct arena *arena,
                                   struct edition_row *ret_edition, struct err *err);
/* Gives it a row if it has none. */
NODISCARD bool edition_record_make(struct db *db, struct edition_row *edition,
                                   struct err *err);
/* Papers that came (or left) and those of them with an abstract; both 0: one changed.
 */
NODISCARD bool edition_record_count(struct db *db, int64_t edition, int64_t papers,
                                    int64_t abstracts, int64_t now, struct err *err);

struct group_row {
    int64_t id; /* 0: no paper was ever in it */
    const char *name;
};
NODISCARD bool edition_record_find_group(struct db *db, int64_t edition,
                                         const char *name, struct arena *arena,
                                         struct group_row *ret_group, struct err *err);
/* Has it fewer groups than it may have? */
NODISCARD bool edition_record_has_room(struct db *db, int64_t edition, bool *ret_room,
                                       struct err *err);
/* *ret_group is 0 for the absent name. */
NODISCARD bool edition_record_make_group(struct db *db, int64_t edition,
                                         const char *name, int64_t *ret_group,
                                         struct err *err);

#endif
