/* The search index: the live segments, and who of their documents was replaced.
 *
 * Derived from the tables of the store and rebuildable from them. The store says which
 * segments are live, in the transaction that stores the papers; here is what searches
 * see: a snapshot, taken in no time, that nothing changes until it is given back.
 * Thread-safe but for index_publish, which the writer alone calls. */
#ifndef INDEX_INDEX_H
#define INDEX_INDEX_H

#include "index/segment.h"

struct index;
/* `dir` is made if absent. Holds no segment yet. */
NODISCARD bool index_open(const char *dir, struct index **ret_index, struct err *err);
void index_close(struct index *index); /* no snapshot may be left; NULL is fine */

/* The path of a segment's file. */
const char *index_path(const struct index *index, struct arena *arena, int64_t id);
/* Deletes files of segments that the store does not know (ids not in the list), and
 * what a write that was cut off left behind. */
void index_sweep(struct index *index, const int64_t *ids, size_t count);

struct index_dead {
    int64_t segment;
    uint32_t doc;
};
/* What a commit changes, all at once: segments that join (their files are there), that
 * leave (their names go at once, their space when the last snapshot lets go), documents
 * that died.
 * ERR_BROKEN: a file is missing or damaged; nothing has changed then. */
struct index_change {
    const int64_t *joined, *left;
    size_t joined_count, left_count;
    const struct index_dead *dead;
    size_t dead_count;
};
NODISCARD bool index_publish(struct index *index, const struct index_change *change,
                             struct err *err);

enum { DAY_SPAN_DOCS = 4096 };
struct day_span {
    int32_t first, last;
};
struct index_segment {
    int64_t id;
    const struct segment *segment;
    const uint64_t *dead; /* a bit a document; NULL: none */
    uint32_t dead_count;
    const struct day_span *days; /* of each DAY_SPAN_DOCS documents */
};
struct index_snapshot {
    struct index_segment *segments; /* largest first */
    size_t count;
    uint64_t docs; /* live ones */
};
const struct index_snapshot *index_take(struct index *index);
void index_give_back(const struct index_snapshot **snapshot); /* for CLEANUP */

/* The live document of a row. */
bool index_find_row(const struct index_snapshot *snapshot, int64_t row,
                    size_t *ret_segment, uint32_t *ret_doc);
/* Documents that hold the term, dead ones counted as well. */
uint64_t index_term_docs(const struct index_snapshot *snapshot, struct str term);

/* Which segments should become one now: tiers by size, at most `max`; 0 when all is
 * well. Ids are written to `ids`. */
size_t index_merge_plan(const struct index_snapshot *snapshot, int64_t *ids,
                        size_t max);
/* The same after a bulk load, when nothing more is to come: what is small beside the
 * largest becomes one, the largest with it unless that would be most of the work. One
 * segment or two are left. */
size_t index_merge_rest(const struct index_snapshot *snapshot, int64_t *ids,
                        size_t max);

/* Near words that the index holds, for one that it does not, or hardly: by edits
 * (one for up to 5 letters, two above; swapped neighbours count one, so does an ending
 * behind a stem), then by how many documents hold them. Terms, stemmed. At most `max`.
 */
struct near_term {
    const char *term;
    uint64_t docs;
    int edits;
};
size_t index_near_terms(const struct index_snapshot *snapshot, struct str form,
                        struct arena *arena, struct near_term *out, size_t max);

#endif
