/* Stored proceedings as /venue and the home page show them: by field, series after
 * series as model/venue.h orders them, newest year first. */
#ifndef SITE_VENUE_SHELF_H
#define SITE_VENUE_SHELF_H

#include "site/view.h"
#include "store/venue/edition_store.h"

struct shelf_series {
    const char *name, *title, *field; /* title may be NULL */
    size_t place;                     /* in the table; past its end: not in it */
    const struct edition *editions;   /* newest first */
    size_t count;
    int64_t papers; /* of all editions */
};
struct shelf {
    struct shelf_series *items;
    size_t count, capacity;
    size_t editions;
    int64_t papers;
};
NODISCARD bool shelf_get(struct view *view, struct shelf *ret_shelf, struct err *err);
/* Is the series in the table? */
bool shelf_knows(const struct shelf_series *series);

/* Appends {text, count, url, warn, title} of an edition: "2024", "2,260". */
void shelf_add_year(cJSON *list, struct arena *arena, const struct edition *edition);
/* [{text, count, url, day, sep}] of those added last; page.latest, page.has_latest. */
NODISCARD bool shelf_set_latest(struct view *view, int64_t limit, struct err *err);

#endif
