/* A site of streams, and clients that follow them, for server_stream_test.c. */
#ifndef TESTS_STREAM_CLIENT_H
#define TESTS_STREAM_CLIENT_H

#include "http/test_site.h"

#include <poll.h>
#include <sys/resource.h>

enum { LOG_MAX = 32 << 20 };

static struct stream_log *served_log;
static struct stop nobody_stops;

static inline bool serve_stream(void *context, const struct request *request,
                                struct response *response, struct err *err)
{
    (void)context;
    int64_t from = 0;
    if (!request_param_int(request, "from", 0, LOG_MAX, 0, &from, err))
        return false;
    const char *body = request_param(request, "body");
    response->content_type = "text/event-stream";
    response->keep_seconds = 60; /* never heeded */
    response->asked_store = true;
    buf_text(&response->body, body ? body : "");
    response->stream = (struct stream_answer){ .log = stream_log_hold(served_log),
                                               .from = (size_t)from,
                                               .keepalive = LIT(":\n\n") };
    if (request_param(request, "broken") != NULL)
        response_header(response, "X-Broken", "two\nlines");
    return request_param(request, "fail") == NULL ||
           err_set(err, ERR_NOT_FOUND, "no such stream");
}

static inline bool serve_headers(void *context, const struct request *request,
                                 struct response *response, struct err *err)
{
    (void)context;
    (void)err;
    const char *sid = request_cookie(request, "sid");
    response->content_type = "text/plain";
    buf_printf(&response->body, "%s %s %s %d", sid ? sid : "-",
               request->accept ? request->accept : "-",
               request->last_event_id ? request->last_event_id : "-",
               request->network != 0);
    return true;
}

static const struct route stream_routes[] = {
    { METHOD_GET, "/stream", serve_stream },
    { METHOD_GET, "/headers", serve_headers },
    { METHOD_GET, "/page", serve_page },
};

static inline struct server_options stream_options(void)
{
    struct server_options options = usual_options();
    options.routes = stream_routes;
    options.route_count = COUNT_OF(stream_routes);
    options.stream_silence_ms = options.stream_life_ms = 3600 * 1000;
    return options;
}

static inline struct server *open_streams(const struct server_options *options)
{
    stop_init(&nobody_stops);
    served_log = stream_log_new(LOG_MAX);
    return open_server(options);
}

static inline void close_streams(struct server *server)
{
    server_close(server);
    assert_int_equal(stream_log_followers(served_log), 0);
    stream_log_release(served_log);
    stop_done(&nobody_stops);
}

/* Waits for what another thread is about to do; ten seconds at most. */
#define UNTIL(condition)                                                               \
    for (int tries_left = 10000; !(condition); tries_left--) {                         \
        assert_true(tries_left > 0);                                                   \
        stop_wait(&nobody_stops, 1);                                                   \
    }

/* Asks for a stream and reads the head of the answer. */
static inline struct peer follow(struct server *server, const char *target,
                                 struct reply *reply)
{
    char request[512];
    struct peer peer = peer_to(server_address(server));
    snprintf(request, sizeof request, "GET %s HTTP/1.1\r\n" HOST "\r\n", target);
    peer_send(&peer, str_of(request));
    peer_read(&peer, false, reply);
    return peer;
}

/* Takes a chunk's length off *rest; false: it is not whole. */
static inline bool next_chunk(struct str *rest, struct str *ret_chunk)
{
    size_t end = str_find(*rest, LIT("\r\n")), len = 0;
    if (end == rest->len)
        return false;
    for (size_t i = 0; i < end; i++) {
        char c = char_lower(rest->ptr[i]);
        assert_true(char_is_digit(c) || (c >= 'a' && c <= 'f'));
        len = len * 16 + (size_t)(char_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    if (rest->len < end + 2 + len + 2)
        return false;
    *ret_chunk = str_upto(str_from(*rest, end + 2), len);
    *rest = str_from(*rest, end + 2 + len + 2);
    return true;
}

/* What came so far without its chunks; *ret_ended: the last one came. */
static inline void unchunk(const struct peer *peer, struct buf *out, bool *ret_ended)
{
    struct str rest = buf_str(&peer->read), chunk;
    buf_clear(out);
    *ret_ended = false;
    while (!*ret_ended && next_chunk(&rest, &chunk)) {
        buf_add(out, chunk);
        *ret_ended = chunk.len == 0;
    }
}

/* Reads until the stream holds this text, from its start on. */
static inline void read_until(struct peer *peer, const char *expected)
{
    CLEANUP(buf_done) struct buf text = buf_upto(LOG_MAX);
    bool ended = false;
    for (unchunk(peer, &text, &ended); text.len < strlen(expected);
         unchunk(peer, &text, &ended))
        if (ended || !peer_more(peer))
            fail_msg("ended after %zu bytes", text.len);
    assert_string_equal(text.ptr, expected);
}

/* Reads to the last chunk; the stream must hold this and nothing else. */
static inline void read_to_end(struct peer *peer, struct str expected)
{
    CLEANUP(buf_done) struct buf text = buf_upto(LOG_MAX);
    bool ended = false;
    for (unchunk(peer, &text, &ended); !ended; unchunk(peer, &text, &ended))
        assert_true(peer_more(peer));
    if (!str_eq(buf_str(&text), expected))
        fail_msg("%zu bytes instead of %zu", text.len, expected.len);
}

#endif
