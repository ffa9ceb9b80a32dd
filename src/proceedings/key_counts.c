/* A hash table that grows; see key_counts.h. */
#include "proceedings/key_counts.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdlib.h>

enum { SIZE_MIN = 256 };

void key_counts_done(struct key_counts *counts)
{
    free(counts->slots);
    *counts = (struct key_counts){ 0 };
}

/* Where the hash stands, or would; one that was never seen has no times. */
static struct key_count *slot_of(const struct key_counts *counts, uint64_t hash)
{
    size_t at = hash % counts->size;
    while (counts->slots[at].times != 0 && counts->slots[at].hash != hash)
        at = (at + 1) % counts->size;
    return &counts->slots[at];
}

static void grow(struct key_counts *counts)
{
    struct key_counts bigger = { .size = counts->size ? 2 * counts->size : SIZE_MIN,
                                 .count = counts->count };
    bigger.slots = mem_alloc(bigger.size * sizeof *bigger.slots);
    for (size_t i = 0; i < counts->size; i++)
        if (counts->slots[i].times != 0)
            *slot_of(&bigger, counts->slots[i].hash) = counts->slots[i];
    free(counts->slots);
    *counts = bigger;
}

uint64_t key_counts_add(struct key_counts *counts, struct str text)
{
    if (counts->count < KEY_COUNTS_MAX && 2 * (size_t)counts->count >= counts->size)
        grow(counts);
    uint64_t hash = hash_add(HASH_START, text);
    struct key_count *slot = slot_of(counts, hash);
    counts->count += slot->times == 0;
    if (slot->times == 0 && counts->count > KEY_COUNTS_MAX)
        return 0; /* no room is left to remember it */
    slot->hash = hash;
    return slot->times++;
}
