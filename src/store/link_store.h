/* The same work in two branches: an arXiv paper and its entry in proceedings. */
#ifndef STORE_LINK_STORE_H
#define STORE_LINK_STORE_H

#include "store/paper_store.h"

/* How it was recognised; numbers are stored. */
enum link_how { LINK_TOLD, LINK_DOI, LINK_TITLE_AUTHORS, LINK_COUNT };

struct twin {
    const char *key;
    enum branch branch;
    const char *venue, *group; /* of a venue paper */
    enum link_how how;
};
struct twin_list {
    struct twin *items;
    size_t count;
};

NODISCARD bool link_store_put(struct db *db, int64_t arxiv_row, int64_t venue_row,
                              enum link_how how, struct err *err);
NODISCARD bool link_store_twins(struct db *db, int64_t row, struct arena *arena,
                                struct twin_list *ret_twins, struct err *err);
/* Looks the other branch through for this paper's twin by DOI, then title and authors
 * (model/twin.h), with the index; row 0 if there is none. */
NODISCARD bool link_store_search(struct db *db, const struct paper *paper,
                                 struct arena *arena, int64_t *ret_row,
                                 enum link_how *ret_how, struct err *err);

/* Papers stored or changed since a place in the order of arrival, for the linker:
 * venue papers and arXiv papers alike. */
struct link_todo {
    int64_t place; /* to go on from */
    int64_t *rows;
    size_t count;
};
NODISCARD bool link_store_todo(struct db *db, size_t max, struct arena *arena,
                               struct link_todo *ret_todo, struct err *err);
/* These have been looked at. */
NODISCARD bool link_store_done(struct db *db, const struct link_todo *todo,
                               struct err *err);

#endif
