/* How many papers hold a word, remembered for the next paper that has it: asking each
 * segment of the index for every word of every paper takes longer than all the rest. */
#ifndef STORE_TERM_COUNTS_H
#define STORE_TERM_COUNTS_H

#include "index/index.h"
#include "model/keywords.h"

/* Belongs to one thread at a time. */
struct term_counts;
struct term_counts *term_counts_new(void);
void term_counts_free(struct term_counts *counts); /* NULL is fine */

/* For as long as the snapshot is held. What is remembered may be of an earlier one that
 * was smaller, by a third at most. */
struct term_source term_counts_source(struct term_counts *counts,
                                      const struct index_snapshot *snapshot);

#endif
