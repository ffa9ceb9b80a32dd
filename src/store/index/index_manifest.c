/* The tables index_segment and index_dead; see index_manifest.h. */
#include "store/index/index_manifest.h"

struct manifest_segment index_manifest_describe(int64_t id,
                                                const struct segment *segment)
{
    uint32_t docs = segment_docs(segment);
    return (struct manifest_segment){
        .id = id,
        .docs = docs,
        .bytes = (int64_t)segment_bytes(segment),
        .newest = docs > 0 ? segment_row(segment, 0) : 0,
        .oldest = docs > 0 ? segment_row(segment, docs - 1) : 0,
    };
}

bool index_manifest_same(const struct manifest_segment *a,
                         const struct manifest_segment *b)
{
    return a->id == b->id && a->docs == b->docs && a->bytes == b->bytes &&
           a->newest == b->newest && a->oldest == b->oldest;
}

bool index_manifest_list(struct db *db, struct arena *arena,
                         struct manifest *ret_manifest, struct err *err)
{
    struct manifest manifest = { 0 };
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_INDEX_SEGMENT_LIST, NO_ARGS, &rows, err);
    while (rows_next(&rows)) {
        struct manifest_segment segment = { .id = row_int(&rows) };
        segment.docs = row_int(&rows);
        segment.bytes = row_int(&rows);
        segment.newest = row_int(&rows);
        segment.oldest = row_int(&rows);
        ARENA_PUSH(arena, &manifest, segment);
    }
    if (!rows_ok(&rows))
        return false;
    *ret_manifest = manifest;
    return true;
}

bool index_manifest_last(struct db *db, int64_t *ret_id, struct err *err)
{
    int64_t id = 0;
    if (!db_number(db, SQL_INDEX_SEGMENT_LAST, NO_ARGS, &id, err))
        return false;
    *ret_id = id;
    return true;
}

bool index_manifest_add(struct db *db, const struct manifest_segment *segment,
                        struct err *err)
{
    return db_run(db, SQL_INDEX_SEGMENT_INSERT,
                  ARGS(db_int(":id", segment->id), db_int(":docs", segment->docs),
                       db_int(":bytes", segment->bytes),
                       db_int(":newest", segment->newest),
                       db_int(":oldest", segment->oldest)),
                  err);
}

bool index_manifest_remove(struct db *db, int64_t id, struct err *err)
{
    return db_run(db, SQL_INDEX_SEGMENT_DELETE, ARGS(db_int(":id", id)), err);
}

bool index_manifest_list_dead(struct db *db, int64_t id, struct arena *arena,
                              struct dead_list *list, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_INDEX_DEAD_LIST, ARGS(db_int(":segment", id)), &rows, err);
    while (rows_next(&rows)) {
        struct index_dead dead = { .segment = id, .doc = (uint32_t)row_int(&rows) };
        ARENA_PUSH(arena, list, dead);
    }
    return rows_ok(&rows);
}

bool index_manifest_add_dead(struct db *db, const struct index_dead *dead,
                             struct err *err)
{
    return db_run(db, SQL_INDEX_DEAD_INSERT,
                  ARGS(db_int(":segment", dead->segment), db_int(":doc", dead->doc)),
                  err);
}
