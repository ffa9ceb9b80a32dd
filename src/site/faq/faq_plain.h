/* papers.cool's stream: a question's line, an answer's Markdown, the next. Its clients
 * un-escape it, put it through a Markdown library and into a page, unsanitised. So a
 * model's text is made inert: no tag, entity, link or image can be read out of it, even
 * across the edges of pieces. Pure. */
#ifndef SITE_FAQ_PLAIN_H
#define SITE_FAQ_PLAIN_H

#include "base/buf.h"
#include "model/faq.h"
#include "text/template.h"

/* What has been said of the answer under way; zeroed at the start of a text. */
struct plain_text {
    char last; /* the byte before the next piece */
};
/* A space goes behind "<" before a letter, "/", "!" or "?", behind "&" before a letter
 * or "#", and behind "]" before "(", ":" or "[". */
void plain_add(struct plain_text *text, struct str piece, struct buf *out);

void plain_question(const struct template_set *templates, int number,
                    const char *question, struct buf *out);
void plain_end(const struct template_set *templates, struct buf *out);
/* The answer broke off and is asked for once more. */
void plain_again(const struct template_set *templates, struct buf *out);
void plain_failed(const struct template_set *templates, const char *why,
                  struct buf *out);
/* A whole answer, with its question and end. */
void plain_answer(const struct template_set *templates, const struct faq_answer *answer,
                  struct buf *out);

#endif
