/* One snapshot made of another and a change. All that can fail, the opening of files,
 * comes first. */
#include "index/index_part.h"
#include "index/segment_parts.h"

static void segment_let_go(struct shared_segment *shared)
{
    if (shared == NULL || atomic_fetch_sub(&shared->holders, 1) != 1)
        return;
    segment_close(shared->segment);
    free(shared->days);
    free(shared);
}

static void dead_let_go(struct shared_dead *dead)
{
    if (dead != NULL && atomic_fetch_sub(&dead->holders, 1) == 1)
        free(dead);
}

struct live *live_new(size_t count)
{
    struct live *live = mem_alloc(sizeof *live);
    size_t room = count > 0 ? count : 1;
    live->snapshot.segments = mem_alloc(room * sizeof *live->snapshot.segments);
    live->shared = mem_alloc(room * sizeof(struct shared_segment *));
    live->dead = mem_alloc(room * sizeof(struct shared_dead *));
    atomic_init(&live->holders, 1);
    return live;
}

void live_let_go(struct live *live)
{
    if (live == NULL || atomic_fetch_sub(&live->holders, 1) != 1)
        return;
    for (size_t i = 0; i < live->snapshot.count; i++) {
        segment_let_go(live->shared[i]);
        dead_let_go(live->dead[i]);
    }
    free(live->snapshot.segments);
    free(live->shared);
    free(live->dead);
    free(live);
}

static void live_done(struct live **live)
{
    live_let_go(*live);
}

/* The first and the last day of each few thousand documents: what date: skips by. */
static struct day_span *read_days(const struct segment *segment)
{
    uint32_t docs = segment_docs(segment);
    struct day_span *spans =
        mem_alloc((docs / DAY_SPAN_DOCS + 1) * sizeof(struct day_span));
    for (uint32_t doc = 0; doc < docs; doc++) {
        struct day_span *span = &spans[doc / DAY_SPAN_DOCS];
        int32_t day = segment->days[doc];
        if (doc % DAY_SPAN_DOCS == 0)
            *span = (struct day_span){ day, day };
        span->first = day < span->first ? day : span->first;
        span->last = day > span->last ? day : span->last;
    }
    return spans;
}

/* Lists one more segment; its holder is counted already. */
static void add(struct live *live, int64_t id, struct shared_segment *shared,
                struct shared_dead *dead, uint32_t dead_count)
{
    size_t at = live->snapshot.count++;
    live->snapshot.segments[at] = (struct index_segment){
        .id = id,
        .segment = shared->segment,
        .dead = dead != NULL ? dead->bits : NULL,
        .dead_count = dead_count,
        .days = shared->days,
    };
    live->shared[at] = shared;
    live->dead[at] = dead;
}

static bool is_listed(const int64_t *ids, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++) {
        if (ids[i] == id)
            return true;
    }
    return false;
}

static void keep(struct live *next, const struct live *before,
                 const struct index_change *change)
{
    for (size_t i = 0; i < before->snapshot.count; i++) {
        const struct index_segment *part = &before->snapshot.segments[i];
        if (is_listed(change->left, change->left_count, part->id))
            continue;
        atomic_fetch_add(&before->shared[i]->holders, 1);
        if (before->dead[i] != NULL)
            atomic_fetch_add(&before->dead[i]->holders, 1);
        add(next, part->id, before->shared[i], before->dead[i], part->dead_count);
    }
}

static bool join(struct index *index, struct live *next,
                 const struct index_change *change, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    for (size_t i = 0; i < change->joined_count; i++) {
        struct segment *segment = NULL;
        const char *path = index_path(index, &arena, change->joined[i]);
        if (!segment_open(path, &segment, err))
            return false;
        struct shared_segment *shared = mem_alloc(sizeof *shared);
        atomic_init(&shared->holders, 1);
        shared->segment = segment;
        shared->days = read_days(segment);
        add(next, change->joined[i], shared, NULL, 0);
    }
    return true;
}

/* The place of a segment in the snapshot, or its count. */
static size_t place_of(const struct live *live, int64_t id)
{
    size_t at = 0;
    while (at < live->snapshot.count && live->snapshot.segments[at].id != id)
        at++;
    return at;
}

/* A bitmap that this snapshot alone holds. */
static uint64_t *own_dead(struct live *live, size_t at)
{
    struct index_segment *part = &live->snapshot.segments[at];
    struct shared_dead *before = live->dead[at];
    if (before != NULL && atomic_load(&before->holders) == 1)
        return before->bits;
    size_t bytes = (segment_docs(part->segment) / 64 + 1) * sizeof(uint64_t);
    struct shared_dead *dead = mem_alloc(sizeof *dead + bytes);
    atomic_init(&dead->holders, 1);
    if (before != NULL)
        memcpy(dead->bits, before->bits, bytes);
    dead_let_go(before);
    live->dead[at] = dead;
    part->dead = dead->bits;
    return dead->bits;
}

static void bury(struct live *live, const struct index_dead *dead, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = place_of(live, dead[i].segment);
        if (at == live->snapshot.count)
            continue;
        struct index_segment *part = &live->snapshot.segments[at];
        uint32_t doc = dead[i].doc;
        if (doc >= segment_docs(part->segment) || index_is_dead(part, doc))
            continue;
        own_dead(live, at)[doc / 64] |= UINT64_C(1) << doc % 64;
        part->dead_count++;
    }
}

static uint32_t living(const struct live *live, size_t at)
{
    const struct index_segment *part = &live->snapshot.segments[at];
    return segment_docs(part->segment) - part->dead_count;
}

static void swap(struct live *live, size_t a, size_t b)
{
    struct index_segment part = live->snapshot.segments[a];
    struct shared_segment *shared = live->shared[a];
    struct shared_dead *dead = live->dead[a];
    live->snapshot.segments[a] = live->snapshot.segments[b];
    live->shared[a] = live->shared[b];
    live->dead[a] = live->dead[b];
    live->snapshot.segments[b] = part;
    live->shared[b] = shared;
    live->dead[b] = dead;
}

/* Largest first; a few dozen of them, nearly in order. */
static void put_in_order(struct live *live)
{
    live->snapshot.docs = 0;
    for (size_t i = 0; i < live->snapshot.count; i++) {
        live->snapshot.docs += living(live, i);
        for (size_t at = i; at > 0 && living(live, at - 1) < living(live, at); at--)
            swap(live, at - 1, at);
    }
}

static void unlink_left(const struct index *index, const struct index_change *change)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    for (size_t i = 0; i < change->left_count; i++) {
        int64_t id = change->left[i];
        if (!is_listed(change->joined, change->joined_count, id))
            unlink(index_path(index, &arena, id)); /* what is mapped stays readable */
    }
}

bool index_publish(struct index *index, const struct index_change *change,
                   struct err *err)
{
    struct live *before = index->live; /* only this thread changes it */
    CLEANUP(live_done)
    struct live *next = live_new(before->snapshot.count + change->joined_count);
    keep(next, before, change);
    if (!join(index, next, change, err))
        return false;
    bury(next, change->dead, change->dead_count);
    put_in_order(next);
    pthread_mutex_lock(&index->mutex);
    index->live = next;
    pthread_mutex_unlock(&index->mutex);
    next = before; /* let go of on return */
    unlink_left(index, change);
    return true;
}
