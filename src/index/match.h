/* Which documents of a segment a query matches: its tree, made of the segment's
 * postings, asked a window at a time. */
#ifndef INDEX_MATCH_H
#define INDEX_MATCH_H

#include "index/completion.h"
#include "index/search.h"
#include "index/window.h"

struct matcher;
struct match_kind {
    /* No document before it, and not before `from`, can match. */
    uint32_t (*next)(struct matcher *matcher, uint32_t from);
    /* Drops the documents of the window that do not match. Windows only go forward. */
    void (*restrict_window)(struct matcher *matcher, struct window *window);
};

struct matcher {
    const struct match_kind *kind;
    uint64_t cost; /* so many documents match at most; checks that need others first:
                    * more than any segment holds */
    const struct index_segment *part;
    struct posting_cursor *cursors; /* of a word, of the words of a phrase */
    size_t cursor_count;
    unsigned fields;
    const uint32_t *docs; /* that match, ascending */
    size_t doc_count, doc_at;
    int32_t first_day, last_day;
    struct matcher **children; /* the rarest first */
    size_t child_count;
};

struct match_scope {
    const struct index_segment *part;
    const struct search_ask *ask;
    const struct completions *completions; /* of the query's prefixes */
    struct arena *arena;                   /* that the matcher lives in */
};
/* `root` may be NULL: every document. Dead documents match as well. */
struct matcher *matcher_make(const struct match_scope *scope,
                             const struct query_node *root);

static inline uint32_t matcher_next(struct matcher *matcher, uint32_t from)
{
    return matcher->kind->next(matcher, from);
}
static inline void matcher_restrict(struct matcher *matcher, struct window *window)
{
    matcher->kind->restrict_window(matcher, window);
}
/* The exact number of documents that match, where it can be told without a walk. */
bool matcher_knows_count(const struct matcher *matcher, uint64_t *ret_docs);

extern const struct match_kind match_all, match_none, match_word, match_fields,
    match_phrase, match_docs, match_days, match_and, match_or, match_not;

#endif
