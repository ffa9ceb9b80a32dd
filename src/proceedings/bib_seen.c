/* A hash table that grows; see bib_seen.h. */
#include "proceedings/bib_seen.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdlib.h>

enum { SIZE_MIN = 256 };

void bib_seen_done(struct bib_seen *seen)
{
    free(seen->slots);
    *seen = (struct bib_seen){ 0 };
}

/* Where the hash stands, or would; one that was never seen has no times. */
static struct bib_seen_slot *slot_of(const struct bib_seen *seen, uint64_t hash)
{
    size_t at = hash % seen->size;
    while (seen->slots[at].times != 0 && seen->slots[at].hash != hash)
        at = (at + 1) % seen->size;
    return &seen->slots[at];
}

static void grow(struct bib_seen *seen)
{
    struct bib_seen bigger = { .size = seen->size ? 2 * seen->size : SIZE_MIN,
                               .count = seen->count };
    bigger.slots = mem_alloc(bigger.size * sizeof *bigger.slots);
    for (size_t i = 0; i < seen->size; i++)
        if (seen->slots[i].times != 0)
            *slot_of(&bigger, seen->slots[i].hash) = seen->slots[i];
    free(seen->slots);
    *seen = bigger;
}

uint64_t bib_seen_add(struct bib_seen *seen, struct str text)
{
    if (2 * seen->count >= seen->size)
        grow(seen);
    uint64_t hash = hash_add(HASH_START, text);
    struct bib_seen_slot *slot = slot_of(seen, hash);
    seen->count += slot->times == 0;
    slot->hash = hash;
    return slot->times++;
}
