/* arXiv's TeX-flavoured metadata as readable Unicode.
 *
 * Accents (\"o, \'{e}, \v{s}), letters (\ss, \o, {\aa}), characters that were typed
 * outside math ({\mu}) and text symbols (---, ``, ~ in names, \& \% \_ \$) outside math
 * become characters; math ($…$, $$…$$, \(…\), \[…\], display environments) and commands
 * that are not accents stay as written, their braces too. A dollar that is money begins
 * no math (text/math_span.h). Source of the table: arXiv's published list of accents,
 * info.arxiv.org/help/prep#author_artifacts, and the TeXbook's ch. 9.
 * Pure; any bytes are accepted, output is well-formed UTF-8; linear in the input. */
#ifndef TEXT_TEX_H
#define TEXT_TEX_H

#include "base/arena.h"
#include "base/buf.h"

enum tex_field {
    TEX_TITLE,    /* one line: every run of white space is one space */
    TEX_ABSTRACT, /* line feeds folded; a line feed with indentation starts a paragraph,
                     kept as one '\n' */
    TEX_NAME,     /* one line; '~' is a space, no math */
};

/* Decodes TeX accents, entities once (&#34; &amp;), <br> as white space, drops control
 * characters and invisible marks, folds white space, trims. Unicode comes out in NFC
 * for the letters that accents make. */
const char *tex_to_text(struct arena *arena, struct str tex, enum tex_field field);

#endif
