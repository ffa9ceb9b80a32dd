/* arXiv's listing page /list/<cat>/new as HTML: the day, the sections with "showing X
 * of Y entries", and the entries in arXiv's own order (arXiv/arxiv-browse's list
 * templates).
 *
 * A replacement whose primary subject is not `category` is a replace-cross; with an
 * empty category both stay SECTION_REPLACE. complete = false when a section shows fewer
 * entries than its heading says or the page's end is missing. ERR_INVALID: not a
 * listing page (an error page, a challenge, an empty body); ERR_UPSTREAM: arXiv says
 * the listing is temporarily unavailable. Pure. */
#ifndef SOURCE_ARXIV_LIST_H
#define SOURCE_ARXIV_LIST_H

#include "source/record.h"

NODISCARD bool arxiv_list_read(struct str bytes, struct str category,
                               struct arena *arena,
                               struct source_document *ret_document, struct err *err);

#endif
