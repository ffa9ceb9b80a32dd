/* What the files that find related papers share. */
#ifndef STORE_RELATED_PART_H
#define STORE_RELATED_PART_H

#include "store/index/paper_words.h"
#include "store/related/related_store.h"

enum { RELATED_WORDS_MAX = 128 }; /* of the paper, that others are compared by */

struct candidate {
    struct paper paper;
    struct text_list shared_authors; /* as written in it */
    float score;
    bool is_out; /* a twin stands for it */
};

struct relating {
    struct db *db;
    const struct paper *paper;
    struct arena *arena; /* of the work */
    struct paper_words words;
    struct {
        struct candidate *items;
        size_t count, capacity;
    } candidates; /* once scored, the best first */
    struct err *err;
};

/* Leaves the twins of the paper out, and of two twins the entry of proceedings. */
NODISCARD bool related_merge_twins(struct relating *relating);

/* Those of `other` that wrote `paper` too; an initial stands for a name. */
struct text_list related_authors(struct db *db, struct arena *arena,
                                 const struct paper *paper, const struct paper *other);
/* Words and authors that tell a reader why it is here. */
void related_reasons(const struct relating *relating, const struct candidate *candidate,
                     struct arena *arena, struct related_paper *related);

#endif
