/* A data folder: lock, schema, writer, readers; see store.h. */
#include "store/store.h"

#include "base/mem.h"
#include "store/backup.h"
#include "store/folder_lock.h"
#include "store/migrate.h"
#include "store/reader.h"
#include "store/writer.h"

#include <assert.h>

struct store {
    int lock;
    struct index_keeper *keeper;
    struct writer writer;
    struct reader_pool readers;
    pthread_mutex_t backup; /* one at a time */
};

enum { PATH_SIZE = 4096, CHECK_TRIES = 100 };

static bool path_of(const struct store_options *options, const char *name,
                    char ret_path[PATH_SIZE], struct err *err)
{
    int len = snprintf(ret_path, PATH_SIZE, "%s/%s", options->dir, name);
    return len < PATH_SIZE ||
           err_set(err, ERR_INVALID, "the name of the data folder is too long");
}

static bool open_database(struct store *store, const struct store_options *options,
                          struct err *err)
{
    char path[PATH_SIZE], index[PATH_SIZE];
    struct db *db = NULL;
    if (!path_of(options, "paperfeed.db", path, err) ||
        !path_of(options, "index", index, err) || !db_open(path, DB_WRITER, &db, err))
        return false;
    if (!migrate(db, err) || !index_keeper_open(index, db, &store->keeper, err)) {
        db_close(db);
        return err_add(err, "%s", path);
    }
    writer_open(&store->writer, db, store->keeper);
    return reader_pool_open(&store->readers, path, options->readers, store->keeper,
                            err);
}

bool store_open(const struct store_options *options, struct store **ret_store,
                struct err *err)
{
    struct store *store = mem_alloc(sizeof *store);
    store->lock = -1;
    pthread_mutex_init(&store->backup, NULL);
    if (!folder_lock_take(options->dir, &store->lock, err) ||
        !open_database(store, options, err)) {
        store_close(store);
        return false;
    }
    index_keeper_start(store->keeper, store);
    *ret_store = store;
    return true;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    index_keeper_stop(store->keeper);
    reader_pool_close(&store->readers);
    writer_close(&store->writer);
    index_keeper_close(store->keeper);
    folder_lock_give_back(store->lock);
    pthread_mutex_destroy(&store->backup);
    free(store);
}

bool store_write(struct store *store, store_write_part *write, void *context,
                 struct err *err)
{
    return writer_run(&store->writer, write, context, err);
}

void store_touch_pages(struct db *db)
{
    db->touched = true;
}

bool store_upkeep(struct store *store, store_write_part *write, void *context,
                  struct err *err)
{
    return writer_upkeep(&store->writer, write, context, err);
}

bool store_rehearse(struct store *store, store_write_part *write, void *context,
                    struct err *err)
{
    return writer_rehearse(&store->writer, write, context, err);
}

bool store_has_waiting(struct store *store)
{
    return writer_has_waiting(&store->writer);
}

uint64_t store_generation(const struct store *store)
{
    return atomic_load(&store->writer.generation);
}

struct db *store_read_begin(struct store *store)
{
    return reader_pool_take(&store->readers);
}

bool store_settle(struct store *store, struct stop *stop)
{
    return index_keeper_settle(store->keeper, stop);
}

static bool check_none(struct db *db, enum sql sql, const char *what, struct err *err)
{
    int64_t count = 0;
    if (!db_number(db, sql, NO_ARGS, &count, err))
        return false;
    return count == 0 || err_set(err, ERR_BROKEN, "%lld %s", (long long)count, what);
}

static bool check_announcements(struct db *db, struct err *err)
{
    return check_none(db, SQL_ANNOUNCEMENT_COUNT_LOST,
                      "announcements do not fit the papers", err) &&
           check_none(db, SQL_LEDGER_COUNT_WRONG,
                      "rows of the ledger do not fit the announcements", err);
}

static bool check_faqs(struct db *db, struct err *err)
{
    return check_none(db, SQL_FAQ_COUNT_WRONG, "FAQs do not fit their answers", err) &&
           check_none(db, SQL_COUNTER_COUNT_WRONG, "papers do not count their FAQs",
                      err) &&
           check_none(db, SQL_SPEND_COUNT_WRONG, "sums of the spend book are too small",
                      err);
}

static bool check_editions(struct db *db, struct err *err)
{
    return check_none(db, SQL_EDITION_COUNT_WRONG, "editions do not count their papers",
                      err) &&
           check_none(db, SQL_EDITION_PAPER_COUNT_WRONG,
                      "papers do not fit their editions", err);
}

static bool check(struct db *db, bool full, struct err *err)
{
    if (db->refusal.code != ERR_NONE) {
        *err = db->refusal;
        return false;
    }
    return db_check(db, full, err) &&
           (!full || (check_announcements(db, err) && check_faqs(db, err) &&
                      check_editions(db, err) && index_keeper_check(db, err)));
}

/* A read for which tables and index tell of the same commit: hardly ever the second
 * one is needed. */
static struct db *begin_in_step(struct store *store)
{
    struct db *db = store_read_begin(store);
    for (int i = 0; i < CHECK_TRIES && !index_keeper_in_step(db); i++) {
        store_read_end(&db);
        db = store_read_begin(store);
    }
    return db;
}

static bool check_papers(struct store *store, bool full, struct err *err)
{
    CLEANUP(store_read_end) struct db *db = begin_in_step(store);
    return check(db, full, err);
}

/* FTS5 compares its words with the answers where it could write, and writes nothing. */
static bool check_answers(struct db *db, void *context, struct err *err)
{
    (void)context;
    return db_run(db, SQL_FAQ_FTS_CHECK, NO_ARGS, err);
}

bool store_check(struct store *store, bool full, struct err *err)
{
    return check_papers(store, full, err) &&
           (!full || store_write(store, check_answers, NULL, err));
}

bool store_backup(struct store *store, const char *path, struct err *err)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&store->backup);
    return backup_write(&store->writer, path, err);
}

static bool count_editions(struct db *db, struct store_stats *stats, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_EDITION_COUNT, NO_ARGS, &rows, err);
    if (rows_next(&rows)) {
        stats->editions = row_int(&rows);
        stats->edition_papers = row_int(&rows);
    }
    return rows_ok(&rows);
}

static bool count_days(struct db *db, struct store_stats *stats, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_LEDGER_COUNT_DAYS, NO_ARGS, &rows, err);
    if (rows_next(&rows)) {
        stats->days = row_int(&rows);
        stats->first_day = row_day(&rows);
        stats->last_day = row_day(&rows);
    }
    return rows_ok(&rows);
}

bool store_stats_get(struct db *db, struct store_stats *ret_stats, struct err *err)
{
    struct store_stats stats = { .first_day = DAY_NONE,
                                 .last_day = DAY_NONE,
                                 .indexed = (int64_t)db->index->docs };
    if (!db_number(db, SQL_PAPER_COUNT, NO_ARGS, &stats.papers, err) ||
        !db_number(db, SQL_PAPER_COUNT_PROVISIONAL, NO_ARGS, &stats.provisional, err) ||
        !db_number(db, SQL_ANNOUNCEMENT_COUNT, NO_ARGS, &stats.announcements, err) ||
        !db_number(db, SQL_WANTED_COUNT, NO_ARGS, &stats.wanted, err) ||
        !db_number(db, SQL_STORE_SIZE, NO_ARGS, &stats.bytes, err) ||
        !count_editions(db, &stats, err) || !count_days(db, &stats, err))
        return false;
    *ret_stats = stats;
    return true;
}
