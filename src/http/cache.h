/* The page cache: answers by raw target, for as long as the store's generation stays.
 *
 * It holds references to items that others make and know (server_page.c); an item lives
 * until its last holder lets go, so what is being sent may be dropped here. Bounded in
 * bytes, least recently used goes first. Safe from any thread: shards with a lock each,
 * no allocation and no copy on a hit. */
#ifndef HTTP_CACHE_H
#define HTTP_CACHE_H

#include "base/str.h"

#include <stdatomic.h>
#include <stdint.h>

/* The first member of what is cached. */
struct cache_item {
    _Atomic int holders;
    void (*destroy)(struct cache_item *item); /* called by the last to let go */
    size_t cost;                              /* bytes */
    int64_t fresh_until_ms;
};

void cache_item_release(struct cache_item *item); /* NULL is fine */

struct cache;
struct cache *cache_open(size_t bytes_max);
void cache_close(struct cache *cache); /* NULL is fine */

/* The item, held for the caller, or NULL. A newer generation forgets what is there; an
 * older one finds nothing. */
struct cache_item *cache_find(struct cache *cache, uint64_t generation,
                              struct str target, int64_t now_ms);
/* Takes a hold of its own. Does nothing when the item is too large for the cache or the
 * generation is older than what is there. */
void cache_put(struct cache *cache, uint64_t generation, struct str target,
               struct cache_item *item);
size_t cache_bytes(struct cache *cache); /* what is held now */

#endif
