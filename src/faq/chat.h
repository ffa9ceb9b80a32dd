/* One call to a model, from the request to its outcome: streams pieces, keeps the
 * deadlines on progress, beats the heart of the lease, classifies what came of it. One
 * a worker; not thread-safe. */
#ifndef WORK_CHAT_H
#define WORK_CHAT_H

#include "llm/chat_request.h"
#include "llm/outcome.h"
#include "net/http_post.h"

struct chat;

/* Trusts the providers' own addresses (a local model may be plain http). */
NODISCARD bool chat_open(const struct provider *providers, size_t count,
                         struct stop *stop, struct chat **ret_chat, struct err *err);
void chat_close(struct chat *chat); /* NULL is fine */

struct chat_call {
    const struct provider *provider;
    const struct chat_messages *messages;
    int64_t id; /* of the call in the spend book; sent as X-Client-Request-Id */
    /* Pieces of the answer; may be NULL. */
    void (*piece)(void *context, struct str text);
    /* Now and then (a second or so); false ends the call, with err. May be NULL. */
    bool (*beat)(void *context, struct err *err);
    void *context;
};
struct chat_result {
    enum outcome outcome;
    char why[300];
    int64_t retry_after;
    struct str text;        /* in the arena; also of a partial or broken answer */
    struct faq_usage usage; /* with cost; estimated where the provider did not tell */
    const char *model;      /* as the provider names it, else as configured */
    bool sent;              /* the request may have been billed */
};
/* False only when `beat` ended it or we are stopping; the result is filled even then.
 */
NODISCARD bool chat_run(struct chat *chat, const struct chat_call *call,
                        struct arena *arena, struct chat_result *ret_result,
                        struct err *err);

/* GET <url>/models: ERR_INVALID, ERR_REFUSED: key; ERR_NOT_FOUND: the model is not
 * among them; ERR_UPSTREAM: no answer. A server without that address passes. */
NODISCARD bool chat_check_model(struct chat *chat, const struct provider *provider,
                                struct arena *arena, struct err *err);

#endif
