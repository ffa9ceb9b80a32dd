/* What search does to a query's tree before the index gets it. Pure; and what the files
 * that search have in common. */
#ifndef STORE_SEARCH_TREE_H
#define STORE_SEARCH_TREE_H

#include "index/search.h"
#include "model/paper.h"
#include "store/db.h"

/* `root` may be NULL in all of them. */
bool search_tree_has(const struct query_node *root, enum query_kind kind);
void search_tree_ids(const struct query_node *root, struct arena *arena,
                     struct text_list *ids);
/* Only what has this facet; the tree itself stays as it is. */
const struct query_node *search_tree_within(struct arena *arena,
                                            const struct query_node *root,
                                            const char *facet);
/* A copy in which a word is another one. */
struct query_node *search_tree_replaced(struct arena *arena,
                                        const struct query_node *root, const char *term,
                                        const char *instead);

/* Leaves and inner nodes, made anew; the list of children is copied. */
struct query_node *search_tree_facet(struct arena *arena, const char *facet);
struct query_node *search_tree_join(struct arena *arena, enum query_kind kind,
                                    struct query_node *const *children, size_t count);

/* Fills in what the tree asks of the tables: rows of ids, rows with a FAQ. */
NODISCARD bool search_tell(struct db *db, struct arena *arena, struct search_ask *ask,
                           struct err *err);
/* A row that this read does not see is no failure. */
NODISCARD bool search_load_row(struct db *db, int64_t row, struct arena *arena,
                               struct paper *ret_paper, bool *ret_found,
                               struct err *err);

#endif
