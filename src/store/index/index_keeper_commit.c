/* What a commit does to the index: the papers that changed become a segment, segments
 * that were made one are exchanged. All of it in the writer's thread. */
#include "store/index/index_keeper_part.h"

#include "base/clock.h"
#include "store/paper/paper_index.h"
#include "store/paper/place.h"

#include <assert.h>
#include <unistd.h>

void index_note(struct db *db, const struct paper *paper)
{
    struct index_notes *notes = db->notes;
    assert(paper->row > 0);
    if (notes != NULL && !db->rehearsing)
        ARENA_PUSH(&notes->arena, notes, paper_copy(&notes->arena, paper));
}

/* A note without a title tells that its paper is gone. */
void index_note_gone(struct db *db, int64_t row)
{
    struct index_notes *notes = db->notes;
    const struct paper gone = { .row = row };
    if (notes != NULL && !db->rehearsing)
        ARENA_PUSH(&notes->arena, notes, gone);
}

size_t index_note_mark(const struct db *db)
{
    return db->notes != NULL ? db->notes->count : 0;
}

void index_note_undo(struct db *db, size_t mark)
{
    if (db->notes != NULL)
        db->notes->count = mark;
}

static void forget_notes(struct index_notes *notes)
{
    arena_done(&notes->arena);
    *notes = (struct index_notes){ 0 };
}

static int row_order(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static bool add_dead(struct index_keeper *keeper, struct db *db, struct index_dead dead,
                     struct err *err)
{
    ARENA_PUSH(&keeper->commit.arena, &keeper->commit.dead, dead);
    return index_manifest_add_dead(db, &dead, err);
}

/* Where the papers that were noted stand so far, they no longer count. */
static bool bury_old(struct index_keeper *keeper, struct db *db, struct err *err)
{
    const struct index_notes *notes = &keeper->notes;
    int64_t *rows = ARENA_ARRAY(&keeper->commit.arena, int64_t, notes->count);
    for (size_t i = 0; i < notes->count; i++)
        rows[i] = notes->items[i].row;
    qsort(rows, notes->count, sizeof *rows, row_order);
    for (size_t i = 0; i < notes->count; i++) {
        size_t segment;
        struct index_dead dead;
        if ((i > 0 && rows[i] == rows[i - 1]) ||
            !index_find_row(db->index, rows[i], &segment, &dead.doc))
            continue;
        dead.segment = db->index->segments[segment].id;
        if (!add_dead(keeper, db, dead, err))
            return false;
    }
    return true;
}

static size_t list_gone(const struct index_notes *notes, struct arena *arena,
                        int64_t **ret_rows)
{
    size_t count = 0;
    *ret_rows = ARENA_ARRAY(arena, int64_t, notes->count);
    for (size_t i = 0; i < notes->count; i++)
        if (notes->items[i].title == NULL)
            (*ret_rows)[count++] = notes->items[i].row;
    if (count > 1)
        qsort(*ret_rows, count, sizeof **ret_rows, row_order);
    return count;
}

static bool write_file(const struct index_notes *notes, struct db *db, const char *path,
                       struct err *err)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    struct segment_builder *builder = segment_builder_new();
    int64_t *gone = NULL;
    size_t gone_count = list_gone(notes, &own, &gone);
    for (size_t i = 0; i < notes->count; i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        const struct paper *paper = &notes->items[i];
        if (bsearch(&paper->row, gone, gone_count, sizeof *gone, row_order) != NULL)
            continue;
        struct index_doc doc = paper_index_doc(&arena, db->analyser, paper);
        segment_builder_add(builder, &doc);
    }
    bool ok = segment_builder_write(builder, path, err);
    segment_builder_free(builder);
    return ok;
}

/* The file is opened before the commit that counts on it. */
static bool join_segment(struct index_keeper *keeper, struct db *db, int64_t id,
                         const char *path, struct err *err)
{
    struct segment *segment = NULL;
    if (!segment_open(path, &segment, err))
        return false;
    struct manifest_segment made = index_manifest_describe(id, segment);
    segment_close(segment);
    keeper->commit.joined[keeper->commit.joined_count++] = id;
    return index_manifest_add(db, &made, err);
}

static bool write_notes(struct index_keeper *keeper, struct db *db, struct err *err)
{
    struct index_commit *commit = &keeper->commit;
    int64_t id = index_keeper_next_id(keeper);
    const char *path = index_path(keeper->index, &commit->arena, id);
    if (!write_file(&keeper->notes, db, path, err))
        return false;
    commit->written = id;
    return join_segment(keeper, db, id, path, err) && bury_old(keeper, db, err);
}

