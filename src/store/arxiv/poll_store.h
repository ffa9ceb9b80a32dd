/* What the fetcher must remember: cursors of the sources, the pace, and the ids that
 * are wanted from the query API. */
#ifndef STORE_POLL_STORE_H
#define STORE_POLL_STORE_H

#include "base/arena.h"
#include "model/pace.h"
#include "store/store.h"

/* One source: "list cs.CL", "rss cs.CL". */
struct poll_cursor {
    const char *name;
    const char *etag, *last_modified; /* NULL when not said */
    uint64_t batch;      /* hash of the content that counts: ids, sections */
    int32_t day;         /* day of that batch, or DAY_NONE */
    int64_t checked_at;  /* last good answer, 0 = never */
    int64_t changed_at;  /* last new batch */
    int64_t failed_at;   /* last failure after it, 0 = none */
    const char *problem; /* its words, or NULL */
};
/* An unknown name gives an empty cursor. */
NODISCARD bool poll_store_get_cursor(struct db *db, const char *name,
                                     struct arena *arena,
                                     struct poll_cursor *ret_cursor, struct err *err);
NODISCARD bool poll_store_put_cursor(struct db *db, const struct poll_cursor *cursor,
                                     struct err *err);
struct poll_cursors {
    struct poll_cursor *items;
    size_t count, capacity;
};
NODISCARD bool poll_store_list_cursors(struct db *db, struct arena *arena,
                                       struct poll_cursors *ret_cursors,
                                       struct err *err);

/* The pace towards arXiv (model/pace.h); all zero where none was kept. */
NODISCARD bool poll_store_get_pace(struct db *db, struct pace *ret_pace,
                                   struct err *err);
NODISCARD bool poll_store_put_pace(struct db *db, const struct pace *pace,
                                   struct err *err);

/* Ids to ask the query API for. */
enum wanted_reason {
    WANTED_READER,    /* somebody has its page open: first */
    WANTED_ANNOUNCED, /* announced and not stored */
    WANTED_DETAILS,   /* stored, but without the dates that only the API knows */
};
struct wanted {
    const char *key;
    enum wanted_reason reason;
    int64_t tries; /* answers of upstream that lacked it */
    int64_t next_at;
    int64_t asked_at;
    bool unknown; /* upstream has said that it has no such paper */
};
struct wanted_list {
    struct wanted *items;
    size_t count, capacity;
};
/* Inserts, or raises the reason of a waiting one; a reader's id that upstream did not
 * know is asked for again after an hour. *ret_new: it was not there before. */
NODISCARD bool poll_store_want(struct db *db, const char *key,
                               enum wanted_reason reason, int64_t now, bool *ret_new,
                               struct err *err);
/* Due ones, by reason, then time; `now` INT64_MAX gives all that wait. */
NODISCARD bool poll_store_due(struct db *db, int64_t now, int64_t limit,
                              struct arena *arena, struct wanted_list *ret_list,
                              struct err *err);
/* Upstream lacked it: tried once more, next at `next_at`. A reader's id is marked
 * unknown; one that is announced and not stored, or stored without its details, goes on
 * waiting under that reason. */
NODISCARD bool poll_store_lacked(struct db *db, const char *key, int64_t next_at,
                                 struct err *err);
NODISCARD bool poll_store_got(struct db *db, const char *key, struct err *err);
/* ERR_NOT_FOUND if the id is not wanted. */
NODISCARD bool poll_store_get_wanted(struct db *db, const char *key,
                                     struct arena *arena, struct wanted *ret_wanted,
                                     struct err *err);
/* When the next one is due; INT64_MAX if none. */
NODISCARD bool poll_store_next_due(struct db *db, int64_t *ret_time, struct err *err);

#endif
