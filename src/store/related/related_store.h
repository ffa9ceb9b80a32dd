/* Papers near a paper: the same wording, categories and authors in common. */
#ifndef STORE_RELATED_STORE_H
#define STORE_RELATED_STORE_H

#include "store/paper/paper_store.h"

enum { RELATED_MAX = 50 };

struct related_paper {
    struct paper paper;
    struct text_list words;   /* as written in it: why it is here, the best first */
    struct text_list authors; /* in common */
};
struct related_list {
    struct related_paper *items;
    size_t count;
};

/* Best first, at most `show`. The twin of the paper and the paper itself are left out,
 * and of two twins the arXiv one is listed. */
NODISCARD bool related_store_find(struct db *db, const struct paper *paper,
                                  int64_t show, struct arena *arena,
                                  struct related_list *ret_list, struct err *err);

#endif
