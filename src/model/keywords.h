/* The ten most telling terms of a paper: TF-IDF over the store, words and phrases of
 * two or three words. Pure: what the store holds is asked through a function. */
#ifndef MODEL_KEYWORDS_H
#define MODEL_KEYWORDS_H

#include "base/arena.h"
#include "text/analysis.h"

struct term_source {
    uint64_t docs; /* all of them; 0: nothing is known, frequency alone decides */
    uint64_t (*docs_with)(void *context, struct str term);
    void *context;
};

enum { KEYWORDS_MAX = 10 };

/* Lower case, as written in the text ("graph neural networks", not its stems; accents
 * kept), comma-joined without blanks after the commas, the best first; fewer where the
 * text has fewer. A word that is part of a chosen phrase is not named again. */
const char *keywords_find(struct arena *arena, struct analyser *analyser,
                          const char *title, const char *abstract,
                          const struct term_source *source);
#endif
