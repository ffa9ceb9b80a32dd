/* One character as TeX spells it: a letter or a letter command, under any number of
 * accents: \"o, \'{\i}, {\v{s}}, \'{\^e}, {\o}. Used by text/tex.c. */
#ifndef TEXT_GLYPH_H
#define TEXT_GLYPH_H

#include "base/str.h"

#include <stdint.h>

enum { GLYPH_MARKS_MAX = 4 };

struct glyph {
    uint32_t base;
    uint32_t marks[GLYPH_MARKS_MAX]; /* inner first */
    size_t mark_count;
};

/* Takes the glyph that *tex starts with, a '\\' or a '{', off *tex; false, with *tex
 * untouched, when none starts there. */
bool glyph_read(struct str *tex, struct glyph *ret_glyph);
/* The same for {\mu}: how arXiv spells a character that was typed outside math. */
bool glyph_read_symbol(struct str *tex, struct glyph *ret_glyph);
/* The name of the command at the start of `tex` (which starts with '\\'): a run of
 * letters, or one other character; empty at the end of the text. */
struct str command_name(struct str tex);

#endif
