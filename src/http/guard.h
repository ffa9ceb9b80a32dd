/* Refuses requests that two HTTP readers could understand differently (request
 * smuggling), and picks up the headers that we use, in one pass.
 *
 * Needed because libmicrohttpd 0.9.75 accepts Content-Length beside Transfer-Encoding,
 * duplicates, unknown codings and "Name :" (RFC 9112, sections 5.1 and 6.3). Pure: give
 * it each header in turn, then ask guard_end. The views must outlive the guard. */
#ifndef HTTP_GUARD_H
#define HTTP_GUARD_H

#include "base/str.h"

#include <stdint.h>

/* name as sent (any case), and whether a second one is refused. */
#define GUARD_HEADERS(X)                                                               \
    X(HOST, "host", true)                                                              \
    X(ACCEPT_ENCODING, "accept-encoding", false)                                       \
    X(IF_NONE_MATCH, "if-none-match", false)                                           \
    X(CONTENT_LENGTH, "content-length", true)                                          \
    X(TRANSFER_ENCODING, "transfer-encoding", true)                                    \
    X(AUTHORIZATION, "authorization", true)                                            \
    X(CONTENT_TYPE, "content-type", true)                                              \
    X(ORIGIN, "origin", true)                                                          \
    X(FETCH_SITE, "sec-fetch-site", true)                                              \
    X(FORWARDED_FOR, "x-forwarded-for", false)                                         \
    X(COOKIE, "cookie", false)                                                         \
    X(ACCEPT, "accept", false)                                                         \
    X(LAST_EVENT_ID, "last-event-id", true)

enum guard_header {
#define X(id, name, single) HEADER_##id,
    GUARD_HEADERS(X)
#undef X
        HEADER_COUNT
};

enum { GUARD_HEADERS_MAX = 100, GUARD_BYTES_MAX = 16 << 10 };

struct guard {
    struct str values[HEADER_COUNT]; /* ptr NULL: not sent; the last, where repeated */
    int64_t content_length;          /* 0 when not sent */
    bool has_body;                   /* a length above 0, or chunked */
    size_t count, bytes;
    int status; /* 0 = fine so far, else 400 or 431 */
    const char *why;
};

void guard_add(struct guard *guard, struct str name, struct str value);
/* After the last header. On false *ret_status is the answer; the connection must close.
 */
NODISCARD bool guard_end(struct guard *guard, const char *method, const char *version,
                         int *ret_status, struct err *err);

/* An unsafe method is for our own pages and for scripts (no Origin), not for another
 * site's pages: Sec-Fetch-Site decides, else Origin against Host. NULL: not sent. */
bool guard_same_site(const char *host, const char *origin, const char *fetch_site);

#endif
