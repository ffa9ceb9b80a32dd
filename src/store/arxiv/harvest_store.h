/* Harvests by OAI-PMH: how far each has come, so that it goes on after a stop at any
 * moment. Kept in the transaction that stores the papers of a page. */
#ifndef STORE_HARVEST_STORE_H
#define STORE_HARVEST_STORE_H

#include "base/arena.h"
#include "base/clock.h"
#include "store/paper/paper_store.h"

enum harvest_kind {
    HARVEST_BACKFILL, /* up to the day before, and on with each night once it is done */
    HARVEST_RANGE,    /* of days that somebody named */
    HARVEST_CURRENT,  /* of the nights: changes what is stored, adds nothing */
};
enum harvest_phase {
    HARVEST_RECORDS, /* the window's pages are read */
    HARVEST_CHECK,   /* then what they have brought is held against a list of ids */
};

/* read is the sum of the others. */
struct harvest_counts {
    int64_t read, added, changed, unchanged, skipped, duplicate;
};

struct harvest {
    int64_t id, revision; /* the store's; 0 = not stored */
    enum harvest_kind kind;
    const char *set;                   /* "" = everything */
    int32_t from, until;               /* days, both included */
    int32_t window_from, window_until; /* at work; days before it are done */
    enum harvest_phase phase;
    const char *token;            /* of the next page; NULL: the window's first */
    int64_t pages;                /* of the window, since it was last begun */
    int64_t barren;               /* pages in a row that brought nothing new */
    struct harvest_counts counts; /* since started_at */
    int64_t started_at;
    int64_t finished_at; /* the first time; 0 = never yet */
};
/* Is there nothing left to ask for? */
bool harvest_is_done(const struct harvest *harvest);

/* *ret_found false: there is none, and *ret_harvest is untouched. */
NODISCARD bool harvest_store_get(struct db *db, enum harvest_kind kind, const char *set,
                                 struct arena *arena, struct harvest *ret_harvest,
                                 bool *ret_found, struct err *err);
struct harvest_list {
    struct harvest *items;
    size_t count, capacity;
};
NODISCARD bool harvest_store_list(struct db *db, struct arena *arena,
                                  struct harvest_list *ret_list, struct err *err);
/* In a write; sets id and revision. ERR_NOT_FOUND: somebody else has gone on with it
 * since it was read. */
NODISCARD bool harvest_store_put(struct db *db, struct harvest *harvest,
                                 struct err *err);

/* The archive has dropped the paper's record: it is marked as withdrawn and stays, as
 * its readers' links do. One that is not stored is unchanged. */
NODISCARD bool harvest_store_drop(struct db *db, const char *key, int64_t now,
                                  enum paper_change *ret_change, struct err *err);

/* What the window at work has brought. *ret_new: not before. */
NODISCARD bool harvest_store_see(struct db *db, const struct harvest *harvest,
                                 const char *key, bool *ret_new, struct err *err);
NODISCARD bool harvest_store_has_seen(struct db *db, const struct harvest *harvest,
                                      const char *key, bool *ret_seen, struct err *err);
NODISCARD bool harvest_store_forget_seen(struct db *db, const struct harvest *harvest,
                                         struct err *err);

#endif
