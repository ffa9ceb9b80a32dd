/* What the two files of paper_address share: an address in pieces, and the sites that
 * have papers at addresses of their own. Not for others. */
#ifndef MODEL_PAPER_ADDRESS_PARTS_H
#define MODEL_PAPER_ADDRESS_PARTS_H

#include "model/paper_address.h"

enum { ADDRESS_PARTS_MAX = 10 };

struct address {
    struct arena *arena;
    struct str host, query;              /* the host without "www." */
    struct str parts[ADDRESS_PARTS_MAX]; /* of the path, %XX decoded */
    size_t part_count;
};

/* The part at `index`, empty past the end. */
struct str address_part(const struct address *address, size_t index);
/* Is the host one of a known site? Then *ret_key is the paper's, or NULL where the page
 * is no paper's. */
bool address_of_site(const struct address *address, const char **ret_key);

#endif
