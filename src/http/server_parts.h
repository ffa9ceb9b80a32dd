/* What server.c (the daemon) and server_connection.c (its connections) share; private
 * to them. */
#ifndef HTTP_SERVER_PARTS_H
#define HTTP_SERVER_PARTS_H

#include "http/cache.h"
#include "http/client.h"
#include "http/keeper.h"
#include "http/limit.h"
#include "http/listen.h"
#include "http/reaper.h"
#include "http/server.h"

#include <microhttpd.h>

enum {
    IDLE_SECONDS_MAX = 30,
    REQUEST_DEADLINE_MS = 15000,
    ANSWER_DEADLINE_MS = 300000, /* for a reader who takes a byte now and then */
    STREAM_SLACK_MS = 60000,     /* the same, of a stream that has ended */
};

struct server {
    struct server_options options;
    struct MHD_Daemon *daemon;
    char address[LISTEN_ADDRESS_SIZE];
    bool knows_heads;            /* server_head.h */
    struct client trusted_proxy; /* family 0: none */
    struct cache *pages, *files; /* by generation; lasting ones */
    struct limit *limit;         /* NULL: none */
    struct reaper reaper;
    struct keeper keeper;
    struct stop closing; /* asked: no new requests; woken by each request that ends */
    _Atomic bool is_closing;
    struct server_counters counters;
};

/* The callbacks that a daemon is given; `context` is the struct server. */
void connection_changed(void *context, struct MHD_Connection *connection,
                        void **socket_context,
                        enum MHD_ConnectionNotificationCode code);
void *connection_target(void *context, const char *target,
                        struct MHD_Connection *connection);
enum MHD_Result connection_request(void *context, struct MHD_Connection *connection,
                                   const char *url, const char *method,
                                   const char *version, const char *upload,
                                   size_t *upload_size, void **request_context);
void connection_completed(void *context, struct MHD_Connection *connection,
                          void **request_context, enum MHD_RequestTerminationCode why);
/* The target stays as it came. */
size_t connection_unescape(void *context, struct MHD_Connection *connection,
                           char *text);

#endif
