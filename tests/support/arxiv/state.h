/* What fake_arxiv is told to do at the moment, and what it was asked: shared by the
 * connection threads, behind one mutex. */
#ifndef SUPPORT_STATE_H
#define SUPPORT_STATE_H

#include "oai.h"
#include "steer.h"
#include "visits.h"

/* X(constant, name): the ways of failing; control.c says which parameters they take. */
#define MISCHIEFS(X)                                                                   \
    X(MISCHIEF_NONE, "none")                                                           \
    X(MISCHIEF_STATUS, "status") /* status, retry_after */                             \
    X(MISCHIEF_HTML, "html")     /* an error page under 200 */                         \
    X(MISCHIEF_EMPTY, "empty")                                                         \
    X(MISCHIEF_TRUNCATE, "truncate")     /* cut; the length says so */                 \
    X(MISCHIEF_BREAK, "break")           /* cut; the length promised more */           \
    X(MISCHIEF_HUGE, "huge")             /* bytes, default 50 MB */                    \
    X(MISCHIEF_STALL, "stall")           /* no answer until released */                \
    X(MISCHIEF_STALL_BODY, "stall_body") /* half an answer until released */           \
    X(MISCHIEF_RESET, "reset")                                                         \
    X(MISCHIEF_REDIRECT, "redirect") /* status, location */                            \
    X(MISCHIEF_CHARSET, "charset")   /* header names another one */                    \
    X(MISCHIEF_LATIN1, "latin1")     /* bytes are not the UTF-8 they say */            \
    X(MISCHIEF_CONTROL, "control")   /* control characters in the text */              \
    X(MISCHIEF_STALE, "stale")       /* feed: batch before, under today's date */      \
    X(MISCHIEF_CUT, "cut")           /* feed: at `bytes` entries */                    \
    X(MISCHIEF_SHORT, "short")       /* listing: `bytes` entries missing */            \
    X(MISCHIEF_DROP, "drop")         /* API: the first `bytes` ids left out */         \
    X(MISCHIEF_EXTRA, "extra")       /* API: all twice, `bytes` more unasked */        \
    X(MISCHIEF_UNAVAILABLE, "unavailable") /* arXiv's own 503 of listings */           \
    X(MISCHIEF_ERROR_ENTRY, "error_entry") /* API: its fake entry, status 400 */       \
    X(MISCHIEF_MISSING, "missing")         /* 404 */                                   \
    X(MISCHIEF_ADDRESSED, "addressed")     /* HTML paper: speaks to models */          \
    X(MISCHIEF_FILLER, "filler")           /* a paper's page without a paper */        \
    X(MISCHIEF_EXPIRE, "expire")           /* OAI-PMH: a token is not known */         \
    X(MISCHIEF_LOOP, "loop")               /* OAI-PMH: the token asks for this page */ \
    X(MISCHIEF_ENDLESS, "endless")         /* OAI-PMH: the same, by ever new tokens */ \
    X(MISCHIEF_MOVE, "move")               /* OAI-PMH: a record given has changed */
#define X(constant, name) constant,
enum mischief { MISCHIEFS(X) MISCHIEF_COUNT };
#undef X

enum endpoint {
    AT_RSS,
    AT_ATOM,
    AT_LIST,
    AT_API,
    AT_OAI,
    AT_HTML,
    AT_PDF,
    AT_OTHER,
    ENDPOINTS
};

struct rule {
    enum mischief mischief;
    unsigned endpoints;   /* bit set of 1 << enum endpoint */
    const char *category; /* or id, of a paper's page; NULL: any */
    int64_t left;         /* how often yet; negative: for ever */
    int status;
    int64_t bytes; /* or entries; negative: not given */
    const char *retry_after, *location;
};
struct rules {
    struct rule *items;
    size_t count, capacity;
};

struct state {
    pthread_mutex_t mutex;
    struct calm calm; /* whoever stalls goes on */
    struct fake_world world;
    struct arena arena; /* of what came over control and log */
    size_t day;
    bool weekend;
    int64_t delay_ms;
    size_t feed_limit;
    struct name_list withheld, bare, categories;
    struct oai_play oai;
    struct rules rules;
    struct visits visits;
};

void state_init(struct state *state);
void state_done(struct state *state);

/* Takes the first rule that fits, and uses it up by one. */
struct rule state_take_rule(struct state *state, enum endpoint endpoint,
                            const char *category);
/* The paper's record changes on that day. Under the mutex. */
void state_touch(struct state *state, const char *id, int32_t day);
/* How OAI-PMH is played now, as `rule` bends it; and again once the question is known,
 * which the old server remembers, and before which a record may change. */
struct oai_play state_oai_now(struct state *state, const struct rule *rule);
struct oai_play state_oai(struct state *state, const struct rule *rule,
                          const struct oai_ask *ask);
/* The scene now, as `rule` bends it. Lists stay valid: they only ever are replaced. */
struct scene state_scene(struct state *state, const struct rule *rule);
void state_calm(struct state *state); /* drops all rules and ends stalls */

NODISCARD bool control_apply(struct state *state, struct exchange *exchange,
                             struct err *err);
void control_answer(struct state *state, struct answer *answer);
void log_answer(struct state *state, struct answer *answer);
void world_answer(struct state *state, struct answer *answer);

/* Does to the rendered answer what the rule says, as far as bytes go. */
void misbehave(const struct rule *rule, struct answer *answer);
const char *mischief_name(enum mischief mischief);

/* Serves until SIGTERM; the exit code. */
int site_run(struct state *state, uint16_t port);

#endif
