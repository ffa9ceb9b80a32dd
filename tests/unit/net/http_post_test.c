/* The streaming POST against a server on the loopback address that misbehaves. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/clock.h"
#include "net/http_post.h"
#include "net/loopback_pages.h"

#include <stdio.h>
#include <stdlib.h>

enum { NOW = 1758168000 /* Thu, 18 Sep 2025 04:00:00 GMT */, ANSWER_MAX = 1 << 20 };

#define SECRET "sk-5ecret"
#define OK "HTTP/1.1 200 OK\r\nConnection: close\r\n"
#define REFUSAL(status, headers)                                                       \
    LIT("HTTP/1.1 " status " Sorry\r\nConnection: close\r\n" headers                   \
        "Content-Length: 4\r\n\r\nslow")

/* Not before the first piece has arrived. */
static void send_the_rest(struct loopback *server, int connection)
{
    stop_wait(server->stop, -1);
    loopback_send(connection, LIT("7\r\n second\r\n0\r\n\r\n"));
}

static void reset(struct loopback *server, int connection)
{
    struct linger at_once = { .l_onoff = 1, .l_linger = 0 };
    stop_wait(server->stop, -1); /* what was sent before has arrived */
    setsockopt(connection, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(dup2(server->listener, connection)); /* the server closes a harmless one */
}

static const struct loopback_page pages[] = {
    { "/pieces",
      LIT(OK "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
             "5\r\nfirst\r\n"),
      send_the_rest },
    { "/fine", LIT(OK "Content-Length: 4\r\n\r\nfine"), NULL },
    { "/keep", LIT("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nkept"), NULL },
    { "/empty", LIT("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"), NULL },
    { "/early",
      LIT("HTTP/1.1 100 Continue\r\nX-Should-Retry: true\r\n\r\n" OK
          "Content-Length: 4\r\n\r\nfine"),
      NULL },
    { "/cut", LIT(OK "Content-Length: 100\r\n\r\nfirst"), NULL },
    { "/cut-chunk", LIT(OK "Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n"), NULL },
    { "/reset", LIT(OK "Content-Length: 100\r\n\r\nfirst"), reset },
    { "/gone", LIT(""), NULL },
    { "/garbage", LIT("220 smtp.example ESMTP\r\n"), NULL },
    { "/silent", LIT(""), stall },
    { "/stall", LIT(OK "Content-Length: 100\r\n\r\nfirst"), stall },
    { "/stop", LIT(OK "Content-Length: 100\r\n\r\nfirst"), stop_and_stall },
    { "/gzip", LIT(OK "Content-Encoding: gzip\r\nContent-Length: 39\r\n\r\n"),
      send_gzip },
    { "/bomb", LIT(OK "Content-Encoding: gzip\r\n\r\n"), send_bomb },
    { "/endless", LIT(OK "Transfer-Encoding: chunked\r\n\r\n"), send_chunks_for_ever },
    { "/announced", LIT(OK "Content-Length: 10485760\r\n\r\nxxxx"), stall },
    { "/to-metadata",
      LIT("HTTP/1.1 307 Elsewhere\r\nConnection: close\r\nContent-Length: 0\r\n"
          "Location: http://169.254.169.254/latest/meta-data/\r\n\r\n"),
      NULL },
    { "/to-fine",
      LIT("HTTP/1.1 302 Elsewhere\r\nConnection: close\r\nContent-Length: 0\r\n"
          "Location: /fine\r\n\r\n"),
      NULL },
    { "/seconds", REFUSAL("429", "Retry-After: 120\r\n"), NULL },
    { "/fraction", REFUSAL("429", "retry-after: 1.2\r\n"), NULL },
    { "/date", REFUSAL("503", "Retry-After: Thu, 18 Sep 2025 04:05:00 GMT\r\n"), NULL },
    { "/ms", REFUSAL("429", "Retry-After-Ms: 1500\r\nRetry-After: 120\r\n"), NULL },
    { "/ms-nonsense", REFUSAL("429", "retry-after-ms: soon\r\nRetry-After: 7\r\n"),
      NULL },
    { "/again", REFUSAL("500", "X-Should-Retry: true\r\n"), NULL },
    { "/never", REFUSAL("500", "x-should-retry: FALSE\r\n"), NULL },
    { "/perhaps", REFUSAL("500", "x-should-retry: perhaps\r\n"), NULL },
};

struct world {
    struct stop stop;   /* of the client */
    struct stop signal; /* for the server's pages */
    struct loopback server;
    struct url_guard guard;
    struct http_client *client;
    struct arena arena;
    struct http_post_answer answer;
    struct err err;
    /* what the caller's functions saw */
    struct buf taken;
    int heads, status, ticks;
    char type[100];
    bool leave_at_take, leave_after_take;
    int ticks_max;    /* 0: no bound */
    int64_t deadline; /* monotonic: so that a test that fails does not hang */
};

static int world_open(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    char origin[40];
    *state = world;
    stop_init(&world->stop);
    stop_init(&world->signal);
    world->taken = buf_upto(64 << 20);
    loopback_open(&world->server, pages, COUNT_OF(pages), &world->signal);
    snprintf(origin, sizeof origin, "http://127.0.0.1:%d", world->server.port);
    return url_guard_trust(&world->guard, origin, &world->err) &&
                   http_client_open("paperfeed/1", &world->guard, &world->stop,
                                    &world->client, &world->err)
               ? 0
               : -1;
}

static int world_close(void **state)
{
    struct world *world = *state;
    stop_now(&world->signal);
    http_client_close(world->client);
    loopback_close(&world->server);
    stop_done(&world->stop);
    stop_done(&world->signal);
    arena_done(&world->arena);
    buf_done(&world->taken);
    free(world);
    return 0;
}

static void take_head(void *context, int status, const char *content_type)
{
    struct world *world = context;
    assert_int_equal(world->taken.len, 0);
    world->heads++;
    world->status = status;
    snprintf(world->type, sizeof world->type, "%s",
             content_type != NULL ? content_type : "");
}

static bool take_piece(void *context, struct str piece, struct err *err)
{
    struct world *world = context;
    assert_int_equal(world->heads, 1);
    buf_add(&world->taken, piece);
    stop_now(&world->signal);
    return !world->leave_at_take || err_set(err, ERR_BUSY, "taken enough");
}

static bool take_tick(void *context, struct err *err)
{
    struct world *world = context;
    world->ticks++;
    if (world->ticks == world->ticks_max ||
        (world->leave_after_take && world->taken.len > 0))
        return err_set(err, ERR_BUSY, "waited enough");
    return clock_monotonic_us() < world->deadline ||
           err_set(err, ERR_BROKEN, "the test hangs");
}

static const char *address(struct world *world, const char *path)
{
    return arena_printf(&world->arena, "http://127.0.0.1:%d%s", world->server.port,
                        path);
}

static enum http_post_end post_to(struct world *world, const char *url)
{
    static const char *const headers[] = { "Content-Type: application/json",
                                           "Authorization: Bearer " SECRET };
    const struct http_post post = { .url = url,
                                    .headers = headers,
                                    .header_count = 2,
                                    .body = LIT("{\"ask\":\"" SECRET "\"}"),
                                    .connect_timeout_ms = 10000,
                                    .answer_max = ANSWER_MAX,
                                    .head = take_head,
                                    .take = take_piece,
                                    .tick = take_tick,
                                    .context = world };
    buf_clear(&world->taken);
    world->heads = world->ticks = 0;
    world->deadline = clock_monotonic_us() + 30000000;
    world->err = (struct err){ .code = ERR_NONE };
    return http_client_post(world->client, &post, NOW, &world->answer, &world->err);
}

static void post(struct world *world, const char *path, enum http_post_end wanted)
{
    enum http_post_end end = post_to(world, address(world, path));
    assert_int_equal(end, world->answer.end);
    if (end != wanted)
        fail_msg("%s: %d (%s)", path, (int)end, world->err.text);
    assert_int_equal(world->err.code == ERR_NONE, end == POST_ENDED);
    if (strstr(world->err.text, SECRET) != NULL || strstr(world->err.text, "Bearer"))
        fail_msg("%s", world->err.text);
}

static bool was_asked(struct world *world, const char *text)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&world->server.mutex);
    struct str requests = buf_str(&world->server.requests);
    return str_find(requests, str_of(text)) < requests.len;
}

