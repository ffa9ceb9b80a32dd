/* The server over real sockets: what it answers, refuses and ends. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include <errno.h>

#include "base/thread.h"
#include "http/assets.h"
#include "http/raw_client.h"
#include "http/server.h"

#include <sys/stat.h>
#include <zlib.h>

#define HOST "Host: papers.example\r\n"

enum { PAGE_LINES = 2000 };

/* What the handlers share with the tests. */
static struct site {
    _Atomic uint64_t generation;
    _Atomic int calls;
    struct stop gate; /* a handler waits here until it is opened */
    _Atomic int waiting;
} site;

static uint64_t site_generation(void *context)
{
    return ((struct site *)context)->generation;
}

static bool serve_page(void *context, const struct request *request,
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

static bool serve_echo(void *context, const struct request *request,
                       struct response *response, struct err *err)
{
    (void)context;
    (void)err;
    response->content_type = "text/plain";
    buf_printf(&response->body, "%s %zu ", request->client, request->body.len);
    buf_add(&response->body, str_upto(request->body, 100));
    return true;
}

static bool serve_slowly(void *context, const struct request *request,
                         struct response *response, struct err *err)
{
    struct site *served = context;
    (void)request;
    (void)err;
    served->waiting++;
    while (!stop_wait(&served->gate, 10000))
        continue;
    buf_text(&response->body, "at last");
    return true;
}

static bool serve_failure(void *context, const struct request *request,
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

static bool serve_redirect(void *context, const struct request *request,
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

static struct server_options usual_options(void)
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

static struct server *open_server(const struct server_options *options)
{
    struct server *server = NULL;
    struct err err = { 0 };
    if (!server_open(options, &server, &err))
        fail_msg("%s", err.text);
    return server;
}

static int set_up(void **state)
{
    site.generation = 1;
    site.calls = site.waiting = 0;
    stop_init(&site.gate);
    struct server_options options = usual_options();
    *state = open_server(&options);
    return 0;
}

static int tear_down(void **state)
{
    server_close(*state);
    stop_done(&site.gate);
    return 0;
}

/* One request on a connection of its own. */
static void ask(struct server *server, const char *request, struct reply *reply)
{
    CLEANUP(peer_done) struct peer peer = peer_to(server_address(server));
    peer_send(&peer, str_of(request));
    peer_read(&peer, strncmp(request, "HEAD", 4) == 0, reply);
}

static const char *const on_all[] = {
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Cache-Control",
};

static const struct {
    const char *request;
    int status;
    const char *name, *value; /* a header that must be there; value NULL: any */
} answers[] = {
    { "GET /page HTTP/1.1\r\n" HOST "\r\n", 200, "Content-Type",
      "text/html; charset=utf-8" },
    { "HEAD /page HTTP/1.1\r\n" HOST "\r\n", 200, "ETag", NULL },
    { "GET /page HTTP/1.0\r\n\r\n", 200, "ETag", NULL },
    { "GET /page?a=%zz HTTP/1.1\r\n" HOST "\r\n", 400, NULL, NULL },
    { "GET http://papers.example/page HTTP/1.1\r\n" HOST "\r\n", 400, NULL, NULL },
    { "GET /nothing HTTP/1.1\r\n" HOST "\r\n", 404, NULL, NULL },
    { "PUT /page HTTP/1.1\r\n" HOST "\r\n", 405, "Allow", "GET, HEAD" },
    { "DELETE /echo HTTP/1.1\r\n" HOST "\r\n", 405, "Allow", "POST" },
    { "OPTIONS * HTTP/1.1\r\n" HOST "\r\n", 400, NULL, NULL },
    { "OPTIONS /nothing HTTP/1.1\r\n" HOST "\r\n", 405, "Allow", "GET, HEAD, POST" },
    { "GET /echo HTTP/1.1\r\n" HOST "\r\n", 405, "Allow", "POST" },
    { "POST /page HTTP/1.1\r\n" HOST "\r\n", 405, "Allow", "GET, HEAD" },
    { "GET /failure?code=1 HTTP/1.1\r\n" HOST "\r\n", 400, "Server-Timing", NULL },
    { "GET /failure?code=2 HTTP/1.1\r\n" HOST "\r\n", 404, NULL, NULL },
    { "GET /failure?code=3 HTTP/1.1\r\n" HOST "\r\n", 503, "Retry-After", "5" },
    { "GET /failure?code=4 HTTP/1.1\r\n" HOST "\r\n", 503, "Retry-After", "60" },
    { "GET /failure?code=5 HTTP/1.1\r\n" HOST "\r\n", 403, NULL, NULL },
    { "GET /failure?code=6 HTTP/1.1\r\n" HOST "\r\n", 503, "Retry-After", "5" },
    { "GET /failure?code=7 HTTP/1.1\r\n" HOST "\r\n", 500, NULL, NULL },
    { "GET /redirect HTTP/1.1\r\n" HOST "\r\n", 302, "Location", "/page" },
    { "GET /static/nothing.css HTTP/1.1\r\n" HOST "\r\n", 404, NULL, NULL },
    { "POST /echo HTTP/1.1\r\n" HOST "Sec-Fetch-Site: cross-site\r\n\r\n", 403, NULL,
      NULL },
    { "POST /echo HTTP/1.1\r\n" HOST "Origin: http://evil.example\r\n\r\n", 403, NULL,
      NULL },
    { "POST /echo HTTP/1.1\r\n" HOST "Origin: http://papers.example\r\n\r\n", 200, NULL,
      NULL },
    { "POST /echo HTTP/1.1\r\n" HOST "\r\n", 200, NULL, NULL },
};

static void each_request_has_its_status_and_the_security_headers(void **state)
{
    CLEANUP(reply_done) struct reply reply = { 0 };
    for (size_t i = 0; i < COUNT_OF(answers); i++) {
        ask(*state, answers[i].request, &reply);
        if (reply.status != answers[i].status)
            fail_msg("%s: %d", answers[i].request, reply.status);
        for (size_t k = 0; k < COUNT_OF(on_all); k++)
            assert_non_null(reply_header(&reply, on_all[k]));
        assert_null(reply_header(&reply, "X-Never"));
        if (answers[i].name == NULL)
            continue;
        const char *value = reply_header(&reply, answers[i].name);
        assert_non_null(value);
        if (answers[i].value != NULL)
            assert_string_equal(value, answers[i].value);
    }
}

static void a_header_that_cannot_be_sent_ends_the_connection(void **state)
{
    CLEANUP(reply_done) struct reply reply = { 0 };
    ask(*state, "GET /redirect?to=/a%0d%0aX:%20b HTTP/1.1\r\n" HOST "\r\n", &reply);
    assert_int_equal(reply.status, 0);
}

static void a_kept_page_is_drawn_once_until_the_generation_changes(void **state)
{
    CLEANUP(reply_done) struct reply first = { 0 }, second = { 0 };
    const char *request = "GET /page HTTP/1.1\r\n" HOST "\r\n";
    ask(*state, request, &first);
    assert_non_null(reply_header(&first, "Server-Timing"));
    for (int i = 0; i < 3; i++) {
        ask(*state, request, &second);
        assert_null(reply_header(&second, "Server-Timing"));
        assert_true(str_eq(buf_str(&first.body), buf_str(&second.body)));
    }
    assert_int_equal(site.calls, 1);
    assert_int_equal(server_counters(*state)->cache_hits, 3);
    site.generation = 2;
    ask(*state, request, &second);
    assert_int_equal(site.calls, 2);
    assert_false(str_eq(buf_str(&first.body), buf_str(&second.body)));
    ask(*state, "GET /fresh HTTP/1.1\r\n" HOST "\r\n", &second);
    ask(*state, "GET /fresh HTTP/1.1\r\n" HOST "\r\n", &second);
    assert_int_equal(site.calls, 4);
}

static void inflate_to(struct str coded, struct buf *out)
{
    static unsigned char bytes[1 << 20];
    z_stream stream = { 0 };
    assert_int_equal(inflateInit2(&stream, 31), Z_OK);
    stream.next_in = (Bytef *)(uintptr_t)coded.ptr;
    stream.avail_in = (uInt)coded.len;
    stream.next_out = bytes;
    stream.avail_out = sizeof bytes;
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    buf_add(out, (struct str){ (const char *)bytes, stream.total_out });
    inflateEnd(&stream);
}

static void each_coding_has_its_own_etag_and_304(void **state)
{
    static const char *const paths[] = { "/page", "/page", "/fresh" };
    static const char *const codings[] = { "identity", "gzip", "br" };
    char etags[COUNT_OF(codings)][64], request[512];
    CLEANUP(reply_done) struct reply reply = { 0 }, again = { 0 };
    for (size_t p = 0; p < COUNT_OF(paths); p++)
        for (size_t c = 0; c < COUNT_OF(codings); c++) {
            snprintf(request, sizeof request,
                     "GET %s HTTP/1.1\r\n" HOST "Accept-Encoding: %s\r\n\r\n", paths[p],
                     codings[c]);
            ask(*state, request, &reply);
            assert_int_equal(reply.status, 200);
            assert_string_equal(reply_header(&reply, "Vary"), "Accept-Encoding");
            snprintf(etags[c], sizeof etags[c], "%s", reply_header(&reply, "ETag"));
            const char *coding = reply_header(&reply, "Content-Encoding");
            assert_string_equal(coding ? coding : "identity", codings[c]);
            snprintf(request, sizeof request,
                     "GET %s HTTP/1.1\r\n" HOST
                     "Accept-Encoding: %s\r\nIf-None-Match: \"x\", W/%s\r\n\r\n",
                     paths[p], codings[c], etags[c]);
            ask(*state, request, &again);
            assert_int_equal(again.status, 304);
            assert_string_equal(reply_header(&again, "ETag"), etags[c]);
            assert_int_equal(reply_length(&again), reply.body.len);
            assert_true(c == 0 || strcmp(etags[c], etags[c - 1]) != 0);
        }
}

static void gzip_gives_the_same_page(void **state)
{
    CLEANUP(reply_done) struct reply plain = { 0 }, coded = { 0 };
    CLEANUP(buf_done) struct buf back = buf_upto(1 << 20);
    ask(*state, "GET /page HTTP/1.1\r\n" HOST "\r\n", &plain);
    ask(*state, "GET /page HTTP/1.1\r\n" HOST "Accept-Encoding: gzip\r\n\r\n", &coded);
    assert_true(coded.body.len < plain.body.len / 2);
    inflate_to(buf_str(&coded.body), &back);
    assert_true(str_eq(buf_str(&back), buf_str(&plain.body)));
}

static void head_is_get_without_the_body(void **state)
{
    CLEANUP(peer_done) struct peer peer = peer_to(server_address(*state));
    CLEANUP(reply_done) struct reply head = { 0 }, get = { 0 };
    for (int i = 0; i < 2; i++) { /* drawn, then kept */
        peer_send(&peer, LIT("HEAD /page HTTP/1.1\r\n" HOST "\r\n"));
        peer_read(&peer, true, &head);
        peer_send(&peer, LIT("GET /page HTTP/1.1\r\n" HOST "\r\n"));
        peer_read(&peer, false, &get);
        assert_int_equal(head.status, 200);
        assert_int_equal(reply_length(&head), get.body.len);
    }
}

static void pipelined_requests_are_answered_in_order(void **state)
{
    CLEANUP(peer_done) struct peer peer = peer_to(server_address(*state));
    CLEANUP(reply_done) struct reply reply = { 0 };
    peer_send(&peer,
              LIT("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\nabc"
                  "GET /page HTTP/1.1\r\n" HOST "\r\n"
                  "POST /echo HTTP/1.1\r\n" HOST
                  "Transfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1\r\nf\r\n0\r\n\r\n"
                  "GET /nothing HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n"));
    peer_read(&peer, false, &reply);
    assert_string_equal(reply.body.ptr, "127.0.0.1 3 abc");
    peer_read(&peer, false, &reply);
    assert_int_equal(reply.status, 200);
    peer_read(&peer, false, &reply);
    assert_string_equal(reply.body.ptr, "127.0.0.1 3 def");
    peer_read(&peer, false, &reply);
    assert_int_equal(reply.status, 404);
    assert_true(peer_ended(&peer));
}

/* Each is followed by a request that must not be answered: the connection ends. */
static const struct {
    const char *what;
    struct str bytes;
    int status; /* 0: ended without an answer */
} probes[] = {
#define PROBE(what, bytes, status)                                                     \
    {                                                                                  \
        what, { bytes, sizeof(bytes) - 1 }, status                                     \
    }
    PROBE("a coding beside a length",
          "POST /echo HTTP/1.1\r\n" HOST
          "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
          400),
    PROBE("two lengths",
          "POST /echo HTTP/1.1\r\n" HOST
          "Content-Length: 5\r\nContent-Length: 0\r\n\r\nhello",
          400),
    PROBE("a space before the colon",
          "POST /echo HTTP/1.1\r\n" HOST "Content-Length : 5\r\n\r\nhello", 400),
    PROBE("an unknown coding",
          "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: xchunked\r\n\r\n", 400),
    PROBE("a coding folded onto the next line",
          "POST /echo HTTP/1.1\r\n" HOST
          "Transfer-Encoding:\r\n chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
          400),
    PROBE("a NUL in a value", "GET /page HTTP/1.1\r\n" HOST "X: a\0b\r\n\r\n", 400),
    PROBE("a NUL in a name", "GET /page HTTP/1.1\r\n" HOST "X\0Y: a\r\n\r\n", 400),
    PROBE("a method that is no token", "FOO<> /page HTTP/1.1\r\n" HOST "\r\n", 400),
    PROBE("an unknown version", "GET /page HTTP/1.2\r\n" HOST "\r\n", 400),
    PROBE("a body on GET",
          "GET /page HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nhello", 400),
    PROBE("a chunked body on GET",
          "GET /page HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          400),
    PROBE("a length made by folding",
          "POST /echo HTTP/1.1\r\n" HOST "Content-Leng: 5\r\n th\r\n\r\nhello", 400),
    PROBE("a fold in the last header",
          "GET /page HTTP/1.1\r\n" HOST "X: a\r\n\tb\r\n\r\n", 400),
    PROBE("an empty fold", "GET /page HTTP/1.1\r\n" HOST "X: a\r\n \r\n\r\n", 400),
    PROBE("a bare line feed", "GET /page HTTP/1.1\r\n" HOST "X: a\nY: b\r\n\r\n", 400),
    PROBE("a bare line feed at the end", "GET /page HTTP/1.1\r\n" HOST "\n", 400),
    PROBE("a bare carriage return", "GET /page HTTP/1.1\r\n" HOST "X: a\rY: b\r\n\r\n",
          400),
    PROBE("a header without a name", "GET /page HTTP/1.1\r\n" HOST ": b\r\n\r\n", 400),
    PROBE("a NUL in the target", "GET /page\0x HTTP/1.1\r\n" HOST "\r\n", 400),
    PROBE("a NUL in the middle header",
          "POST /echo HTTP/1.1\r\n" HOST "X: a\0b\r\nContent-Length: 0\r\n\r\n", 400),
    PROBE("many spaces before a value",
          "GET /page HTTP/1.1\r\n" HOST "X:                                          "
          "                  a\r\n\r\n",
          400),
    PROBE("no host", "GET /page HTTP/1.1\r\n\r\n", 400),
    PROBE("two hosts", "GET /page HTTP/1.1\r\n" HOST HOST "\r\n", 400),
    PROBE("a length beyond the limit",
          "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 65537\r\n\r\n", 413),
    PROBE("a length beyond any number",
          "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 18446744073709551616\r\n\r\n",
          413),
    PROBE("a negative length",
          "POST /echo HTTP/1.1\r\n" HOST "Content-Length: -1\r\n\r\n", 400),
};

static void a_request_that_smuggles_is_refused_and_the_connection_ends(void **state)
{
    for (size_t i = 0; i < COUNT_OF(probes); i++) {
        CLEANUP(peer_done) struct peer peer = peer_to(server_address(*state));
        CLEANUP(reply_done) struct reply reply = { 0 };
        peer_send(&peer, probes[i].bytes);
        peer_send(&peer, LIT("GET /page HTTP/1.1\r\n" HOST "\r\n"));
        peer_read(&peer, false, &reply);
        if (reply.status != probes[i].status)
            fail_msg("%s: %d", probes[i].what, reply.status);
        /* libmicrohttpd sends the head of its own refusals twice, then closes. */
        struct str rest = peer_rest(&peer);
        if (str_find(rest, LIT(" 200 ")) < rest.len)
            fail_msg("%s: the next request is answered", probes[i].what);
    }
    assert_int_equal(site.calls, 0);
}

static void send_post(struct peer *peer, size_t length, bool chunked)
{
    CLEANUP(buf_done) struct buf text = buf_upto(1 << 20);
    if (chunked)
        buf_printf(&text,
                   "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"
                   "%zx\r\n",
                   length);
    else
        buf_printf(&text, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: %zu\r\n\r\n",
                   length);
    for (size_t i = 0; i < length; i++)
        buf_char(&text, 'x');
    if (chunked)
        buf_text(&text, "\r\n0\r\n\r\n");
    peer_send(peer, buf_str(&text));
}

static void a_body_is_bounded_however_it_is_sent(void **state)
{
    for (int chunked = 0; chunked < 2; chunked++) {
        CLEANUP(peer_done) struct peer peer = peer_to(server_address(*state));
        CLEANUP(reply_done) struct reply reply = { 0 };
        send_post(&peer, REQUEST_BODY_MAX, chunked);
        peer_read(&peer, false, &reply);
        assert_int_equal(reply.status, 200);
        assert_true(str_starts(buf_str(&reply.body), LIT("127.0.0.1 65536 x")));
        send_post(&peer, REQUEST_BODY_MAX + 1, chunked);
        peer_read(&peer, false, &reply);
        assert_int_equal(reply.status, 413);
    }
}

static void a_long_target_is_414_and_the_next_request_is_answered(void **state)
{
    CLEANUP(peer_done) struct peer peer = peer_to(server_address(*state));
    CLEANUP(reply_done) struct reply reply = { 0 };
    static const size_t lengths[] = { REQUEST_TARGET_MAX + 1, 9000, 20000 };
    for (size_t i = 0; i < COUNT_OF(lengths); i++) {
        CLEANUP(buf_done) struct buf text = buf_upto(1 << 20);
        buf_text(&text, "GET /");
        while (text.len < 5 + lengths[i] - 1)
            buf_char(&text, 'a');
        buf_text(&text, " HTTP/1.1\r\n" HOST "\r\n");
        peer_send(&peer, buf_str(&text));
        peer_read(&peer, false, &reply);
        assert_int_equal(reply.status, 414);
        assert_non_null(reply_header(&reply, "Content-Security-Policy"));
    }
    peer_send(&peer, LIT("GET /page HTTP/1.1\r\n" HOST "\r\n"));
    peer_read(&peer, false, &reply);
    assert_int_equal(reply.status, 200);
}

static void too_many_headers_are_431(void **state)
{
    CLEANUP(peer_done) struct peer peer = peer_to(server_address(*state));
    CLEANUP(reply_done) struct reply reply = { 0 };
    CLEANUP(buf_done) struct buf text = buf_upto(1 << 20);
    buf_text(&text, "GET /page HTTP/1.1\r\n" HOST);
    for (int i = 0; i < 120; i++)
        buf_printf(&text, "X-%d: y\r\n", i);
    buf_text(&text, "\r\n");
    peer_send(&peer, buf_str(&text));
    peer_read(&peer, false, &reply);
    assert_int_equal(reply.status, 431);
}

static void files_are_served_for_ever_under_their_version(void **state)
{
    size_t count;
    char request[512];
    CLEANUP(reply_done) struct reply reply = { 0 };
    const struct asset *asset = &asset_all(&count)[0];
    static const struct {
        const char *version, *control;
    } cases[] = { { NULL, "public, max-age=31536000, immutable" },
                  { "", "no-cache" },
                  { "00000000/", "no-cache" } };
    for (size_t i = 0; i < COUNT_OF(cases) * 2; i++) {
        size_t k = i / 2; /* drawn, then kept; a new generation does not matter */
        site.generation++;
        snprintf(request, sizeof request, "GET /static/%s%s%s HTTP/1.1\r\n" HOST "\r\n",
                 cases[k].version ? cases[k].version : asset_version(),
                 cases[k].version ? "" : "/", asset->path);
        ask(*state, request, &reply);
        assert_int_equal(reply.status, 200);
        assert_true(str_eq(buf_str(&reply.body), asset->bytes));
        assert_string_equal(reply_header(&reply, "Cache-Control"), cases[k].control);
    }
    assert_true(server_counters(*state)->cache_hits >= 2);
}

static void a_hundred_connections_at_once_are_answered(void **state)
{
    enum { PEERS = 100, ROUNDS = 5 };
    static struct peer peers[PEERS];
    CLEANUP(reply_done) struct reply reply = { 0 };
    for (int i = 0; i < PEERS; i++)
        peers[i] = peer_to(server_address(*state));
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < PEERS; i++)
            peer_send(&peers[i],
                      LIT("GET /page HTTP/1.1\r\n" HOST "Accept-Encoding: br\r\n\r\n"));
        site.generation++;
        for (int i = 0; i < PEERS; i++) {
            peer_read(&peers[i], false, &reply);
            assert_int_equal(reply.status, 200);
        }
    }
    for (int i = 0; i < PEERS; i++)
        peer_done(&peers[i]);
    assert_int_equal(server_counters(*state)->requests, PEERS * ROUNDS);
}

/* Sends a byte at a time until the server has had enough. */
static void drip(struct peer *peer, char byte)
{
    int tries = 0;
    while (send(peer->fd, &byte, 1, MSG_NOSIGNAL) == 1) {
        char answer;
        if (recv(peer->fd, &answer, 1, MSG_DONTWAIT) == 0)
            return;
        assert_true(tries++ < 5000);
        usleep(2000);
    }
}

static void a_request_that_drips_is_ended_at_its_deadline(void **state)
{
    (void)state;
    static const char *const starts[] = { "", "GET /page HTTP/1.1\r\n" HOST "X: ",
                                          "POST /echo HTTP/1.1\r\n" HOST
                                          "Content-Length: 60000\r\n\r\n" };
    struct server_options options = usual_options();
    options.request_deadline_ms = 100;
    struct server *server = open_server(&options);
    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        CLEANUP(peer_done) struct peer peer = peer_to(server_address(server));
        peer_send(&peer, str_of(starts[i]));
        drip(&peer, 'x');
    }
    server_close(server);
}

static void a_slow_handler_is_not_ended_by_the_deadline(void **state)
{
    (void)state;
    struct server_options options = usual_options();
    options.request_deadline_ms = 10;
    struct server *server = open_server(&options);
    CLEANUP(peer_done) struct peer peer = peer_to(server_address(server));
    CLEANUP(reply_done) struct reply reply = { 0 };
    peer_send(&peer, LIT("GET /slow HTTP/1.1\r\n" HOST "\r\n"));
    stop_wait(&site.gate, 100);
    stop_now(&site.gate);
    peer_read(&peer, false, &reply);
    assert_int_equal(reply.status, 200);
    server_close(server);
}

static void *close_it(void *argument)
{
    server_close(argument);
    return NULL;
}

static void closing_waits_for_the_request_in_flight(void **state)
{
    (void)state;
    struct server_options options = usual_options();
    struct server *server = open_server(&options);
    CLEANUP(peer_done) struct peer busy = peer_to(server_address(server));
    CLEANUP(peer_done) struct peer idle = peer_to(server_address(server));
    CLEANUP(reply_done) struct reply reply = { 0 };
    peer_send(&busy, LIT("GET /slow HTTP/1.1\r\n" HOST "\r\n"));
    while (site.waiting == 0)
        usleep(1000);
    pthread_t closer = thread_start("closer", close_it, server);
    stop_wake(&site.gate);
    stop_now(&site.gate);
    peer_read(&busy, false, &reply);
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.body.ptr, "at last");
    pthread_join(closer, NULL);
    assert_true(peer_ended(&idle));
    assert_true(peer_ended(&busy));
}

