/* JSON as servers of models write it, made such that a strict reader takes it: a paid
 * answer must not be lost for one broken character. Ill-formed bytes and lone
 * surrogates become U+FFFD, NUL is left out. Pure. */
#ifndef LLM_CHAT_MEND_H
#define LLM_CHAT_MEND_H

#include "base/buf.h"

/* Appends; at most three times as long. */
void chat_mend(struct str json, struct buf *out);

#endif
