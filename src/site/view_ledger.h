/* The ledger: announced against stored, by day, category and section. */
#ifndef SITE_VIEW_LEDGER_H
#define SITE_VIEW_LEDGER_H

#include "site/view.h"
#include "store/ledger_store.h"

/* One row with the names of the JSON contract. */
void view_ledger_record(cJSON *object, const struct ledger_row *row);
/* Fills the tree of ledger.html. */
NODISCARD bool view_ledger_tree(struct view *view, struct err *err);

#endif