static int connections(struct world *world)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&world->server.mutex);
    return world->server.connections;
}

static void a_piece_is_handed_on_before_the_answer_ends(void **state)
{
    struct world *world = *state;
    post(world, "/pieces", POST_ENDED);
    assert_string_equal(world->taken.ptr, "first second");
    assert_int_equal(world->heads, 1);
    assert_int_equal(world->status, 200);
    assert_string_equal(world->type, "text/event-stream");
    assert_int_equal(world->answer.status, 200);
}

static void the_request_goes_out_as_it_was_given(void **state)
{
    struct world *world = *state;
    post(world, "/fine", POST_ENDED);
    assert_true(was_asked(world, "POST /fine HTTP/1.1\r\n"));
    assert_true(was_asked(world, "\r\nContent-Type: application/json\r\n"));
    assert_true(was_asked(world, "\r\nAuthorization: Bearer " SECRET "\r\n"));
    assert_true(was_asked(world, "\r\n\r\n{\"ask\":\"" SECRET "\"}"));
    assert_false(was_asked(world, "Expect"));
    assert_true(world->answer.sent);
}

static void an_answer_without_a_body_has_a_head(void **state)
{
    struct world *world = *state;
    post(world, "/empty", POST_ENDED);
    assert_int_equal(world->heads, 1);
    assert_int_equal(world->status, 204);
    assert_string_equal(world->type, "");
    post(world, "/early", POST_ENDED);
    assert_int_equal(world->status, 200);
    assert_int_equal(world->answer.should_retry, 0);
}

