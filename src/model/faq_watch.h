/* Who wants to know how a FAQ comes along: called by the worker that writes it, from
 * its thread, in this order; must be quick and must not call back. Texts live for the
 * call. A FAQ is known by the number of its job. Any member may be NULL. */
#ifndef MODEL_FAQ_WATCH_H
#define MODEL_FAQ_WATCH_H

#include "model/faq.h"

struct faq_watch {
    void *context;
    /* Something entered or left the queue: positions may have changed. */
    void (*queue_changed)(void *context);
    /* A worker has taken the job. `faq` holds the answers that an earlier run stored;
     * before the text is there its row may be 0. */
    void (*began)(void *context, int64_t job, const struct faq *faq);
    /* The next question goes out; also when it is asked once more. What was written of
     * that answer before is void. */
    void (*asked)(void *context, int64_t job, int number, const char *question);
    void (*piece)(void *context, int64_t job, struct str text);
    /* Stored for good. */
    void (*answered)(void *context, int64_t job, const struct faq_answer *answer);
    /* FAQ_DONE, FAQ_TRUNCATED or FAQ_FAILED; FAQ_QUEUED: it goes on later. `why` may be
     * NULL. */
    void (*ended)(void *context, int64_t job, enum faq_state state, const char *why);
};

#endif
