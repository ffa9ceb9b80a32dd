/* How much of a paper fits beside the questions and answers. Used by faq_prompt.c.
 * Pure.
 *
 * Of context - max_output, 85 % may be filled, since tokens are estimated. What the
 * answers will need is kept free in advance, so that the text is cut at the same place
 * for every question and the provider can reuse the prefix. */
#ifndef LLM_PROMPT_ROOM_H
#define LLM_PROMPT_ROOM_H

#include "llm/faq_prompt.h"

enum { PROMPT_ANSWER_TOKENS = 1200 /* of a usual answer, as it is told again */ };

struct prompt_fit {
    struct str text; /* the beginning of the paper that fits */
    size_t first; /* the first answer that is told again; those before are too long */
};

/* `fixed`: tokens of what is neither text nor answer. ERR_LIMIT: the context is too
 * small for any paper. */
NODISCARD bool prompt_room_fit(const struct prompt_ask *ask, int64_t fixed,
                               struct prompt_fit *ret_fit, struct err *err);

#endif
