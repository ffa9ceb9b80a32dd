/* Requests over real sockets: the status, the headers, the order. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "http/test_site.h"

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
    int64_t errors = 0;
    for (size_t i = 0; i < COUNT_OF(answers); i++) {
        ask(*state, answers[i].request, &reply);
        errors += answers[i].status >= 500;
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
    assert_true(errors > 0); /* ours; what clients do wrong is none of them */
    assert_int_equal(server_counters(*state)->errors, errors);
}

static void a_header_that_cannot_be_sent_ends_the_connection(void **state)
{
    CLEANUP(reply_done) struct reply reply = { 0 };
    ask(*state, "GET /redirect?to=/a%0d%0aX:%20b HTTP/1.1\r\n" HOST "\r\n", &reply);
    assert_int_equal(reply.status, 0);
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
    static const size_t lengths[] = { REQUEST_TARGET_MAX + 1, 15000, 20000 };
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_ONE(each_request_has_its_status_and_the_security_headers),
        ON_ONE(a_header_that_cannot_be_sent_ends_the_connection),
        ON_ONE(head_is_get_without_the_body),
        ON_ONE(pipelined_requests_are_answered_in_order),
        ON_ONE(a_body_is_bounded_however_it_is_sent),
        ON_ONE(a_long_target_is_414_and_the_next_request_is_answered),
        ON_ONE(too_many_headers_are_431),
        ON_ONE(a_hundred_connections_at_once_are_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
