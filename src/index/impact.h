/* bm25f_impact from what a segment stores, by tables: asked once a document that is
 * scored. And its bounds, in a byte, never below what they bound. */
#ifndef INDEX_IMPACT_H
#define INDEX_IMPACT_H

#include "index/bm25f.h"
#include "index/freq_code.h"

enum { NORM_LENGTHS = 256, NORM_ABSTRACT_LENGTHS = 1024 };

/* weight / (1 - b + b * length / mean) by length. */
struct impact_norms {
    float title[NORM_LENGTHS], authors[NORM_LENGTHS], abstract[NORM_ABSTRACT_LENGTHS];
    float bounds[256]; /* what a stored bound stands for */
};
const struct impact_norms *impact_norms(void);
float impact_norm(enum query_field field, uint32_t length);

/* `freqs`: freq_packed_of; `lengths`: title, authors << 8, abstract << 16. */
static inline float impact_of(const struct impact_norms *norms, uint32_t freqs,
                              uint32_t lengths)
{
    uint32_t words = lengths >> 16;
    float abstract = words < NORM_ABSTRACT_LENGTHS ? norms->abstract[words]
                                                   : impact_norm(FIELD_ABSTRACT, words);
    float sum = norms->title[lengths & 0xFF] * (float)(freqs >> 6) +
                norms->authors[lengths >> 8 & 0xFF] * (float)(freqs >> 4 & 3) +
                abstract * (float)(freqs & 15);
    return sum / (bm25f_k1 + sum);
}
unsigned char impact_bound(float impact);

#endif
