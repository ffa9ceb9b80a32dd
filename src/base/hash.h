/* A 64-bit hash (FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/) for ETags, cache
 * keys and "is this the same batch?". Not for secrets. Pure. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

#include <stdint.h>

static const uint64_t HASH_START = UINT64_C(0xcbf29ce484222325);
uint64_t hash_add(uint64_t hash, struct str bytes);
uint64_t hash_add_int(uint64_t hash, uint64_t number);
/* Of a whole page: eight bytes at a time, so not the value of the others. */
uint64_t hash_page(struct str bytes);

/* 64 random bits from the system. */
uint64_t random_bits(void);

#endif
