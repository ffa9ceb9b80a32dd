/* Author strings as arXiv keeps them, split into names.
 *
 * Grammar (arXiv's own author-string parser, described in its help on author fields):
 * names separated by commas or "and" at parenthesis depth 0; "(affiliation)" after a
 * name, also numbered "(1)" with a closing "((1) Inst, …)"; "ABCD Collaboration:" in
 * front; "for the X Collaboration"; "et al" dropped; "Jr", "Sr", "III" after a comma
 * belong to the name before. Pure. */
#ifndef MODEL_AUTHOR_H
#define MODEL_AUTHOR_H

#include "model/paper.h"

/* `raw` is TeX-flavoured; the names come out as readable text (text/tex.h). */
void author_split(struct arena *arena, struct str raw, struct text_list *ret_names);

#endif
