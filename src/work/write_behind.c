/* A thread a write. See write_behind.h. */
#include "work/write_behind.h"

#include "base/thread.h"

#include <assert.h>

static bool run_write(struct write_behind *behind, struct err *err)
{
    if (behind->rehearsal != NULL)
        return rehearsal_write(behind->rehearsal, behind->write, behind->context, err);
    if (behind->dry_run)
        return store_rehearse(behind->store, behind->write, behind->context, err);
    return store_write(behind->store, behind->write, behind->context, err);
}

static void *write_now(void *argument)
{
    struct write_behind *behind = argument;
    behind->ok = run_write(behind, &behind->err);
    return NULL;
}

void write_behind_start(struct write_behind *behind, store_write_part *write,
                        void *context)
{
    assert(!behind->running);
    behind->write = write;
    behind->context = context;
    behind->ok = false;
    behind->err = (struct err){ 0 };
    behind->running = true;
    behind->thread = thread_start("pf-import", write_now, behind);
}

bool write_behind_end(struct write_behind *behind, struct err *err)
{
    if (!behind->running)
        return true;
    write_behind_done(behind);
    if (!behind->ok)
        *err = behind->err;
    return behind->ok;
}

void write_behind_done(struct write_behind *behind)
{
    if (!behind->running)
        return;
    pthread_join(behind->thread, NULL);
    behind->running = false;
}