static void a_cut_answer_is_told_from_a_whole_one(void **state)
{
    static const char *const paths[] = { "/cut", "/cut-chunk", "/reset" };
    struct world *world = *state;
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        post(world, paths[i], POST_CUT);
        assert_string_equal(world->taken.ptr, "first");
        assert_int_equal(world->answer.status, 200);
        assert_int_equal(world->err.code, ERR_UPSTREAM);
    }
}

static void without_a_status_there_is_no_answer(void **state)
{
    static const char *const paths[] = { "/gone", "/garbage" };
    struct world *world = *state;
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        post(world, paths[i], POST_NO_ANSWER);
        assert_int_equal(world->answer.status, 0);
        assert_int_equal(world->heads, 0);
        assert_int_equal(world->err.code, ERR_UPSTREAM);
        assert_true(world->answer.sent);
    }
    assert_int_equal(connections(world), 2);
}

/* A port that is taken and on which nobody listens. */
static const char *deaf_url(struct world *world, const char *scheme, int *ret_socket)
{
    struct sockaddr_in at = { .sin_family = AF_INET,
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof at;
    *ret_socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(*ret_socket, (struct sockaddr *)&at, len), 0);
    assert_int_equal(getsockname(*ret_socket, (struct sockaddr *)&at, &len), 0);
    const char *url =
        arena_printf(&world->arena, "%s://127.0.0.1:%d/", scheme, ntohs(at.sin_port));
    assert_true(url_guard_trust(&world->guard, url, &world->err));
    return url;
}

static void where_nobody_listens_nothing_is_sent(void **state)
{
    static const char *const schemes[] = { "http", "https" };
    struct world *world = *state;
    for (size_t i = 0; i < COUNT_OF(schemes); i++) {
        int deaf = -1;
        assert_int_equal(post_to(world, deaf_url(world, schemes[i], &deaf)),
                         POST_NO_ANSWER);
        assert_int_equal(world->err.code, ERR_UPSTREAM);
        assert_int_equal(world->answer.status, 0);
        assert_false(world->answer.sent);
        close(deaf);
    }
}

static void a_redirect_is_an_answer_and_not_followed(void **state)
{
    struct world *world = *state;
    post(world, "/to-metadata", POST_ENDED);
    assert_int_equal(world->answer.status, 307);
    post(world, "/to-fine", POST_ENDED);
    assert_int_equal(world->answer.status, 302);
    assert_int_equal(connections(world), 2);
    assert_false(was_asked(world, "/fine HTTP"));
}

static void forbidden_addresses_are_not_called(void **state)
{
    static const char *const urls[] = {
        "http://example.org/",         "http://10.0.0.1/", "https://127.0.0.1/",
        "https://10.0.0.1/",           "https://[::1]/",   "file:///etc/passwd",
        "https://user:pass@127.0.0.1/"
    };
    struct world *world = *state;
    for (size_t i = 0; i < COUNT_OF(urls); i++) {
        enum http_post_end end = post_to(world, urls[i]);
        if (end != POST_REFUSED)
            fail_msg("%s: %d (%s)", urls[i], (int)end, world->err.text);
        assert_int_equal(world->err.code, ERR_REFUSED);
        assert_int_equal(world->answer.end, POST_REFUSED);
        assert_false(world->answer.sent);
    }
}

static void stopping_ends_it_wherever_it_is(void **state)
{
    struct world *world = *state;
    world->server.stop = &world->stop;
    post(world, "/stop", POST_LEFT);
    assert_int_equal(world->err.code, ERR_UPSTREAM);
    post(world, "/fine", POST_LEFT);
    assert_int_equal(world->answer.status, 0);
    assert_false(world->answer.sent);
    assert_false(was_asked(world, "/fine"));
}

static void a_tick_can_end_it(void **state)
{
    struct world *world = *state;
    world->leave_after_take = true;
    post(world, "/stall", POST_LEFT);
    assert_string_equal(world->err.text, "waited enough");
    assert_int_equal(world->err.code, ERR_BUSY);
    assert_string_equal(world->taken.ptr, "first");
    assert_true(world->ticks > 1);
    world->ticks_max = 2;
    post(world, "/silent", POST_LEFT);
    assert_string_equal(world->err.text, "waited enough");
    assert_int_equal(world->answer.status, 0);
}

