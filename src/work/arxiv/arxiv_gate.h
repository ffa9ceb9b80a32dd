/* Turns at arXiv (work/arxiv/arxiv.h): one request at a time over all hosts and
 * threads, at a pace that the database keeps. A turn is waited for without a lock and
 * taken when it is due; questions go before pages. Only arxiv*.c include this. */
#ifndef WORK_ARXIV_GATE_H
#define WORK_ARXIV_GATE_H

#include "store/arxiv/poll_store.h"

/* In the line of pages; on the stack of the one that waits. */
struct arxiv_place {
    struct arxiv_place *next;
};

struct arxiv_gate {
    struct store *store;
    struct stop *stop;
    struct pace_rule rule;
    pthread_mutex_t keeping; /* held during a write: what is kept last is the newest */
    pthread_mutex_t mutex;   /* guards what follows; never held while waiting */
    struct pace pace;
    bool asked_to_wait; /* pace.paused_until is a host's wish, not our back-off */
    bool taken;         /* a request is under way */
    int questions;      /* that wait for their turn */
    struct arxiv_place *pages; /* that wait, first come first served */
};

/* Reads the pace that was kept. */
NODISCARD bool arxiv_gate_init(struct arxiv_gate *gate, struct store *store,
                               struct stop *stop, struct err *err);
void arxiv_gate_done(struct arxiv_gate *gate); /* after a failed init too */

/* As arxiv_new_pass and arxiv_wait_ms say. */
void arxiv_gate_new_pass(struct arxiv_gate *gate);
int64_t arxiv_gate_wait_ms(struct arxiv_gate *gate, enum pace_lane lane);

struct arxiv_turn {
    enum pace_lane lane;
    int64_t deadline; /* monotonic µs */
    bool is_page;     /* gives way to questions, and is not worth any long wait */
    bool is_harvest;  /* gives way to questions, and to a page that may go now */
};
/* A question waits for its turn as long as it takes, but not for a pause that ends
 * after its deadline; a page waits for no pause at all, and its turn must come before
 * the deadline: else ERR_BUSY with retry_after. ERR_BUSY also when stopping. */
NODISCARD bool arxiv_gate_enter(struct arxiv_gate *gate, const struct arxiv_turn *turn,
                                struct err *err);
/* arXiv sends us on to another address: the turn goes on, and the spacing runs from the
 * request before. ERR_BUSY: stopping, and the turn is still to be left. */
NODISCARD bool arxiv_gate_redirect(struct arxiv_gate *gate, enum pace_lane lane,
                                   struct err *err);
/* The request has ended, however: spacing runs from here, so that arXiv sees all of it,
 * and the next one may go while the answer is being read. */
void arxiv_gate_leave(struct arxiv_gate *gate, enum pace_lane lane);

/* What came of it, kept durably. The cursor may be NULL. */
NODISCARD bool arxiv_gate_answered(struct arxiv_gate *gate, struct err *err);
struct arxiv_trouble {
    int status; /* 0: no answer, or one that makes no sense */
    int64_t retry_after;
    const struct poll_cursor *cursor; /* with its problem */
    bool first;                       /* readers see the problem for the first time */
    bool is_refusal;                  /* a plain no is no sign of trouble */
};
NODISCARD bool arxiv_gate_failed(struct arxiv_gate *gate,
                                 const struct arxiv_trouble *trouble, struct err *err);

#endif
