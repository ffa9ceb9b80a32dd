/* A thread a write. See write_behind.h. */
#include "work/write_behind.h"

#include "base/thread.h"

#include <assert.h>

static bool write_part(struct db *db, void *context, struct err *err)
{
    struct write_behind *behind = context;
    behind->written = behind->write(db, behind->context, err);
    if (behind->written && behind->dry_run)
        return err_set(err, ERR_NONE, "rolled back: a dry run");
    return behind->written;
}

static void *write_now(void *argument)
{
    struct write_behind *behind = argument;
    if (behind->rehearsal != NULL) {
        behind->stored = rehearsal_write(behind->rehearsal, behind->write,
                                         behind->context, &behind->err);
        return NULL;
    }
    bool kept = store_write(behind->store, write_part, behind, &behind->err);
    behind->stored = kept || (behind->written && behind->dry_run);
    return NULL;
}

void write_behind_start(struct write_behind *behind, store_write_part *write,
                        void *context)
{
    assert(!behind->running);
    behind->write = write;
    behind->context = context;
    behind->written = behind->stored = false;
    behind->err = (struct err){ 0 };
    behind->running = true;
    behind->thread = thread_start("pf-import", write_now, behind);
}

bool write_behind_end(struct write_behind *behind, struct err *err)
{
    if (!behind->running)
        return true;
    write_behind_done(behind);
    if (!behind->stored)
        *err = behind->err;
    return behind->stored;
}

void write_behind_done(struct write_behind *behind)
{
    if (!behind->running)
        return;
    pthread_join(behind->thread, NULL);
    behind->running = false;
}
