/* A set of hashes, open addressing; see json_keys.h. */
#include "proceedings/json_keys.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdlib.h>

enum { CAPACITY_MIN = 1024 };

void json_keys_done(struct json_keys *keys)
{
    free(keys->slots);
    *keys = (struct json_keys){ 0 };
}

/* False: it was there. */
static bool put(struct json_keys *keys, uint64_t hash)
{
    size_t at = hash & (keys->capacity - 1);
    while (keys->slots[at] != 0 && keys->slots[at] != hash)
        at = (at + 1) & (keys->capacity - 1);
    bool is_new = keys->slots[at] == 0;
    keys->slots[at] = hash;
    return is_new;
}

static void grow(struct json_keys *keys)
{
    struct json_keys old = *keys;
    keys->capacity = old.capacity > 0 ? old.capacity * 2 : CAPACITY_MIN;
    keys->slots = mem_alloc(keys->capacity * sizeof *keys->slots);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i] != 0)
            (void)put(keys, old.slots[i]);
    free(old.slots);
}

void json_keys_add(struct json_keys *keys, struct str key)
{
    if (keys->count >= JSON_KEYS_MAX) {
        keys->count++;
        return;
    }
    if ((size_t)keys->count * 2 >= keys->capacity)
        grow(keys);
    uint64_t hash = hash_add(HASH_START, key);
    keys->count += put(keys, hash ? hash : 1);
}
