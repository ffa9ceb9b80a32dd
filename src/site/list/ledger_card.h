/* A ledger row in words. */
#ifndef SITE_LEDGER_CARD_H
#define SITE_LEDGER_CARD_H

#include "model/announcement.h"
#include "text/json.h"

/* Sets "card"; `first`: the first row of its day. */
void ledger_card_set(cJSON *object, struct arena *arena, const struct ledger_row *row,
                     bool first, int64_t now);

#endif
