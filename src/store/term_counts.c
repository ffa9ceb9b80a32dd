/* A table without chains: a word overwrites whichever stood in its place; see
 * term_counts.h. Of a word only its hash is kept. */
#include "store/term_counts.h"

#include "base/hash.h"
#include "base/mem.h"

enum { SLOTS = 1 << 17 };

struct slot {
    uint64_t hash; /* 0: empty */
    uint64_t docs;
};

struct term_counts {
    const struct index_snapshot *snapshot;
    uint64_t docs; /* of the index when the first word was asked for */
    struct slot slots[SLOTS];
};

struct term_counts *term_counts_new(void)
{
    return mem_alloc(sizeof(struct term_counts));
}

void term_counts_free(struct term_counts *counts)
{
    free(counts);
}

static uint64_t docs_with(void *context, struct str term)
{
    struct term_counts *counts = context;
    uint64_t hash = hash_add(HASH_START, term) | 1;
    struct slot *slot = &counts->slots[(hash >> 20) % SLOTS];
    if (slot->hash != hash) {
        slot->docs = index_term_docs(counts->snapshot, term);
        slot->hash = hash;
    }
    return slot->docs;
}

static bool is_stale(const struct term_counts *counts, uint64_t docs)
{
    return docs < counts->docs || docs > counts->docs + counts->docs / 10;
}

struct term_source term_counts_source(struct term_counts *counts,
                                      const struct index_snapshot *snapshot)
{
    if (is_stale(counts, snapshot->docs)) {
        memset(counts->slots, 0, sizeof counts->slots);
        counts->docs = snapshot->docs;
    }
    counts->snapshot = snapshot;
    return (struct term_source){ .docs = snapshot->docs,
                                 .docs_with = docs_with,
                                 .context = counts };
}
