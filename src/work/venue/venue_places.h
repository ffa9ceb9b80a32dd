/* Where the papers of several files of one edition stand: behind those that the files
 * before them told of. A list that was saved page by page, each of which counts from 1,
 * stands in its order then, and not one paper of each page in turn. */
#ifndef WORK_VENUE_PLACES_H
#define WORK_VENUE_PLACES_H

#include "source/record.h"

/* Of a run. Zeroed: no file has come. */
struct venue_places {
    struct arena arena;
    struct {
        struct venue_place *items; /* an edition of a dialect each */
        size_t count, capacity;
    } places;
    uint32_t *slots; /* of a hash table: which place, from 1; NULL: none yet */
    int64_t file;
};

/* Another file begins. */
void venue_places_next(struct venue_places *places);
/* The entry's position in its edition. It is its own word where the source itself says
 * it (`placed`), and in the Anthology, whose positions are those of its volumes. */
int64_t venue_places_of(struct venue_places *places, const struct source_entry *entry);
void venue_places_done(struct venue_places *places);

#endif
