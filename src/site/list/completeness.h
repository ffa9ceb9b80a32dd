/* Is every paper here that was announced? The answer for one day and a set of
 * categories, each paper counted once, from the ledger. */
#ifndef SITE_COMPLETENESS_H
#define SITE_COMPLETENESS_H

#include "site/list/list_ask.h"
#include "store/arxiv/ledger_store.h"
#include "text/json.h"

struct completeness {
    bool known;    /* the ledger has a row of this day for one of the categories */
    bool complete; /* nothing missing, nothing unread, nothing unseen */
    int64_t announced, stored;
    struct text_list missing; /* keys, each once */
    struct text_list unread; /* categories of which the ledger knows nothing that day */
    int64_t waiting; /* missing ones that stand on the list: only announced so far */
    bool unseen;     /* the day was not seen in one of the categories */
};

struct completeness_ask {
    const struct category_set *set;
    const bool *sections;
    int32_t day;
    int64_t total;   /* papers on the list of these sections */
    int64_t waiting; /* of these, known from the announcement only */
};
NODISCARD bool completeness_get(struct db *db, const struct completeness_ask *ask,
                                struct arena *arena, struct completeness *ret,
                                struct err *err);

/* {announced, stored, missing, complete}; announced null where not known. */
void completeness_record(cJSON *object, const struct completeness *here);
/* The badge of a list page: page.ledger. */
void completeness_badge(cJSON *page, struct arena *arena,
                        const struct completeness *here, const char *url);
/* [{id, sep, url}] of at most ten keys, and "and 12 more" or null. */
void completeness_missing(cJSON *object, struct arena *arena,
                          const struct text_list *missing);

#endif
