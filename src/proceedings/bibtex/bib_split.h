/* A .bib file cut into its entries while it comes: of any size, in flat memory.
 *
 * Follows BibTeX: braces alone count, whatever stands before them; what is outside
 * entries is text for people. As every reader of today does, it also takes a line that
 * begins with % and the braces of @comment for such text. Where an entry has no end,
 * the next line that begins one is believed: what is cut off is one entry, not the rest
 * of the file. Pure. */
#ifndef PROCEEDINGS_BIB_SPLIT_H
#define PROCEEDINGS_BIB_SPLIT_H

#include "base/str.h"

enum { BIB_TYPE_MAX = 32 };

enum bib_end {
    BIB_CLOSED,
    BIB_OPEN, /* the next entry begins within it */
    BIB_CUT,  /* the file ends within it */
    BIB_LONG, /* over PROCEEDINGS_RECORD_MAX; only its start is given */
};

struct bib_piece {
    struct str type; /* as written: "InProceedings", "string" */
    struct str text; /* between its braces */
    int64_t line;    /* of its @, from 1 */
    enum bib_end end;
};

/* False, with err, ends the reading. */
typedef bool bib_take(void *context, const struct bib_piece *piece, struct err *err);

struct bib_split;
struct bib_split *bib_split_open(bib_take *take, void *context); /* never NULL */
NODISCARD bool bib_split_give(struct bib_split *split, struct str bytes,
                              struct err *err);
NODISCARD bool bib_split_end(struct bib_split *split, struct err *err);
void bib_split_close(struct bib_split *split); /* NULL is fine */

#endif
