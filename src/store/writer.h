/* The one connection that writes: a thread with a queue.
 *
 * Everything that changes the file happens here: transactions, checkpoints, backups
 * (SQLite before 3.51.3 can lose pages when two connections do that at the same
 * instant). Waiting parts share a commit; each is told after it is durable. */
#ifndef STORE_WRITER_H
#define STORE_WRITER_H

#include "store/index/index_keeper.h"

#include <stdatomic.h>

struct write_job; /* a part in the queue, on the stack of the one that waits for it */
struct copy_job;  /* a backup under way, likewise */

struct writer {
    struct db *db; /* the thread's alone once it runs */
    struct index_keeper *keeper;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t wake;
    struct write_job *first, **last;
    struct copy_job *copy;
    bool started, stopping;
    atomic_uint_fast64_t generation;
    int wal_pages, truncate_from;
};

/* Takes `db` over; the keeper was opened with it. */
void writer_open(struct writer *writer, struct db *db, struct index_keeper *keeper);
/* Does what is queued, stops the thread, checkpoints, closes the connection. */
void writer_close(struct writer *writer);

NODISCARD bool writer_run(struct writer *writer, store_write_part *write, void *context,
                          struct err *err);
/* The same, for what nobody waits for. */
NODISCARD bool writer_upkeep(struct writer *writer, store_write_part *write,
                             void *context, struct err *err);
/* A part that is undone, in a transaction of its own, so that nobody's commit waits for
 * it; nothing is noted for the search index. Returns what the part said. */
NODISCARD bool writer_rehearse(struct writer *writer, store_write_part *write,
                               void *context, struct err *err);
/* Is there a write that has not begun, or a copy? Upkeep is none. Any thread. */
bool writer_has_waiting(struct writer *writer);
/* Copies the database into `target`, a few pages between two commits. */
NODISCARD bool writer_copy(struct writer *writer, sqlite3 *target, struct err *err);

#endif
