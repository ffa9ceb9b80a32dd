/* In which order a reader wants papers: sort= in the address, and the controls for it
 * (the three of papers.cool: clock, star, heart). The words are the reader's own: they
 * come in the address and are kept nowhere here. */
#ifndef SITE_ORDER_H
#define SITE_ORDER_H

#include "site/view.h"
#include "store/list/list_store.h"
#include "store/search/search_store.h"

enum { ORDER_TEXT_MAX = 2000 };

struct order {
    enum search_sort sort; /* SORT_BEST: the usual order */
    const char *text;      /* as the parameter has it: "0", "1", words; NULL: usual */
    struct rank_words words;
};
/* sort= absent or empty: usual; 0: newest first; 1: most read; else words with weights.
 * ERR_INVALID says which weight is wrong. Words are read with the view's store. */
NODISCARD bool order_read(struct view *view, struct order *ret_order, struct err *err);

/* The same of a list. */
enum list_sort order_list_sort(enum search_sort sort);

/* url with sort= where the order is not the usual one. */
const char *order_url(struct arena *arena, const char *url, const struct order *order);

/* Sets page.orders and page.words. `url`: the list without sort=; `usual` says in a
 * word what its usual order is; `fields` (names and values, count of both) are what
 * the form with the words must send along. */
struct order_field {
    const char *name, *value;
};
struct order_controls {
    const char *url;    /* with its parameters */
    const char *action; /* without them */
    const char *usual;
    enum search_sort usual_is; /* where it is one of the others: the author's page */
    const struct order_field *fields;
    size_t field_count;
};
void order_controls_set(struct view *view, const struct order *order,
                        const struct order_controls *controls);

#endif
