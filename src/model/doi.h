/* DOIs as sources write them: bare, behind "doi:" or an address, several in a row, or
 * torn by a blank. What counts as one is known here. Pure. */
#ifndef MODEL_DOI_H
#define MODEL_DOI_H

#include "base/str.h"

/* Takes the next DOI off *text, without what stands in front of its "10.": blanks part
 * them, and commas and semicolons that are followed by a blank, the end or a "10.".
 * Empty: there is none left. */
struct str doi_next(struct str *text);
/* The one DOI that the text is or ends in; empty where there is none, or more follows:
 * "10.1007/978-3-031-19836-6 _31" is a book's, not its chapter's. */
struct str doi_read(struct str text);
/* Is it one of those that arXiv gives: "10.48550/arXiv.2401.01234"? arxiv_id_read takes
 * it. */
bool doi_is_arxiv(struct str doi);

#endif
