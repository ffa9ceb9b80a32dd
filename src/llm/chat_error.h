/* The error object of a provider, wherever it stands: in a data line of a 200, or as
 * the body of an error status. Used by chat_stream.c; chat_error_read is the way in
 * from outside. Pure. */
#ifndef LLM_CHAT_ERROR_H
#define LLM_CHAT_ERROR_H

#include "llm/chat_stream.h"
#include "text/json.h"

struct chat_error {
    char text[400]; /* one line */
    char code[64];  /* its code or type; "" = none */
};

/* False when `root` holds none. */
bool chat_error_find(const cJSON *root, struct chat_error *ret_error);
/* The text of a member; empty where it is none. */
struct str chat_text_of(const cJSON *object, const char *name);
/* Visible characters on one line, cut to fit. */
void chat_one_line(struct str text, char *ret_line, size_t size);

#endif
