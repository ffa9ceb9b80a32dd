/* The index as the tables know it: which segments are live, which of their documents
 * are not. */
#ifndef STORE_INDEX_MANIFEST_H
#define STORE_INDEX_MANIFEST_H

#include "index/index.h"
#include "store/db.h"

/* Sizes and rows tell that a file is the one that is meant: a database that was put
 * back may stand beside files of another life. */
struct manifest_segment {
    int64_t id, docs, bytes, newest, oldest;
};
struct manifest {
    struct manifest_segment *items;
    size_t count, capacity;
};
struct dead_list {
    struct index_dead *items;
    size_t count, capacity;
};

/* As a file that was opened tells it. */
struct manifest_segment index_manifest_describe(int64_t id,
                                                const struct segment *segment);
/* Is it the one that is meant? All that is known of them is equal. */
bool index_manifest_same(const struct manifest_segment *a,
                         const struct manifest_segment *b);

/* In the order of their numbers. */
NODISCARD bool index_manifest_list(struct db *db, struct arena *arena,
                                   struct manifest *ret_manifest, struct err *err);
/* The highest number that a segment ever had; 0 if none had. */
NODISCARD bool index_manifest_last(struct db *db, int64_t *ret_id, struct err *err);
NODISCARD bool index_manifest_add(struct db *db, const struct manifest_segment *segment,
                                  struct err *err);
/* With its dead documents. */
NODISCARD bool index_manifest_remove(struct db *db, int64_t id, struct err *err);

/* Appends the segment's dead documents, ascending. */
NODISCARD bool index_manifest_list_dead(struct db *db, int64_t id, struct arena *arena,
                                        struct dead_list *list, struct err *err);
NODISCARD bool index_manifest_add_dead(struct db *db, const struct index_dead *dead,
                                       struct err *err);

#endif
