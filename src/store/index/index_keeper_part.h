/* What the parts of the keeper share; only they include this. Which thread may touch
 * what is said beside it. */
#ifndef STORE_INDEX_KEEPER_PART_H
#define STORE_INDEX_KEEPER_PART_H

#include "store/index/index_keeper.h"
#include "store/index/index_manifest.h"
#include "store/search/term_counts.h"

#include <stdatomic.h>

enum {
    MERGE_MAX = 64,     /* segments that become one at once */
    SEGMENTS_MANY = 40, /* a write waits for a merge under way */
    REBUILD_PAPERS = 2000,
    REBUILD_LOOKED_AT = 20000, /* papers a step, those that need nothing included */
    FAILED_WAIT_MS = 60000,
    SETTLED_ASK_MS = 20,
    KEYWORDS_PAPERS = 250, /* a step */
    KEYWORDS_QUIET_MS = 5000,
};

/* Papers that the write under way has changed. The writer's. */
struct index_notes {
    struct arena arena;
    struct paper *items;
    size_t count, capacity;
};

/* Segments that leave, and the one that the keeper's thread has made of them: the
 * writer takes it over at its next commit. */
struct index_merged {
    struct manifest_segment made;
    struct segment *segment; /* NULL: nothing was left */
    const struct index_snapshot *from;
    const int64_t *left;
    size_t left_count;
    bool lost; /* what leaves is damaged: its papers are to be indexed anew */
    bool done;
};

/* What the group under way will have changed, once it is committed. The writer's. */
struct index_commit {
    struct arena arena;
    int64_t joined[2], written; /* written: the file of this group's papers */
    size_t joined_count;
    struct dead_list dead;
    struct index_merged *merged; /* that is part of it */
};

struct index_keeper {
    struct index *index;
    atomic_int_fast64_t last_id; /* the highest number given */
    struct index_notes notes;    /* the writer's */
    struct term_counts *counts;  /* the writer's */
    struct index_commit commit;  /* the writer's */
    struct err broken;           /* the writer's: a commit could not be published */

    pthread_mutex_t mutex; /* of what follows */
    pthread_cond_t changed;
    struct index_merged *merged; /* waits for the writer */
    bool merging, taken;         /* taken: it is part of the group under way */
    bool to_settle;              /* somebody waits for the rest to be merged */
    uint64_t commits, settled;   /* settled: the count of commits when all was well */
    int64_t noted_at;            /* when papers changed last, monotonic µs */

    struct store *store; /* the thread's, like what follows */
    pthread_t thread;
    struct stop stop; /* woken by commits */
    bool started, complete;
};

/* The number of a new segment. Any thread. */
int64_t index_keeper_next_id(struct index_keeper *keeper);

/* What a step of the thread came to. */
enum index_step { STEP_NOTHING, STEP_DONE, STEP_FAILED };
/* Makes some segments one: if that is due; or as after a bulk load. */
enum index_step index_keeper_merge(struct index_keeper *keeper);
enum index_step index_keeper_merge_rest(struct index_keeper *keeper);
/* Indexes the next papers that the index lacks. */
enum index_step index_keeper_rebuild(struct index_keeper *keeper);

/* Finds the keywords of the next papers anew, if that is due. */
enum index_step index_keeper_keywords(struct index_keeper *keeper);

/* Of indexing anew. */
static const char index_place[] = "index";

#endif
