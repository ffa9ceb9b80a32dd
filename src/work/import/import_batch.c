/* See import_batch.h. */
#include "work/import/import_batch.h"

#include "base/clock.h"

#include <assert.h>

enum { BATCH_PAPERS = 4000, BATCH_BYTES = 24 << 20 };

void import_batch_add(struct import_batch *batch, const struct paper *paper,
                      bool came_before)
{
    struct paper copy = paper_copy(&batch->arena, paper);
    if (came_before)
        ARENA_PUSH(&batch->arena, &batch->again, copy);
    else
        ARENA_PUSH(&batch->arena, &batch->papers, copy);
}

void import_batch_drop(struct import_batch *batch, const char *key)
{
    ARENA_PUSH(&batch->arena, &batch->dropped, arena_text(&batch->arena, str_of(key)));
}

static size_t size_of(const struct import_batch *batch)
{
    return batch->papers.count + batch->again.count + batch->dropped.count;
}

bool import_batch_is_full(const struct import_batch *batch)
{
    return size_of(batch) >= BATCH_PAPERS || batch->arena.used >= BATCH_BYTES;
}

void import_batch_done(struct import_batch *batch)
{
    arena_done(&batch->arena);
    *batch = (struct import_batch){ 0 };
}

static bool drop_papers(struct db *db, const struct text_list *keys, int64_t now,
                        struct paper_counts *counts, struct err *err)
{
    for (size_t i = 0; i < keys->count; i++) {
        enum paper_change change = PAPER_UNCHANGED;
        if (!harvest_store_drop(db, keys->items[i], now, &change, err))
            return false;
        counts->changed += change == PAPER_CHANGED;
        counts->unchanged += change == PAPER_UNCHANGED;
    }
    return true;
}

static bool put_batch(struct db *db, void *context, struct err *err)
{
    struct import_writing *writing = context;
    const struct import_batch *batch = &writing->batch;
    int64_t now = clock_now();
    struct paper_counts not_counted = { 0 };
    return paper_store_put_many(db, batch->papers.items, batch->papers.count, now,
                                &writing->counts, err) &&
           paper_store_put_many(db, batch->again.items, batch->again.count, now,
                                &not_counted, err) &&
           drop_papers(db, &batch->dropped, now, &writing->counts, err);
}

void import_writing_start(struct import_writing *writing, struct import_batch *batch)
{
    assert(!writing->behind.running);
    if (size_of(batch) == 0)
        return;
    writing->batch = *batch;
    *batch = (struct import_batch){ 0 };
    writing->counts = (struct paper_counts){ 0 };
    write_behind_start(&writing->behind, put_batch, writing);
}

bool import_writing_end(struct import_writing *writing, struct paper_counts *counts,
                        struct err *err)
{
    bool stored = write_behind_end(&writing->behind, err);
    import_batch_done(&writing->batch);
    if (!stored)
        return false;
    counts->added += writing->counts.added;
    counts->changed += writing->counts.changed;
    counts->unchanged += writing->counts.unchanged;
    writing->counts = (struct paper_counts){ 0 };
    return true;
}

void import_writing_done(struct import_writing *writing)
{
    write_behind_done(&writing->behind);
    import_batch_done(&writing->batch);
}
