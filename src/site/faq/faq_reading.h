/* A FAQ as it stands now: what is stored, and what its job is doing, taken together. */
#ifndef SITE_FAQ_READING_H
#define SITE_FAQ_READING_H

#include "site/faq/faq_target.h"
#include "store/faq/faq_store.h"
#include "store/paper/paper_store.h"

struct faq_reading {
    struct faq_target target;
    struct paper paper;
    enum faq_state state;
    struct faq faq;   /* finished, or under way with its answers so far; row 0: none */
    bool is_finished; /* then a job that is there renews it */
    struct job job;   /* ready, running or dead; id 0: none */
    int64_t position; /* of a ready one, from 1 */
    double progress;  /* 0 to 1; of the job where one is ready or running */
    int questions;    /* that are asked; 0: not known */
    struct text_list headings; /* of these; empty where they are no longer known */
    int newest_version; /* of the newest finished FAQ in this language; 0: none */
    const char *stale;  /* why it is, as a sentence; NULL: it is not */
    /* The answer under way; number 0: none. */
    struct {
        int number;
        const char *question, *text;
    } begun;
};

/* A paper that is not stored is asked for, as its page does: ERR_BUSY while it is being
 * fetched. ERR_NOT_FOUND: no such paper, or no FAQ of that old version. */
NODISCARD bool faq_reading_get(struct view *view, const struct faq_target *target,
                               struct faq_reading *ret_reading, struct err *err);
/* A reading's job as readers name it; FAQ_NONE: there is none. */
enum faq_state faq_reading_job_state(const struct job *job);
/* A job is ready or running. */
bool faq_reading_is_waiting(const struct faq_reading *reading);

#endif
