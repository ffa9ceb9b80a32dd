/* The inside of the index, for the files that make it: who holds what, and since when a
 * segment is no longer needed. */
#ifndef INDEX_INDEX_PART_H
#define INDEX_INDEX_PART_H

#include "base/mem.h"
#include "index/index.h"

#include <assert.h>
#include <inttypes.h>
#include <stdatomic.h>

/* An open file, held by every snapshot that shows it. */
struct shared_segment {
    atomic_int holders;
    struct segment *segment;
    struct day_span *days;
};
/* Who is dead in a segment; a change copies it. */
struct shared_dead {
    atomic_int holders;
    uint64_t bits[];
};

struct live {
    struct index_snapshot snapshot; /* first: what index_take gives out */
    atomic_int holders;
    struct shared_segment **shared; /* of each segment, as the two below */
    struct shared_dead **dead;
};

struct index {
    char *dir;
    pthread_mutex_t mutex; /* over `live`, for as long as it takes to count a holder */
    struct live *live;
};

/* With room for `count` segments, held once. */
struct live *live_new(size_t count);
void live_let_go(struct live *live);

static inline bool index_is_dead(const struct index_segment *part, uint32_t doc)
{
    return part->dead != NULL && (part->dead[doc / 64] >> doc % 64 & 1) != 0;
}

#endif
