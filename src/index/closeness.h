/* What a typed title is found by: the words of the query side by side, and making up
 * the whole title. Asked of the best few only. */
#ifndef INDEX_CLOSENESS_H
#define INDEX_CLOSENESS_H

#include "index/search.h"
#include "index/top.h"

/* Raises the scores of the first hits (sorted), `most` or fewer, and sorts these anew.
 */
void closeness_apply(const struct index_snapshot *snapshot,
                     const struct rank_words *words, struct top *top, size_t most);

#endif
