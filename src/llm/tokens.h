/* Tokens without a tokenizer: ASCII bytes / 3.2 + 1.3 a character beyond ASCII + 8 a
 * message (reference figures of the vendors: 3 to 4 characters a token; off by a fifth
 * for prose, more for code), corrected by what providers report. Pure. */
#ifndef LLM_TOKENS_H
#define LLM_TOKENS_H

#include "base/str.h"

enum { TOKENS_A_MESSAGE = 8 }; /* beside its text */

int64_t tokens_estimate(struct str text);
/* The longest beginning of text (a character is never cut, a line preferably not) that
 * is estimated at no more than `tokens`. */
struct str tokens_upto(struct str text, int64_t tokens);

/* How far off the estimate is for one model: moves towards real / estimated. 1000 =
 * just right; kept within 500 and 2000. */
int64_t tokens_ratio_next(int64_t ratio, int64_t estimated, int64_t real);

#endif
