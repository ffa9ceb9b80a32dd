/* What a word (or a phrase, as a unit) adds to the score of a document: its weight
 * times its impact there, and how much that can be at most, by windows and by blocks.
 */
#ifndef INDEX_SCORER_H
#define INDEX_SCORER_H

#include "index/search.h"
#include "index/window.h"

/* A word of the query, the same for all segments. */
struct score_word {
    const char *const *terms;
    size_t term_count;
    unsigned fields;
    float weight; /* how rare it is times what the reader gave it */
    uint64_t docs;
    bool only_adds; /* never makes a candidate of a document */
};
struct score_words {
    struct score_word *items;
    size_t count, capacity;
};
/* Words of weight 0 are left out; one that is given twice counts twice. */
struct score_words score_words_of(const struct index_snapshot *snapshot,
                                  const struct rank_words *words, struct arena *arena);

struct scorer {
    const struct score_word *word;
    const struct segment *segment;
    struct posting_cursor *cursors; /* of its terms */
    uint32_t doc;                   /* that holds all of them; POSTING_END: no more */
    double bound;                   /* of its score in the window, 0 or more */
    double block_bound;             /* likewise, up to block_last */
    uint32_t block_last;
};
/* Of one segment: those that it holds. */
struct scorers {
    struct scorer *items;
    size_t count;
    struct scorer **order; /* the smallest bound of the window first */
    double bound;          /* of a document's score in the window */
    double *sums;          /* of a window's documents */
};

struct scorers scorers_open(const struct segment *segment,
                            const struct score_words *words, struct arena *arena);
/* Works out the bounds of the window. */
void scorers_enter(struct scorers *scorers, uint32_t first, uint32_t end);

/* To the first document >= doc that holds the terms. */
void scorer_seek(struct scorer *scorer, uint32_t doc);
void scorer_next(struct scorer *scorer);
/* What it adds to its current document. */
double scorer_score(struct scorer *scorer);

/* A bound of its score in `doc`, and in all up to block_last. */
void scorer_enter_block(struct scorer *scorer, uint32_t doc);
static inline double scorer_block_bound(struct scorer *scorer, uint32_t doc)
{
    if (doc > scorer->block_last || scorer->block_last == 0)
        scorer_enter_block(scorer, doc);
    return scorer->block_bound;
}

#endif
