/* Streams over real sockets: everybody gets everything, whoever comes, stays or goes.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/clock.h"
#include "http/stream_client.h"

static void an_early_and_a_late_follower_see_the_same_bytes(void **state)
{
    (void)state;
    struct server_options options = stream_options();
    struct server *server = open_streams(&options);
    CLEANUP(reply_done) struct reply reply = { 0 };
    CLEANUP(peer_done) struct peer early = follow(server, "/stream", &reply);
    stream_log_add(served_log, LIT("one "));
    read_until(&early, "one ");
    stream_log_add(served_log, LIT("two "));
    read_until(&early, "one two ");
    CLEANUP(peer_done) struct peer late = follow(server, "/stream", &reply);
    CLEANUP(peer_done)
    struct peer later = follow(server, "/stream?from=4&body=re:", &reply);
    read_until(&late, "one two ");
    assert_int_equal(stream_log_followers(served_log), 3);
    assert_int_equal(server_counters(server)->streams, 3);
    stream_log_add(served_log, LIT("three"));
    stream_log_end(served_log);
    read_to_end(&early, LIT("one two three"));
    read_to_end(&late, LIT("one two three"));
    read_to_end(&later, LIT("re:two three"));
    CLEANUP(peer_done) struct peer last = follow(server, "/stream", &reply);
    read_to_end(&last, LIT("one two three"));
    UNTIL(server_counters(server)->streams == 0);
    close_streams(server);
}

static void a_stream_has_the_headers_of_a_page_but_is_not_kept(void **state)
{
    (void)state;
    struct server_options options = stream_options();
    struct server *server = open_streams(&options);
    CLEANUP(reply_done) struct reply reply = { 0 };
    static const char *const present[] = { "Content-Security-Policy", "Server-Timing",
                                           "X-Content-Type-Options" };
    static const char *const absent[] = { "ETag", "Content-Encoding", "Content-Length",
                                          "Vary" };
    for (int i = 0; i < 2; i++) {
        CLEANUP(peer_done) struct peer peer = peer_to(server_address(server));
        peer_send(&peer, LIT("GET /stream HTTP/1.1\r\n" HOST
                             "Accept-Encoding: gzip, br\r\nIf-None-Match: *\r\n\r\n"));
        peer_read(&peer, false, &reply);
        assert_int_equal(reply.status, 200);
        assert_string_equal(reply_header(&reply, "Cache-Control"), "no-store");
        assert_string_equal(reply_header(&reply, "X-Accel-Buffering"), "no");
        assert_string_equal(reply_header(&reply, "Content-Type"), "text/event-stream");
        for (size_t k = 0; k < COUNT_OF(present); k++)
            assert_non_null(reply_header(&reply, present[k]));
        for (size_t k = 0; k < COUNT_OF(absent); k++)
            assert_null(reply_header(&reply, absent[k]));
    }
    assert_int_equal(server_counters(server)->cache_hits, 0);
    close_streams(server);
}

static void head_gets_the_headers_and_nothing_else(void **state)
{
    (void)state;
    struct server_options options = stream_options();
    struct server *server = open_streams(&options);
    CLEANUP(reply_done) struct reply reply = { 0 };
    CLEANUP(peer_done) struct peer peer = peer_to(server_address(server));
    stream_log_add(served_log, LIT("text"));
    peer_send(&peer, LIT("HEAD /stream?body=b HTTP/1.1\r\n" HOST "\r\n"));
    peer_read(&peer, true, &reply);
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply_header(&reply, "Cache-Control"), "no-store");
    assert_true(peer_ended(&peer));
    UNTIL(server_counters(server)->streams == 0);
    close_streams(server);
}

static void after_the_end_of_a_stream_the_connection_takes_requests(void **state)
{
    (void)state;
    struct server_options options = stream_options();
    struct server *server = open_streams(&options);
    CLEANUP(reply_done) struct reply reply = { 0 };
    CLEANUP(peer_done) struct peer peer = follow(server, "/stream", &reply);
    stream_log_add(served_log, LIT("all"));
    stream_log_end(served_log);
    read_to_end(&peer, LIT("all"));
    buf_clear(&peer.read);
    peer_send(&peer, LIT("GET /page HTTP/1.1\r\n" HOST "\r\n"));
    peer_read(&peer, false, &reply);
    assert_int_equal(reply.status, 200);
    close_streams(server);
}

static void an_old_client_gets_the_bytes_without_chunks(void **state)
{
    (void)state;
    struct server_options options = stream_options();
    struct server *server = open_streams(&options);
    CLEANUP(reply_done) struct reply reply = { 0 };
    CLEANUP(buf_done) struct buf expected = buf_upto(LOG_MAX);
    CLEANUP(peer_done) struct peer peer = peer_to(server_address(server));
    peer_send(&peer, LIT("GET /stream HTTP/1.0\r\n\r\n"));
    peer_read(&peer, false, &reply);
    for (int i = 0; i < 3000; i++)
        buf_printf(&expected, "piece %d\n", i);
    stream_log_add(served_log, buf_str(&expected));
    stream_log_end(served_log);
    assert_true(str_eq(peer_rest(&peer), buf_str(&expected)));
    close_streams(server);
}

static void one_that_leaves_is_noticed_and_disturbs_nobody(void **state)
{
    (void)state;
    struct server_options options = stream_options();
    options.stream_silence_ms = 40; /* so the keeper looks often */
    struct server *server = open_streams(&options);
    CLEANUP(reply_done) struct reply reply = { 0 };
    CLEANUP(peer_done) struct peer stays = follow(server, "/stream", &reply);
    struct peer leaves = follow(server, "/stream", &reply);
    struct peer resets = follow(server, "/stream", &reply);
    assert_int_equal(server_counters(server)->streams, 3);
    struct linger at_once = { .l_onoff = 1 };
    setsockopt(resets.fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    peer_done(&leaves);
    peer_done(&resets);
    UNTIL(server_counters(server)->streams == 1);
    assert_int_equal(stream_log_followers(served_log), 1);
    stream_log_add(served_log, LIT("on"));
    CLEANUP(buf_done) struct buf text = buf_upto(LOG_MAX);
    bool ended = false;
    while (str_find(buf_str(&text), LIT("on")) == text.len) {
        assert_true(peer_more(&stays));
        unchunk(&stays, &text, &ended);
    }
    close_streams(server);
}

