/* What a judgement on twins weighs: titles, names, abstracts, DOIs. See twin.h. */
#ifndef MODEL_TWIN_PARTS_H
#define MODEL_TWIN_PARTS_H

#include "model/twin_sketch.h"

enum {
    TWIN_SHORT_WORDS = 3,    /* titles up to here say little */
    TWIN_SPELLING_WORDS = 3, /* that may be written otherwise */
    TWIN_YEARS_NEAR = 2,
};

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

/* The parts of a sketch (twin_sketch.h). */
void twin_title_keys(struct analyser *analyser, struct arena *arena, const char *title,
                     struct twin_sketch *sketch);
struct name_keys *twin_name_keys(struct analyser *analyser, struct arena *arena,
                                 const struct text_list *list, size_t *ret_count);
void twin_doi_keys(struct arena *arena, const struct paper *paper,
                   struct twin_keys *keys);
/* Of the edition, else of the paper's day; 0: not known. */
int twin_year(const struct paper *paper);

#endif
