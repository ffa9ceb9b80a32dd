/* What to do after a call to a model: a table from what was seen to one of six ways on
 * (the cases are the vendors' documented ones and those met in the wild). Pure. */
#ifndef LLM_OUTCOME_H
#define LLM_OUTCOME_H

#include "llm/chat_stream.h"

enum outcome {
    OUTCOME_ANSWER,        /* whole */
    OUTCOME_PARTIAL,       /* cut by its length: continue once, then mark it */
    OUTCOME_RETRY,         /* counts as a try: connection, 5xx, cut or blank answer */
    OUTCOME_WAIT,          /* does not count: 429 by rate, 503; the provider rests */
    OUTCOME_PROVIDER_DOWN, /* key, money, model: stop this provider, keep the jobs */
    OUTCOME_GIVE_UP,       /* the request itself: filtered, invalid */
    OUTCOME_TOO_LONG, /* the prompt is over the context: trim once more, then give up */
    OUTCOME_COUNT
};
const char *outcome_name(enum outcome outcome); /* "answer", "partial", … */

enum call_end {
    CALL_ENDED,     /* the answer came to its end, whatever its status */
    CALL_NO_ANSWER, /* DNS, connect, TLS handshake, reset before a status */
    CALL_BAD_TLS,   /* the certificate was refused */
    CALL_CUT,       /* reset or end in the midst of the body */
    CALL_SILENT,    /* our deadline on progress passed */
    CALL_TOO_BIG,   /* over a bound of ours */
    CALL_REFUSED    /* an address that the guard forbids */
};
struct call_seen {
    enum call_end end;
    int status;          /* 0: none came */
    int64_t retry_after; /* seconds, 0: not said */
    enum {
        SHOULD_RETRY_UNSAID,
        SHOULD_RETRY_YES,
        SHOULD_RETRY_NO
    } should_retry;         /* x-should-retry */
    const char *error_code; /* of the error object; "" = none */
    const char *error_text;
    const struct chat_stream *stream; /* of a 200; else NULL */
};
/* A sentence in ret_why (for the operator) for all but OUTCOME_ANSWER. */
enum outcome outcome_of(const struct call_seen *seen, char *ret_why, size_t why_size);

#endif
