/* The words that @string gives a meaning, and the months, which every style has. Any
 * case; the last meaning counts. Bounded, so that no file grows by them. */
#ifndef PROCEEDINGS_BIB_MACROS_H
#define PROCEEDINGS_BIB_MACROS_H

#include "base/arena.h"

enum {
    BIB_MACROS_MAX = 8192,
    BIB_MACRO_VALUE_MAX = 64 << 10,
    BIB_MACROS_BYTES = 8 << 20,
    BIB_MACROS_GIVEN = 64 << 20, /* so that a short file stands for no endless one */
};

struct bib_macros {
    struct arena arena;
    struct bib_macro {
        const char *name; /* NULL: free */
        struct str value;
    } * items; /* a hash table, made with the first one */
    size_t count, bytes;
    size_t given; /* bytes that its words have become, all entries together */
};

void bib_macros_done(struct bib_macros *macros); /* starts as { 0 } */
/* ERR_LIMIT. */
NODISCARD bool bib_macros_put(struct bib_macros *macros, struct str name,
                              struct str value, struct err *err);
/* False: nothing gives it a meaning. */
bool bib_macros_find(const struct bib_macros *macros, struct str name,
                     struct str *ret_value);
/* Counts what a meaning adds to the file; ERR_LIMIT over BIB_MACROS_GIVEN. */
NODISCARD bool bib_macros_count(struct bib_macros *macros, struct str value,
                                struct err *err);

#endif
