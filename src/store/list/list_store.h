/* The daily lists: what was announced on a day in a set of categories, each paper once,
 * in arXiv's order; or, for days before paperfeed watched, the papers first submitted
 * then. */
#ifndef STORE_LIST_STORE_H
#define STORE_LIST_STORE_H

#include "model/announcement.h"
#include "model/category.h"
#include "model/query.h"
#include "store/paper/paper_store.h"
#include "store/store.h"

/* One announcement as a poll found it. */
struct announcement {
    const char *key;
    enum section section;
    int64_t position; /* within the day and category, from 1, in arXiv's order */
};

struct announcement_batch {
    int32_t day;
    const char *category;
    const struct announcement *items;
    size_t count;
    /* The ledger's count for each section; at least the number of items in it. */
    int64_t announced[SECTION_COUNT];
    enum ledger_source source;
    int64_t checked_at;
};

/* Makes the batch the announcement of its day and category: items not in it are
 * dropped, new ones added, ledger rows written (rows with announced = 0 are kept out,
 * except `new` so that a day with only replacements is known), ids whose paper is
 * absent or provisional are counted as missing and wanted. *ret_changed tells whether a
 * reader's page changed. Written again, it changes nothing but checked_at. */
NODISCARD bool list_store_put_batch(struct db *db,
                                    const struct announcement_batch *batch,
                                    bool *ret_changed, struct err *err);
/* The batch as stored (count 0 if none). */
NODISCARD bool list_store_get_batch(struct db *db, const char *category, int32_t day,
                                    struct arena *arena,
                                    struct announcement_batch *ret_batch,
                                    struct err *err);
/* Drops a day that turned out to be another (a feed's wrong date). */
NODISCARD bool list_store_drop_batch(struct db *db, const char *category, int32_t day,
                                     struct err *err);

/* A list stays complete whatever its order; equals keep arXiv's. */
enum list_sort {
    LIST_ANNOUNCED, /* in arXiv's order, section after section */
    LIST_TIME,      /* newest first */
    LIST_CLICKS,    /* most read first */
    LIST_WORDS,     /* by the reader's words, best first */
};

struct list_query {
    const struct category_set *set;
    bool sections[SECTION_COUNT];
    int32_t day;
    enum list_sort sort;
    struct rank_words words; /* of LIST_WORDS */
    int64_t skip, show;
};

struct list_item {
    struct paper paper;
    enum section section;
};

struct list_page {
    bool announced;                /* false: by day of submission */
    int64_t total;                 /* of the asked sections, each paper once */
    int64_t waiting;               /* of total: known from the announcement only */
    int64_t counts[SECTION_COUNT]; /* of all sections */
    struct list_item *items;       /* skip … skip + show */
    size_t count;
};

/* The newest day that has something for the set, and the nearest days around one;
 * DAY_NONE where there is none. */
NODISCARD bool list_store_latest_day(struct db *db, const struct category_set *set,
                                     int32_t *ret_day, struct err *err);
NODISCARD bool list_store_days_around(struct db *db, const struct category_set *set,
                                      int32_t day, int32_t *ret_previous,
                                      int32_t *ret_next, struct err *err);
NODISCARD bool list_store_get(struct db *db, const struct list_query *query,
                              struct arena *arena, struct list_page *ret_page,
                              struct err *err);

#endif
