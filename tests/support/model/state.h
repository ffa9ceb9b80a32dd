/* What fake_model is told to do at the moment, and what it was asked: shared by the
 * connection threads, behind one mutex. */
#ifndef SUPPORT_MODEL_STATE_H
#define SUPPORT_MODEL_STATE_H

#include "steer.h"

#include "base/hash.h"

/* X(constant, name): the ways of answering; rules.c says which parameters they take. */
#define MISCHIEFS(X)                                                                   \
    X(MISCHIEF_NONE, "none")     /* as it should be; text, ms, bytes */                \
    X(MISCHIEF_STATUS, "status") /* status, code, text, retry_after, … */            \
    X(MISCHIEF_SPLIT, "split")   /* writes of a few bytes, characters cut */           \
    X(MISCHIEF_SPLIT_EVENTS, "split_events") /* a character in two events */           \
    X(MISCHIEF_CRLF, "crlf")                                                           \
    X(MISCHIEF_CR, "cr")                                                               \
    X(MISCHIEF_TIGHT, "tight")                   /* no space after "data:" */          \
    X(MISCHIEF_COMMENTS, "comments")             /* for ms, negative: for ever */      \
    X(MISCHIEF_COMMENTS_MIDST, "comments_midst") /* half an answer, then for ever */   \
    X(MISCHIEF_NO_DONE, "no_done")                                                     \
    X(MISCHIEF_NO_END, "no_end")             /* no finish reason, no [DONE] */         \
    X(MISCHIEF_ERROR_OBJECT, "error_object") /* inside a 200; code, text */            \
    X(MISCHIEF_ERROR_TEXT, "error_text")     /* the same as a string */                \
    X(MISCHIEF_FINISH, "finish")             /* finish: its reason; bytes of answer */ \
    X(MISCHIEF_HANG, "hang")                 /* not one byte */                        \
    X(MISCHIEF_HANG_MIDST, "hang_midst")                                               \
    X(MISCHIEF_RESET, "reset")                                                         \
    X(MISCHIEF_RESET_MIDST, "reset_midst")                                             \
    X(MISCHIEF_BREAK, "break") /* closed in the midst */                               \
    X(MISCHIEF_BLANK, "blank")                                                         \
    X(MISCHIEF_REASONING, "reasoning")             /* reasoning_content first */       \
    X(MISCHIEF_THINKING, "thinking")               /* reasoning first */               \
    X(MISCHIEF_USAGE_IN_CHOICE, "usage_in_choice") /* as Kimi may */                   \
    X(MISCHIEF_NO_USAGE, "no_usage")                                                   \
    X(MISCHIEF_LONG_LINE, "long_line")     /* bytes, default 10 MB */                  \
    X(MISCHIEF_BOMB, "bomb")               /* gzip; bytes, default 200 MB */           \
    X(MISCHIEF_REDIRECT, "redirect")       /* location, default a metadata service */  \
    X(MISCHIEF_DOCUMENT, "document")       /* one JSON document, no stream */          \
    X(MISCHIEF_BLANK_LINES, "blank_lines") /* the same after empty lines */            \
    X(MISCHIEF_HTML, "html")               /* an error page under 200 */
#define X(constant, name) constant,
enum mischief { MISCHIEFS(X) MISCHIEF_COUNT };
#undef X
const char *mischief_name(enum mischief mischief);

/* Strings live in the state's arena, for ever. */
struct rule {
    enum mischief mischief;
    int64_t question;  /* number; 0: any */
    const char *model; /* NULL: any */
    int64_t skip;      /* so many calls that fit are left alone first */
    int64_t left;      /* how often yet; negative: for ever */
    int64_t status, bytes, ms;
    const char *text, *code, *finish, *location;
    const char *retry_after, *retry_after_ms, *should_retry;
};
struct rules {
    struct rule *items;
    size_t count, capacity;
};

/* One call, for /_log. */
struct call {
    const char *id; /* X-Client-Request-Id */
    const char *model, *question, *mischief;
    const char *ended; /* NULL while it goes on */
    int64_t start_ms, end_ms, number;
    size_t messages;
    uint64_t prefix;
    int status;
    int64_t tokens_in, tokens_cached, tokens_out;
    bool stream, has_key;
};
struct calls {
    struct call *items;
    size_t count, capacity;
};
struct prefixes {
    uint64_t *items;
    size_t count, capacity;
};

/* How answers come when no rule says otherwise. */
struct manner {
    int64_t first_ms, piece_ms; /* before the first piece, between pieces */
    int64_t piece_bytes, answer_bytes;
    const char *text; /* the answer to everything; NULL: made up */
};

struct state {
    pthread_mutex_t mutex;
    struct calm calm;
    struct arena arena;
    const char *models, *key; /* comma-joined; "" = no key is needed */
    struct manner manner;
    struct rules rules;
    struct calls calls;
    struct prefixes seen;
    int64_t open, open_most; /* calls at a time */
};

void state_init(struct state *state);
void state_done(struct state *state);

/* Takes the first rule that fits, and uses it up by one. */
struct rule state_take_rule(struct state *state, int64_t question, const char *model);
struct manner state_manner(struct state *state);

/* Notes a call; strings are copied. Sets *cached: its prefix was seen before. */
size_t state_call(struct state *state, const struct call *call, bool *ret_seen);
void state_call_tokens(struct state *state, size_t number, int64_t cached, int64_t out);
void state_call_ended(struct state *state, size_t number, int status,
                      const char *ended);

NODISCARD bool control_apply(struct state *state, struct exchange *exchange,
                             struct err *err);
void log_answer(struct state *state, struct buf *out);

#endif
