/* The full text of a paper: from the store, else arXiv's HTML, else its PDF, else title
 * and abstract. For arXiv through the gate (work/arxiv/arxiv.h), at the pace of its
 * pages; a venue's PDF from its own address, at the same pace a host, kept over
 * restarts. Parsed in the sandboxed child. What was found is stored. Thread-safe. */
#ifndef WORK_FULL_TEXT_H
#define WORK_FULL_TEXT_H

#include "store/paper/text_store.h"
#include "work/arxiv/arxiv.h"

struct full_text;

struct full_text_options {
    struct store *store;
    struct arxiv *arxiv; /* shared with the fetcher */
    const char *contact;
    int64_t page_spacing_ms;
    struct stop *stop;
};
NODISCARD bool full_text_open(const struct full_text_options *options,
                              struct full_text **ret_full_text, struct err *err);
void full_text_close(struct full_text *full_text); /* NULL is fine */

/* `version` 0: the current one. A document that does not exist (404) or cannot be
 * parsed leads on to the next source. ERR_UPSTREAM, ERR_BUSY (with retry_after where
 * known): not now, try again later; the abstract is not taken only because a host is
 * slow, but after `patient` = false it is. */
NODISCARD bool full_text_get(struct full_text *full_text, const struct paper *paper,
                             int version, bool patient, struct arena *arena,
                             struct stored_text *ret_text, struct err *err);

#endif
