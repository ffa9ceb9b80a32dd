/* Which keys came before: a set of hashes, so that millions fit. Two keys in a billion
 * pairs may be taken for one; then a count is off by one, and nothing else. */
#ifndef WORK_SEEN_KEYS_H
#define WORK_SEEN_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zeroed: empty. */
struct seen_keys {
    uint64_t *slots; /* 0 is free; the number of slots is a power of two */
    size_t mask, count;
};
/* True if it came before. */
bool seen_keys_has(struct seen_keys *seen, const char *key);
/* The same, and it has come now. */
bool seen_keys_add(struct seen_keys *seen, const char *key);
void seen_keys_done(struct seen_keys *seen);

#endif
