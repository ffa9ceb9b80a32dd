/* A query's tree in FTS5's language, for the answers of FAQs. Pure. */
#ifndef STORE_FAQ_MATCH_H
#define STORE_FAQ_MATCH_H

#include "base/buf.h"
#include "model/query.h"

enum { FAQ_MATCH_MAX = 64 << 10 };

/* Words, phrases, prefixes, OR and NOT; what asks for something else asks for nothing
 * here. Each word stands in quotes, as typed: the tokenizer makes a term of it. Writes
 * nothing where no word is asked for. */
void faq_match_write(struct buf *out, const struct query_node *root);

#endif
