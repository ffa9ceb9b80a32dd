/* How many papers name each of many things (authors, keywords), whatever the spelling:
 * "J. K. Öz" and "j k oz" are one. Memory is bounded: texts past the ceiling are not
 * counted. */
#ifndef STORE_TALLY_TABLE_H
#define STORE_TALLY_TABLE_H

#include "store/venue/edition_store.h"
#include "text/analysis.h"

enum { TALLY_TEXTS_MAX = 300000 }; /* spellings of one table */

struct tally_table;
struct tally_table *tally_table_open(struct analyser *analyser); /* never NULL */
void tally_table_close(struct tally_table **table);              /* for CLEANUP */

/* The paper names it; `paper` is any number, the same for all that it names. Named
 * twice by one paper it counts once. */
void tally_table_add(struct tally_table *table, int64_t paper, struct str text);
size_t tally_table_count(const struct tally_table *table); /* different things */
/* The `limit` that most papers name, each in its most frequent spelling. */
void tally_table_read(const struct tally_table *table, size_t limit,
                      struct arena *arena, struct edition_tallies *ret_tallies);

#endif
