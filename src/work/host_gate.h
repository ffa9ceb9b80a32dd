/* Turns at hosts other than arXiv's: one request at a time through this gate, at a pace
 * for each host that the database keeps, so that it holds for other gates and outlives
 * the process. A host that said 403 or 429 is left alone for as long as it asks.
 * Thread-safe. */
#ifndef WORK_HOST_GATE_H
#define WORK_HOST_GATE_H

#include "base/arena.h"
#include "model/pace.h"
#include "store/store.h"

struct host_gate {
    struct store *store;
    struct stop *stop;
    int64_t spacing_ms;
    /* A host's wish, or our back-off after a failure, that ends within this is waited
     * for; 0: none is. */
    int64_t patience_ms;
    pthread_mutex_t mutex;
    bool taken; /* under the mutex */
};

/* Store, stop, spacing and patience are the caller's to set. */
void host_gate_init(struct host_gate *gate);
void host_gate_done(struct host_gate *gate);

/* A request's host and what is known of its pace. */
struct host_visit {
    const char *host; /* NULL: between two hosts */
    struct pace pace;
};

/* ERR_BUSY: the host is left alone (retry_after says how long), or we are stopping. */
NODISCARD bool host_gate_enter(struct host_gate *gate, struct host_visit *visit,
                               struct err *err);
/* The host sends us on to the next address: its own pace is waited for, be it the same
 * host, in the turn that goes on. Errors as above, and ERR_REFUSED for an address of
 * arXiv, whose pace is kept elsewhere; the turn is still to be left. */
NODISCARD bool host_gate_redirect(struct host_gate *gate, struct host_visit *visit,
                                  const char *url, struct arena *arena,
                                  struct err *err);
/* What came of it; `status` 0: no answer. The next one may go. */
struct host_answer {
    int status;
    int64_t retry_after; /* seconds; 0: not said */
    bool is_failure;     /* the host is given a rest */
};
NODISCARD bool host_gate_leave(struct host_gate *gate, struct host_visit *visit,
                               const struct host_answer *answer, struct err *err);

/* "papers.example.org" of "https://Papers.Example.ORG:8443/x"; NULL: none. Pure. */
const char *host_of(const char *url, struct arena *arena);
/* "arxiv.org", "export.arxiv.org", …; NULL is none. Pure. */
bool host_is_arxiv(const char *host);
/* Who we are and how to reach the operator; contact "" = not said. Pure. */
const char *host_user_agent(const char *contact, struct arena *arena);

#endif
