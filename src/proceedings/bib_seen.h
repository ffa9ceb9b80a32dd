/* How often each of many texts was seen: 16 bytes for one, whatever its length. Two
 * texts with one hash of 64 bits are one. */
#ifndef PROCEEDINGS_BIB_SEEN_H
#define PROCEEDINGS_BIB_SEEN_H

#include "base/str.h"

struct bib_seen {
    struct bib_seen_slot {
        uint64_t hash, times;
    } * slots;
    size_t size, count;
};

void bib_seen_done(struct bib_seen *seen); /* starts as { 0 }; is so again behind it */
/* How often it was seen before; counts it. */
uint64_t bib_seen_add(struct bib_seen *seen, struct str text);

#endif