static void silence_is_broken_by_keepalives(void **state)
{
    (void)state;
    struct server_options options = stream_options();
    options.stream_silence_ms = 20;
    struct server *server = open_streams(&options);
    CLEANUP(reply_done) struct reply reply = { 0 };
    CLEANUP(peer_done) struct peer peer = follow(server, "/stream", &reply);
    read_until(&peer, ":\n\n:\n\n:\n\n");
    close_streams(server);
}

static void a_stream_ends_at_its_age_and_the_next_goes_on(void **state)
{
    (void)state;
    struct server_options options = stream_options();
    options.stream_life_ms = 40;
    struct server *server = open_streams(&options);
    CLEANUP(reply_done) struct reply reply = { 0 };
    stream_log_add(served_log, LIT("one"));
    CLEANUP(peer_done) struct peer first = follow(server, "/stream", &reply);
    read_to_end(&first, LIT("one"));
    stream_log_add(served_log, LIT("two"));
    CLEANUP(peer_done) struct peer second = follow(server, "/stream?from=3", &reply);
    read_to_end(&second, LIT("two"));
    close_streams(server);
}

static void the_deadline_of_requests_does_not_cut_a_stream(void **state)
{
    (void)state;
    struct server_options options = stream_options();
    options.request_deadline_ms = 10;
    options.stream_silence_ms = 30;
    struct server *server = open_streams(&options);
    CLEANUP(reply_done) struct reply reply = { 0 };
    CLEANUP(peer_done) struct peer peer = follow(server, "/stream", &reply);
    read_until(&peer, ":\n\n:\n\n"); /* later than the deadline */
    close_streams(server);
}

