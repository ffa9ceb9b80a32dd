/* Search over title, authors and abstract: all words, newest first. The reader's text
 * never reaches FTS5 as it is. */
#ifndef STORE_SEARCH_STORE_H
#define STORE_SEARCH_STORE_H

#include "store/paper_store.h"

enum { SEARCH_WORDS_MAX = 12, SEARCH_TOTAL_MAX = 1000 };

struct search_query {
    struct str text; /* the reader's */
    int64_t skip, show;
};

struct search_page {
    struct paper_list papers;
    int64_t total; /* SEARCH_TOTAL_MAX at most */
};

/* A text without a word finds nothing. */
NODISCARD bool search_store_find(struct db *db, const struct search_query *query,
                                 struct arena *arena, struct search_page *ret_page,
                                 struct err *err);

#endif
