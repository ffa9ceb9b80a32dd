/* How often a network may ask: token buckets in a table of fixed size.
 *
 * A bucket holds one minute's requests and fills steadily. When the table is full, the
 * bucket that was left alone the longest is given to the newcomer: a flood of networks
 * costs us accuracy, never memory. The time is an argument; safe from any thread. */
#ifndef HTTP_LIMIT_H
#define HTTP_LIMIT_H

#include "base/attr.h"

#include <stdbool.h>
#include <stdint.h>

struct limit;

struct limit *limit_open(int64_t per_minute);
void limit_close(struct limit *limit); /* NULL is fine */
/* Takes a token. When there is none, *ret_seconds is how long until there is one. */
NODISCARD bool limit_take(struct limit *limit, uint64_t network, int64_t now_ms,
                          int64_t *ret_seconds);

#endif
