/* One JSON object of an answer (a chunk of the stream, or the whole document) as what
 * it changes in a chat_stream. Used by chat_stream.c. */
#ifndef LLM_CHAT_CHUNK_H
#define LLM_CHAT_CHUNK_H

#include "llm/chat_stream.h"

/* False, with nothing changed, when it is no JSON. */
NODISCARD bool chat_chunk_take(struct chat_stream *stream, struct str json,
                               struct err *err);

#endif
