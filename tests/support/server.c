/* The HTTP side of fake_arxiv: which address gets what, and how connections break.
 *
 * /rss/<cat>, /atom/<cat>, /list/<cat>/new, /api/query (also /query) are arXiv's;
 * /_control, /_log and /_world are the test's. A thread a connection, so that one that
 * stalls hurts nobody. */
#include "state.h"

#include "base/hash.h"

#include <arpa/inet.h>
#include <cjson/cJSON.h>
#include <inttypes.h>
#include <microhttpd.h>
#include <signal.h>
#include <sys/socket.h>

enum { CONTROL_MAX = 1 << 20 };

/* One request, from its first line to its end. */
struct exchange {
    struct state *state;
    struct MHD_Connection *connection;
    size_t visit;
    bool logged;
    struct buf body;
    cJSON *json;
    char number[32];
    int status;
    struct rule rule;
    struct answer answer;
    size_t promised; /* bytes that a broken answer gives before it ends */
};

static void exchange_free(struct exchange *exchange)
{
    cJSON_Delete(exchange->json);
    buf_done(&exchange->body);
    buf_done(&exchange->answer.body);
    free(exchange);
}

static const char *header(const struct exchange *exchange, const char *name)
{
    return MHD_lookup_connection_value(exchange->connection, MHD_HEADER_KIND, name);
}

static const char *query(const struct exchange *exchange, const char *name)
{
    return MHD_lookup_connection_value(exchange->connection, MHD_GET_ARGUMENT_KIND,
                                       name);
}

/* A parameter of /_control: from the query string, else from the JSON body. */
static const char *control_parameter(void *context, const char *name)
{
    struct exchange *exchange = context;
    const char *text = query(exchange, name);
    const cJSON *item = cJSON_GetObjectItem(exchange->json, name);
    if (text != NULL || item == NULL)
        return text;
    if (cJSON_IsString(item))
        return cJSON_GetStringValue(item);
    if (cJSON_IsBool(item))
        return cJSON_IsTrue(item) ? "1" : "0";
    snprintf(exchange->number, sizeof exchange->number, "%d", item->valueint);
    return cJSON_IsNumber(item) ? exchange->number : NULL;
}

static void steer(struct exchange *exchange)
{
    struct err err = { 0 };
    struct answer *answer = &exchange->answer;
    if (exchange->body.len > 0)
        exchange->json = cJSON_ParseWithLength(exchange->body.ptr, exchange->body.len);
    if (control_apply(exchange->state, control_parameter, exchange, &err)) {
        control_answer(exchange->state, answer);
        return;
    }
    answer->status = 400;
    answer->content_type = "text/plain; charset=utf-8";
    buf_printf(&answer->body, "%s\n", err.text);
}

/* ---- arXiv's own pages ---- */

struct place {
    enum endpoint endpoint;
    const char *category; /* or the whole query of a feed */
};

static struct place place_of(struct arena *arena, const char *path)
{
    struct str rest = str_of(path);
    if (str_eq(rest, LIT("/api/query")) || str_eq(rest, LIT("/query")))
        return (struct place){ AT_API, "" };
    if (str_skip(&rest, LIT("/rss/")))
        return (struct place){ AT_RSS, arena_text(arena, rest) };
    if (str_skip(&rest, LIT("/atom/")))
        return (struct place){ AT_ATOM, arena_text(arena, rest) };
    if (str_skip(&rest, LIT("/list/")) && str_ends(rest, LIT("/new")))
        return (struct place){ AT_LIST,
                               arena_text(arena, str_upto(rest, rest.len - 4)) };
    return (struct place){ AT_OTHER, "" };
}

static const char *or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

