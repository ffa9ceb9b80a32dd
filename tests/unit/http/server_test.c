/* The server as a whole: addresses, deadlines, limits, and how it closes. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "http/listen.h"
#include "http/test_site.h"

#include <poll.h>
#include <sys/stat.h>

/* Sends a byte at a time until the server has had enough. */
static void drip(struct peer *peer, char byte)
{
    struct pollfd end = { .fd = peer->fd, .events = POLLIN };
    int tries = 0;
    while (send(peer->fd, &byte, 1, MSG_NOSIGNAL) == 1 && poll(&end, 1, 2) == 0)
        assert_true(tries++ < 5000);
    assert_true(peer_ended(peer));
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

/* True until who comes is turned away. */
static bool serves(const char *address)
{
    CLEANUP(peer_done) struct peer peer = peer_to(address);
    CLEANUP(reply_done) struct reply reply = { 0 };
    peer_send(&peer, LIT("GET /page HTTP/1.1\r\n" HOST "\r\n"));
    peer_read(&peer, false, &reply);
    return reply.status == 200;
}

static void closing_finishes_what_is_in_flight_and_begins_nothing_new(void **state)
{
    (void)state;
    struct server_options options = usual_options();
    struct server *server = open_server(&options);
    char address[LISTEN_ADDRESS_SIZE];
    snprintf(address, sizeof address, "%s", server_address(server));
    CLEANUP(peer_done) struct peer busy = peer_to(address);
    CLEANUP(peer_done) struct peer late = peer_to(address);
    CLEANUP(reply_done) struct reply reply = { 0 };
    peer_send(&late, LIT("GET /page HTTP/1.1\r\n" HOST "\r\n"));
    peer_read(&late, false, &reply);
    peer_send(&busy, LIT("GET /slow HTTP/1.1\r\n" HOST "\r\n"));
    assert_true(stop_wait(&site.entered, 10000));
    pthread_t closer = thread_start("closer", close_it, server);
    for (int tries = 0; serves(address); tries++)
        assert_false(tries > 5000 || stop_wait(&site.gate, 1));
    peer_send(&late, LIT("GET /page HTTP/1.1\r\n" HOST "\r\n"));
    stop_now(&site.gate);
    peer_read(&busy, false, &reply);
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.body.ptr, "at last");
    peer_read(&late, false, &reply);
    assert_true(reply.status == 503 || reply.status == 0);
    pthread_join(closer, NULL);
    assert_true(peer_ended(&late));
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_ONE(a_request_that_drips_is_ended_at_its_deadline),
        ON_ONE(a_slow_handler_is_not_ended_by_the_deadline),
        ON_ONE(closing_finishes_what_is_in_flight_and_begins_nothing_new),
        ON_ONE(a_unix_socket_is_ours_alone_and_a_stale_one_is_replaced),
        ON_ONE(a_bad_address_is_said_so),
        ON_ONE(a_network_that_asks_too_often_is_told_when_to_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
