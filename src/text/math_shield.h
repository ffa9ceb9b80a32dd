/* Markdown made ready for its parser: math is taken out and a mark left in its place,
 * so that \( \) survives the escapes of Markdown, $a_b$ is not emphasis and $|x|$ does
 * not end a table cell. Used by text/markdown.c.
 *
 * Code spans and fences are left alone. Invisible characters go, a table's delimiter
 * row gets the three dashes that md4c asks for, and the marks of what
 * nests deeper than MARKDOWN_DEPTH_MAX go before the parser, which is quadratic in
 * them, sees them.
 * Pure; linear in the input. */
#ifndef TEXT_MATH_SHIELD_H
#define TEXT_MATH_SHIELD_H

#include "base/arena.h"
#include "base/buf.h"

/* Stands on both sides of a math's number; the text itself has none. */
#define MATH_MARK '\x1A'

struct math_piece {
    struct str tex; /* delimiters included */
    bool display;
};
struct math_pieces {
    struct math_piece *items;
    size_t count, capacity;
};

/* `markdown` is UTF-8. The pieces' text lives in the arena. */
void math_shield(struct str markdown, struct arena *arena, struct buf *out,
                 struct math_pieces *ret_pieces);

/* Cuts what comes next off *text: plain text (then NULL is returned and *ret_plain is
 * it) or the piece that a mark stands for. *text must not be empty. */
const struct math_piece *math_shield_next(const struct math_pieces *pieces,
                                          struct str *text, struct str *ret_plain);

#endif
