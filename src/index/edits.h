/* How many letters differ between a fixed word and others told in byte order: the rows
 * of a shared beginning are kept from one to the next, as in a walk down a tree of
 * letters. Edits: a letter changed, added, left out, or two neighbours swapped. */
#ifndef INDEX_EDITS_H
#define INDEX_EDITS_H

#include "base/str.h"

enum { EDITS_LETTERS = 48, EDITS_MAX = 2 };

struct edits {
    uint32_t wanted[EDITS_LETTERS];
    int wanted_count;
    int max;
    uint32_t letters[EDITS_LETTERS + 1]; /* of the last word told */
    int count;
    unsigned char rows[EDITS_LETTERS + 2][EDITS_LETTERS + 1];
};

/* The fixed word; only its first letters count if it is very long. */
void edits_start(struct edits *edits, struct str wanted, int max);
/* Edits of the word, or max + 1 if there are more. If it is its first bytes alone that
 * differ too much already, their number is written: all words that begin with them can
 * be passed over; else 0. */
int edits_to(struct edits *edits, struct str word, size_t *ret_hopeless);
/* Edits between the last word told, which was not passed over, and the nearest of the
 * beginnings of the fixed word that leave `least` to `most` letters behind them. */
int edits_to_beginning(const struct edits *edits, int least, int most);
/* Letters of a word: characters, not bytes. */
int edits_letters(struct str word);

#endif
