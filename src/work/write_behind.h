/* A write that goes on while its caller reads what comes next. Joining it is all that
 * the two share: one at a time. */
#ifndef WORK_WRITE_BEHIND_H
#define WORK_WRITE_BEHIND_H

#include "work/rehearsal.h"

#include <pthread.h>

/* Start with { store, dry_run }. */
struct write_behind {
    struct store *store;
    bool dry_run;                /* done, and undone: nothing is stored */
    struct rehearsal *rehearsal; /* of a dry run whose writes know of each other */
    bool running;
    pthread_t thread;
    store_write_part *write;
    void *context;
    bool ok;
    struct err err; /* where not */
};

/* None may be running; `context` is the writer's until the end. */
void write_behind_start(struct write_behind *behind, store_write_part *write,
                        void *context);
/* Waits. True where none was running. */
NODISCARD bool write_behind_end(struct write_behind *behind, struct err *err);
/* Waits; what became of it is not asked. */
void write_behind_done(struct write_behind *behind);

#endif
