/* The daemon's workers: threads that take FAQs from the queue, fetch the text, ask the
 * questions one after the other and store each answer before the next (faq/faq_run.h
 * is one job). As many threads as the providers take calls at a time, 32 at most. */
#ifndef WORK_FAQ_WORKERS_H
#define WORK_FAQ_WORKERS_H

#include "faq/full_text.h"
#include "faq/providers.h"
#include "llm/questions.h"
#include "model/faq_watch.h"
#include "store/queue/job_store.h"

struct faq_workers;

struct faq_options {
    struct store *store;
    const char *dir; /* of the data: no job is taken when its disk is nearly full */
    struct full_text *full_text;
    struct providers *providers;
    const struct provider *provider_items; /* as configured, in order of trial */
    size_t provider_count;
    const struct question_sets *questions;
    const struct faq_watch *watch; /* may be NULL */
    struct budget budget;
    int64_t attempts_max, backoff_s;
    int64_t keep_text_s; /* texts and ended jobs are kept that long */
    struct stop *stop;
};

/* Puts back what an earlier process left running, settles its open calls, starts the
 * threads; with no provider none starts. What the options point at must outlive them.
 */
NODISCARD bool faq_workers_open(const struct faq_options *options,
                                struct faq_workers **ret_workers, struct err *err);
/* After options.stop was told; running jobs go back to the queue. NULL is fine. */
void faq_workers_close(struct faq_workers *workers);
void faq_workers_wake(struct faq_workers *workers); /* a job was queued. Any thread */

#endif
