/* The table of facts on the page of a paper asked for by id. */
#ifndef SITE_CARD_FACTS_H
#define SITE_CARD_FACTS_H

#include "model/paper.h"
#include "text/json.h"

/* Sets "facts" and "has_facts"; an empty table unless `wanted`. */
void card_facts_set(cJSON *card, struct arena *arena, const struct paper *paper,
                    bool wanted);
/* One more, if it has a text. */
void card_facts_add(cJSON *card, const char *label, const char *text);

#endif
