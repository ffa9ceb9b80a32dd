/* What a handler answers: status, type, body, and how long it may be kept. */
#ifndef HTTP_RESPONSE_H
#define HTTP_RESPONSE_H

#include "base/buf.h"
#include "base/err.h"
#include "http/stream.h"

enum { RESPONSE_BODY_MAX = 32 << 20, RESPONSE_HEADERS_MAX = 8 };

struct response_header {
    const char *name;  /* a literal */
    const char *value; /* a literal, or in the request's arena */
};

struct response {
    int status;
    const char *content_type; /* a literal */
    struct buf body;          /* owned; born by the caller of the handler */
    struct response_header headers[RESPONSE_HEADERS_MAX];
    size_t header_count;
    /* The answer depends on nothing but the target and the store's generation: it may
     * come from the page cache for this many seconds. 0 = no. */
    int keep_seconds;
    /* Not even the generation matters (an embedded file): a new one does not end its
     * stay. */
    bool lasting;
    /* "public, max-age=31536000, immutable" for versioned files; NULL = no-cache
     * (browsers ask again with the ETag). */
    const char *cache_control;
    bool asked_store; /* then the answer carries Server-Timing */
    /* What of its time is told beside the total. */
    struct time_part {
        const char *name; /* a literal; NULL: nothing */
        int64_t spent_us;
    } time_part;
    /* Followed after the body; such an answer is never kept, compressed or given an
     * ETag.
     */
    struct stream_answer stream;
};

void response_done(struct response *response);
/* At most RESPONSE_HEADERS_MAX of them. */
void response_header(struct response *response, const char *name, const char *value);
/* A redirect (301 to 308) to a path of ours; `location` lives as a header's value. */
void response_redirect(struct response *response, int status, const char *location);
/* The status that goes with a handler's error: INVALID 400, NOT_FOUND 404, REFUSED 403,
 * BROKEN 500; BUSY, UPSTREAM and LIMIT (a deadline of the store) 503 with Retry-After.
 */
int response_status(enum err_code code);
const char *response_reason(int status); /* "Not Found" */

#endif
