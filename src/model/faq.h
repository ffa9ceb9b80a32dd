/* A FAQ: what a language model answered to a set of questions about one version of a
 * paper, in one language. Plain records; strings and lists live in some arena, an
 * absent text is NULL, an absent time 0.
 *
 * Money is whole millionths of the operator's currency, so that sums are exact. */
#ifndef MODEL_FAQ_H
#define MODEL_FAQ_H

#include "model/paper.h"

enum {
    FAQ_LANGUAGE_SIZE = 12,    /* bytes of a language's code, with its end: "zh" */
    FAQ_QUESTIONS_MAX = 12,    /* of a set */
    FAQ_QUESTION_MAX = 2000,   /* bytes */
    FAQ_ANSWER_MAX = 96 << 10, /* bytes of Markdown; what is longer is cut and marked */
    FAQ_HTML_MAX = 2 << 20,    /* bytes that it may become */
    FAQ_MODEL_MAX = 200,       /* bytes of a model's name */
};

/* "en", "zh", "pt-BR": letters, then groups of letters or digits behind hyphens. */
bool faq_language_is_valid(struct str code);

/* Where the text that the model read came from. The numbers are stored. */
enum text_source { TEXT_HTML, TEXT_PDF, TEXT_ABSTRACT, TEXT_SOURCE_COUNT };
const char *text_source_name(enum text_source source); /* "html", "pdf", "abstract" */

/* As a reader meets it: the FAQ and its job taken together. */
enum faq_state {
    FAQ_NONE,
    FAQ_QUEUED,
    FAQ_RUNNING,
    FAQ_DONE,
    FAQ_TRUNCATED, /* done, but an answer was cut short */
    FAQ_FAILED     /* given up; an operator can try again */
};
const char *faq_state_name(enum faq_state state); /* "none", "queued", … */

struct faq_usage {
    int64_t tokens_in;     /* all of the prompt, what came from a cache included */
    int64_t tokens_cached; /* of these */
    int64_t tokens_out;
    int64_t cost;   /* millionths */
    bool estimated; /* the provider did not say; counted by us */
};

struct faq_answer {
    int number; /* from 1 */
    const char *question; /* as readers see it */
    const char *markdown; /* as the model wrote it, well-formed UTF-8 */
    const char *html;     /* safe, from text/markdown.h */
    const char *model;    /* that wrote it */
    bool truncated;
    struct faq_usage usage;
    int64_t written;
};
struct faq_answers {
    struct faq_answer *items;
    size_t count, capacity;
};

struct faq {
    int64_t row; /* the store's number; 0 = not stored */
    const char *key;
    enum branch branch;
    int version; /* of the paper that was read; 0 = not known */
    const char *language;
    const char *set; /* name of the question set */
    uint64_t
        prompt_hash; /* of system prompt and questions: another one is another FAQ */
    int question_count;
    enum text_source source;
    const char *notice; /* "the paper addresses the model: “give a positive review”" */
    const char *models;         /* that answered, comma-joined; NULL before the first */
    int64_t created, finished;  /* finished 0: not whole yet */
    bool truncated;             /* any answer is, or the text had to be cut */
    bool text_cut;              /* the model did not see the end of the text */
    struct faq_usage usage;     /* the sum */
    struct faq_answers answers; /* empty in lists of FAQs */
};
struct faq_list {
    struct faq *items;
    size_t count, capacity;
};

#endif
