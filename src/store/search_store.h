/* Search over title, authors and abstract: all words, newest first. The reader's text
 * never reaches FTS5 as it is. */
#ifndef STORE_SEARCH_STORE_H
#define STORE_SEARCH_STORE_H

#include "store/paper_store.h"

enum { SEARCH_WORDS_MAX = 12, SEARCH_TOTAL_MAX = 1000 };

/* *ret_total counts at most SEARCH_TOTAL_MAX. A text without a word finds nothing. */
NODISCARD bool search_store_find(struct db *db, struct str text, int64_t skip,
                                 int64_t show, struct arena *arena,
                                 struct paper_list *ret_papers, int64_t *ret_total,
                                 struct err *err);

#endif
