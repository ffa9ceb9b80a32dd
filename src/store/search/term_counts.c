/* A table without chains: a word overwrites whichever stood in its place; see
 * term_counts.h. Of a word only its hash is kept. */
#include "store/search/term_counts.h"

#include "base/hash.h"
#include "base/mem.h"

enum { SLOTS = 1 << 18, ENOUGH_PERCENT = 80 };

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

/* The largest segments tell for the rest: they hold most of the papers, and the small
 * ones are many. */
static uint64_t estimate(const struct index_snapshot *snapshot, struct str term)
{
    uint64_t docs = 0, seen = 0;
    for (size_t i = 0;
         i < snapshot->count && seen * 100 < snapshot->docs * ENOUGH_PERCENT; i++) {
        struct term_entry entry;
        const struct index_segment *part = &snapshot->segments[i];
        seen += segment_docs(part->segment);
        if (segment_find_term(part->segment, term, &entry))
            docs += entry.docs;
    }
    return seen >= snapshot->docs ? docs : docs * snapshot->docs / seen;
}

static uint64_t docs_with(void *context, struct str term)
{
    struct term_counts *counts = context;
    uint64_t hash = hash_add(HASH_START, term) | 1;
    struct slot *slot = &counts->slots[(hash >> 20) % SLOTS];
    if (slot->hash != hash) {
        slot->docs = estimate(counts->snapshot, term);
        slot->hash = hash;
    }
    return slot->docs;
}

static bool is_stale(const struct term_counts *counts, uint64_t docs)
{
    return docs < counts->docs || docs > counts->docs + counts->docs / 2;
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
