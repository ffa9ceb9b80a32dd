/* A small site behind a real server, for the tests of server*.c: one test, one server.
 */
#ifndef TESTS_TEST_SITE_H
#define TESTS_TEST_SITE_H

#include "base/thread.h"
#include "http/assets.h"
#include "http/raw_client.h"
#include "http/server.h"

#define HOST "Host: papers.example\r\n"

enum { PAGE_LINES = 2000 };

/* What the handlers share with the tests. */
static struct site {
    _Atomic uint64_t generation;
    _Atomic int calls;
    struct stop entered; /* asked when a handler waits… */
    struct stop gate;    /* …here, until it is opened */
} site;

static inline uint64_t site_generation(void *context)
{
    return ((struct site *)context)->generation;
}

static inline bool serve_page(void *context, const struct request *request,
                              struct response *response, struct err *err)
{
    struct site *served = context;
    (void)err;
    response->content_type = "text/html; charset=utf-8";
    for (int i = 0; i < PAGE_LINES; i++)
        buf_printf(&response->body, "line %d of %s in %d\n", i, request->path,
                   (int)served->generation);
    response->asked_store = true;
    response->keep_seconds = strcmp(request->path, "/page") == 0 ? 60 : 0;
    served->calls++;
    return true;
}

static inline bool serve_echo(void *context, const struct request *request,
                              struct response *response, struct err *err)
{
    (void)context;
    (void)err;
    response->content_type = "text/plain";
    buf_printf(&response->body, "%s %zu ", request->client, request->body.len);
    buf_add(&response->body, str_upto(request->body, 100));
    return true;
}

static inline bool serve_slowly(void *context, const struct request *request,
                                struct response *response, struct err *err)
{
    struct site *served = context;
    (void)request;
    (void)err;
    stop_now(&served->entered);
    while (!stop_wait(&served->gate, 10000))
        continue;
    buf_text(&response->body, "at last");
    return true;
}

static inline bool serve_failure(void *context, const struct request *request,
                                 struct response *response, struct err *err)
{
    (void)context;
    int64_t code = ERR_BROKEN;
    response->asked_store = true;
    response_header(response, "X-Never", "sent");
    if (!request_param_int(request, "code", ERR_INVALID, ERR_BROKEN, ERR_BROKEN, &code,
                           err))
        return false;
    return err_set(err, (enum err_code)code, "it failed");
}

static inline bool serve_redirect(void *context, const struct request *request,
                                  struct response *response, struct err *err)
{
    (void)context;
    (void)err;
    const char *to = request_param(request, "to");
    response_redirect(response, 302, to ? to : "/page");
    return true;
}

static const struct route routes[] = {
    { METHOD_GET, "/page", serve_page },
    { METHOD_GET, "/fresh", serve_page },
    { METHOD_GET, "/slow", serve_slowly },
    { METHOD_GET, "/failure", serve_failure },
    { METHOD_GET, "/redirect", serve_redirect },
    { METHOD_GET, "/who", serve_echo },
    { METHOD_POST, "/echo", serve_echo },
    { METHOD_GET, "/static/{path*}", asset_serve },
};

static inline struct server_options usual_options(void)
{
    return (struct server_options){
        .listen = "127.0.0.1:0",
        .threads = 2,
        .cache_bytes = 8 << 20,
        .routes = routes,
        .route_count = COUNT_OF(routes),
        .context = &site,
        .generation = site_generation,
    };
}

static inline struct server *open_server(const struct server_options *options)
{
    struct server *server = NULL;
    struct err err = { 0 };
    if (!server_open(options, &server, &err))
        fail_msg("%s", err.text);
    return server;
}

static inline int set_up(void **state)
{
    site.generation = 1;
    site.calls = 0;
    stop_init(&site.gate);
    stop_init(&site.entered);
    struct server_options options = usual_options();
    *state = open_server(&options);
    return 0;
}

static inline int tear_down(void **state)
{
    server_close(*state);
    stop_done(&site.gate);
    stop_done(&site.entered);
    return 0;
}

/* One request on a connection of its own. */
static inline void ask(struct server *server, const char *request, struct reply *reply)
{
    CLEANUP(peer_done) struct peer peer = peer_to(server_address(server));
    peer_send(&peer, str_of(request));
    peer_read(&peer, strncmp(request, "HEAD", 4) == 0, reply);
}

#define ON_ONE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

#endif
