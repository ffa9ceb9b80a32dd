/* TeX as a reader of words sees it: "H$_2$O" is one word, "$\alpha$-divergence" are
 * two, \mathbb says nothing. Used by text/analysis.c. Pure. */
#ifndef TEXT_TEX_WORD_H
#define TEXT_TEX_WORD_H

#include "base/str.h"

enum tex_command_kind {
    TEX_COMMAND_NONE,    /* no command: \\ \, \% */
    TEX_COMMAND_STYLE,   /* \mathbb, \" : as if it were not there */
    TEX_COMMAND_SIGN,    /* \leq, \sqrt: between words */
    TEX_COMMAND_LETTERS, /* \o, \ell: letters of a word */
    TEX_COMMAND_WORD,    /* \alpha: a word of its own */
};

struct tex_command {
    enum tex_command_kind kind;
    size_t len;      /* bytes, blanks after a style included */
    struct str text; /* of letters and words; some letters may be capitals */
};
/* `text` starts with a '\\'. */
struct tex_command tex_command_read(struct str text);

/* The bytes between two parts of one word, when TeX is all that is between them; 0: the
 * word ends here. `word` is the word so far, folded; `after_symbol`: it ends with the
 * name of a symbol. Where the next part is written as a command, its letters. */
struct tex_join {
    size_t len;
    struct str letters;
};
struct tex_join tex_join_read(struct str text, struct str word, bool after_symbol);

#endif