static void the_taker_can_end_it(void **state)
{
    struct world *world = *state;
    world->leave_at_take = true;
    post(world, "/stall", POST_LEFT);
    assert_string_equal(world->err.text, "taken enough");
    assert_int_equal(world->answer.status, 200);
}

static void an_answer_over_its_bound_ends(void **state)
{
    static const char *const paths[] = { "/endless", "/bomb", "/announced" };
    struct world *world = *state;
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        post(world, paths[i], POST_TOO_BIG);
        assert_int_equal(world->err.code, ERR_LIMIT);
        assert_true(world->taken.len <= ANSWER_MAX);
    }
}

static void a_compressed_answer_is_unpacked(void **state)
{
    struct world *world = *state;
    post(world, "/gzip", POST_ENDED);
    assert_string_equal(world->taken.ptr,
                        "twelve papers, twelve papers, twelve papers\n");
}

static void what_the_server_says_of_another_try_is_read(void **state)
{
    static const struct {
        const char *path;
        int status;
        int64_t seconds;
        int should_retry;
    } rows[] = {
        { "/seconds", 429, 120, 0 },   { "/fraction", 429, 2, 0 },
        { "/date", 503, 300, 0 },      { "/ms", 429, 2, 0 },
        { "/ms-nonsense", 429, 7, 0 }, { "/again", 500, 0, 1 },
        { "/never", 500, 0, -1 },      { "/perhaps", 500, 0, 0 },
        { "/fine", 200, 0, 0 },
    };
    struct world *world = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        post(world, rows[i].path, POST_ENDED);
        assert_int_equal(world->answer.status, rows[i].status);
        assert_int_equal(world->answer.retry_after, rows[i].seconds);
        assert_int_equal(world->answer.should_retry, rows[i].should_retry);
    }
    assert_string_equal(world->taken.ptr, "fine");
}

static void get(struct world *world, const char *path)
{
    struct http_get asked = { .url = address(world, path),
                              .body_max = 100,
                              .timeout_ms = 30000 };
    struct http_answer answer;
    assert_true(http_client_get(world->client, &asked, NOW, &world->arena, &answer,
                                &world->err));
    assert_int_equal(answer.body.len, 4);
}

static void no_kept_connection_is_used(void **state)
{
    struct world *world = *state;
    get(world, "/keep");
    /* The server serves one connection after the other: a new one is not heard. */
    world->ticks_max = 3;
    post(world, "/fine", POST_LEFT);
    assert_false(was_asked(world, "/fine"));
}

static void a_get_after_a_post_is_a_get(void **state)
{
    struct world *world = *state;
    post(world, "/seconds", POST_ENDED);
    get(world, "/fine");
    assert_true(was_asked(world, "GET /fine HTTP/1.1\r\n"));
}

static void a_header_with_a_line_end_is_never_sent(void **state)
{
    static const char *const headers[] = { "Authorization: Bearer " SECRET
                                           "\r\nX-Evil: 1" };
    struct world *world = *state;
    const struct http_post evil = { .url = address(world, "/fine"),
                                    .headers = headers,
                                    .header_count = 1,
                                    .answer_max = ANSWER_MAX,
                                    .take = take_piece,
                                    .context = world };
    assert_int_equal(
        http_client_post(world->client, &evil, NOW, &world->answer, &world->err),
        POST_NO_ANSWER);
    assert_int_equal(world->err.code, ERR_INVALID);
    assert_null(strstr(world->err.text, SECRET));
    assert_int_equal(connections(world), 0);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(a_piece_is_handed_on_before_the_answer_ends),
        IN_WORLD(the_request_goes_out_as_it_was_given),
        IN_WORLD(an_answer_without_a_body_has_a_head),
        IN_WORLD(a_cut_answer_is_told_from_a_whole_one),
        IN_WORLD(without_a_status_there_is_no_answer),
        IN_WORLD(where_nobody_listens_nothing_is_sent),
        IN_WORLD(a_redirect_is_an_answer_and_not_followed),
        IN_WORLD(forbidden_addresses_are_not_called),
        IN_WORLD(stopping_ends_it_wherever_it_is),
        IN_WORLD(a_tick_can_end_it),
        IN_WORLD(the_taker_can_end_it),
        IN_WORLD(an_answer_over_its_bound_ends),
        IN_WORLD(a_compressed_answer_is_unpacked),
        IN_WORLD(what_the_server_says_of_another_try_is_read),
        IN_WORLD(no_kept_connection_is_used),
        IN_WORLD(a_get_after_a_post_is_a_get),
        IN_WORLD(a_header_with_a_line_end_is_never_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
