/* How a word of the index is written: its stem is not for readers. */
#ifndef STORE_SEARCH_WRITTEN_H
#define STORE_SEARCH_WRITTEN_H

#include "store/search/search_tree.h"

/* As the newest papers have it: of their spellings the one nearest to what was typed,
 * without capitals where one of them is without. */
struct written {
    const char *word; /* NULL: no paper has it */
    int edits;        /* from what was typed */
};
NODISCARD bool search_written(struct db *db, const char *term, const char *typed,
                              struct arena *arena, struct written *ret_written,
                              struct err *err);

#endif
