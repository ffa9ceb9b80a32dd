/* Question sets: what is asked about a paper, by language and category. Read from
 * config/questions.ini (built in) or from the operator's file; const afterwards. */
#ifndef LLM_QUESTIONS_H
#define LLM_QUESTIONS_H

#include "model/faq.h"

struct question_set {
    const char *name;            /* "default", "math" */
    const char *language;        /* "en" */
    const char *language_name;   /* "English", as its speakers call it */
    struct text_list categories; /* codes or archives ("math", "cs.CV"); empty: all */
    const char *system_prompt;   /* the system prompt */
    struct text_list questions;
};
struct question_sets {
    struct question_set *items;
    size_t count, capacity;
};

/* The set for a paper: the first whose categories hold its primary category, or the
 * archive of it, else the first without categories; NULL: that language has none. */
const struct question_set *questions_for(const struct question_sets *sets,
                                         const char *language,
                                         const char *primary_category);
/* What readers see of a question: its first sentence, or what stands before a colon; the
 * rest tells the model how to answer. */
struct str question_heading(const char *question);
/* Of system prompt and questions: another hash makes another FAQ. */
uint64_t questions_hash(const struct question_set *set);
/* Bounds: 1 to FAQ_QUESTIONS_MAX questions, sizes, a system prompt, a valid language.
 * ERR_INVALID names set and key. */
NODISCARD bool questions_check(const struct question_set *set, struct err *err);

#endif
