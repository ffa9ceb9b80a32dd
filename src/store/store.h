/* The database of one data folder: a writer thread and a pool of readers.
 *
 * One process owns the folder (paperfeed.lock). Every write is a function that the
 * writer thread calls inside a transaction; several waiting ones share a commit.
 * Readers are read-only connections, one a caller at a time. Nothing above this layer
 * knows SQL, rowids of a file or FTS5 syntax. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/err.h"
#include "base/thread.h"

struct store;
struct db; /* one connection; belongs to the thread that was given it */

struct store_options {
    const char *dir; /* made if absent */
    int readers;     /* connections for reading, at least 1 */
};

/* Takes the lock, migrates, starts the writer. ERR_BUSY: another process owns the
 * folder (its pid is named). ERR_BROKEN: the file is damaged or from a newer program.
 */
NODISCARD bool store_open(const struct store_options *options, struct store **ret_store,
                          struct err *err);
/* Finishes what was handed in, checkpoints, gives the lock back. NULL is fine. */
void store_close(struct store *store);

/* Runs `write` in the writer thread inside a transaction and returns when it is
 * durable. False from `write` rolls back its part alone and becomes the result. It must
 * do no network or file work. Any thread but the writer's. */
typedef bool store_write_part(struct db *db, void *context, struct err *err);
NODISCARD bool store_write(struct store *store, store_write_part *write, void *context,
                           struct err *err);
/* As store_write, for work behind the scenes that can wait for long. */
NODISCARD bool store_upkeep(struct store *store, store_write_part *write, void *context,
                            struct err *err);
/* As store_write, but undone, whatever `write` says: it returns what that said. Others
 * wait as long as it lasts. */
NODISCARD bool store_rehearse(struct store *store, store_write_part *write,
                              void *context, struct err *err);
/* Does a write or a backup wait for its turn? Upkeep does not count. Any thread. */
bool store_has_waiting(struct store *store);
/* Within a write: readers' pages have changed. */
void store_touch_pages(struct db *db);
/* Rises at each commit that changed pages. Any thread, no lock. */
uint64_t store_generation(const struct store *store);

/* A read-only connection with a snapshot from here to the release; waits for a free
 * one. CLEANUP(store_read_end) struct db *db = store_read_begin(store); */
struct db *store_read_begin(struct store *store);
void store_read_end(struct db **db);
/* Queries of this read end with ERR_LIMIT after `ms`. */
void store_read_deadline(struct db *db, int64_t ms);

/* Waits until the search index is in order: nothing is left to merge or to index anew.
 * Searches are right without it, and quicker after it. False: stopped first. */
bool store_settle(struct store *store, struct stop *stop);

/* quick or full integrity check, the search index against the papers as well.
 * ERR_BROKEN says what. */
NODISCARD bool store_check(struct store *store, bool full, struct err *err);
/* A consistent copy, checked before it gets its name. ERR_INVALID: the file exists. */
NODISCARD bool store_backup(struct store *store, const char *path, struct err *err);

struct store_stats {
    int64_t papers, provisional;      /* provisional: known from an announcement only */
    int64_t indexed;                  /* papers that a search can find by now */
    int64_t editions, edition_papers; /* of proceedings: those that have papers */
    int64_t announcements, days;      /* lines of lists, and the days they stand on */
    int64_t wanted;                   /* ids that wait to be asked for */
    int64_t bytes;                    /* of the database file */
    int32_t first_day, last_day;      /* announced; DAY_NONE where none was */
};
NODISCARD bool store_stats_get(struct db *db, struct store_stats *ret_stats,
                               struct err *err);

#endif
