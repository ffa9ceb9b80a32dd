/* The keeper: what it opens, its thread, its end; see index_keeper.h. */
#include "store/index/index_keeper_part.h"

#include "base/clock.h"
#include "base/mem.h"
#include "store/paper/place.h"

int64_t index_keeper_next_id(struct index_keeper *keeper)
{
    return atomic_fetch_add(&keeper->last_id, 1) + 1;
}

const struct index_snapshot *index_keeper_take(struct index_keeper *keeper)
{
    return index_take(keeper->index);
}

/* Is the file there, whole as far as can be seen at once, and the one that is meant? */
static bool is_there(struct index_keeper *keeper,
                     const struct manifest_segment *segment, struct arena *arena)
{
    struct err ignored = { 0 };
    struct segment *opened = NULL;
    if (!segment_open(index_path(keeper->index, arena, segment->id), &opened, &ignored))
        return false;
    struct manifest_segment found = index_manifest_describe(segment->id, opened);
    segment_close(opened);
    return index_manifest_same(segment, &found);
}

/* The segments that are lost leave the tables; their papers are to be indexed anew. */
static bool drop_lost(struct db *db, const struct manifest *lost, struct err *err)
{
    if (lost->count == 0)
        return true;
    if (!db_begin_write(db, err))
        return false;
    const struct place all = { .row = PLACE_START };
    bool ok = place_put(db, index_place, &all, err);
    for (size_t i = 0; ok && i < lost->count; i++)
        ok = index_manifest_remove(db, lost->items[i].id, err);
    ok = ok && db_commit(db, err);
    if (!ok)
        db_roll_back(db);
    return ok;
}

static bool publish_all(struct index_keeper *keeper, struct db *db,
                        const struct manifest *good, struct arena *arena,
                        struct err *err)
{
    struct dead_list dead = { 0 };
    int64_t *ids = ARENA_ARRAY(arena, int64_t, good->count);
    for (size_t i = 0; i < good->count; i++) {
        ids[i] = good->items[i].id;
        if (!index_manifest_list_dead(db, ids[i], arena, &dead, err))
            return false;
    }
    const struct index_change change = { .joined = ids,
                                         .joined_count = good->count,
                                         .dead = dead.items,
                                         .dead_count = dead.count };
    index_sweep(keeper->index, ids, good->count);
    return index_publish(keeper->index, &change, err);
}

static bool load(struct index_keeper *keeper, struct db *db, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct manifest all = { 0 }, good = { 0 }, lost = { 0 };
    int64_t last = 0;
    if (!index_manifest_list(db, &arena, &all, err) ||
        !index_manifest_last(db, &last, err))
        return false;
    atomic_init(&keeper->last_id, last);
    for (size_t i = 0; i < all.count; i++) {
        if (is_there(keeper, &all.items[i], &arena))
            ARENA_PUSH(&arena, &good, all.items[i]);
        else
            ARENA_PUSH(&arena, &lost, all.items[i]);
    }
    return drop_lost(db, &lost, err) && publish_all(keeper, db, &good, &arena, err);
}

bool index_keeper_open(const char *dir, struct db *db, struct index_keeper **ret_keeper,
                       struct err *err)
{
    struct index_keeper *keeper = mem_alloc(sizeof *keeper);
    pthread_mutex_init(&keeper->mutex, NULL);
    pthread_cond_init(&keeper->changed, NULL);
    stop_init(&keeper->stop);
    keeper->commits = 1;
    if (!index_open(dir, &keeper->index, err) || !load(keeper, db, err)) {
        index_keeper_close(keeper);
        return false;
    }
    keeper->counts = term_counts_new();
    db->notes = &keeper->notes;
    db->counts = keeper->counts;
    *ret_keeper = keeper;
    return true;
}

static uint64_t commits_so_far(struct index_keeper *keeper)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&keeper->mutex);
    return keeper->commits;
}

static bool has_to_settle(struct index_keeper *keeper)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&keeper->mutex);
    return keeper->to_settle;
}

/* Whoever began to wait after the step did asks for another. */
static void tell_settled(struct index_keeper *keeper, uint64_t commits, bool settled)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&keeper->mutex);
    if (settled)
        keeper->to_settle = false;
    keeper->settled = commits;
    pthread_cond_broadcast(&keeper->changed);
}

/* Merges come first: the more segments there are, the more each step costs. What the
 * index lacks is found when it is opened, and filled once. */
static enum index_step step(struct index_keeper *keeper, bool to_settle)
{
    enum index_step result = index_keeper_merge(keeper);
    if (result == STEP_NOTHING && !keeper->complete) {
        result = index_keeper_rebuild(keeper);
        keeper->complete = result == STEP_NOTHING;
    }
    if (result == STEP_NOTHING && to_settle)
        result = index_keeper_merge_rest(keeper);
    return result;
}

/* How long no paper has changed. */
static int64_t quiet_ms(struct index_keeper *keeper)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&keeper->mutex);
    return (clock_monotonic_us() - keeper->noted_at) / 1000;
}

/* Keywords have time: not while papers come in. Returns how long to wait for the next
 * step, in ms. */
static int64_t find_keywords(struct index_keeper *keeper)
{
    int64_t quiet = quiet_ms(keeper);
    if (quiet < KEYWORDS_QUIET_MS)
        return KEYWORDS_QUIET_MS - quiet;
    switch (index_keeper_keywords(keeper)) {
    case STEP_DONE:
        return 0;
    case STEP_NOTHING:
        return -1;
    case STEP_FAILED:
        break;
    }
    return FAILED_WAIT_MS;
}

static void *keep(void *argument)
{
    struct index_keeper *keeper = argument;
    while (!stop_asked(&keeper->stop)) {
        uint64_t commits = commits_so_far(keeper);
        bool to_settle = has_to_settle(keeper);
        enum index_step result = step(keeper, to_settle);
        if (result == STEP_DONE)
            continue;
        tell_settled(keeper, commits, to_settle);
        stop_wait(&keeper->stop,
                  result == STEP_FAILED ? FAILED_WAIT_MS : find_keywords(keeper));
    }
    return NULL;
}

void index_keeper_start(struct index_keeper *keeper, struct store *store)
{
    keeper->store = store;
    keeper->noted_at = clock_monotonic_us();
    keeper->started = true;
    keeper->thread = thread_start("pf-index", keep, keeper);
}

void index_keeper_stop(struct index_keeper *keeper)
{
    if (keeper == NULL || !keeper->started)
        return;
    stop_now(&keeper->stop);
    pthread_join(keeper->thread, NULL);
    keeper->started = false;
}

void index_keeper_close(struct index_keeper *keeper)
{
    if (keeper == NULL)
        return;
    term_counts_free(keeper->counts);
    arena_done(&keeper->notes.arena);
    arena_done(&keeper->commit.arena);
    index_close(keeper->index);
    stop_done(&keeper->stop);
    pthread_cond_destroy(&keeper->changed);
    pthread_mutex_destroy(&keeper->mutex);
    free(keeper);
}

static void ask_to_settle(struct index_keeper *keeper)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&keeper->mutex);
    keeper->to_settle = true;
}

static bool is_settled(struct index_keeper *keeper)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&keeper->mutex);
    return !keeper->to_settle && keeper->settled >= keeper->commits;
}

bool index_keeper_settle(struct index_keeper *keeper, struct stop *stop)
{
    ask_to_settle(keeper);
    stop_wake(&keeper->stop);
    while (!is_settled(keeper))
        if (stop_pause(stop, SETTLED_ASK_MS))
            return false;
    return true;
}
