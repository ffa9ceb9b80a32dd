/* Token buckets; see limit.h. A network hashes to a set of eight buckets. */
#include "http/limit.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/thread.h"

#include <assert.h>

enum { SETS = 2048, WAYS = 8, MS_A_MINUTE = 60000 };

/* `debt` counts in 1/60000 of a request, so that per_minute of it drain in a
 * millisecond. */
struct bucket {
    uint64_t network;
    int64_t debt, seen_ms;
    bool used;
};

struct limit {
    pthread_mutex_t mutex;
    int64_t per_minute;
    uint64_t secret; /* so that nobody can aim at one set */
    struct bucket buckets[SETS][WAYS];
};

struct limit *limit_open(int64_t per_minute)
{
    assert(per_minute > 0 && per_minute < INT32_MAX);
    struct limit *limit = mem_alloc(sizeof *limit);
    pthread_mutex_init(&limit->mutex, NULL);
    limit->per_minute = per_minute;
    limit->secret = random_bits();
    return limit;
}

void limit_close(struct limit *limit)
{
    if (limit == NULL)
        return;
    pthread_mutex_destroy(&limit->mutex);
    free(limit);
}

static struct bucket *find_bucket(struct limit *limit, uint64_t network, int64_t now_ms)
{
    uint64_t hash = hash_add_int(limit->secret, network);
    struct bucket *set = limit->buckets[(hash ^ hash >> 32) % SETS];
    struct bucket *idle = &set[0];
    for (int i = 0; i < WAYS; i++) {
        if (set[i].used && set[i].network == network)
            return &set[i];
        if (!set[i].used || (idle->used && set[i].seen_ms < idle->seen_ms))
            idle = &set[i];
    }
    *idle = (struct bucket){ .network = network, .seen_ms = now_ms, .used = true };
    return idle;
}

static void drain(struct bucket *bucket, int64_t per_minute, int64_t now_ms)
{
    int64_t passed = now_ms - bucket->seen_ms;
    if (passed <= 0)
        return;
    bucket->seen_ms = now_ms;
    if (passed >= MS_A_MINUTE || bucket->debt <= passed * per_minute)
        bucket->debt = 0;
    else
        bucket->debt -= passed * per_minute;
}

bool limit_take(struct limit *limit, uint64_t network, int64_t now_ms,
                int64_t *ret_seconds)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&limit->mutex);
    struct bucket *bucket = find_bucket(limit, network, now_ms);
    drain(bucket, limit->per_minute, now_ms);
    int64_t room = limit->per_minute * MS_A_MINUTE - bucket->debt;
    if (room >= MS_A_MINUTE) {
        bucket->debt += MS_A_MINUTE;
        return true;
    }
    int64_t wait_ms = (MS_A_MINUTE - room + limit->per_minute - 1) / limit->per_minute;
    *ret_seconds = (wait_ms + 999) / 1000;
    return false;
}
