/* Which stored paper an entry of proceedings means: by its ids, else by its title where
 * the two come from sources whose ids cannot be compared. */
#ifndef STORE_VENUE_MATCH_H
#define STORE_VENUE_MATCH_H

#include "store/venue/venue_record.h"

/* The words of a title as one number; 0: it has none. */
int64_t venue_match_title(struct db *db, const char *title);

/* The row, or 0. `edition` may be 0: not known yet. */
NODISCARD bool venue_match_find(struct db *db, const struct venue_entry *entry,
                                int64_t edition, int64_t *ret_row, struct err *err);
/* The row that an id means, or 0. */
NODISCARD bool venue_match_id(struct db *db, const char *id, int64_t *ret_row,
                              struct err *err);

enum { VENUE_TITLED_MAX = 8 }; /* papers of one edition and title that are looked at */
struct venue_titled {
    int64_t rows[VENUE_TITLED_MAX];
    size_t count;
};
/* Papers of the edition that were told of under the entry's title. */
NODISCARD bool venue_match_titled(struct db *db, const struct venue_entry *entry,
                                  int64_t edition, struct venue_titled *ret_titled,
                                  struct err *err);
/* Does the entry, which has its title, mean this one? */
NODISCARD bool venue_match_means(struct db *db, const struct venue_entry *entry,
                                 int64_t row, bool *ret_means, struct err *err);

/* Could these two be one paper? Not if one source gave both an id of its own. LIST keys
 * are comparable where one kind of source gave them. */
bool venue_match_sources(const struct venue_ids *stored, const struct venue_ids *told);

#endif
