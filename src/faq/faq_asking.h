/* One question on its way to an answer: the calls it takes, and what is stored of them.
 * Only faq_ask.c, faq_call.c and faq_keep.c include this. */
#ifndef WORK_FAQ_ASKING_H
#define WORK_FAQ_ASKING_H

#include "faq/faq_part.h"

struct faq_asking {
    struct faq_run *run;
    struct arena arena;   /* of this question */
    int number;           /* from 1 */
    const char *question; /* as readers see it */
    int squeeze;          /* how often the provider has said that it was too long */
    const char *why;      /* of the last call that brought no answer; NULL: none */

    /* Of an answer that was cut by its length and goes on. */
    bool goes_on;
    struct str begun;
    struct faq_usage usage;

    /* The call under way, or the last one. */
    struct chat_messages messages;
    int64_t call; /* in the spend book */
    struct chat_result result;
};

/* One call: written down, made, not yet settled. False: the run ends. */
NODISCARD bool faq_call(struct faq_asking *asking);
/* Writes down what the call has cost. */
NODISCARD bool faq_settle(struct faq_asking *asking, const char *outcome);

/* Keeps what the calls brought as the answer, in the write that settles the last call;
 * with the last answer the FAQ and the job are finished. */
NODISCARD bool faq_keep_answer(struct faq_asking *asking, bool truncated);

#endif
