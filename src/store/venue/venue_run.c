/* A set of keys by hash, with a bit for each kind of source that told of one: 16 bytes
 * a key, whatever the file. See venue_run.h. */
#include "store/venue/venue_run.h"

#include "base/hash.h"
#include "base/mem.h"

enum { SLOTS_START = 1024 };
_Static_assert(VENUE_DIALECT_COUNT <= 32, "a bit for each dialect");

struct slot {
    uint64_t key; /* 0: free */
    uint32_t dialects;
};

struct venue_run {
    struct slot *slots;
    size_t size, used; /* a power of two; at most half are used */
};

struct venue_run *venue_run_open(void)
{
    struct venue_run *run = mem_alloc(sizeof *run);
    run->size = SLOTS_START;
    run->slots = mem_alloc(run->size * sizeof *run->slots);
    return run;
}

void venue_run_close(struct venue_run *run)
{
    if (run == NULL)
        return;
    free(run->slots);
    free(run);
}

static uint64_t hash_of(const char *key)
{
    uint64_t hash = hash_add(HASH_START, str_of(key));
    hash ^= hash >> 32;
    return hash != 0 ? hash : 1;
}

/* The slot of the key, or the free one where it belongs. */
static struct slot *find(const struct venue_run *run, uint64_t key)
{
    size_t at = (size_t)key & (run->size - 1);
    while (run->slots[at].key != 0 && run->slots[at].key != key)
        at = (at + 1) & (run->size - 1);
    return &run->slots[at];
}

static void grow(struct venue_run *run)
{
    struct venue_run larger = { .size = 2 * run->size, .used = run->used };
    larger.slots = mem_alloc(larger.size * sizeof *larger.slots);
    for (size_t i = 0; i < run->size; i++)
        if (run->slots[i].key != 0)
            *find(&larger, run->slots[i].key) = run->slots[i];
    free(run->slots);
    *run = larger;
}

static void note(struct venue_run *run, const char *key, enum venue_dialect dialect)
{
    if (2 * (run->used + 1) > run->size)
        grow(run);
    struct slot *slot = find(run, hash_of(key));
    run->used += slot->key == 0;
    slot->key = hash_of(key);
    slot->dialects |= UINT32_C(1) << dialect;
}

void venue_run_note(struct venue_run *run, const struct venue_entry *entry,
                    const char *stored)
{
    if (run == NULL)
        return;
    note(run, stored, entry->dialect);
    note(run, entry->paper.key, entry->dialect);
    for (size_t i = 0; i < entry->ids.count; i++)
        note(run, entry->ids.items[i], entry->dialect);
}

/* The slot stays used: the key may come again. */
void venue_run_forget(struct venue_run *run, const char *key,
                      enum venue_dialect dialect)
{
    if (run != NULL)
        find(run, hash_of(key))->dialects &= ~(UINT32_C(1) << dialect);
}

struct venue_told venue_run_told(const struct venue_run *run,
                                 const struct venue_entry *entry, const char *stored)
{
    uint32_t dialects = 0;
    if (run == NULL)
        return (struct venue_told){ false, false };
    dialects = find(run, hash_of(stored))->dialects |
               find(run, hash_of(entry->paper.key))->dialects;
    for (size_t i = 0; i < entry->ids.count; i++)
        dialects |= find(run, hash_of(entry->ids.items[i]))->dialects;
    return (struct venue_told){ dialects != 0, (dialects >> entry->dialect & 1) != 0 };
}
