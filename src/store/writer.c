/* The writer thread; see writer.h. */
#include "store/writer.h"

#include <assert.h>

enum {
    GROUP_PARTS_MAX = 64,
    GROUP_US_MAX = 100000,   /* a group takes no further part after this */
    CHECKPOINT_PAGES = 1000, /* 4 MB */
    TRUNCATE_PAGES = 16384,  /* 64 MB: readers keep the log from starting over */
    TRUNCATE_AGAIN = 4096,   /* pages between two tries */
    TRUNCATE_WAIT_MS = 200,
    COPY_PAGES = 256, /* 1 MB a step */
};

struct write_job {
    struct write_job *next;
    store_write_part *write;
    void *context;
    struct err *err;
    pthread_cond_t told;
    bool rehearsal; /* undone, and in a transaction of its own */
    bool upkeep;    /* nobody waits for it */
    bool ok, done;
};

struct copy_job {
    sqlite3 *target;
    sqlite3_backup *backup;
    struct err *err;
    pthread_cond_t told;
    bool ok, done;
};

/* Parts of one transaction. */
struct group {
    struct write_job *first, **last;
    size_t count;
    int64_t started;
    bool touched;
};

static bool has_work(const struct writer *writer)
{
    return writer->first != NULL || writer->copy != NULL;
}

bool writer_has_waiting(struct writer *writer)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&writer->mutex);
    const struct write_job *job = writer->first;
    while (job != NULL && job->upkeep)
        job = job->next;
    return job != NULL || writer->copy != NULL;
}

/* False when there is nothing left and nothing will come. */
static bool wait_for_work(struct writer *writer)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&writer->mutex);
    while (!has_work(writer) && !writer->stopping)
        pthread_cond_wait(&writer->wake, &writer->mutex);
    return has_work(writer);
}

static struct write_job *take_job(struct writer *writer, struct group *group,
                                  bool *ret_alone)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&writer->mutex);
    struct write_job *job = writer->first;
    if (job == NULL || (job->rehearsal && group->count > 0))
        return NULL;
    writer->first = job->next;
    if (writer->first == NULL)
        writer->last = &writer->first;
    job->next = NULL;
    *group->last = job;
    group->last = &job->next;
    group->count++;
    *ret_alone = job->rehearsal || (writer->first == NULL && group->count == 1);
    return job;
}

static bool group_may_grow(const struct group *group, bool alone)
{
    return !alone && group->count < GROUP_PARTS_MAX &&
           clock_monotonic_us() - group->started < GROUP_US_MAX;
}

static void fail_group(struct group *group, const struct err *why)
{
    for (struct write_job *job = group->first; job != NULL; job = job->next) {
        if (job->ok)
            *job->err = *why;
        job->ok = false;
    }
    group->touched = false;
}

/* A full disk makes SQLite give up the whole transaction: then all parts of it are
 * lost. */
static bool check_transaction(struct db *db, struct group *group, const struct err *why)
{
    if (db_in_transaction(db))
        return true;
    fail_group(group, why);
    return false;
}

static bool run_part(struct db *db, struct write_job *job, struct group *group)
{
    struct err err = { 0 };
    size_t noted = index_note_mark(db);
    db->touched = db->rehearsing = false;
    if (!db_begin_part(db, &err)) {
        *job->err = err;
        return check_transaction(db, group, &err);
    }
    job->ok = job->write(db, job->context, job->err);
    if (job->ok && !db_end_part(db, job->err))
        job->ok = false;
    if (job->ok) {
        group->touched |= db->touched;
        return true;
    }
    if (!check_transaction(db, group, job->err))
        return false;
    index_note_undo(db, noted);
    if (db_undo_part(db, &err))
        return true;
    fail_group(group, &err);
    db_roll_back(db);
    return false;
}

