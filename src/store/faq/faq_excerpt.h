/* A piece of an answer around the words that were searched for, as plain text: without
 * the marks of Markdown, on one line. Pure. */
#ifndef STORE_FAQ_EXCERPT_H
#define STORE_FAQ_EXCERPT_H

#include "model/query.h"

enum { EXCERPT_BYTES = 300 };

/* Its beginning where none of the words is in it. `root` may be NULL. */
const char *faq_excerpt(struct arena *arena, struct analyser *analyser,
                        struct str markdown, const struct query_node *root);

#endif
