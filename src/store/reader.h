/* The connections that read: a pool, one snapshot a use. */
#ifndef STORE_READER_H
#define STORE_READER_H

#include "store/index/index_keeper.h"

struct reader_pool {
    pthread_mutex_t mutex;
    pthread_cond_t freed;
    struct index_keeper *keeper;
    struct db *free;
    int count; /* opened */
    bool started;
};

NODISCARD bool reader_pool_open(struct reader_pool *pool, const char *path, int count,
                                struct index_keeper *keeper, struct err *err);
/* After every reader has come back. A pool that was never opened is fine. */
void reader_pool_close(struct reader_pool *pool);

/* Waits for a free connection and takes its snapshot, that of the index first, so that
 * what the index holds is in the tables. Where that fails, its queries fail with the
 * reason. */
struct db *reader_pool_take(struct reader_pool *pool);

#endif
