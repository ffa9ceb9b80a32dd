/* A daily list as the store has it: what pages, the API and feeds are made of. */
#ifndef SITE_LIST_FOUND_H
#define SITE_LIST_FOUND_H

#include "site/list/completeness.h"
#include "site/list/list_ask.h"
#include "site/view.h"
#include "store/list/list_store.h"

struct list_found {
    /* The day asked for, else the latest; the latest; the days with a list around. */
    int32_t day, latest, previous, next; /* DAY_NONE: there is none */
    struct list_page page;
    struct completeness here;
};
/* Lives in the view's arena. A day without a list is found, and empty. */
NODISCARD bool list_found_get(struct view *view, const struct list_ask *ask,
                              struct list_found *ret_found, struct err *err);

/* "cs.CV (Computer Vision and Pattern Recognition) on Friday 24 April 2026" */
const char *list_found_title(struct arena *arena, const struct list_ask *ask,
                             int32_t day);
/* {new, cross, replace} */
void list_counts_record(cJSON *object, const int64_t counts[SECTION_COUNT]);

#endif