static void streams_are_limited_in_all_and_by_network(void **state)
{
    (void)state;
    struct server_options options = stream_options();
    options.streams_max = 3;
    options.streams_of_network = 2;
    options.trusted_proxy = "127.0.0.1";
    struct server *server = open_streams(&options);
    static const struct {
        const char *client;
        int status;
    } asked[] = { { "203.0.113.1", 200 },  { "203.0.113.2", 200 },
                  { "203.0.113.3", 429 },  { "198.51.100.1", 200 },
                  { "198.51.100.1", 503 }, { "127.0.0.1", 503 } };
    struct peer peers[COUNT_OF(asked)];
    CLEANUP(reply_done) struct reply reply = { 0 };
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        char request[256];
        snprintf(request, sizeof request,
                 "GET /stream HTTP/1.1\r\n" HOST "X-Forwarded-For: %s\r\n\r\n",
                 asked[i].client);
        peers[i] = peer_to(server_address(server));
        peer_send(&peers[i], str_of(request));
        peer_read(&peers[i], false, &reply);
        assert_int_equal(reply.status, asked[i].status);
        if (reply.status != 200)
            assert_non_null(reply_header(&reply, "Retry-After"));
    }
    assert_int_equal(server_counters(server)->streams, 3);
    assert_int_equal(server_counters(server)->refused, 3);
    for (size_t i = 0; i < COUNT_OF(asked); i++)
        peer_done(&peers[i]);
    close_streams(server);
}

static int streams_from_here(bool limit_loopback)
{
    int taken = 0;
    struct server_options options = stream_options();
    options.streams_of_network = 1;
    options.limit_loopback = limit_loopback;
    struct server *server = open_streams(&options);
    CLEANUP(reply_done) struct reply reply = { 0 };
    struct peer peers[3];
    for (size_t i = 0; i < COUNT_OF(peers); i++) {
        peers[i] = follow(server, "/stream", &reply);
        taken += reply.status == 200;
    }
    for (size_t i = 0; i < COUNT_OF(peers); i++)
        peer_done(&peers[i]);
    close_streams(server);
    return taken;
}

static void loopback_is_exempt_unless_it_shall_not_be(void **state)
{
    (void)state;
    assert_int_equal(streams_from_here(false), 3);
    assert_int_equal(streams_from_here(true), 1);
}

static void a_stream_that_cannot_be_leaves_no_follower(void **state)
{
    (void)state;
    struct server_options options = stream_options();
    struct server *server = open_streams(&options);
    CLEANUP(reply_done) struct reply reply = { 0 };
    CLEANUP(peer_done) struct peer failed = follow(server, "/stream?fail", &reply);
    assert_int_equal(reply.status, 404);
    CLEANUP(peer_done) struct peer broken = follow(server, "/stream?broken", &reply);
    assert_int_equal(reply.status, 500);
    assert_int_equal(stream_log_followers(served_log), 0);
    assert_int_equal(server_counters(server)->streams, 0);
    close_streams(server);
}

static void handlers_see_cookie_accept_and_where_to_go_on(void **state)
{
    (void)state;
    struct server_options options = stream_options();
    struct server *server = open_streams(&options);
    CLEANUP(reply_done) struct reply reply = { 0 };
    ask(server,
        "GET /headers HTTP/1.1\r\n" HOST "Cookie: a=b; sid=12\r\n"
        "accept: text/event-stream\r\nLast-Event-ID: 7-99\r\n\r\n",
        &reply);
    assert_string_equal(reply.body.ptr, "12 text/event-stream 7-99 1");
    ask(server, "GET /headers HTTP/1.1\r\n" HOST "\r\n", &reply);
    assert_string_equal(reply.body.ptr, "- - - 1");
    close_streams(server);
}

static void closing_ends_sleeping_streams_at_once(void **state)
{
    (void)state;
    struct server_options options = stream_options();
    struct server *server = open_streams(&options);
    CLEANUP(reply_done) struct reply reply = { 0 };
    struct peer peers[50];
    stream_log_add(served_log, LIT("text"));
    for (size_t i = 0; i < COUNT_OF(peers); i++) {
        peers[i] = follow(server, "/stream", &reply);
        read_until(&peers[i], "text");
    }
    close_streams(server); /* libmicrohttpd aborts if one still sleeps */
    for (size_t i = 0; i < COUNT_OF(peers); i++) {
        read_to_end(&peers[i], LIT("text"));
        peer_done(&peers[i]);
    }
}