/* A part that is alone needs no savepoint: undoing it is undoing all. */
static bool run_alone(struct db *db, struct write_job *job, struct group *group)
{
    db->touched = false;
    db->rehearsing = job->rehearsal;
    job->ok = job->write(db, job->context, job->err);
    bool kept = job->ok && !job->rehearsal;
    group->touched = kept && db->touched;
    if (!kept)
        db_roll_back(db);
    return kept;
}

static bool commit(struct writer *writer, struct group *group)
{
    struct err err = { 0 };
    if (index_keeper_before_commit(writer->keeper, writer->db, &err) &&
        db_commit(writer->db, &err))
        return true;
    fail_group(group, &err);
    db_roll_back(writer->db);
    return false;
}

/* True if it was committed. */
static bool run_group(struct writer *writer, struct group *group)
{
    struct err err = { 0 };
    bool alone = false;
    bool open = db_begin_write(writer->db, &err);
    do {
        struct write_job *job = take_job(writer, group, &alone);
        if (job == NULL)
            break;
        if (!open)
            *job->err = err;
        else if (alone)
            open = run_alone(writer->db, job, group);
        else
            open = run_part(writer->db, job, group);
    } while (open && group_may_grow(group, alone));
    return open && commit(writer, group);
}

/* Each commit is made on the index as the one before left it. */
static void run_with_index(struct writer *writer, struct group *group)
{
    writer->db->index = index_keeper_take(writer->keeper);
    bool committed = run_group(writer, group);
    index_give_back(&writer->db->index);
    if (committed)
        index_keeper_after_commit(writer->keeper);
    else
        index_keeper_after_rollback(writer->keeper);
}

static void tell_group(struct writer *writer, const struct group *group)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&writer->mutex);
    for (struct write_job *job = group->first, *next; job != NULL; job = next) {
        next = job->next; /* once told, the job is gone */
        job->done = true;
        pthread_cond_signal(&job->told);
    }
}

static bool has_jobs(struct writer *writer)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&writer->mutex);
    return writer->first != NULL;
}

static void write_group(struct writer *writer)
{
    if (!has_jobs(writer))
        return;
    struct group group = { .started = clock_monotonic_us() };
    group.last = &group.first;
    run_with_index(writer, &group);
    if (group.touched)
        atomic_fetch_add(&writer->generation, 1);
    tell_group(writer, &group);
}

static int note_pages(void *context, sqlite3 *sqlite, const char *name, int pages)
{
    (void)sqlite, (void)name;
    struct writer *writer = context;
    writer->wal_pages = pages;
    return SQLITE_OK;
}

/* Commonly the log starts over by itself after a checkpoint; where readers without a
 * gap prevent that, it is cut. A checkpoint that cannot be done now is done after a
 * later commit. */
static void checkpoint(struct writer *writer)
{
    sqlite3 *sqlite = writer->db->sqlite;
    if (writer->wal_pages < CHECKPOINT_PAGES)
        return;
    if (writer->wal_pages < TRUNCATE_PAGES)
        writer->truncate_from = TRUNCATE_PAGES;
    if (writer->wal_pages < writer->truncate_from) {
        sqlite3_wal_checkpoint_v2(sqlite, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
        writer->wal_pages = 0; /* until the next commit tells */
        return;
    }
    sqlite3_busy_timeout(sqlite, TRUNCATE_WAIT_MS);
    sqlite3_wal_checkpoint_v2(sqlite, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_busy_timeout(sqlite, 5000);
    writer->truncate_from = writer->wal_pages + TRUNCATE_AGAIN;
    writer->wal_pages = 0;
}

static void end_copy(struct writer *writer, struct copy_job *copy, int result)
{
    copy->ok = result == SQLITE_DONE;
    if (!copy->ok)
        err_set(copy->err, ERR_BROKEN, "copying the database: %s",
                sqlite3_errstr(result));
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&writer->mutex);
    writer->copy = NULL;
    copy->done = true;
    pthread_cond_signal(&copy->told);
}

/* Our own commits between two steps are mirrored into the copy, so it never starts
 * over. */
static void copy_step(struct writer *writer, struct copy_job *copy)
{
    if (copy->backup == NULL)
        copy->backup =
            sqlite3_backup_init(copy->target, "main", writer->db->sqlite, "main");
    int result = copy->backup ? sqlite3_backup_step(copy->backup, COPY_PAGES)
                              : sqlite3_extended_errcode(copy->target);
    if (result == SQLITE_OK)
        return;
    sqlite3_backup_finish(copy->backup);
    end_copy(writer, copy, result);
}

static struct copy_job *current_copy(struct writer *writer)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&writer->mutex);
    return writer->copy;
}

