/* A paper's card with what only the store knows beside it: the same work elsewhere. */
#ifndef SITE_VIEW_CARDS_H
#define SITE_VIEW_CARDS_H

#include "site/paper/view_paper.h"
#include "site/view.h"

/* As view_paper_add, with twins; *ret_record is the record that was added. */
NODISCARD bool view_card_add(struct view *view, cJSON *papers,
                             const struct paper *paper, struct paper_place place,
                             cJSON **ret_record, struct err *err);

#endif
