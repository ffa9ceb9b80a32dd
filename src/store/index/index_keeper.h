/* Keeps the search index in step with the tables.
 *
 * A write notes which papers changed (index_note); before its group commits, these
 * become one segment whose file is on the disk, listed in the same transaction; after
 * the commit, it is published. A thread of the keeper merges segments by tiers, and
 * indexes anew what the index lacks: after a migration, a backup that was put back, a
 * lost or damaged file, a new SEGMENT_FORMAT; newest papers first, while the store is
 * in use. */
#ifndef STORE_INDEX_KEEPER_H
#define STORE_INDEX_KEEPER_H

#include "index/index.h"
#include "model/paper.h"
#include "store/db.h"
#include "store/store.h"

struct index_keeper;
/* Reads the list of segments with `db` (the writer's connection before the writer
 * runs). A damaged or missing file is not a failure: it is noted for indexing anew. */
NODISCARD bool index_keeper_open(const char *dir, struct db *db,
                                 struct index_keeper **ret_keeper, struct err *err);
/* Starts the thread, once the writer runs. */
void index_keeper_start(struct index_keeper *keeper, struct store *store);
/* Stops the thread (a merge under way is given up) before the writer ends. */
void index_keeper_stop(struct index_keeper *keeper);
void index_keeper_close(struct index_keeper *keeper);

/* What the last commit left; index_give_back ends it. Any thread. */
const struct index_snapshot *index_keeper_take(struct index_keeper *keeper);

/* Within a write: this paper is to be indexed as it stands now. Undone with the part.
 */
void index_note(struct db *db, const struct paper *paper);
/* This paper is not to be searched for any more; the same write notes another one. */
void index_note_gone(struct db *db, int64_t row);
/* The writer's: before a commit, after it, after a roll-back. */
NODISCARD bool index_keeper_before_commit(struct index_keeper *keeper, struct db *db,
                                          struct err *err);
void index_keeper_after_commit(struct index_keeper *keeper);
void index_keeper_after_rollback(struct index_keeper *keeper);
/* Where parts of a group begin: what is noted later is dropped by an undo. */
size_t index_note_mark(const struct db *db);
void index_note_undo(struct db *db, size_t mark);

/* Waits until nothing is left to merge (index_merge_rest) or to index anew: at the end
 * of an import. False: stopped first. */
NODISCARD bool index_keeper_settle(struct index_keeper *keeper, struct stop *stop);

/* Of a read: do its tables tell of the index that it has? A commit between the two
 * snapshots makes them differ. */
bool index_keeper_in_step(struct db *db);
/* Of a read in step: every paper is indexed once, as it stands; what is still to be
 * indexed anew may lack. Segments are whole. ERR_BROKEN. */
NODISCARD bool index_keeper_check(struct db *db, struct err *err);

#endif
