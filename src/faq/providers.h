/* The configured models at run time: which of them may be called now, in the operator's
 * order; slots, rate, rests that they asked for, and what stopped them. Keys are read
 * from their files at each call, so that a new key needs no restart. Thread-safe. */
#ifndef WORK_PROVIDERS_H
#define WORK_PROVIDERS_H

#include "base/thread.h"
#include "llm/outcome.h"
#include "llm/provider.h"

struct providers;

/* Copies the list; the records must outlive it. */
struct providers *providers_open(const struct provider *items, size_t count,
                                 struct stop *stop);
void providers_close(struct providers *providers); /* NULL is fine */

/* The first provider that is not stopped or resting and has a slot and a request left;
 * waits for one. NULL: stop was asked, or none can come within `wait_ms` (then
 * *ret_when, seconds, tells when to look again; INT64_MAX: when a slot comes free). */
const struct provider *providers_take(struct providers *providers, int64_t wait_ms,
                                      int64_t *ret_when);
/* Likewise, without waiting, among those that stand behind `after`. */
const struct provider *providers_take_next(struct providers *providers,
                                           const struct provider *after);
void providers_give_back(struct providers *providers, const struct provider *provider);
/* Before each request on a slot that is held: waits for the provider's rate; false when
 * stopping, or when the provider was stopped or rests meanwhile. */
NODISCARD bool providers_next_request(struct providers *providers,
                                      const struct provider *provider);
/* What a call has shown: OUTCOME_WAIT rests it (retry_after seconds, at most an hour,
 * else a back-off), as do several OUTCOME_RETRY in a row; OUTCOME_PROVIDER_DOWN stops
 * it (it is tried again after ten minutes, or when its key file has changed); an answer
 * ends the back-off. */
void providers_note(struct providers *providers, const struct provider *provider,
                    enum outcome outcome, int64_t retry_after, const char *why);
/* The estimate's correction for a model (llm/tokens.h). */
int64_t providers_ratio(struct providers *providers, const struct provider *provider);
void providers_note_tokens(struct providers *providers, const struct provider *provider,
                           int64_t estimated, int64_t real);

/* "Authorization: Bearer …" in a buffer of the caller, wiped by him; ret_header "" when
 * no key is needed. ERR_INVALID: the key file cannot be read. A name without a slash is
 * looked up in $CREDENTIALS_DIRECTORY. */
enum { PROVIDER_KEY_SIZE = 4096 };
NODISCARD bool provider_key_header(const struct provider *provider,
                                   char ret_header[PROVIDER_KEY_SIZE], struct err *err);

/* For /queue and /status. */
struct provider_state {
    const struct provider *provider;
    int64_t running, rest_until; /* seconds; 0 = none */
    bool stopped;
    char why[300]; /* of the rest or the stop; "" = none */
};
size_t providers_states(struct providers *providers, struct provider_state *ret_states,
                        size_t max);

#endif
