/* Papers of proceedings on their way into the store, a few thousand at a time, and what
 * is said of their editions behind them: while one batch is written, the next is read.
 */
#ifndef WORK_VENUE_BATCH_H
#define WORK_VENUE_BATCH_H

#include "source/record.h"
#include "store/venue/edition_store.h"
#include "store/venue/venue_store.h"
#include "work/import/import_report.h"
#include "work/write_behind.h"

struct batch_entry {
    struct venue_entry entry;
    bool dropped; /* the source has deleted its record: only the key is known */
};
struct venue_batch {
    struct arena arena;
    struct {
        struct batch_entry *items; /* in the order in which they came */
        size_t count, capacity;
    } entries;
    struct {
        struct edition_told *items;
        size_t count, capacity;
    } editions;
};

/* Deep copies join the batch. */
void venue_batch_add(struct venue_batch *batch, const struct source_entry *entry);
void venue_batch_drop(struct venue_batch *batch, const char *key);
void venue_batch_tell(struct venue_batch *batch, const struct source_edition *edition);
bool venue_batch_is_full(const struct venue_batch *batch);
void venue_batch_done(struct venue_batch *batch);

/* The batch that is being written, if there is one. Start with { { store, dry_run },
 * .move, .run }; a rehearsal, of a dry run, is ended with it. */
struct venue_writing {
    struct write_behind behind;
    bool move;
    struct venue_run *run;
    struct venue_batch batch;
    struct import_report part; /* in the batch's arena */
};

/* Starts to write the batch and leaves an empty one. None may be running. */
void venue_writing_start(struct venue_writing *writing, struct venue_batch *batch);
/* Waits for the batch that is being written, and adds what became of it. */
NODISCARD bool venue_writing_end(struct venue_writing *writing, struct arena *arena,
                                 struct import_report *report, struct err *err);
void venue_writing_done(struct venue_writing *writing); /* waits */

#endif
