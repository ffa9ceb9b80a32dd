/* arXiv's taxonomy (arxiv.org/category_taxonomy): 155 active categories in 8 groups,
 * six of which are other names of one (cs.NA is math.NA), so 149 distinct ones; the
 * aliases and subsumed archives that old records carry; and the set algebra of lists.
 * A const table; pure functions. */
#ifndef MODEL_CATEGORY_H
#define MODEL_CATEGORY_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct category {
    const char *code;    /* canonical: "cs.CL", "hep-th" */
    const char *name;    /* "Computation and Language" */
    const char *archive; /* "cs" */
    const char *group;   /* "Computer Science" */
};

/* All active categories, each once under its canonical code, by group, then code. */
const struct category *category_all(size_t *ret_count);
/* By code in any case, aliases and subsumed archives merged (cs.NA gives math.NA,
 * cmp-lg gives cs.CL); NULL if arXiv has no such category. The bare astro-ph, cond-mat
 * and q-bio of old records are found too, though category_all leaves them out. */
const struct category *category_find(struct str code);

/* The archive of that name in any case, active or subsumed ("hep-th", "cmp-lg"), as it
 * is written in ids; NULL if there is none. */
const char *category_archive(struct str name);

/* "cs.CL", "A,B" (union), "A+B-C" (in A or B, and not in C). Sorted, canonical, each
 * once. `text` is how the path is written canonically. */
struct category_set {
    const struct category **include;
    size_t include_count;
    const struct category **exclude;
    size_t exclude_count;
    const char *text;
};
enum { CATEGORY_SET_MAX = 160 };
/* ERR_INVALID names the part that is not a category. A ' ' stands for a '+' that a
 * client has decoded. Category codes hold '-' themselves (hep-th, cond-mat.str-el): the
 * longest known code wins. */
NODISCARD bool category_set_read(struct str text, struct arena *arena,
                                 struct category_set *ret_set, struct err *err);

#endif
