/* BM25F (Robertson, Zaragoza, Taylor: "Simple BM25 extension to multiple weighted
 * fields", CIKM 2004) with fixed mean lengths, so that what a segment stores of its
 * scores stays true whatever joins the index later. Pure. */
#ifndef INDEX_BM25F_H
#define INDEX_BM25F_H

#include "model/query.h"

struct bm25f_field {
    float weight, b, mean_length;
};
/* Title over authors over abstract; tuned with scripts/bench search. Segments hold
 * bounds made of these: who changes them raises SEGMENT_FORMAT. */
extern const struct bm25f_field bm25f_fields[FIELD_COUNT];
extern const float bm25f_k1;

/* 0 … 1: tf' / (k1 + tf') over the fields of `mask` (bits 1 << query_field). */
float bm25f_impact(const unsigned char freqs[FIELD_COUNT],
                   const uint32_t lengths[FIELD_COUNT], unsigned mask);
/* The weight of a term that `docs` of `all` documents hold; above 0. */
float bm25f_weight(uint64_t docs, uint64_t all);

#endif
