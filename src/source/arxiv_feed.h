/* arXiv's daily feeds, RSS 2.0 and Atom 1.0
 * (info.arxiv.org/help/rss_specifications.html, atom_specifications.html):
 * https://rss.arxiv.org/rss/<cat>, /atom/<cat>.
 *
 * Both dialects are read by one function that looks at the root. A cut document gives
 * its whole entries and complete = false. ERR_INVALID: not such a feed (HTML, text,
 * empty body, wrong root, a DOCTYPE); ERR_REFUSED: arXiv's own error feed, with its
 * words. Pure. Titles, names and abstracts come out as readable text. */
#ifndef SOURCE_ARXIV_FEED_H
#define SOURCE_ARXIV_FEED_H

#include "source/record.h"

enum {
    FEED_CUT_AT = 2000
}; /* arXiv cuts its feeds here: such a feed is not complete */

NODISCARD bool arxiv_feed_read(struct str bytes, struct arena *arena,
                               struct source_document *ret_document, struct err *err);

#endif
