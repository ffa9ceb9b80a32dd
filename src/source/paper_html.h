/* arXiv's HTML papers (LaTeXML and latexml-oxide,
 * https://info.arxiv.org/about/accessible_HTML.html) to text. Kept: title, abstract,
 * sections, paragraphs, lists, theorems, captions, tables, listings, footnotes in
 * place, math by its alttext. Dropped: navigation, header, footer, authors' contacts,
 * bibliography, citation marks' links, acknowledgements, notes that the page itself
 * adds. Pure; one pass without a tree (html_scan.h), so that neither depth nor length
 * of a hostile page matters. */
#ifndef SOURCE_PAPER_HTML_H
#define SOURCE_PAPER_HTML_H

#include "source/paper_text.h"

/* ERR_INVALID: that is no paper (an error page, no article, next to no text). */
NODISCARD bool paper_html_read(struct str bytes, struct arena *arena,
                               struct paper_text *ret_text, struct err *err);

#endif
