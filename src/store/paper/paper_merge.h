/* What is known of a paper when another source tells of it: the merge rules of
 * paper_store_put as a pure function. */
#ifndef STORE_PAPER_MERGE_H
#define STORE_PAPER_MERGE_H

#include "model/paper.h"

struct paper_merge {
    struct paper paper; /* strings and lists of one or the other */
    bool changed;       /* it differs from what was stored */
    bool version_rose;  /* from a known version to a higher one */
};

struct paper_merge paper_merge(const struct paper *stored, const struct paper *told);
/* The same for a paper that is not stored: absent texts become NULL. */
struct paper_merge paper_merge_new(const struct paper *told);

/* NULL and the empty text are the same: absent. */
bool paper_same_text(const char *a, const char *b);
bool paper_same_list(const struct text_list *a, const struct text_list *b);

#endif
