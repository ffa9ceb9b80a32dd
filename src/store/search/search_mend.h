/* What a reader meant to type, where the index holds only stems. */
#ifndef STORE_SEARCH_MEND_H
#define STORE_SEARCH_MEND_H

#include "base/arena.h"
#include "text/analysis.h"

/* Of the words that come to the stem `term`, made of it and an English ending, the one
 * nearest to the typed one: "entaglement" and "entangl" give "entanglement". The word
 * need not exist. NULL where none is within three edits. */
struct mended {
    const char *word;
    int edits;
};
struct mended search_mend(struct analyser *analyser, struct arena *arena,
                          const char *typed, const char *term);

/* Letters to put in, take out, change or swap, counted in bytes of folded words. */
int search_edits(struct str a, struct str b);

#endif
