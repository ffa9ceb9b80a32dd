/* Shards of chained hash tables with a list in order of use; see cache.h. */
#include "http/cache.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/thread.h"

#include <assert.h>

enum { SHARDS = 8, CHAINS = 1024, ENTRY_OVERHEAD = 128 };

struct entry {
    struct entry *next;          /* in its chain */
    struct entry *newer, *older; /* in order of use */
    struct cache_item *item;
    uint64_t hash;
    size_t len;
    char target[];
};

struct shard {
    pthread_mutex_t mutex;
    uint64_t generation;
    size_t bytes;
    struct entry *newest, *oldest;
    struct entry *chains[CHAINS];
};

struct cache {
    size_t shard_bytes_max;
    struct shard shards[SHARDS];
};

static void hold(struct cache_item *item)
{
    atomic_fetch_add_explicit(&item->holders, 1, memory_order_relaxed);
}

void cache_item_release(struct cache_item *item)
{
    if (item != NULL &&
        atomic_fetch_sub_explicit(&item->holders, 1, memory_order_acq_rel) == 1)
        item->destroy(item);
}

struct cache *cache_open(size_t bytes_max)
{
    struct cache *cache = mem_alloc(sizeof *cache);
    cache->shard_bytes_max = bytes_max / SHARDS;
    for (int i = 0; i < SHARDS; i++)
        pthread_mutex_init(&cache->shards[i].mutex, NULL);
    return cache;
}

static size_t entry_cost(const struct entry *entry)
{
    return entry->item->cost + entry->len + ENTRY_OVERHEAD;
}

static void list_remove(struct shard *shard, struct entry *entry)
{
    *(entry->newer ? &entry->newer->older : &shard->newest) = entry->older;
    *(entry->older ? &entry->older->newer : &shard->oldest) = entry->newer;
}

static void list_put_newest(struct shard *shard, struct entry *entry)
{
    entry->newer = NULL;
    entry->older = shard->newest;
    *(shard->newest ? &shard->newest->newer : &shard->oldest) = entry;
    shard->newest = entry;
}

/* Where the pointer to the entry is, or the NULL at its chain's end. */
static struct entry **find_entry(struct shard *shard, uint64_t hash, struct str target)
{
    struct entry **at = &shard->chains[hash / SHARDS % CHAINS];
    while (*at != NULL && ((*at)->hash != hash || (*at)->len != target.len ||
                           memcmp((*at)->target, target.ptr, target.len) != 0))
        at = &(*at)->next;
    return at;
}

static void remove_entry(struct shard *shard, struct entry **at)
{
    struct entry *entry = *at;
    *at = entry->next;
    list_remove(shard, entry);
    shard->bytes -= entry_cost(entry);
    cache_item_release(entry->item);
    free(entry);
}

static void remove_oldest(struct shard *shard)
{
    struct entry *oldest = shard->oldest;
    struct str target = { oldest->target, oldest->len };
    remove_entry(shard, find_entry(shard, oldest->hash, target));
}

static void forget_all(struct shard *shard)
{
    while (shard->oldest != NULL)
        remove_oldest(shard);
    assert(shard->bytes == 0);
}

void cache_close(struct cache *cache)
{
    if (cache == NULL)
        return;
    for (int i = 0; i < SHARDS; i++) {
        forget_all(&cache->shards[i]);
        pthread_mutex_destroy(&cache->shards[i].mutex);
    }
    free(cache);
}

/* False when the caller is behind the shard's time. */
static bool enter_generation(struct shard *shard, uint64_t generation)
{
    if (generation > shard->generation) {
        forget_all(shard);
        shard->generation = generation;
    }
    return generation == shard->generation;
}

struct cache_item *cache_find(struct cache *cache, uint64_t generation,
                              struct str target, int64_t now_ms)
{
    uint64_t hash = hash_add(HASH_START, target);
    struct shard *shard = &cache->shards[hash % SHARDS];
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&shard->mutex);
    if (!enter_generation(shard, generation))
        return NULL;
    struct entry **at = find_entry(shard, hash, target);
    if (*at == NULL)
        return NULL;
    struct entry *entry = *at;
    if (entry->item->fresh_until_ms <= now_ms) {
        remove_entry(shard, at);
        return NULL;
    }
    if (shard->newest != entry) {
        list_remove(shard, entry);
        list_put_newest(shard, entry);
    }
    hold(entry->item);
    return entry->item;
}

static struct entry *new_entry(uint64_t hash, struct str target,
                               struct cache_item *item)
{
    struct entry *entry = mem_alloc(sizeof *entry + target.len);
    entry->hash = hash;
    entry->len = target.len;
    memcpy(entry->target, target.ptr, target.len);
    entry->item = item;
    hold(item);
    return entry;
}

void cache_put(struct cache *cache, uint64_t generation, struct str target,
               struct cache_item *item)
{
    uint64_t hash = hash_add(HASH_START, target);
    struct shard *shard = &cache->shards[hash % SHARDS];
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&shard->mutex);
    if (!enter_generation(shard, generation))
        return;
    struct entry **at = find_entry(shard, hash, target);
    if (*at != NULL)
        remove_entry(shard, at);
    size_t cost = item->cost + target.len + ENTRY_OVERHEAD;
    if (cost > cache->shard_bytes_max)
        return;
    while (shard->bytes + cost > cache->shard_bytes_max)
        remove_oldest(shard);
    struct entry *entry = new_entry(hash, target, item);
    at = &shard->chains[hash / SHARDS % CHAINS];
    entry->next = *at;
    *at = entry;
    list_put_newest(shard, entry);
    shard->bytes += cost;
}

size_t cache_bytes(struct cache *cache)
{
    size_t bytes = 0;
    for (int i = 0; i < SHARDS; i++) {
        CLEANUP(mutex_release)
        pthread_mutex_t *held = mutex_hold(&cache->shards[i].mutex);
        bytes += cache->shards[i].bytes;
    }
    return bytes;
}
