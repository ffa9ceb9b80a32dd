/* Papers on their way into the store, a few thousand at a time: while one batch is
 * written, the next is read. Reading waits for writing when it is a whole batch ahead,
 * so never more than two are in memory. */
#ifndef WORK_IMPORT_BATCH_H
#define WORK_IMPORT_BATCH_H

#include "store/arxiv/harvest_store.h"
#include "work/write_behind.h"

struct import_batch {
    struct arena arena;
    struct paper_list papers;
    struct paper_list again;  /* of keys that came before: stored, not counted */
    struct text_list dropped; /* keys whose records the source has deleted */
};

/* A deep copy of the paper joins the batch. */
void import_batch_add(struct import_batch *batch, const struct paper *paper,
                      bool came_before);
void import_batch_drop(struct import_batch *batch, const char *key);
bool import_batch_is_full(const struct import_batch *batch);
void import_batch_done(struct import_batch *batch);

/* The batch that is being written, if there is one. Start with { { store, dry_run } }:
 * a dry run counts what would change. */
struct import_writing {
    struct write_behind behind;
    struct import_batch batch;
    struct paper_counts counts;
};

/* Starts to write the batch and leaves an empty one. None may be running. */
void import_writing_start(struct import_writing *writing, struct import_batch *batch);
/* Waits for the batch that is being written, and adds to *counts what it changed. */
NODISCARD bool import_writing_end(struct import_writing *writing,
                                  struct paper_counts *counts, struct err *err);
/* Waits; what became of the batch is not asked. */
void import_writing_done(struct import_writing *writing);

#endif
