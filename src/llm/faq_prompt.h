/* The conversation about a paper: one question after the other, over the full text.
 *
 * Order: fixed system prompt, paper, questions and answers so far, next question;
 * nothing that varies stands before the paper, so that providers can reuse its prefix.
 * The paper stands between two lines with a random mark, as data; a text that holds the
 * mark itself has it taken out. The model gets no tools. Pure: the mark's chance is an
 * argument. Answers that take more than half of the room are left out, oldest first. */
#ifndef LLM_FAQ_PROMPT_H
#define LLM_FAQ_PROMPT_H

#include "llm/chat_request.h"
#include "llm/questions.h"

struct prompt_paper {
    const char *title;
    const struct text_list *authors;
    enum text_source
        source; /* TEXT_ABSTRACT: the model is told that there is no more */
    struct str text;
    bool cut;
};
struct prompt {
    struct chat_messages messages;
    bool text_cut; /* the text had to be trimmed to fit the context */
};
/* Messages up to question number answers->count + 1. `ratio`: see tokens_ratio_next;
 * another one cuts the text elsewhere, so a FAQ keeps the one it began with. `squeeze`:
 * 0, or how often the provider has said that it was too long (each trims a quarter
 * more). `mark`: 128 random bits, the same for all questions of a FAQ. */
struct prompt_ask {
    const struct provider *provider;
    const struct question_set *set;
    const struct prompt_paper *paper;
    const struct faq_answers *answers;
    struct str
        begun; /* an answer that was cut by its length and is to go on; or empty */
    int64_t ratio;
    int squeeze;
    uint64_t mark[2];
};
/* ERR_LIMIT: the provider's context is too small for any paper. */
NODISCARD bool prompt_build(const struct prompt_ask *ask, struct arena *arena,
                            struct prompt *ret_prompt, struct err *err);

/* What a FAQ will cost about: all questions over a text of so many tokens. Reckoned
 * without the provider's cache, since a budget is reserved by it. */
int64_t prompt_estimate_cost(const struct provider *provider,
                             const struct question_set *set, int64_t text_tokens);

#endif
