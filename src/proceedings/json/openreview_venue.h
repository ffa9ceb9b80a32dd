/* What OpenReview calls a venue: "NeurIPS.cc/2024/Datasets_and_Benchmarks_Track" is a
 * track of NeurIPS.2024, ".../Rejected_Submission" what was not taken. Facts:
 * openreview-py's venue ids and the venues' groups. Pure. */
#ifndef PROCEEDINGS_OPENREVIEW_VENUE_H
#define PROCEEDINGS_OPENREVIEW_VENUE_H

#include "base/arena.h"

struct openreview_venue {
    const char *series; /* canonical; NULL, 0: it does not say */
    int year;
    const char *track; /* "Datasets and Benchmarks"; NULL: the conference itself */
    const char
        *refusal; /* "Rejected Submission"; NULL: it is a venue of accepted ones */
    bool is_workshop;
};

struct openreview_venue openreview_venue_read(struct arena *arena, struct str id);
/* "ICLR 2024 oral": series and year alone. */
struct openreview_venue openreview_venue_of_words(struct arena *arena,
                                                  struct str words);

#endif
