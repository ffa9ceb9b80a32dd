/* The pool of readers; see reader.h. The connection used last is given out first: its
 * cache is warm. */
#include "store/reader.h"

#include <assert.h>

static void give_back(struct reader_pool *pool, struct db *db)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&pool->mutex);
    db->next_free = pool->free;
    pool->free = db;
    pthread_cond_signal(&pool->freed);
}

static struct db *take(struct reader_pool *pool)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&pool->mutex);
    while (pool->free == NULL)
        pthread_cond_wait(&pool->freed, &pool->mutex);
    struct db *db = pool->free;
    pool->free = db->next_free;
    return db;
}

bool reader_pool_open(struct reader_pool *pool, const char *path, int count,
                      struct index_keeper *keeper, struct err *err)
{
    assert(count >= 1);
    *pool = (struct reader_pool){ .started = true, .keeper = keeper };
    pthread_mutex_init(&pool->mutex, NULL);
    pthread_cond_init(&pool->freed, NULL);
    for (; pool->count < count; pool->count++) {
        struct db *db = NULL;
        if (!db_open(path, DB_READER, &db, err))
            return false;
        db->pool = pool;
        give_back(pool, db);
    }
    return true;
}

void reader_pool_close(struct reader_pool *pool)
{
    if (!pool->started)
        return;
    for (; pool->count > 0; pool->count--)
        db_close(take(pool));
    pthread_cond_destroy(&pool->freed);
    pthread_mutex_destroy(&pool->mutex);
    pool->started = false;
}

struct db *reader_pool_take(struct reader_pool *pool)
{
    struct db *db = take(pool);
    db->refusal = (struct err){ 0 };
    struct err refusal = { 0 };
    db->index = index_keeper_take(pool->keeper);
    if (!db_begin_read(db, &refusal))
        db->refusal = refusal;
    return db;
}

void store_read_end(struct db **db)
{
    if (*db == NULL)
        return;
    assert((*db)->pool != NULL);
    (*db)->deadline = 0;
    db_roll_back(*db);
    index_give_back(&(*db)->index);
    give_back((*db)->pool, *db);
    *db = NULL;
}

void store_read_deadline(struct db *db, int64_t ms)
{
    int64_t day = (int64_t)SECONDS_A_DAY * 1000;
    db->deadline = clock_monotonic_us() + (ms < day ? ms : day) * 1000;
}
