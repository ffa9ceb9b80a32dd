/* Content of an answer as it goes into chat_stream.text and to its watcher: visible
 * characters only, bounded, without reasoning that a server left between think tags at
 * the start (those without a parser for them do). Used by chat_chunk.c. */
#ifndef LLM_CHAT_TEXT_H
#define LLM_CHAT_TEXT_H

#include "llm/chat_stream.h"

void chat_text_add(struct chat_stream *stream, struct str content);
/* No more will come: what was held back in case it was a tag is text. */
void chat_text_end(struct chat_stream *stream);

#endif
