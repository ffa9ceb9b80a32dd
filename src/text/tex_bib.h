/* BibTeX's TeX as readable text: what text/tex.h reads, and what only bibliographies
 * do.
 *
 * Braces that protect capitals go, as do commands of style with their braces; letters,
 * dashes and quotes that exporters spell as commands (\textendash, \texteuro, \alpha)
 * become characters; tags of HTML and JATS go, their text stays; commands that are not
 * known keep what they are given. Math stays as written. Pure; any bytes are accepted,
 * output is well-formed UTF-8; linear in the input. */
#ifndef TEXT_TEX_BIB_H
#define TEXT_TEX_BIB_H

#include "text/tex.h"

/* As tex_to_text, but that a blank line alone starts a paragraph (wrapped lines are
 * indented here), and that control characters are white space. */
const char *tex_bib_to_text(struct arena *arena, struct str tex, enum tex_field field);

#endif
