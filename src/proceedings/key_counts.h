/* How often each of many texts was seen: 16 bytes for one, whatever its length, so that
 * papers that a file tells of twice are counted once. Two texts with one hash of 64
 * bits are one; over KEY_COUNTS_MAX different ones, each further one counts as new. */
#ifndef PROCEEDINGS_KEY_COUNTS_H
#define PROCEEDINGS_KEY_COUNTS_H

#include "base/str.h"

enum { KEY_COUNTS_MAX = 1 << 20 };

struct key_counts {
    struct key_count {
        uint64_t hash, times;
    } * slots;
    size_t size;
    int64_t count; /* different ones */
};

void key_counts_done(struct key_counts *counts); /* starts as { 0 }; is so again */
/* How often it was seen before; counts it. */
uint64_t key_counts_add(struct key_counts *counts, struct str text);

#endif
