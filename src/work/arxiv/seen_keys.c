/* Open addressing; see seen_keys.h. */
#include "work/arxiv/seen_keys.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdlib.h>

enum { SLOTS_FIRST = 1 << 16 };

/* Where the hash is, or would be. */
static uint64_t *place_of(const struct seen_keys *seen, uint64_t hash)
{
    size_t at = hash & seen->mask;
    while (seen->slots[at] != 0 && seen->slots[at] != hash)
        at = (at + 1) & seen->mask;
    return &seen->slots[at];
}

static void grow(struct seen_keys *seen)
{
    struct seen_keys larger = { .count = seen->count };
    larger.mask = seen->slots != NULL ? seen->mask * 2 + 1 : SLOTS_FIRST - 1;
    larger.slots = mem_alloc((larger.mask + 1) * sizeof *larger.slots);
    for (size_t i = 0; seen->slots != NULL && i <= seen->mask; i++)
        if (seen->slots[i] != 0)
            *place_of(&larger, seen->slots[i]) = seen->slots[i];
    free(seen->slots);
    *seen = larger;
}

static uint64_t hash_of(const char *key)
{
    return hash_add(HASH_START, str_of(key)) | 1;
}

bool seen_keys_has(struct seen_keys *seen, const char *key)
{
    return seen->slots != NULL && *place_of(seen, hash_of(key)) != 0;
}

bool seen_keys_add(struct seen_keys *seen, const char *key)
{
    if (seen->slots == NULL || seen->count * 2 >= seen->mask)
        grow(seen);
    uint64_t hash = hash_of(key), *place = place_of(seen, hash);
    if (*place != 0)
        return true;
    *place = hash;
    seen->count++;
    return false;
}

void seen_keys_done(struct seen_keys *seen)
{
    free(seen->slots);
    *seen = (struct seen_keys){ 0 };
}
