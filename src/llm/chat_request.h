/* The body of POST <url>/chat/completions
 * (https://platform.openai.com/docs/api-reference/chat), with the fields that the
 * provider takes and no others. Pure. */
#ifndef LLM_CHAT_REQUEST_H
#define LLM_CHAT_REQUEST_H

#include "base/buf.h"
#include "llm/provider.h"

enum chat_role { CHAT_SYSTEM, CHAT_USER, CHAT_ASSISTANT };
struct chat_message {
    enum chat_role role;
    struct str text;
};
struct chat_messages {
    struct chat_message *items;
    size_t count, capacity;
};

/* Streaming, with usage where the provider takes it. ERR_INVALID: provider->extra is no
 * JSON object. ERR_LIMIT: over `out`'s ceiling. */
NODISCARD bool chat_request_write(const struct provider *provider,
                                  const struct chat_messages *messages, struct buf *out,
                                  struct err *err);
int64_t chat_messages_estimate(const struct chat_messages *messages); /* tokens */

#endif
