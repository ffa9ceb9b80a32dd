/* The HTTP server. The files server*.c behind it are the only ones that know
 * libmicrohttpd.
 *
 * epoll, as many threads as cores; header guard and deadlines of our own; a page cache
 * that answers before any handler runs; gzip and brotli; ETag and 304; HEAD. Handlers
 * run on the server's threads and must be quick. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "http/router.h"

#include <stdatomic.h>

struct server;

struct server_options {
    const char *listen;      /* "127.0.0.1:8080", "[::1]:0"; port 0 = any free */
    const char *socket_path; /* instead of listen: a unix socket, mode 0600 */
    /* Address whose X-Forwarded-For counts ("unix": any peer of our socket); NULL =
     * none */
    const char *trusted_proxy;
    int threads;
    int64_t request_body_max;
    int64_t connections_max;
    int64_t request_deadline_ms; /* for a whole request to arrive; 0 = 15 seconds */
    /* For a client's network (IPv4 /24, IPv6 /56); 0 = no limit. */
    int64_t requests_per_minute;
    bool limit_loopback; /* loopback clients too */
    /* Streams (http/stream.h) at a time, in all and of one network; 0 = no limit.
     * Beyond them 503 and 429 with Retry-After. */
    int64_t streams_max, streams_of_network;
    /* After how much silence a stream says its keepalive, and how long it may be
     * followed; 0 = 15 seconds and 10 minutes. */
    int64_t stream_silence_ms, stream_life_ms;
    size_t cache_bytes; /* of the page cache */
    const struct route *routes;
    size_t route_count;
    void *context; /* of the handlers */
    /* The store's generation: a change empties the page cache. May be NULL. */
    uint64_t (*generation)(void *context);
    /* Draws the page for a status and its error (400, 404, 405, 413, 414, 429, 500,
     * 503). */
    void (*error_page)(void *context, const struct request *request, int status,
                       const struct err *err, struct response *response);
};

/* Since the start; read them from any thread. */
struct server_counters {
    _Atomic int64_t requests;   /* that arrived whole */
    _Atomic int64_t cache_hits; /* of these, answered from the page cache */
    _Atomic int64_t errors;     /* answered with a status from 500 on */
    _Atomic int64_t refused;    /* by the guard or a limit */
    _Atomic int64_t streams;    /* open now */
};

/* Listens and answers from here on. Copies the options; what routes and context point
 * at must outlive the server. ERR_BUSY: the address is taken; ERR_INVALID: it is none,
 * or the proxy is none. */
NODISCARD bool server_open(const struct server_options *options,
                           struct server **ret_server, struct err *err);
/* Takes no new request, ends all streams, waits for what is in flight (10 s at most);
 * NULL is fine. */
void server_close(struct server *server);
/* "http://127.0.0.1:8080" with the real port, or "unix:PATH". */
const char *server_address(const struct server *server);
const struct server_counters *server_counters(const struct server *server);

#endif
