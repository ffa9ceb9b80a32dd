/* Ids and addresses of papers in what a reader pastes and in what a source tells:
 * arXiv's, those of the sites that proceedings come from, ours. Keys come out as they
 * are stored (docs/venues.md). Pure. */
#ifndef MODEL_PAPER_ADDRESS_H
#define MODEL_PAPER_ADDRESS_H

#include "base/arena.h"

/* The key of the paper that an id or an address means; NULL if it is neither. */
const char *paper_address_key(struct arena *arena, struct str text);
/* The ids of a text that is nothing but ids and addresses; 0 otherwise. */
size_t paper_address_list(struct arena *arena, struct str text, const char ***ret_ids);

#endif
