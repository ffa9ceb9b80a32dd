/* Answers a query from a snapshot: the best, the newest or the most read, with exact
 * counts. */
#ifndef INDEX_SEARCH_H
#define INDEX_SEARCH_H

#include "index/index.h"

enum search_order {
    SEARCH_BEST,  /* by the words: BM25F and closeness; newer first of equals */
    SEARCH_TIME,  /* newest row first */
    SEARCH_KEYED, /* highest key first, then newest */
};

/* A number by row, sorted by row: clicks; or rows alone (key ignored). */
struct row_key {
    int64_t row, key;
};
struct row_keys {
    const struct row_key *items;
    size_t count;
};

/* What a QUERY_ID leaf stands for: `id` as in the leaf. Several rows may bear one id; a
 * leaf whose id is not in the list matches nothing. */
struct id_row {
    const char *id;
    int64_t row;
};
struct id_rows {
    const struct id_row *items;
    size_t count;
};

struct search_ask {
    const struct query_node *root; /* NULL: every document */
    /* What SEARCH_BEST ranks by; a document without any of them comes last, newest
     * first, so a list is complete whatever the words. */
    struct rank_words words;
    /* The words are what a reader prefers in general, not what he asks for now: how
     * close together they stand does not count, nor do prefixes of `root`. */
    bool is_preference;
    enum search_order order;
    struct row_keys keys;     /* for SEARCH_KEYED */
    struct row_keys with_faq; /* for has:faq */
    struct id_rows ids;
    int64_t skip, show;
    /* Where fewer than this match all, those that match some of the words follow, best
     * first, up to SEARCH_SOME_MAX: for plain queries; 0: never. */
    int64_t some_below;
    bool facets;      /* count by branch, year, edition */
    bool uncounted;   /* nobody asks for the total: what cannot win is passed over */
    int64_t deadline; /* monotonic µs; what was found by then is the answer. 0: none */
};

enum { SEARCH_SOME_MAX = 200, SEARCH_DEPTH_MAX = 100000 /* skip + show */ };

struct search_hit {
    int64_t row;
    float score;
    bool some; /* matches some of the words only */
};
struct facet_count {
    const char *name; /* "2024", "ICLR.2024" */
    int64_t count;
};
struct search_result {
    struct search_hit *hits; /* skip … skip + show */
    size_t count;
    int64_t total;        /* that match all */
    int64_t some;         /* that follow them, matching some */
    bool is_cut;          /* the deadline came first: total is a lower bound */
    int64_t arxiv, venue; /* without an edition, with one */
    struct facet_count *years, *editions; /* newest year first; largest edition first */
    size_t year_count, edition_count;
};

/* ERR_INVALID: skip + show beyond SEARCH_DEPTH_MAX. */
NODISCARD bool index_search(const struct index_snapshot *snapshot,
                            const struct search_ask *ask, struct arena *arena,
                            struct search_result *ret_result, struct err *err);

/* Scores of single documents by words with weights, as SEARCH_BEST gives them; 0 for a
 * row that holds none or is not indexed. For the preference sort of a list. */
void index_score_rows(const struct index_snapshot *snapshot,
                      const struct rank_words *words, const int64_t *rows, size_t count,
                      float *ret_scores);

#endif
