/* What a judgement on twins weighs: titles, names, abstracts, DOIs. See twin.h. */
#ifndef MODEL_TWIN_PARTS_H
#define MODEL_TWIN_PARTS_H

#include "model/twin.h"

enum title_likeness {
    TITLE_OTHER, /* another title; also a sequel ("… II", "Part 2", another year) */
    TITLE_NEAR,  /* some words or the subtitle changed */
    TITLE_SPELLING, /* words written or bent otherwise, small words gone */
    TITLE_HEADING,  /* the same, and what many books have ("Introduction") */
    TITLE_SHORT,    /* the same, and short: others may have found it too */
    TITLE_SAME,
};
enum title_likeness twin_titles(struct analyser *analyser, const char *a,
                                const char *b);

/* How many names of the shorter list stand in the other, by family name and initial,
 * in either order. */
struct name_match {
    size_t shared, shorter, longer;
    bool leads; /* the first or the last of the shorter list is among them */
};
struct name_match twin_names(struct analyser *analyser, const struct text_list *a,
                             const struct text_list *b);

/* How much of the shorter abstract's vocabulary is in the other, 0 … 1; below 0 if one
 * is absent or too short to tell. */
float twin_abstracts(struct analyser *analyser, const char *a, const char *b);

/* The two name one DOI, or the venue paper names the arXiv paper's own. */
bool twin_dois(const struct paper *arxiv, const struct paper *venue);

#endif
