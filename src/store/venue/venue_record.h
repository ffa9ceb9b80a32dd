/* A paper of proceedings as rows: itself, and where it stands and who has told of it.
 */
#ifndef STORE_VENUE_RECORD_H
#define STORE_VENUE_RECORD_H

#include "store/venue/edition_record.h"
#include "store/venue/venue_merge.h"

struct venue_record {
    struct venue_state state;
    int64_t edition; /* 0: it was put in by hand and stands in none */
    enum venue_dialect key_teller;
    bool absorbed; /* another stored paper became one with it just now */
};

NODISCARD bool venue_record_get(struct db *db, int64_t row, struct arena *arena,
                                struct venue_record *ret_record, struct err *err);
/* The place alone; the paper has a row, and the edition one. */
NODISCARD bool venue_record_put(struct db *db, const struct venue_record *record,
                                struct err *err);

/* A key or another id, and who told it. */
struct venue_id {
    const char *key;
    enum venue_dialect teller;
};
struct venue_ids {
    struct venue_id *items;
    size_t count, capacity;
};
enum { VENUE_IDS_MAX = 200 }; /* of one paper that are looked at */
NODISCARD bool venue_record_ids(struct db *db, int64_t row, struct arena *arena,
                                struct venue_ids *ret_ids, struct err *err);

#endif
