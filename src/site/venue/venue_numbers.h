/* Proceedings in numbers, and how their harvesters do: for /status and /metrics. */
#ifndef SITE_VENUE_NUMBERS_H
#define SITE_VENUE_NUMBERS_H

#include "store/venue/edition_store.h"
#include "store/venue/venue_source_store.h"
#include "text/json.h"

struct venue_numbers {
    int64_t series, editions, papers, abstracts;
    int64_t lacking; /* editions with fewer papers than declared */
    struct venue_source_list sources;
};
NODISCARD bool venue_numbers_get(struct db *db, struct arena *arena,
                                 struct venue_numbers *ret_numbers, struct err *err);
/* {series, editions, papers, abstracts, lacking} */
void venue_numbers_set(cJSON *object, const struct venue_numbers *numbers);
/* Its last attempt failed. */
bool venue_source_fails(const struct venue_source *source);
/* [{name, url, checked_at, changed_at, failed_at, problem}] */
void venue_numbers_sources(cJSON *list, const struct venue_numbers *numbers);

#endif
