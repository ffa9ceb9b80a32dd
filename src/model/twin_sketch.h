/* What is left of a paper when two of them are only asked whether they could be twins:
 * a few hashes, so that a hundred thousand papers fit into memory beside each other.
 * Pure. */
#ifndef MODEL_TWIN_SKETCH_H
#define MODEL_TWIN_SKETCH_H

#include "model/twin.h"

/* Of a name. Two names are taken for one exactly if they share `family`, or if `whole`
 * of the one is `turned` of the other; 0: a name without letters, like no other. */
struct name_keys {
    uint64_t family; /* the last word and the first letter */
    uint64_t whole, turned;
};
struct twin_keys {
    uint64_t *items;
    size_t count, capacity;
};
struct twin_sketch {
    uint64_t letters; /* of the title */
    uint32_t *words;  /* of the title, sorted, each as often as it stands there */
    size_t word_count;
    struct name_keys *names;
    size_t name_count;
    struct twin_keys dois; /* an arXiv paper's own among them */
    int year;              /* 0: not known */
    bool has_abstract;
};
/* All but the abstract's words is read: the rest of `paper` may be absent. */
struct twin_sketch twin_sketch_make(struct analyser *analyser, struct arena *arena,
                                    const struct paper *paper, bool has_abstract);

/* False: twin_judge will not find the two to be one work by title and authors.
 * `names`: how many pairs of their names may be one name; more is no harm, fewer is.
 * That it may find so by DOI is told by a key in common. */
bool twin_possible(const struct twin_sketch *a, const struct twin_sketch *b,
                   size_t names);

#endif
