/* What a reader meant to type, where the index holds only stems. */
#ifndef STORE_SEARCH_MEND_H
#define STORE_SEARCH_MEND_H

#include "index/index.h"
#include "text/analysis.h"

/* The typed word with the stem `term` in place of what is near it, its ending kept:
 * "entaglement" and "entangl" give "entanglement". NULL where the words of the index
 * would not come to that stem. */
const char *search_mend(struct analyser *analyser, struct arena *arena,
                        const char *typed, const char *term);

/* A slip in the ending, which the stem hides: "convolutionl" is "convolutional". The
 * term that most papers hold; false: there is none. */
bool search_mend_ending(struct analyser *analyser, const struct index_snapshot *index,
                        struct arena *arena, const char *typed,
                        struct near_term *ret_near);

/* Letters to put in, take out, change or swap, counted in bytes of folded words. */
int search_edits(struct str a, struct str b);

#endif
