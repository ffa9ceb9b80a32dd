/* Groups of an edition with what the lists of papers need of them. */
#ifndef STORE_EDITION_GROUPS_H
#define STORE_EDITION_GROUPS_H

#include "store/venue/edition_store.h"

struct group_entry {
    int64_t id;
    struct edition_group group;
    size_t rank; /* of the first source that names it; SIZE_MAX: none does */
};
struct group_entries {
    struct group_entry *items; /* in the venue's own order */
    size_t count, capacity;
    int64_t without;
    bool in_parts[VENUE_DIALECT_COUNT]; /* a source told of the edition in several */
};
NODISCARD bool edition_groups_read(struct db *db, int64_t edition, struct arena *arena,
                                   struct group_entries *ret_groups, struct err *err);
/* What readers see of them, copied. */
struct edition_groups edition_groups_shown(const struct group_entries *entries,
                                           struct arena *arena);
/* By its name or native name, in any case; NULL: there is none. */
const struct group_entry *edition_groups_find(const struct group_entries *groups,
                                              const char *name);

#endif
