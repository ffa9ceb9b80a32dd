/* Exact counts of what matches: in all, by year, by edition. */
#ifndef INDEX_TALLY_H
#define INDEX_TALLY_H

#include "index/search.h"
#include "index/window.h"

struct edition_count {
    struct str name; /* in the segment */
    int64_t count;
};
struct tally {
    int64_t total;
    bool has_facets;
    int64_t arxiv;
    uint32_t *by_day;
    uint32_t *by_edition; /* of the segment that is being counted */
    struct edition_counts {
        struct edition_count *items;
        size_t count, capacity;
    } editions; /* of the segments before it */
};

/* Empty; what it counts by lives in the arena. */
void tally_start(struct tally *tally, bool has_facets, struct arena *arena);
/* Between these two, windows of one segment are counted. */
void tally_segment_start(struct tally *tally, const struct segment *segment,
                         struct arena *arena);
void tally_segment_end(struct tally *tally, const struct segment *segment,
                       struct arena *arena);
/* Counts the documents that are set. */
void tally_window(struct tally *tally, const struct segment *segment,
                  const struct window *window);
/* Total, branches, years and editions of the result. */
void tally_write(const struct tally *tally, struct arena *arena,
                 struct search_result *result);

#endif