static void a_client_that_does_not_read_does_not_hold_up_the_close(void **state)
{
    (void)state;
    struct server_options options = stream_options();
    struct server *server = open_streams(&options);
    CLEANUP(reply_done) struct reply reply = { 0 };
    static char much[LOG_MAX]; /* more than fits in the buffers of a socket */
    CLEANUP(peer_done) struct peer deaf = follow(server, "/stream", &reply);
    stream_log_add(served_log, (struct str){ memset(much, 'x', LOG_MAX), LOG_MAX });
    int64_t begun_us = clock_monotonic_us();
    close_streams(server);
    assert_true(clock_monotonic_us() - begun_us < 8000 * 1000); /* not for ten */
    struct str got = peer_rest(&deaf);
    assert_false(str_ends(got, LIT("0\r\n\r\n")));
}

enum { CROWD = 500, PIECES = 1000 };

static struct peer crowd[CROWD];
static struct pollfd ready[CROWD];

static void *write_pieces(void *argument)
{
    struct buf *written = argument;
    for (int i = 0; i < PIECES; i++) {
        size_t start = written->len;
        buf_printf(written, "data: %d\n\n", i);
        stream_log_add(served_log, str_from(buf_str(written), start));
        if (i % 4 == 0)
            sched_yield();
    }
    stream_log_end(served_log);
    return NULL;
}

static bool has_whole(const struct peer *peer)
{
    return str_ends(buf_str(&peer->read), LIT("\r\n0\r\n\r\n"));
}

/* Reads from whoever has something, until all have the last chunk. */
static void read_crowd(void)
{
    for (int left = CROWD; left > 0;) {
        assert_true(poll(ready, CROWD, 10000) > 0);
        for (int i = 0; i < CROWD; i++) {
            if (ready[i].revents == 0)
                continue;
            assert_true(peer_more(&crowd[i]));
            if (!has_whole(&crowd[i]))
                continue;
            ready[i].fd = -1;
            left--;
        }
    }
}

static bool many_files_may_be_open(void)
{
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_max >= 2 * CROWD + 100;
}

static void nothing_is_lost_in_a_crowd(void **state)
{
    (void)state;
    if (!many_files_may_be_open()) {
        print_message("skipped: too few files may be open here\n");
        skip();
    }
    struct server_options options = stream_options();
    options.connections_max = 4 * CROWD;
    struct server *server = open_streams(&options);
    CLEANUP(reply_done) struct reply reply = { 0 };
    CLEANUP(buf_done) struct buf written = buf_upto(LOG_MAX);
    for (int i = 0; i < CROWD; i++) {
        crowd[i] = follow(server, "/stream", &reply);
        assert_int_equal(reply.status, 200);
        ready[i] = (struct pollfd){ .fd = crowd[i].fd, .events = POLLIN };
    }
    pthread_t writer = thread_start("writer", write_pieces, &written);
    read_crowd();
    pthread_join(writer, NULL);
    for (int i = 0; i < CROWD; i++) {
        read_to_end(&crowd[i], buf_str(&written));
        peer_done(&crowd[i]);
    }
    close_streams(server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_early_and_a_late_follower_see_the_same_bytes),
        cmocka_unit_test(a_stream_has_the_headers_of_a_page_but_is_not_kept),
        cmocka_unit_test(head_gets_the_headers_and_nothing_else),
        cmocka_unit_test(after_the_end_of_a_stream_the_connection_takes_requests),
        cmocka_unit_test(an_old_client_gets_the_bytes_without_chunks),
        cmocka_unit_test(one_that_leaves_is_noticed_and_disturbs_nobody),
        cmocka_unit_test(silence_is_broken_by_keepalives),
        cmocka_unit_test(a_stream_ends_at_its_age_and_the_next_goes_on),
        cmocka_unit_test(the_deadline_of_requests_does_not_cut_a_stream),
        cmocka_unit_test(streams_are_limited_in_all_and_by_network),
        cmocka_unit_test(loopback_is_exempt_unless_it_shall_not_be),
        cmocka_unit_test(a_stream_that_cannot_be_leaves_no_follower),
        cmocka_unit_test(handlers_see_cookie_accept_and_where_to_go_on),
        cmocka_unit_test(closing_ends_sleeping_streams_at_once),
        cmocka_unit_test(a_client_that_does_not_read_does_not_hold_up_the_close),
        cmocka_unit_test(nothing_is_lost_in_a_crowd),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
