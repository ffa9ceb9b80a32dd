/* See venue_batch.h. */
#include "work/venue/venue_batch.h"

#include "base/clock.h"

#include <assert.h>

enum { BATCH_RECORDS = 4000, BATCH_BYTES = 24 << 20 };

void venue_batch_add(struct venue_batch *batch, const struct source_entry *entry)
{
    struct arena *arena = &batch->arena;
    struct venue_entry copy = {
        .paper = paper_copy(arena, &entry->paper),
        .arxiv = arena_text_or_null(arena, entry->arxiv),
        .position = entry->position,
        .dialect = entry->dialect,
    };
    for (size_t i = 0; i < entry->ids.count; i++)
        ARENA_PUSH(arena, &copy.ids, arena_text_or_null(arena, entry->ids.items[i]));
    const struct batch_entry item = { .entry = copy };
    ARENA_PUSH(arena, &batch->entries, item);
}

/* Only archives of journals (OAI-PMH) tell of deletions. */
void venue_batch_drop(struct venue_batch *batch, const char *key)
{
    const struct batch_entry item = {
        .entry = { .paper = { .key = arena_text_or_null(&batch->arena, key) },
                   .dialect = VENUE_OJS },
        .dropped = true,
    };
    ARENA_PUSH(&batch->arena, &batch->entries, item);
}

void venue_batch_tell(struct venue_batch *batch, const struct source_edition *edition)
{
    struct arena *arena = &batch->arena;
    size_t count = edition->groups.count;
    struct edition_group *groups =
        ARENA_ARRAY(arena, struct edition_group, count > 0 ? count : 1);
    struct edition_told told = {
        .name = arena_text_or_null(arena, edition->name),
        .title = arena_text_or_null(arena, edition->title),
        .dialect = edition->dialect,
        .part = arena_text_or_null(arena, edition->part),
        .declared = edition->declared,
        .groups = groups,
        .group_count = count,
    };
    for (size_t i = 0; i < count; i++) {
        groups[i].name = arena_text_or_null(arena, edition->groups.items[i].name);
        groups[i].native = arena_text_or_null(arena, edition->groups.items[i].native);
    }
    ARENA_PUSH(arena, &batch->editions, told);
}

static size_t size_of(const struct venue_batch *batch)
{
    return batch->entries.count + batch->editions.count;
}

bool venue_batch_is_full(const struct venue_batch *batch)
{
    return size_of(batch) >= BATCH_RECORDS || batch->arena.used >= BATCH_BYTES;
}

void venue_batch_done(struct venue_batch *batch)
{
    arena_done(&batch->arena);
    *batch = (struct venue_batch){ 0 };
}

static void count_change(struct import_report *part, enum paper_change change)
{
    switch (change) { /* no default: -Wswitch */
    case PAPER_UNCHANGED:
        part->unchanged++;
        break;
    case PAPER_CHANGED:
        part->changed++;
        break;
    case PAPER_ADDED:
        part->added++;
        break;
    }
}

static bool put_entry(struct db *db, struct venue_writing *writing,
                      const struct venue_entry *entry, struct venue_telling *telling,
                      struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct import_report *part = &writing->part;
    struct venue_put put = { 0 };
    if (!venue_store_put(db, entry, telling, &arena, &put, err))
        return err_add(err, "%s", entry->paper.key);
    if (put.elsewhere != NULL)
        import_report_skip(part, &writing->batch.arena,
                           arena_printf(&arena,
                                        "stands in %s already (--move moves it)",
                                        put.elsewhere),
                           1);
    else if (put.again)
        part->duplicate++;
    else
        count_change(part, put.change);
    return true;
}

/* Marked as withdrawn, under whatever id it is stored. */
static bool drop_paper(struct db *db, struct venue_writing *writing,
                       const struct venue_entry *entry,
                       const struct venue_telling *telling, struct err *err)
{
    const struct venue_drop drop = { entry->paper.key, entry->dialect, telling->now,
                                     telling->run };
    enum paper_change change = PAPER_UNCHANGED;
    bool found = false;
    if (!venue_store_drop(db, &drop, &change, &found, err))
        return false;
    if (found)
        count_change(&writing->part, change);
    else
        import_report_skip(&writing->part, &writing->batch.arena,
                           "dropped by its source, and not stored", 1);
    return true;
}

static bool put_item(struct db *db, struct venue_writing *writing,
                     const struct batch_entry *item, struct venue_telling *telling,
                     struct err *err)
{
    return item->dropped ? drop_paper(db, writing, &item->entry, telling, err)
                         : put_entry(db, writing, &item->entry, telling, err);
}

static bool put_all(struct db *db, struct venue_writing *writing,
                    struct venue_telling *telling, struct err *err)
{
    const struct venue_batch *batch = &writing->batch;
    for (size_t i = 0; i < batch->entries.count; i++)
        if (!put_item(db, writing, &batch->entries.items[i], telling, err))
            return false;
    for (size_t i = 0; i < batch->editions.count; i++)
        if (!edition_store_tell(db, &batch->editions.items[i], telling->now, err))
            return false;
    return true;
}

static bool put_batch(struct db *db, void *context, struct err *err)
{
    struct venue_writing *writing = context;
    struct venue_telling telling = { .now = clock_now(),
                                     .move = writing->move,
                                     .run = writing->run };
    return put_all(db, writing, &telling, err);
}

void venue_writing_start(struct venue_writing *writing, struct venue_batch *batch)
{
    assert(!writing->behind.running);
    if (size_of(batch) == 0)
        return;
    if (writing->behind.dry_run && writing->behind.rehearsal == NULL)
        writing->behind.rehearsal = rehearsal_open(writing->behind.store);
    writing->batch = *batch;
    *batch = (struct venue_batch){ 0 };
    writing->part = (struct import_report){ 0 };
    write_behind_start(&writing->behind, put_batch, writing);
}

bool venue_writing_end(struct venue_writing *writing, struct arena *arena,
                       struct import_report *report, struct err *err)
{
    bool stored = write_behind_end(&writing->behind, err);
    if (stored)
        import_report_add(report, arena, &writing->part);
    writing->part = (struct import_report){ 0 };
    venue_batch_done(&writing->batch);
    return stored;
}

void venue_writing_done(struct venue_writing *writing)
{
    write_behind_done(&writing->behind);
    venue_batch_done(&writing->batch);
    rehearsal_close(writing->behind.rehearsal);
    writing->behind.rehearsal = NULL;
}
