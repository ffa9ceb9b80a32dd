/* What fake_venues is told to do at the moment, and what it was asked: shared by the
 * connection threads, behind one mutex. */
#ifndef SUPPORT_VENUES_STATE_H
#define SUPPORT_VENUES_STATE_H

#include "render.h"
#include "steer.h"
#include "visits.h"

/* X(constant, name): the ways of failing; control.c says which parameters they take. */
#define MISCHIEFS(X)                                                                   \
    X(MISCHIEF_NONE, "none")                                                           \
    X(MISCHIEF_STATUS, "status")       /* status, retry_after */                       \
    X(MISCHIEF_HTML, "html")           /* a page under 200 */                          \
    X(MISCHIEF_CHALLENGE, "challenge") /* OpenReview's 403 for programs */             \
    X(MISCHIEF_LIMITED, "limited")     /* OpenReview's 429; retry_after */             \
    X(MISCHIEF_BREAK, "break")         /* cut; the length promised more */             \
    X(MISCHIEF_TRUNCATE, "truncate")   /* cut; the length says so */                   \
    X(MISCHIEF_EMPTY, "empty")                                                         \
    X(MISCHIEF_GARBAGE, "garbage")                                                     \
    X(MISCHIEF_HUGE, "huge")   /* bytes, default 100 MB */                             \
    X(MISCHIEF_STALL, "stall") /* no answer until calmed */                            \
    X(MISCHIEF_RESET, "reset")                                                         \
    X(MISCHIEF_REDIRECT, "redirect") /* location */                                    \
    X(MISCHIEF_EXPIRE, "expire")     /* OAI-PMH: the token is not known */
#define X(constant, name) constant,
enum mischief { MISCHIEFS(X) MISCHIEF_COUNT };
#undef X
const char *mischief_name(enum mischief mischief);

struct rule {
    enum mischief mischief;
    const char *path; /* a part of the address, with its query; NULL: any */
    int64_t skip;     /* so many requests that fit are left alone first */
    int64_t left;     /* how often yet; negative: for ever */
    int64_t status, bytes;
    const char *retry_after, *location;
};
struct rules {
    struct rule *items;
    size_t count, capacity;
};

/* OpenReview's door. */
struct door {
    bool is_shut; /* notes are for those with a token alone */
    bool wants_factor;
    const char *user, *password;
    int64_t token_calls; /* a token is good for so many; negative: for ever */
    int64_t tokens;      /* given so far */
    int64_t used;        /* calls with the newest */
};

struct state {
    pthread_mutex_t mutex;
    struct calm calm;
    struct arena arena;
    struct proceedings all;
    const char *folder; /* /files/ are its; NULL: none */
    struct venue_play play;
    struct door door;
    struct rules rules;
    struct visits visits;
};

void state_init(struct state *state);
void state_done(struct state *state);

/* Takes the first rule that fits the visit's address, and uses it up by one. */
struct rule state_take_rule(struct state *state, size_t visit);
struct venue_play state_play(struct state *state, const struct rule *rule);

/* Is it the right login? Then *ret_token is the new one ("token-3"). */
bool door_enter(struct state *state, const char *user, const char *password,
                const char **ret_token);
/* Does that Authorization header open it? */
bool door_opens(struct state *state, const char *authorization);

NODISCARD bool control_apply(struct state *state, struct exchange *exchange,
                             struct err *err);
void log_answer(struct state *state, struct answer *answer);
void world_answer(struct state *state, struct answer *answer);

/* Does to the rendered answer what the rule says, as far as bytes go. */
void misbehave(const struct rule *rule, struct answer *answer);

/* Serves until SIGTERM; the exit code. */
int site_run(struct state *state, uint16_t port);

#endif
