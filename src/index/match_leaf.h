/* The leaves that matchers are made of, and how they are put together. */
#ifndef INDEX_MATCH_LEAF_H
#define INDEX_MATCH_LEAF_H

#include "index/match.h"

/* It matches no document, or each. */
struct matcher *matcher_none(const struct match_scope *scope);
struct matcher *matcher_all(const struct match_scope *scope);

/* A word or facet; each of these is made once a leaf of the query. */
struct matcher *matcher_of_word(const struct match_scope *scope, const char *term);
/* Several: side by side. */
struct matcher *matcher_of_terms(const struct match_scope *scope,
                                 const char *const *terms, size_t count,
                                 unsigned fields);
struct matcher *matcher_of_prefix(const struct match_scope *scope,
                                  const struct query_node *node);
struct matcher *matcher_of_faqs(const struct match_scope *scope);
struct matcher *matcher_of_id(const struct match_scope *scope, const char *id);
struct matcher *matcher_of_days(const struct match_scope *scope,
                                const struct query_node *node);

/* An inner node with room for so many parts. */
struct matcher *matcher_join(const struct match_scope *scope,
                             const struct match_kind *kind, size_t room);
/* Puts a part into its place, the rarest first. */
void matcher_add_part(struct matcher *joined, struct matcher *child);

#endif
