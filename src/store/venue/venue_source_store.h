/* How far the harvesters of proceedings have come, a row for each line and address of
 * the configuration's [venues]. */
#ifndef STORE_VENUE_SOURCE_STORE_H
#define STORE_VENUE_SOURCE_STORE_H

#include "base/arena.h"
#include "store/store.h"

struct venue_source {
    const char *name;                 /* "ICLR.2025", "AAAI": as configured */
    const char *url;                  /* asked for */
    const char *etag, *last_modified; /* of the last whole answer, or NULL */
    const char *cursor;  /* where a harvest of several pages goes on; NULL: begins */
    int32_t from_day;    /* of the harvest under way or next; DAY_NONE: everything */
    int64_t checked_at;  /* last good end; 0: never */
    int64_t changed_at;  /* last answer that was new */
    int64_t failed_at;   /* last failure after it; 0: none */
    const char *problem; /* its words, or NULL */
};
/* An unknown one is empty but for name and url. */
NODISCARD bool venue_source_get(struct db *db, const char *name, const char *url,
                                struct arena *arena, struct venue_source *ret_source,
                                struct err *err);
/* In a write. */
NODISCARD bool venue_source_put(struct db *db, const struct venue_source *source,
                                struct err *err);
/* In a write: it is no longer harvested. */
NODISCARD bool venue_source_forget(struct db *db, const char *name, const char *url,
                                   struct err *err);
struct venue_source_list {
    struct venue_source *items;
    size_t count, capacity;
};
NODISCARD bool venue_source_list(struct db *db, struct arena *arena,
                                 struct venue_source_list *ret_list, struct err *err);

#endif
