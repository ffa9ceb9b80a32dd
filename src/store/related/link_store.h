/* The same work in two branches: an arXiv paper and its entry in proceedings. */
#ifndef STORE_LINK_STORE_H
#define STORE_LINK_STORE_H

#include "store/paper/paper_store.h"

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

/* A link told by its source stays one; readers' pages change with what is new. */
NODISCARD bool link_store_put(struct db *db, int64_t arxiv_row, int64_t venue_row,
                              enum link_how how, struct err *err);
NODISCARD bool link_store_twins(struct db *db, int64_t row, struct arena *arena,
                                struct twin_list *ret_twins, struct err *err);
/* Looks the other branch through for this paper's twins by DOI, then title and authors
 * (model/twin.h), with the index. An arXiv paper may have several: a workshop's and a
 * conference's; an entry of proceedings has one, a row that is not there none. */
struct link_match {
    int64_t arxiv, venue; /* rows */
    enum link_how how;
};
struct link_matches {
    struct link_match *items;
    size_t count, capacity;
};
NODISCARD bool link_store_search(struct db *db, int64_t row, struct arena *arena,
                                 struct link_matches *ret_matches, struct err *err);

/* The links of this row that its papers, as they are now, do not tell; those that a
 * source has told are not asked about. */
NODISCARD bool link_store_wrong(struct db *db, int64_t row, struct arena *arena,
                                struct link_matches *ret_wrong, struct err *err);
/* In a write: takes such a link away. One that a source has told stays. */
NODISCARD bool link_store_drop(struct db *db, int64_t arxiv_row, int64_t venue_row,
                               struct err *err);

/* Papers that came or changed, in the order of arrival, of both branches, for the
 * linker. While the index lacks papers there is nothing to do: their twins could not be
 * found. */
struct link_todo {
    int64_t place;   /* of the last one; 0: nothing is left to do */
    int64_t *rows;   /* to look at; none where the other branch is empty */
    int64_t *places; /* of each of them */
    size_t count;
};
NODISCARD bool link_store_todo(struct db *db, size_t max, struct arena *arena,
                               struct link_todo *ret_todo, struct err *err);
/* These have been looked at; in a write, as link_store_put. */
NODISCARD bool link_store_done(struct db *db, const struct link_todo *todo,
                               struct err *err);

#endif