static void render(struct exchange *exchange, const struct place *place)
{
    struct scene scene = state_scene(exchange->state, &exchange->rule);
    struct answer *answer = &exchange->answer;
    switch (place->endpoint) {
    case AT_RSS:
        render_rss(&scene, place->category, answer);
        break;
    case AT_ATOM:
        render_atom(&scene, place->category, answer);
        break;
    case AT_LIST:
        render_listing(&scene, place->category, query(exchange, "skip"),
                       query(exchange, "show"), answer);
        break;
    case AT_API:
        render_api(&scene, or_empty(query(exchange, "id_list")),
                   query(exchange, "start"), query(exchange, "max_results"), answer);
        break;
    default:
        answer->status = 404;
        answer->content_type = "text/html; charset=utf-8";
        buf_text(&answer->body,
                 "<!DOCTYPE html><html><head><title>404 Not Found</title>"
                 "</head><body><h1>404 Not Found</h1></body></html>\n");
    }
}

/* Feeds: a digest as long as SHA-256's, without quotes, as arXiv sends it. */
static void etag_of(const struct answer *answer, char ret_etag[65])
{
    uint64_t hash = HASH_START;
    for (int i = 0; i < 4; i++) {
        hash = hash_add(hash, buf_str(&answer->body));
        snprintf(ret_etag + i * 16, 17, "%016" PRIx64, hash);
    }
}

/* Feeds answer If-None-Match; listings have arXiv's inverted If-Modified-Since. */
static void answer_condition(struct exchange *exchange, const struct place *place,
                             const char *etag)
{
    const char *match = header(exchange, "If-None-Match");
    bool feed = place->endpoint == AT_RSS || place->endpoint == AT_ATOM;
    bool same = feed && match != NULL && strcmp(match, etag) == 0;
    bool trap = place->endpoint == AT_LIST && header(exchange, "If-Modified-Since");
    if (exchange->answer.status == 200 && (same || trap)) {
        exchange->answer.status = 304;
        buf_clear(&exchange->answer.body);
    }
}

/* ---- sending ---- */

static ssize_t broken_reader(void *context, uint64_t position, char *out, size_t max)
{
    struct exchange *exchange = context;
    if (position >= exchange->promised) {
        if (exchange->rule.mischief == MISCHIEF_STALL_BODY)
            state_stall(exchange->state);
        return MHD_CONTENT_READER_END_WITH_ERROR;
    }
    size_t len = exchange->promised - (size_t)position;
    if (len > max)
        len = max;
    memcpy(out, exchange->answer.body.ptr + position, len);
    return (ssize_t)len;
}

static struct MHD_Response *response_for(struct exchange *exchange)
{
    struct buf *body = &exchange->answer.body;
    enum mischief mischief = exchange->rule.mischief;
    if (mischief != MISCHIEF_BREAK && mischief != MISCHIEF_STALL_BODY)
        return MHD_create_response_from_buffer(body->len, body->ptr,
                                               MHD_RESPMEM_PERSISTENT);
    exchange->promised = body->len / 2;
    return MHD_create_response_from_callback(body->len, 4096, broken_reader, exchange,
                                             NULL);
}

static enum MHD_Result hang_up(struct exchange *exchange)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(
        exchange->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct sockaddr nobody = { .sa_family = AF_UNSPEC };
    (void)connect(info->connect_fd, &nobody, sizeof nobody); /* Linux: sends RST */
    return MHD_NO;
}

static enum MHD_Result send_answer(struct exchange *exchange, const char *etag)
{
    struct answer *answer = &exchange->answer;
    struct MHD_Response *response = response_for(exchange);
    MHD_add_response_header(response, "Content-Type", answer->content_type);
    if (etag != NULL)
        MHD_add_response_header(response, "ETag", etag);
    if (answer->location != NULL)
        MHD_add_response_header(response, "Location", answer->location);
    const char *retry = exchange->rule.retry_after;
    if (exchange->rule.mischief == MISCHIEF_UNAVAILABLE && retry == NULL)
        retry = "300";
    if (retry != NULL)
        MHD_add_response_header(response, "Retry-After", retry);
    exchange->status = answer->status;
    enum MHD_Result queued =
        MHD_queue_response(exchange->connection, (unsigned)answer->status, response);
    MHD_destroy_response(response);
    return queued;
}

