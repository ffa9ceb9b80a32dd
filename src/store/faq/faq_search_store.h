/* Search inside the answers of stored FAQs: FTS5 with our own tokenizer
 * (text/analysis.h) and its own bm25(), enough for a few ten thousand of answers. The
 * newest finished FAQ of a paper and language is searched. Written in the transaction
 * that finishes a FAQ. */
#ifndef STORE_FAQ_SEARCH_STORE_H
#define STORE_FAQ_SEARCH_STORE_H

#include "store/search/search_store.h"

struct faq_hit {
    struct paper paper; /* each paper once, by its best answer */
    const char *language;
    int number;           /* of the question, from 1 */
    const char *question; /* as stored */
    const char *excerpt;  /* of the answer, plain text around the first matches */
};
struct faq_hits {
    struct faq_hit *items;
    size_t count;
    int64_t total; /* papers */
};
/* Words, phrases, prefixes, OR and NOT of the query count; fields and filters but
 * cat:, branch:, date: are ignored. */
NODISCARD bool faq_search_find(struct db *db, const struct search_query *ask,
                               struct arena *arena, struct faq_hits *ret_hits,
                               struct err *err);

#endif
