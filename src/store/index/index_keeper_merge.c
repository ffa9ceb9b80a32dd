/* Segments become one: in the keeper's thread, while searches and writes go on. */
#include "store/index/index_keeper_part.h"

#include <assert.h>
#include <unistd.h>

struct merge_parts {
    const struct segment *segments[MERGE_MAX];
    const uint64_t *dead[MERGE_MAX];
    size_t count;
    uint64_t docs; /* that are alive */
};

static struct merge_parts gather(const struct index_snapshot *snapshot,
                                 const int64_t *ids, size_t count)
{
    struct merge_parts parts = { 0 };
    for (size_t i = 0; i < count; i++)
        for (size_t at = 0; at < snapshot->count; at++) {
            const struct index_segment *segment = &snapshot->segments[at];
            if (segment->id != ids[i])
                continue;
            parts.segments[parts.count] = segment->segment;
            parts.dead[parts.count++] = segment->dead;
            parts.docs += segment_docs(segment->segment) - segment->dead_count;
        }
    return parts;
}

/* Where no document is left, no segment is made. */
static bool write_merged(struct index_keeper *keeper, struct index_merged *merged,
                         const char *path, struct err *err)
{
    struct merge_parts parts = gather(merged->from, merged->left, merged->left_count);
    struct segment_merge merge = { parts.segments, parts.dead, parts.count };
    if (parts.docs == 0)
        return true;
    if (!segment_merge_write(&merge, path, &keeper->stop, err) ||
        !segment_open(path, &merged->segment, err))
        return false;
    merged->made = index_manifest_describe(merged->made.id, merged->segment);
    return true;
}

static void begin(struct index_keeper *keeper)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&keeper->mutex);
    keeper->merging = true;
}

/* The writer may be waiting for it. */
static void end(struct index_keeper *keeper)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&keeper->mutex);
    keeper->merging = false;
    pthread_cond_broadcast(&keeper->changed);
}

static void hand_over(struct index_keeper *keeper, struct index_merged *merged)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&keeper->mutex);
    keeper->merged = merged;
}

/* The commit does what is to be done. */
static bool only_commit(struct db *db, void *context, struct err *err)
{
    (void)db, (void)context, (void)err;
    return true;
}

/* True if a commit has taken it over; else it is the thread's again. */
static bool take_back(struct index_keeper *keeper, const struct index_merged *merged)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&keeper->mutex);
    while (keeper->taken)
        pthread_cond_wait(&keeper->changed, &keeper->mutex);
    keeper->merged = NULL;
    return merged->done;
}

static enum index_step exchange(struct index_keeper *keeper,
                                struct index_merged *merged)
{
    struct err err = { 0 };
    hand_over(keeper, merged);
    end(keeper);
    bool committed = store_upkeep(keeper->store, only_commit, NULL, &err);
    bool taken = take_back(keeper, merged); /* by an earlier commit, perhaps */
    assert(taken || !committed);
    return taken ? STEP_DONE : STEP_FAILED;
}

/* What is damaged cannot become one with others: it leaves, and its papers are indexed
 * anew. */
static enum index_step drop_damaged(struct index_keeper *keeper,
                                    const struct index_merged *failed)
{
    int64_t ids[MERGE_MAX];
    struct index_merged lost = { .from = failed->from, .left = ids, .lost = true };
    for (size_t i = 0; i < failed->left_count && !stop_asked(&keeper->stop); i++) {
        struct err ignored = { 0 };
        struct merge_parts part = gather(failed->from, &failed->left[i], 1);
        if (part.count == 1 && !segment_check(part.segments[0], &ignored))
            ids[lost.left_count++] = failed->left[i];
    }
    end(keeper);
    if (lost.left_count == 0)
        return STEP_FAILED;
    keeper->complete = false;
    return exchange(keeper, &lost);
}

typedef size_t merge_plan(const struct index_snapshot *snapshot, int64_t *ids,
                          size_t max);

static enum index_step merge(struct index_keeper *keeper, merge_plan *plan)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(index_give_back)
    const struct index_snapshot *snapshot = index_take(keeper->index);
    int64_t ids[MERGE_MAX];
    struct err ignored = { 0 };
    size_t count = plan(snapshot, ids, MERGE_MAX);
    if (count == 0)
        return STEP_NOTHING;
    struct index_merged merged = { .from = snapshot, .left = ids, .left_count = count };
    merged.made.id = index_keeper_next_id(keeper);
    const char *path = index_path(keeper->index, &arena, merged.made.id);
    begin(keeper);
    bool written = write_merged(keeper, &merged, path, &ignored);
    enum index_step step =
        written ? exchange(keeper, &merged) : drop_damaged(keeper, &merged);
    segment_close(merged.segment);
    if (!merged.done)
        unlink(path);
    return step;
}

enum index_step index_keeper_merge(struct index_keeper *keeper)
{
    return merge(keeper, index_merge_plan);
}

enum index_step index_keeper_merge_rest(struct index_keeper *keeper)
{
    return merge(keeper, index_merge_rest);
}
