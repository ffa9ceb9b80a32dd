/* What the played servers share: HTTP on 127.0.0.1 with a thread a connection, so that
 * one that stalls hurts nobody; the parts of a request; connections that break; waits
 * that end when the test says so. */
#ifndef SUPPORT_SERVER_H
#define SUPPORT_SERVER_H

#include "base/buf.h"

#include <cjson/cJSON.h>
#include <microhttpd.h>
#include <pthread.h>

/* Whoever waits here goes on when calm is asked for, when the server closes, or when
 * his client has left. */
struct calm {
    pthread_mutex_t mutex;
    pthread_cond_t cond;
    unsigned round;
    bool closing;
};
void calm_init(struct calm *calm);
void calm_done(struct calm *calm);
void calm_now(struct calm *calm);
void calm_close(struct calm *calm); /* for good */

/* One request, from its first line to its end. */
struct exchange {
    struct MHD_Connection *connection;
    const char *uri;    /* while `arrived` is called */
    const char *method; /* from `heard` on */
    int64_t start_ms;
    struct buf body;
    cJSON *json; /* of the body; see exchange_json */
    void *own;   /* the fake's, made by `arrived` */
    bool begun;
    char number[32];
};

struct fake {
    const char *name;
    size_t body_max;
    void *context;
    struct calm *calm;
    void (*arrived)(void *context, struct exchange *exchange);
    void (*heard)(void *context, struct exchange *exchange); /* its headers */
    enum MHD_Result (*answer)(void *context, struct exchange *exchange,
                              const char *path);
    void (*ended)(void *context, struct exchange *exchange, bool whole);
};

/* Prints the address and serves (port 0: any) until SIGTERM; the exit code. */
int fake_serve(struct fake *fake, uint16_t port);

const char *exchange_header(const struct exchange *exchange, const char *name);
const char *exchange_query(const struct exchange *exchange, const char *name);
/* The body as JSON; NULL if it is none. */
const cJSON *exchange_json(struct exchange *exchange);
/* Waits `ms`, negative for ever; false when something else has ended the wait. */
bool exchange_wait(struct exchange *exchange, struct calm *calm, int64_t ms);
/* Ends the connection with a reset. */
enum MHD_Result exchange_reset(struct exchange *exchange);
enum MHD_Result exchange_send(struct exchange *exchange, int status, const char *type,
                              struct MHD_Response *response);
/* The bytes stay the caller's until the exchange has ended. */
enum MHD_Result exchange_send_bytes(struct exchange *exchange, int status,
                                    const char *type, struct str bytes);

#endif
