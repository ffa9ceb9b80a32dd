/* One or several papers, asked for by id. */
#ifndef SITE_VIEW_PAPERS_H
#define SITE_VIEW_PAPERS_H

#include "model/arxiv_id.h"
#include "site/view.h"
#include "store/paper/paper_store.h"

enum { PAPERS_IDS_MAX = 100 };

/* Reads "2401.01234,math/0309136v2". ERR_NOT_FOUND: that is no id. ERR_INVALID: too
 * many. */
NODISCARD bool view_papers_read_ids(struct arena *arena, const char *what,
                                    struct arxiv_id **ret_ids, size_t *ret_count,
                                    struct err *err);
/* "2401.01234,math/0309136" */
const char *view_papers_ids_text(struct arena *arena, const struct arxiv_id *ids,
                                 size_t count);
/* Fills the tree of papers.html; status 202 and no keeping while something is coming,
 * and ERR_NOT_FOUND where none of the papers exists. */
NODISCARD bool view_papers_tree(struct view *view, const struct arxiv_id *ids,
                                size_t count, struct err *err);

#endif
