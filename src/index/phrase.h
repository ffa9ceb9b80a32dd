/* Words that stand one behind the other. */
#ifndef INDEX_PHRASE_H
#define INDEX_PHRASE_H

#include "index/segment.h"

/* How often the cursors' words, which all stand on the same document, are neighbours in
 * it, by field, saturated as posting_freqs is; only fields of `mask` are looked at. */
struct term_freqs phrase_freqs(struct posting_cursor *cursors, size_t count,
                               unsigned mask);
bool phrase_is_there(struct posting_cursor *cursors, size_t count, unsigned mask);

#endif
