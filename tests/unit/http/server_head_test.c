/* Requests that another HTTP reader could understand differently, byte by byte. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "http/test_site.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_ONE(a_request_that_smuggles_is_refused_and_the_connection_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
