/* The full text of an invented paper, as blocks that HTML and PDF are drawn from. The
 * same paper and version give the same text. */
#ifndef SUPPORT_PAPER_BODY_H
#define SUPPORT_PAPER_BODY_H

#include "world.h"

enum block_kind {
    BLOCK_SECTION,
    BLOCK_TEXT, /* with $TeX$ */
    BLOCK_MATH, /* TeX */
    BLOCK_CAPTION,
    BLOCK_TABLE, /* rows end with ';', cells with ',' */
    BLOCK_REFERENCE
};
struct block {
    enum block_kind kind;
    const char *text;
};
struct blocks {
    struct block *items;
    size_t count, capacity;
};

struct blocks paper_body(const struct fake_paper *paper, struct arena *arena);

#endif
