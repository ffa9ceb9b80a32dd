/* What a model might say: Markdown with headings, lists, a table and TeX, in English or
 * Chinese. The same question about the same paper gives the same words. */
#ifndef SUPPORT_REPLY_H
#define SUPPORT_REPLY_H

#include "asked.h"

/* At least `bytes` of it. */
void reply_write(const struct asked *asked, int64_t bytes, struct buf *out);

#endif