static void *write_until_stopped(void *argument)
{
    struct writer *writer = argument;
    while (wait_for_work(writer)) {
        write_group(writer);
        checkpoint(writer);
        struct copy_job *copy = current_copy(writer);
        if (copy != NULL)
            copy_step(writer, copy);
    }
    return NULL;
}

void writer_open(struct writer *writer, struct db *db, struct index_keeper *keeper)
{
    *writer =
        (struct writer){ .db = db, .keeper = keeper, .truncate_from = TRUNCATE_PAGES };
    writer->last = &writer->first;
    atomic_init(&writer->generation, 1);
    pthread_mutex_init(&writer->mutex, NULL);
    pthread_cond_init(&writer->wake, NULL);
    sqlite3_wal_hook(db->sqlite, note_pages, writer);
    writer->thread = thread_start("pf-writer", write_until_stopped, writer);
    writer->started = true;
}

static void ask_to_stop(struct writer *writer)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&writer->mutex);
    writer->stopping = true;
    pthread_cond_signal(&writer->wake);
}

void writer_close(struct writer *writer)
{
    if (!writer->started)
        return;
    ask_to_stop(writer);
    pthread_join(writer->thread, NULL);
    sqlite3_wal_checkpoint_v2(writer->db->sqlite, NULL, SQLITE_CHECKPOINT_TRUNCATE,
                              NULL, NULL);
    db_close(writer->db);
    pthread_cond_destroy(&writer->wake);
    pthread_mutex_destroy(&writer->mutex);
    writer->started = false;
}

static bool wait_for_job(struct writer *writer, struct write_job *job)
{
    assert(!pthread_equal(pthread_self(), writer->thread));
    pthread_cond_init(&job->told, NULL);
    pthread_mutex_t *held = mutex_hold(&writer->mutex);
    assert(!writer->stopping);
    *writer->last = job;
    writer->last = &job->next;
    pthread_cond_signal(&writer->wake);
    while (!job->done)
        pthread_cond_wait(&job->told, &writer->mutex);
    mutex_release(&held);
    pthread_cond_destroy(&job->told);
    return job->ok;
}

bool writer_run(struct writer *writer, store_write_part *write, void *context,
                struct err *err)
{
    struct write_job job = { .write = write, .context = context, .err = err };
    return wait_for_job(writer, &job);
}

bool writer_upkeep(struct writer *writer, store_write_part *write, void *context,
                   struct err *err)
{
    struct write_job job = {
        .write = write, .context = context, .err = err, .upkeep = true
    };
    return wait_for_job(writer, &job);
}

bool writer_rehearse(struct writer *writer, store_write_part *write, void *context,
                     struct err *err)
{
    struct write_job job = {
        .write = write, .context = context, .err = err, .rehearsal = true
    };
    return wait_for_job(writer, &job);
}

bool writer_copy(struct writer *writer, sqlite3 *target, struct err *err)
{
    struct copy_job copy = { .target = target, .err = err };
    pthread_cond_init(&copy.told, NULL);
    pthread_mutex_t *held = mutex_hold(&writer->mutex);
    assert(!writer->stopping && writer->copy == NULL);
    writer->copy = &copy;
    pthread_cond_signal(&writer->wake);
    while (!copy.done)
        pthread_cond_wait(&copy.told, &writer->mutex);
    mutex_release(&held);
    pthread_cond_destroy(&copy.told);
    return copy.ok;
}
