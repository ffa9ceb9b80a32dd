/* Fetching over HTTP(S) from other people's servers: bounded, cancellable, honest.
 *
 * One client a thread. Every transfer has a deadline, a ceiling counted after
 * decompression, at most three redirects, and ends at once when `stop` is asked. No
 * cookies, no proxy, no netrc. https only, except to an origin that the operator wrote
 * down himself (net/url_guard.h); private addresses likewise. */
#ifndef NET_HTTP_CLIENT_H
#define NET_HTTP_CLIENT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/thread.h"
#include "net/url_guard.h"

struct http_client;

struct http_get {
    const char *url;
    const char *accept;        /* NULL: any */
    const char *etag;          /* sent verbatim as If-None-Match; NULL: none */
    const char *last_modified; /* as If-Modified-Since; NULL: none */
    /* "Authorization: Bearer …", for this address alone: not sent to where it
     * redirects, and never in an error. NULL: none. */
    const char *authorization;
    size_t body_max;
    int timeout_ms; /* for the whole transfer */
    /* Asked before a redirect to `url` is followed, so that the next host's turn can be
     * waited for: the wait is not counted. False: it is not followed, and that is the
     * error. NULL: at once. */
    bool (*redirect)(void *context, const char *url, struct err *err);
    void *context; /* given to it */
};

struct http_answer {
    int status;
    const char *url;          /* after redirects */
    const char *content_type; /* NULL when absent */
    const char *etag, *last_modified;
    int64_t retry_after; /* seconds from now, from either form; 0: not said */
    struct str body;
    bool whole; /* false: the connection ended before the announced length */
};

/* `user_agent` names us and how to reach the operator. `guard` and `stop` must outlive
 * the client. */
NODISCARD bool http_client_open(const char *user_agent, const struct url_guard *guard,
                                struct stop *stop, struct http_client **ret_client,
                                struct err *err);
void http_client_close(struct http_client *client); /* NULL is fine */

/* Any status is an answer; strings and body live in the arena. ERR_UPSTREAM: no answer
 * (DNS, connection, TLS, deadline, stop) or too many redirects, ERR_LIMIT: over
 * body_max, ERR_REFUSED: an address that the guard forbids, ERR_INVALID: a control
 * character in a header to be sent. `now` turns an HTTP date of Retry-After into
 * seconds. */
NODISCARD bool http_client_get(struct http_client *client, const struct http_get *get,
                               int64_t now, struct arena *arena,
                               struct http_answer *ret_answer, struct err *err);

/* Retry-After: seconds ("120", "1.5" rounded up) or an HTTP date; 0 if neither, at most
 * one day. Pure. */
int64_t http_retry_after(struct str value, int64_t now);

#endif
