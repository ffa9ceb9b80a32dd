/* Asking for a FAQ: who may, with what priority, and what is said where it is not
 * possible now. */
#ifndef SITE_FAQ_ASK_H
#define SITE_FAQ_ASK_H

#include "site/access.h"
#include "site/faq/faq_reading.h"

/* Puts the FAQ into the queue unless it is stored or under way. renew=1 (address or
 * form) asks for a finished one again: anybody where it is stale or was cut short, who
 * has a token always.
 *
 * ERR_BUSY: no model is configured, or the paper is still being fetched. ERR_LIMIT:
 * come back after retry_after; faq_ask_refusal() answers that with 429. Must not be
 * called while a read is open. */
NODISCARD bool faq_ask(const struct site *site, const struct request *request,
                       const struct faq_target *target, enum job_asked *ret_asked,
                       struct err *err);
/* An ERR_LIMIT of faq_ask as answer: 429 with Retry-After; true. Other errors stay
 * errors: false. */
bool faq_ask_refusal(void *site, const struct request *request, const struct err *err,
                     struct response *response);

/* How the operator adds a model, as a sentence. */
extern const char faq_ask_no_model[];

#endif
