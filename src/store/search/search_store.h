/* Search over the papers: what a reader asks for, as records, with counts to narrow by.
 *
 * The words are looked up in the index of the read's own snapshot (store_read_begin
 * takes it first, so every hit is in the tables). Other subjects that live on the same
 * index: related_store.h, and the order by words in list_store.h. */
#ifndef STORE_SEARCH_STORE_H
#define STORE_SEARCH_STORE_H

#include "model/query.h"
#include "store/paper/paper_store.h"

/* The analyser of this read: to read queries with. */
struct analyser *store_analyser(struct db *db);

enum search_sort { SORT_BEST, SORT_TIME, SORT_CLICKS, SORT_WORDS };
enum { SEARCH_EVERY_BRANCH = -1 };

struct search_query {
    const struct query *query;
    int branch; /* an enum branch, or SEARCH_EVERY_BRANCH */
    enum search_sort sort;
    struct rank_words words; /* of SORT_WORDS */
    bool facets;
    int64_t skip, show;
};

struct search_count {
    const char *name;
    int64_t count;
};
struct search_page {
    struct paper_list papers; /* those that match all words, then `some` */
    int64_t all_shown;        /* of papers: match all words */
    int64_t total;            /* match all words */
    int64_t some;             /* follow them */
    bool is_cut;              /* time ran out: total is a lower bound */
    int64_t arxiv, venue;     /* of total; only with facets, as the lists below */
    struct search_count *years, *editions;
    size_t year_count, edition_count;
};

/* Ends within its own deadline (SEARCH_DEADLINE_MS) with what was found by then. A
 * query without root finds nothing. */
enum { SEARCH_DEADLINE_MS = 250, SEARCH_SOME_BELOW = 20 };
NODISCARD bool search_store_find(struct db *db, const struct search_query *ask,
                                 struct arena *arena, struct search_page *ret_page,
                                 struct err *err);

/* The query with near words in place of those that nothing (or hardly anything) holds,
 * written as the reader would; NULL if there is none that finds more. */
NODISCARD bool search_store_suggest(struct db *db, const struct query *query,
                                    struct arena *arena, const char **ret_text,
                                    struct err *err);

/* The paper whose id this is, in either branch and whatever the form ("2401.1234" of
 * early 2024, an alias): its key and branch; ret_key NULL if not stored. */
NODISCARD bool search_store_resolve(struct db *db, const char *id, struct arena *arena,
                                    const char **ret_key, enum branch *ret_branch,
                                    struct err *err);

#endif
