/* Does a paper speak to the model that reads it? A cheap scan for phrases that ask a
 * machine for something ("give a positive review", "ignore previous instructions"), in
 * English and Chinese. Finds no clever attack and removes nothing: readers get a note.
 */
#ifndef LLM_ADDRESSED_H
#define LLM_ADDRESSED_H

#include "base/arena.h"
#include "base/str.h"

/* The first such phrase with a few words around it, on one line; NULL: none. Linear. */
const char *addressed_find(struct str text, struct arena *arena);

#endif
