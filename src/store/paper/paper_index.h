/* A paper as the search index takes it. What is left out here is not searched for. */
#ifndef STORE_PAPER_INDEX_H
#define STORE_PAPER_INDEX_H

#include "index/segment.h"
#include "model/paper.h"

/* Facets: branch, categories and their archives, series and edition, group, code, and
 * each author's full name. The texts are the paper's own. */
struct index_doc paper_index_doc(struct arena *arena, struct analyser *analyser,
                                 const struct paper *paper);
/* Would both be indexed alike? */
bool paper_index_same(const struct paper *a, const struct paper *b);

#endif