static enum MHD_Result answer_as_arxiv(struct exchange *exchange, const char *path)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct state *state = exchange->state;
    struct place place = place_of(&arena, path);
    char etag[65];
    exchange->rule = state_take_rule(state, place.endpoint, place.category);
    if (state->delay_ms > 0)
        usleep((useconds_t)state->delay_ms * 1000);
    if (exchange->rule.mischief == MISCHIEF_STALL)
        state_stall(state);
    if (exchange->rule.mischief == MISCHIEF_RESET)
        return hang_up(exchange);
    render(exchange, &place);
    etag_of(&exchange->answer, etag);
    answer_condition(exchange, &place, etag);
    misbehave(&exchange->rule, &exchange->answer);
    bool feed = place.endpoint == AT_RSS || place.endpoint == AT_ATOM;
    return send_answer(exchange, feed ? etag : NULL);
}

static enum MHD_Result answer(struct exchange *exchange, const char *path)
{
    struct answer *out = &exchange->answer;
    *out = (struct answer){ .status = 200,
                            .content_type = "text/plain",
                            .body = buf_upto(ANSWER_MAX) };
    if (strcmp(path, "/_control") == 0)
        steer(exchange);
    else if (strcmp(path, "/_log") == 0)
        log_answer(exchange->state, out);
    else if (strcmp(path, "/_world") == 0)
        world_answer(exchange->state, out);
    else
        return answer_as_arxiv(exchange, path);
    return send_answer(exchange, NULL);
}

/* ---- the server ---- */

static void *note_address(void *context, const char *uri,
                          struct MHD_Connection *connection)
{
    struct exchange *exchange = calloc(1, sizeof *exchange);
    if (exchange == NULL)
        abort();
    *exchange = (struct exchange){ .state = context,
                                   .connection = connection,
                                   .body = buf_upto(CONTROL_MAX),
                                   .answer.body = buf_upto(ANSWER_MAX) };
    exchange->logged = strncmp(uri, "/_", 2) != 0;
    if (exchange->logged)
        exchange->visit = state_visit(
            exchange->state, (struct visit){ .start_ms = clock_now_ms(), .path = uri });
    return exchange;
}

static void note_headers(struct exchange *exchange, const char *method)
{
    if (exchange->logged)
        state_visit_headers(
            exchange->state, exchange->visit,
            (struct visit){
                .method = method,
                .user_agent = header(exchange, "User-Agent"),
                .accept = header(exchange, "Accept"),
                .if_none_match = header(exchange, "If-None-Match"),
                .if_modified_since = header(exchange, "If-Modified-Since"),
            });
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection,
                              const char *path, const char *method, const char *version,
                              const char *upload, size_t *upload_size, void **request)
{
    struct exchange *exchange = *request;
    (void)context, (void)connection, (void)version;
    if (exchange->status == 0) {
        exchange->status = -1;
        note_headers(exchange, method);
        return MHD_YES;
    }
    if (*upload_size > 0) {
        buf_add(&exchange->body, (struct str){ upload, *upload_size });
        *upload_size = 0;
        return MHD_YES;
    }
    return answer(exchange, path);
}

static void completed(void *context, struct MHD_Connection *connection, void **request,
                      enum MHD_RequestTerminationCode code)
{
    struct exchange *exchange = *request;
    (void)context, (void)connection, (void)code;
    if (exchange == NULL)
        return;
    if (exchange->logged)
        state_visit_ended(exchange->state, exchange->visit, exchange->status);
    exchange_free(exchange);
    *request = NULL;
}

static struct MHD_Daemon *serve(struct state *state, uint16_t port)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons(port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    return MHD_start_daemon(
        MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD, port, NULL,
        NULL, handle, state, MHD_OPTION_SOCK_ADDR, &address,
        MHD_OPTION_URI_LOG_CALLBACK, note_address, state, MHD_OPTION_NOTIFY_COMPLETED,
        completed, state, MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_END);
}

int server_run(struct state *state, uint16_t port)
{
    int caught;
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    struct MHD_Daemon *daemon = serve(state, port);
    if (daemon == NULL) {
        fprintf(stderr, "fake_arxiv: cannot listen on port %d\n", port);
        return 1;
    }
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    printf("listening on http://127.0.0.1:%d\n", info->port);
    fflush(stdout);
    sigwait(&ends, &caught);
    state_close(state);
    MHD_stop_daemon(daemon);
    return 0;
}