/* Documents that died while their segments were made one die in the new one too. */
static bool carry_dead(struct index_keeper *keeper, struct db *db,
                       const struct index_merged *merged,
                       const struct index_segment *old, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct dead_list list = { 0 };
    if (!index_manifest_list_dead(db, old->id, &arena, &list, err))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        uint32_t doc = list.items[i].doc;
        struct index_dead dead = { .segment = merged->made.id };
        if (doc >= segment_docs(old->segment) ||
            (old->dead != NULL && (old->dead[doc / 64] >> doc % 64 & 1) != 0))
            continue;
        if (merged->segment != NULL &&
            segment_find_row(merged->segment, segment_row(old->segment, doc),
                             &dead.doc) &&
            !add_dead(keeper, db, dead, err))
            return false;
    }
    return true;
}

static bool is_left(const struct index_merged *merged, int64_t id)
{
    for (size_t i = 0; i < merged->left_count; i++)
        if (merged->left[i] == id)
            return true;
    return false;
}

static bool take_merged(struct index_keeper *keeper, struct db *db,
                        struct index_merged *merged, struct err *err)
{
    struct index_commit *commit = &keeper->commit;
    const struct index_snapshot *from = merged->from;
    const struct place anew = { .row = PLACE_START };
    commit->merged = merged;
    if (merged->lost && !place_put(db, index_place, &anew, err))
        return false;
    if (merged->segment != NULL) {
        commit->joined[commit->joined_count++] = merged->made.id;
        if (!index_manifest_add(db, &merged->made, err))
            return false;
    }
    for (size_t i = 0; i < from->count; i++)
        if (is_left(merged, from->segments[i].id) &&
            (!carry_dead(keeper, db, merged, &from->segments[i], err) ||
             !index_manifest_remove(db, from->segments[i].id, err)))
            return false;
    return true;
}

/* Many segments make searches slow: whoever adds one waits for the merge under way. */
static struct index_merged *wait_for_merged(struct index_keeper *keeper, bool many)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&keeper->mutex);
    while (many && keeper->merging && keeper->merged == NULL)
        pthread_cond_wait(&keeper->changed, &keeper->mutex);
    keeper->taken = keeper->merged != NULL;
    return keeper->merged;
}

bool index_keeper_before_commit(struct index_keeper *keeper, struct db *db,
                                struct err *err)
{
    bool noted = keeper->notes.count > 0;
    struct index_merged *merged =
        wait_for_merged(keeper, noted && db->index->count >= SEGMENTS_MANY);
    if ((noted || merged != NULL) && keeper->broken.code != ERR_NONE) {
        *err = keeper->broken;
        return false;
    }
    return (!noted || write_notes(keeper, db, err)) &&
           (merged == NULL || take_merged(keeper, db, merged, err));
}

static void publish(struct index_keeper *keeper)
{
    struct index_commit *commit = &keeper->commit;
    const struct index_merged *merged = commit->merged;
    const struct index_change change = { .joined = commit->joined,
                                         .joined_count = commit->joined_count,
                                         .left = merged ? merged->left : NULL,
                                         .left_count = merged ? merged->left_count : 0,
                                         .dead = commit->dead.items,
                                         .dead_count = commit->dead.count };
    struct err err = { 0 };
    if (!index_publish(keeper->index, &change, &err)) {
        keeper->broken = err;
        err_add(&keeper->broken, "the search index is behind the papers; start again");
    }
}

static void end_group(struct index_keeper *keeper, bool committed)
{
    struct index_commit *commit = &keeper->commit;
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&keeper->mutex);
    if (committed && commit->merged != NULL) {
        commit->merged->done = true;
        keeper->merged = NULL;
    }
    keeper->taken = false;
    keeper->commits += committed && commit->joined_count > 0;
    if (committed && commit->written != 0)
        keeper->noted_at = clock_monotonic_us();
    pthread_cond_broadcast(&keeper->changed);
}

static void forget_group(struct index_keeper *keeper)
{
    arena_done(&keeper->commit.arena);
    keeper->commit = (struct index_commit){ 0 };
    forget_notes(&keeper->notes);
}

void index_keeper_after_commit(struct index_keeper *keeper)
{
    bool joined = keeper->commit.joined_count > 0;
    if (joined || keeper->commit.merged != NULL)
        publish(keeper);
    end_group(keeper, true);
    forget_group(keeper);
    if (joined)
        stop_wake(&keeper->stop);
}

void index_keeper_after_rollback(struct index_keeper *keeper)
{
    struct index_commit *commit = &keeper->commit;
    if (commit->written != 0)
        unlink(index_path(keeper->index, &commit->arena, commit->written));
    end_group(keeper, false);
    forget_group(keeper);
}
