/* The words of a paper, weighed by how much they tell of it in this store (TF-IDF):
 * what its like are looked up by, and compared with. */
#ifndef STORE_PAPER_WORDS_H
#define STORE_PAPER_WORDS_H

#include "model/paper.h"
#include "model/query.h"
#include "store/db.h"

struct paper_word {
    const char *term;
    float count;   /* how often; once in the title counts three times */
    float rarity;  /* of the store's papers, by the logarithm */
    float weight;  /* 0 … of the vector of length 1 */
    uint64_t docs; /* that hold it */
};
struct paper_words {
    struct paper_word *items; /* the weightiest first */
    size_t count;
    uint32_t *slots; /* of a table by hash: number + 1 */
    size_t mask;
};

/* Common words and words of one letter are left out. `db` has an index. */
struct paper_words paper_words_read(struct db *db, struct arena *arena,
                                    const struct paper *paper);
/* NULL: it has no such word. */
const struct paper_word *paper_words_find(const struct paper_words *words,
                                          struct str term);
/* The weightiest, to rank by: the index knows how rare they are. */
struct rank_words paper_words_rank(const struct paper_words *words, struct arena *arena,
                                   size_t max);

#endif
