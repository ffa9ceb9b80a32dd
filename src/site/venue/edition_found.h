/* An edition as the store has it: what its page, the API and feeds are made of. */
#ifndef SITE_EDITION_FOUND_H
#define SITE_EDITION_FOUND_H

#include "site/venue/edition_ask.h"
#include "store/venue/edition_store.h"

struct edition_found {
    struct edition edition;
    struct edition_list years; /* of its series, newest first; those with papers */
    const struct edition *previous, *next; /* years around it; NULL: there is none */
    struct edition_sources sources;
    struct edition_page page;
};

/* The edition that is meant, without its papers: years, groups, sources and page stay
 * empty. ERR_NOT_FOUND says what there is. */
NODISCARD bool edition_find(struct view *view, const struct edition_ask *ask,
                            struct edition *ret_edition, struct err *err);
/* All of it, in the view's arena. ERR_NOT_FOUND: the edition, or its group; the words
 * name those that are there. */
NODISCARD bool edition_found_get(struct view *view, const struct edition_ask *ask,
                                 struct edition_found *ret_found, struct err *err);

#endif
