/* The tables of impact.h, made once. */
#include "index/impact.h"

#include <pthread.h>

enum { BOUND_STEPS = 255 };

static struct impact_norms norms;
static pthread_once_t norms_once = PTHREAD_ONCE_INIT;

float impact_norm(enum query_field field, uint32_t length)
{
    const struct bm25f_field *of = &bm25f_fields[field];
    return of->weight / (1 - of->b + of->b * (float)length / of->mean_length);
}

static void make_norms(void)
{
    for (uint32_t i = 0; i < NORM_LENGTHS; i++) {
        norms.title[i] = impact_norm(FIELD_TITLE, i);
        norms.authors[i] = impact_norm(FIELD_AUTHORS, i);
    }
    for (uint32_t i = 0; i < NORM_ABSTRACT_LENGTHS; i++)
        norms.abstract[i] = impact_norm(FIELD_ABSTRACT, i);
    for (int i = 0; i <= BOUND_STEPS; i++)
        norms.bounds[i] = (float)i / BOUND_STEPS;
}

const struct impact_norms *impact_norms(void)
{
    pthread_once(&norms_once, make_norms);
    return &norms;
}

/* A hundredth of a step more, for what float rounds away. */
unsigned char impact_bound(float impact)
{
    float steps = impact * BOUND_STEPS + 0.01F;
    int whole = (int)steps;
    whole += (float)whole < steps;
    return (unsigned char)(whole < BOUND_STEPS ? whole : BOUND_STEPS);
}
