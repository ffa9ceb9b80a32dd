/* Where a harvest of an OJS site stands, as a text that the store keeps. Behind
 * venue_visit.h. */
#ifndef WORK_VENUE_OJS_H
#define WORK_VENUE_OJS_H

#include "work/venue/venue_visit.h"

enum ojs_step {
    OJS_RECORDS, /* pages of records */
    OJS_NAMES,   /* pages of names, and each record by its name */
    OJS_DONE
};
struct ojs_place {
    enum ojs_step step;
    int32_t from;      /* DAY_NONE: everything */
    int32_t began;     /* the day on which the harvest began */
    int64_t before;    /* records that are done */
    int64_t page;      /* names: how many came on the pages before this one */
    const char *token; /* of the next page; NULL: the first */
};

/* From which day on to ask, by the day that was kept: everything, where that is still
 * to come, because the clock was ahead when it was written. */
int32_t ojs_from(int32_t kept, int32_t today);

/* Pure. False: it is none. */
const char *ojs_place_text(const struct ojs_place *place, struct arena *arena);
bool ojs_place_read(struct str text, struct arena *arena, struct ojs_place *ret_place);

#endif
