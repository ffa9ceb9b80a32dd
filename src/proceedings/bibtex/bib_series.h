/* Which conference the title of a book of proceedings names, and of which year:
 * "Proceedings of the 41st International Conference on Machine Learning", "Computer
 * Vision - ECCV 2024", "Advances in Neural Information Processing Systems 36". A title
 * that is not surely one of the series that we know is none: a workshop at a conference
 * is another thing, as is a conference whose name only begins like one. */
#ifndef PROCEEDINGS_BIB_SERIES_H
#define PROCEEDINGS_BIB_SERIES_H

#include "base/arena.h"

/* The phrases to look for, made once. */
struct bib_phrases {
    struct arena arena;
    struct bib_phrase {
        struct str words;   /* small letters and digits, a blank between words */
        const char *series; /* as editions spell it */
        bool whole;         /* counts only as the whole title */
    } * items;
    size_t count, capacity;
};
void bib_phrases_init(struct bib_phrases *phrases);
void bib_phrases_done(struct bib_phrases *phrases);

struct bib_title {
    const char *series; /* canonical, or NULL */
    bool findings;      /* Findings of the ACL: of `series` */
    int year;           /* behind the conference's short name: "ECCV 2024"; 0: none */
    int only_year;      /* the only one that the title names; 0: none, or several */
};
struct bib_title bib_title_read(const struct bib_phrases *phrases, struct str title);

#endif
