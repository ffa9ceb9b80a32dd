/* The score of a document; see bm25f.h. */
#include "index/bm25f.h"

#include <math.h>

const struct bm25f_field bm25f_fields[FIELD_COUNT] = {
    [FIELD_TITLE] = { .weight = 4.0F, .b = 0.5F, .mean_length = 10.0F },
    [FIELD_AUTHORS] = { .weight = 2.5F, .b = 0.3F, .mean_length = 10.0F },
    [FIELD_ABSTRACT] = { .weight = 1.0F, .b = 0.6F, .mean_length = 150.0F },
};
const float bm25f_k1 = 1.2F;

float bm25f_impact(const unsigned char freqs[FIELD_COUNT],
                   const uint32_t lengths[FIELD_COUNT], unsigned mask)
{
    float sum = 0;
    for (int i = 0; i < FIELD_COUNT; i++) {
        const struct bm25f_field *field = &bm25f_fields[i];
        if ((mask >> i & 1) == 0 || freqs[i] == 0)
            continue;
        float length = (float)lengths[i] / field->mean_length;
        sum += field->weight * (float)freqs[i] / (1 - field->b + field->b * length);
    }
    return sum / (bm25f_k1 + sum);
}

float bm25f_weight(uint64_t docs, uint64_t all)
{
    double held = (double)docs, lacking = all > docs ? (double)(all - docs) : 0.0;
    return (float)log1p((lacking + 0.5) / (held + 0.5));
}
