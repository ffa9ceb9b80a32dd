/* Papers: kept by key, merged from every source that tells of them, indexed for search
 * in the same transaction. */
#ifndef STORE_PAPER_STORE_H
#define STORE_PAPER_STORE_H

#include "model/paper.h"
#include "store/store.h"

enum paper_change { PAPER_UNCHANGED, PAPER_CHANGED, PAPER_ADDED };

struct paper_list {
    struct paper *items;
    size_t count, capacity;
};

/* Adds the paper or merges it into what is stored:
 * - a day without a time of day never replaces a moment of that day;
 * - an absent field never erases one; a known version never yields to a lower one
 *   (which may still fill what is absent); version 0 counts as the stored version;
 * - a provisional paper (listing page only) fills absent fields of a stored paper,
 *   and changes nothing else of a confirmed one; a confirmed one replaces it;
 * - an author list that is a prefix of the stored one (listings cut at 100) is ignored,
 *   unless the version rises and the list has fewer than 100 names;
 * - withdrawn stays until the version rises;
 * - when the version rises, the text of the older one goes to paper_version;
 * - announced keeps the earliest day;
 * - keywords are not told: they are found anew when title or abstract change.
 * The row number, in date order, is given by `day` at the first put (the listing day,
 * or the day of the first version). Announcements that wait for this key are told, and
 * their ledger rows recounted. paper_check must have passed. An unchanged paper costs
 * no write and touches no page. */
NODISCARD bool paper_store_put(struct db *db, const struct paper *paper, int32_t day,
                               int64_t now, enum paper_change *ret_change,
                               struct err *err);

/* ERR_NOT_FOUND if not stored. */
NODISCARD bool paper_store_get(struct db *db, const char *key, struct arena *arena,
                               struct paper *ret_paper, struct err *err);
NODISCARD bool paper_store_exists(struct db *db, const char *key, bool *ret_exists,
                                  struct err *err);

/* For bulk imports: within one store_write, secondary work (announcements that wait) is
 * looked up once. Used by the importer, a few thousand papers a write. */
struct paper_counts {
    int64_t added, changed, unchanged;
};
NODISCARD bool paper_store_put_many(struct db *db, const struct paper *papers,
                                    size_t count, int64_t now,
                                    struct paper_counts *counts, struct err *err);

#endif
