/* The ledger: announced against stored, by day, category and section. */
#ifndef SITE_VIEW_LEDGER_H
#define SITE_VIEW_LEDGER_H

#include "site/view.h"
#include "store/arxiv/ledger_store.h"

/* One row with the names of the JSON contract. */
void view_ledger_record(cJSON *object, const struct ledger_row *row);
/* Appends the row with its card, as ledger_row.html draws it; `first`: the first row of
 * its day. */
void view_ledger_add_row(struct view *view, cJSON *list, const struct ledger_row *row,
                         bool first);
/* Sets page.summary: what the rows lack, else the sentence `whole`; null where that is
 * NULL. */
void view_ledger_summary(struct view *view, const struct ledger_list *rows,
                         const char *whole);
/* Fills the tree of ledger.html. */
NODISCARD bool view_ledger_tree(struct view *view, struct err *err);

#endif
