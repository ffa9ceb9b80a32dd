/* Where decoded text is written: white space folded, invisible characters left out,
 * quotes and dashes of Windows that came as controls read as what they are, a base and
 * the mark after it composed. Used by text/tex.c. */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "base/buf.h"

#include <stdint.h>

struct fold {
    struct buf *out;
    bool space, line; /* white space, a line end to keep: written before what follows */
    size_t last_at;   /* where the last character stands in out */
    uint32_t last;    /* that character; 0 = none yet */
};

/* White space of any kind counts as one space; at both ends it is dropped. */
void fold_put(struct fold *fold, uint32_t character);
/* The same for many letters and digits of ASCII at once. */
void fold_put_plain(struct fold *fold, struct str letters);
/* The next character starts a new line. */
void fold_line(struct fold *fold);

#endif