static void a_unix_socket_is_ours_alone_and_a_stale_one_is_replaced(void **state)
{
    (void)state;
    char folder[] = "/tmp/paperfeed-http-XXXXXX", path[64];
    struct stat found;
    struct err err = { 0 };
    CLEANUP(reply_done) struct reply reply = { 0 };
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/control.sock", folder);
    struct sockaddr_un stale = { .sun_family = AF_UNIX };
    snprintf(stale.sun_path, sizeof stale.sun_path, "%s", path);
    int dead = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(dead, (const struct sockaddr *)&stale, sizeof stale), 0);
    close(dead);
    struct server_options options = usual_options();
    options.socket_path = path;
    struct server *server = open_server(&options), *second = NULL;
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0600);
    ask(server, "GET /who HTTP/1.1\r\n" HOST "\r\n", &reply);
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.body.ptr, "unix 0 ");
    assert_false(server_open(&options, &second, &err));
    assert_int_equal(err.code, ERR_BUSY);
    server_close(server);
    assert_int_not_equal(stat(path, &found), 0);
    assert_int_equal(rmdir(folder), 0);
}

static void a_bad_address_is_said_so(void **state)
{
    static const char *const bad[] = {
        "", "8080", "localhost:80", "127.0.0.1:x", "127.0.0.1:70000", "1.2.3:80"
    };
    struct server_options options = usual_options();
    struct server *server = NULL;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct err err = { 0 };
        options.listen = bad[i];
        assert_false(server_open(&options, &server, &err));
        assert_int_equal(err.code, ERR_INVALID);
    }
    struct err err = { 0 };
    options.listen = server_address(*state) + strlen("http://");
    assert_false(server_open(&options, &server, &err));
    assert_int_equal(err.code, ERR_BUSY);
    options = usual_options();
    options.trusted_proxy = "nginx";
    assert_false(server_open(&options, &server, &err));
    assert_int_equal(err.code, ERR_INVALID);
}

