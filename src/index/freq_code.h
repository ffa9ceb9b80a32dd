/* How often a term stands in title, authors and abstract of a document, as one number:
 * the more usual, the smaller, so that a block of them takes two or three bits each. */
#ifndef INDEX_FREQ_CODE_H
#define INDEX_FREQ_CODE_H

#include "model/query.h"

enum { FREQ_SHORT_MAX = 3, FREQ_LONG_MAX = 15, FREQ_CODES = 256 };

/* What a code stands for: title << 6 | authors << 4 | abstract. */
extern const unsigned char freq_packed_of[FREQ_CODES];

static inline uint32_t freq_max(enum query_field field)
{
    return field == FIELD_ABSTRACT ? FREQ_LONG_MAX : FREQ_SHORT_MAX;
}
static inline uint32_t freq_in(uint32_t packed, enum query_field field)
{
    static const unsigned char shifts[] = { 6, 4, 0 };
    return packed >> shifts[field] & freq_max(field);
}
/* How many places of one word are kept; only a text made for it has more. The counts of
 * a document fit in one number: title, authors << 10, abstract << 20. */
enum { PLACE_COUNT_BITS = 10, PLACES_SHORT_MAX = 1023, PLACES_LONG_MAX = 4095 };
static inline uint32_t places_max(enum query_field field)
{
    return field == FIELD_ABSTRACT ? PLACES_LONG_MAX : PLACES_SHORT_MAX;
}
static inline uint32_t places_in(uint32_t counts, enum query_field field)
{
    return counts >> ((uint32_t)field * PLACE_COUNT_BITS) & places_max(field);
}
/* Saturates. */
static inline unsigned char freq_pack(const uint32_t counts[FIELD_COUNT])
{
    uint32_t title = counts[FIELD_TITLE], authors = counts[FIELD_AUTHORS];
    uint32_t abstract = counts[FIELD_ABSTRACT];
    title = title < FREQ_SHORT_MAX ? title : FREQ_SHORT_MAX;
    authors = authors < FREQ_SHORT_MAX ? authors : FREQ_SHORT_MAX;
    abstract = abstract < FREQ_LONG_MAX ? abstract : FREQ_LONG_MAX;
    return (unsigned char)(title << 6 | authors << 4 | abstract);
}

#endif
