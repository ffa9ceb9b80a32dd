/* Foreign text made fit for a prompt. Used by faq_prompt.c. */
#ifndef LLM_PROMPT_TEXT_H
#define LLM_PROMPT_TEXT_H

#include "base/buf.h"

enum { PROMPT_MARK_SIZE = 33 };

/* 32 digits that nobody can guess, when the bits are random. */
void prompt_mark(const uint64_t bits[2], char ret_mark[PROMPT_MARK_SIZE]);
/* Appends `text` well-formed and without invisible characters. The mark, in any case,
 * is replaced by a character that no mark has, so that what is left cannot join to a
 * new one. */
void prompt_text_add(struct buf *out, struct str text, const char *mark);

#endif