static int taken_of(struct server *server, const char *client, int tries)
{
    char request[256];
    CLEANUP(reply_done) struct reply reply = { 0 };
    int taken = 0;
    snprintf(request, sizeof request,
             "GET /page HTTP/1.1\r\n" HOST "X-Forwarded-For: %s\r\n\r\n", client);
    for (int i = 0; i < tries; i++) {
        ask(server, request, &reply);
        taken += reply.status == 200;
        if (reply.status == 429)
            assert_non_null(reply_header(&reply, "Retry-After"));
        else
            assert_int_equal(reply.status, 200);
    }
    return taken;
}

static void a_network_that_asks_too_often_is_told_when_to_come_back(void **state)
{
    (void)state;
    struct server_options options = usual_options();
    options.requests_per_minute = 3;
    struct server *exempt = open_server(&options);
    assert_int_equal(taken_of(exempt, "203.0.113.1", 5), 5);
    server_close(exempt);
    options.limit_loopback = true;
    struct server *strict = open_server(&options);
    assert_int_equal(taken_of(strict, "203.0.113.1", 5), 3);
    server_close(strict);
    options.limit_loopback = false;
    options.trusted_proxy = "127.0.0.1";
    struct server *proxied = open_server(&options);
    assert_int_equal(taken_of(proxied, "203.0.113.1", 5), 3);
    assert_int_equal(taken_of(proxied, "203.0.113.2", 5), 0);
    assert_int_equal(taken_of(proxied, "198.51.100.1", 5), 3);
    assert_int_equal(server_counters(proxied)->refused, 9);
    server_close(proxied);
}

