/* Clicks on [PDF] and [FAQ], summed up by the site and written every few seconds. The
 * counts come with each paper (struct paper). */
#ifndef STORE_COUNTER_STORE_H
#define STORE_COUNTER_STORE_H

#include "model/paper.h"
#include "store/store.h"

struct clicks {
    const char *key;
    int64_t pdf, faq; /* to add; may be negative, a sum never is */
};
/* In a write; unknown keys are passed over; readers' pages change. */
NODISCARD bool counter_store_add(struct db *db, const struct clicks *clicks,
                                 size_t count, struct err *err);
/* The sums; ERR_NOT_FOUND: no such paper. */
NODISCARD bool counter_store_get(struct db *db, const char *key, int64_t *ret_pdf,
                                 int64_t *ret_faq, struct err *err);

#endif
