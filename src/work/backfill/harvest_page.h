/* One page of a harvest on its way into the store: papers, what was deleted, what
 * cannot be stored, and how far the harvest has come, in one commit. Behind
 * harvest_walk.h. */
#ifndef WORK_HARVEST_PAGE_H
#define WORK_HARVEST_PAGE_H

#include "source/record.h"
#include "store/arxiv/harvest_store.h"
#include "store/arxiv/poll_store.h"

struct harvest_problem_list {
    struct source_problem *items;
    size_t count, capacity;
};

/* A page: where the harvest is once it is stored (its counts are added to here). */
struct harvest_page {
    const struct source_document *document;
    struct poll_cursor *cursor;
    struct arena *arena;
    int64_t now;
    bool is_single;      /* of its window: what it brings need not be remembered */
    struct harvest next; /* with the token, window and phase that follow */
    int64_t fresh;       /* out: records that the window had not brought before */
    struct harvest_problem_list problems; /* out: of fresh records */
};

/* *page is as before on failure. */
NODISCARD bool harvest_page_store(struct store *store, struct harvest_page *page,
                                  struct err *err);

#endif