#define ON_ONE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_ONE(each_request_has_its_status_and_the_security_headers),
        ON_ONE(a_header_that_cannot_be_sent_ends_the_connection),
        ON_ONE(a_kept_page_is_drawn_once_until_the_generation_changes),
        ON_ONE(each_coding_has_its_own_etag_and_304),
        ON_ONE(gzip_gives_the_same_page),
        ON_ONE(head_is_get_without_the_body),
        ON_ONE(pipelined_requests_are_answered_in_order),
        ON_ONE(a_request_that_smuggles_is_refused_and_the_connection_ends),
        ON_ONE(a_body_is_bounded_however_it_is_sent),
        ON_ONE(a_long_target_is_414_and_the_next_request_is_answered),
        ON_ONE(too_many_headers_are_431),
        ON_ONE(files_are_served_for_ever_under_their_version),
        ON_ONE(a_hundred_connections_at_once_are_answered),
        ON_ONE(a_request_that_drips_is_ended_at_its_deadline),
        ON_ONE(a_slow_handler_is_not_ended_by_the_deadline),
        ON_ONE(closing_waits_for_the_request_in_flight),
        ON_ONE(a_unix_socket_is_ours_alone_and_a_stale_one_is_replaced),
        ON_ONE(a_bad_address_is_said_so),
        ON_ONE(a_network_that_asks_too_often_is_told_when_to_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
