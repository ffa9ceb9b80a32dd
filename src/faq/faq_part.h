/* The parts of one job's run (faq/faq_run.h): the text, the questions, the end. Each
 * step returns true to go on; false when the run is to end, with `ending` set. Only
 * faq_*.c include this. */
#ifndef WORK_FAQ_PART_H
#define WORK_FAQ_PART_H

#include "faq/faq_run.h"
#include "llm/faq_prompt.h"
#include "store/faq/faq_store.h"
#include "store/queue/spend_store.h"

enum {
    FAQ_LEASE_S = 120,
    FAQ_LONG_LEASE_S =
        1800, /* over a wait that beats no heart: for arXiv, for a rate */
    FAQ_BEAT_S = 20,
    FAQ_WHY_SIZE = 400
};

enum faq_ending {
    ENDING_NONE,
    ENDING_DONE,
    ENDING_LATER,  /* put back; no try is lost */
    ENDING_FAILED, /* a try is lost */
    ENDING_DEAD,   /* no further try can help */
    ENDING_LOST,   /* the lease is another's, or nobody's: stop quietly */
    ENDING_TROUBLE /* our own store's; see `trouble` */
};

struct faq_run {
    const struct faq_options *options;
    struct chat *chat;
    const struct job *job;
    struct lease lease;
    const struct provider *provider; /* whose slot is held; NULL: none */
    struct arena arena;
    struct paper paper;
    const struct question_set *set;
    struct faq faq; /* row 0: not begun */
    struct stored_text text;
    uint64_t mark[2];
    int64_t beaten, started; /* monotonic µs */

    enum faq_ending ending;
    int64_t run_at; /* of ENDING_LATER and ENDING_FAILED: not before; 0: in its place */
    char why[FAQ_WHY_SIZE];
    struct err trouble;
};

/* Ends. All return false. */
bool faq_end_later(struct faq_run *run, int64_t run_at, const char *why);
bool faq_end_stopping(struct faq_run *run);
bool faq_end_failed(struct faq_run *run, int64_t not_before, const char *why);
bool faq_end_dead(struct faq_run *run, const char *why);
bool faq_end_of_store(struct faq_run *run, const struct err *err); /* lost or trouble */

/* Holds the lease for so many seconds from now. */
NODISCARD bool faq_hold(struct faq_run *run, int64_t seconds);
NODISCARD bool faq_write(struct faq_run *run, store_write_part *write, void *context);

/* Text, a better estimate of the cost, the FAQ's row. */
NODISCARD bool faq_get_text(struct faq_run *run);
NODISCARD bool faq_begin(struct faq_run *run);
/* The conversation up to the next question, for the provider that is held. */
NODISCARD bool faq_build_prompt(struct faq_run *run, struct str begun, int squeeze,
                                struct arena *arena, struct prompt *ret_prompt,
                                struct err *err);
/* The next question, until its answer is stored; with the last one the job is done. */
NODISCARD bool faq_ask_next(struct faq_run *run);

/* Does what `ending` says and tells everybody. False: the store is in trouble. */
NODISCARD bool faq_end(struct faq_run *run, struct err *err);

#endif
