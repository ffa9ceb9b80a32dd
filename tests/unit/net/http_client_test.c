/* The HTTP client against a server on the loopback address that misbehaves on request.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "net/http_client.h"
#include "net/loopback_pages.h"

#include <stdio.h>
#include <stdlib.h>

enum { NOW = 1758168000 }; /* Thu, 18 Sep 2025 04:00:00 GMT */

#define OK "HTTP/1.1 200 OK\r\nConnection: close\r\n"
#define TO(url)                                                                        \
    LIT("HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: "                  \
        "0\r\nLocation: " url "\r\n\r\n")

static void send_headers_for_ever(struct loopback *server, int connection)
{
    (void)server;
    while (loopback_send(connection, LIT("ETag: again-and-again\r\n")))
        continue;
}

static const struct loopback_page pages[] = {
    { "/feed",
      LIT(OK "Content-Type: application/rss+xml\r\nETag: 5ab1c0\r\n"
             "Last-Modified: Thu, 18 Sep 2025 00:00:00 GMT\r\n"
             "Set-Cookie: track=me\r\nContent-Length: 5\r\n\r\n<rss>"),
      NULL },
    { "/bare", LIT(OK "Content-Length: 3\r\n\r\na\0b"), NULL },
    { "/same",
      LIT("HTTP/1.1 304 Not Modified\r\nConnection: close\r\nETag: 5ab1c0\r\n\r\n"),
      NULL },
    { "/keep", LIT("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nkept"), NULL },
    { "/gzip", LIT(OK "Content-Encoding: gzip\r\nContent-Length: 39\r\n\r\n"),
      send_gzip },
    { "/bomb", LIT(OK "Content-Encoding: gzip\r\n\r\n"), send_bomb },
    { "/no-gzip", LIT(OK "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain"),
      NULL },
    { "/large", LIT(OK "Content-Length: 52428800\r\n\r\nxxxx"), stall },
    { "/endless", LIT(OK "Transfer-Encoding: chunked\r\n\r\n"), send_chunks_for_ever },
    { "/endless-headers", LIT(OK), send_headers_for_ever },
    { "/cut", LIT(OK "Content-Length: 100\r\n\r\nonly this"), NULL },
    { "/cut-chunk", LIT(OK "Transfer-Encoding: chunked\r\n\r\n9\r\nonly this\r\n"),
      NULL },
    { "/stall", LIT(OK "Content-Length: 100\r\n\r\nonly this"), stall },
    { "/stop", LIT(OK "Content-Length: 100\r\n\r\nonly this"), stop_and_stall },
    { "/silent", LIT(""), stall },
    { "/gone", LIT(""), NULL },
    { "/garbage", LIT("220 smtp.example ESMTP\r\n"), NULL },
    { "/early",
      LIT("HTTP/1.1 103 Early Hints\r\nETag: early\r\n\r\n" OK
          "Content-Length: 0\r\n\r\n"),
      NULL },
    { "/busy",
      LIT("HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\n"
          "Retry-After: 120\r\nContent-Length: 4\r\n\r\nslow"),
      NULL },
    { "/down",
      LIT("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n"
          "retry-after:  Thu, 18 Sep 2025 04:05:00 GMT \r\nContent-Length: 0\r\n"
          "\r\n"),
      NULL },
    { "/to-feed", TO("/feed"), NULL },
    { "/hop-1", TO("hop-2"), NULL },
    { "/hop-2", TO("/to-feed"), NULL },
    { "/hop-0", TO("/hop-1"), NULL },
    { "/round", TO("/round"), NULL },
    { "/to-private", TO("http://10.0.0.1/"), NULL },
    { "/to-private-https", TO("https://10.0.0.1/"), NULL },
    { "/to-metadata", TO("http://169.254.169.254/latest/meta-data/"), NULL },
    { "/to-http", TO("http://arxiv.org/"), NULL },
    { "/to-file", TO("file:///etc/passwd"), NULL },
    { "/to-user", TO("https://user:secret@arxiv.org/"), NULL },
    { "/to-nowhere",
      LIT("HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\n"
          "\r\n"),
      NULL },
};

struct world {
    struct stop stop;
    struct loopback server;
    struct url_guard guard;
    struct http_client *client;
    struct arena arena;
    struct http_answer answer;
    struct err err;
};

static int world_open(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    char origin[40];
    *state = world;
    stop_init(&world->stop);
    loopback_open(&world->server, pages, COUNT_OF(pages), &world->stop);
    snprintf(origin, sizeof origin, "http://127.0.0.1:%d", world->server.port);
    return url_guard_trust(&world->guard, origin, &world->err) &&
                   http_client_open("paperfeed/1 (test@example.org)", &world->guard,
                                    &world->stop, &world->client, &world->err)
               ? 0
               : -1;
}

static int world_close(void **state)
{
    struct world *world = *state;
    http_client_close(world->client);
    loopback_close(&world->server);
    stop_done(&world->stop);
    arena_done(&world->arena);
    free(world);
    return 0;
}

/* Who is asked before a redirect. */
struct crossing {
    int asked;
    bool may;
    char url[100];
};

static bool ask_crossing(void *context, const char *url, struct err *err)
{
    struct crossing *crossing = context;
    crossing->asked++;
    snprintf(crossing->url, sizeof crossing->url, "%s", url);
    return crossing->may || err_set(err, ERR_BUSY, "not now");
}

static bool get_with(struct world *world, const char *path, struct http_get get)
{
    get.url =
        arena_printf(&world->arena, "http://127.0.0.1:%d%s", world->server.port, path);
    if (get.body_max == 0)
        get.body_max = 1 << 20;
    if (get.timeout_ms == 0)
        get.timeout_ms = 30000;
    world->answer = (struct http_answer){ .status = -1 };
    world->err = (struct err){ .code = ERR_NONE };
    return http_client_get(world->client, &get, NOW, &world->arena, &world->answer,
                           &world->err);
}

static void get(struct world *world, const char *path)
{
    bool fine = get_with(world, path, (struct http_get){ 0 });
    assert_string_equal(world->err.text, "");
    assert_true(fine);
}

static void get_fails(struct world *world, const char *path, struct http_get how,
                      enum err_code code)
{
    assert_false(get_with(world, path, how));
    if (world->err.code != code)
        fail_msg("%s: %s", path, world->err.text);
    assert_int_equal(world->answer.status, -1);
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

static void an_answer_comes_with_body_and_headers(void **state)
{
    struct world *world = *state;
    get(world, "/feed");
    assert_int_equal(world->answer.status, 200);
    assert_string_equal(world->answer.content_type, "application/rss+xml");
    assert_string_equal(world->answer.etag, "5ab1c0");
    assert_string_equal(world->answer.last_modified, "Thu, 18 Sep 2025 00:00:00 GMT");
    assert_int_equal(world->answer.retry_after, 0);
    assert_true(str_eq(world->answer.body, LIT("<rss>")));
    assert_true(world->answer.whole);
    assert_true(str_ends(str_of(world->answer.url), LIT("/feed")));
}

static void headers_of_one_answer_do_not_show_in_the_next(void **state)
{
    struct world *world = *state;
    get(world, "/feed");
    get(world, "/bare");
    assert_null(world->answer.content_type);
    assert_null(world->answer.etag);
    assert_null(world->answer.last_modified);
    assert_int_equal(world->answer.body.len, 3);
    assert_memory_equal(world->answer.body.ptr, "a\0b", 4);
    get(world, "/early");
    assert_int_equal(world->answer.status, 200);
    assert_null(world->answer.etag);
}

static void we_say_who_we_are_and_keep_no_cookies(void **state)
{
    struct world *world = *state;
    setenv("http_proxy", "http://127.0.0.1:1", 1);
    get(world, "/feed");
    get(world, "/feed");
    unsetenv("http_proxy");
    assert_true(was_asked(world, "User-Agent: paperfeed/1 (test@example.org)\r\n"));
    assert_true(was_asked(world, "Accept-Encoding: gzip, deflate\r\n"));
    assert_false(was_asked(world, "Cookie"));
    assert_false(was_asked(world, "If-"));
}

static void what_we_have_is_told_verbatim(void **state)
{
    struct world *world = *state;
    assert_true(get_with(world, "/same",
                         (struct http_get){ .accept = "application/rss+xml",
                                            .etag = "5ab1c0",
                                            .last_modified = "yesterday" }));
    assert_int_equal(world->answer.status, 304);
    assert_int_equal(world->answer.body.len, 0);
    assert_true(world->answer.whole);
    assert_true(was_asked(world, "If-None-Match: 5ab1c0\r\n"));
    assert_true(was_asked(world, "If-Modified-Since: yesterday\r\n"));
    assert_true(was_asked(world, "Accept: application/rss+xml\r\n"));
    assert_true(get_with(world, "/feed", (struct http_get){ .etag = "W/\"a b\"" }));
    assert_true(was_asked(world, "If-None-Match: W/\"a b\"\r\n"));
}

static void an_authorization_is_for_one_address_and_not_for_where_it_redirects(
    void **state)
{
    static const char secret[] = "Authorization: Bearer sk-secret";
    struct world *world = *state;
    assert_true(get_with(world, "/feed", (struct http_get){ .authorization = secret }));
    assert_true(was_asked(world, "Authorization: Bearer sk-secret\r\n"));
    world->server.requests.len = 0;
    assert_true(
        get_with(world, "/to-feed", (struct http_get){ .authorization = secret }));
    struct str asked = buf_str(&world->server.requests);
    struct str rest = str_from(asked, str_find(asked, LIT("sk-secret")) + 9);
    assert_true(rest.len > 0);
    assert_int_equal(str_find(rest, LIT("sk-secret")), rest.len);
    get_fails(world, "/feed",
              (struct http_get){ .authorization = "Authorization: sk-secret\r\nX: 1" },
              ERR_INVALID);
    assert_null(strstr(world->err.text, "secret"));
}

static void a_value_with_a_line_end_is_never_sent(void **state)
{
    static const char *const values[] = { "a\r\nX-Evil: 1", "a\nb", "a\rb", "\x01" };
    struct world *world = *state;
    struct http_client *client = NULL;
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        get_fails(world, "/feed", (struct http_get){ .etag = values[i] }, ERR_INVALID);
        get_fails(world, "/feed", (struct http_get){ .last_modified = values[i] },
                  ERR_INVALID);
        get_fails(world, "/feed", (struct http_get){ .accept = values[i] },
                  ERR_INVALID);
        assert_false(http_client_open(values[i], &world->guard, &world->stop, &client,
                                      &world->err));
    }
    assert_null(client);
    assert_int_equal(connections(world), 0);
}

static void connections_stay_alive(void **state)
{
    struct world *world = *state;
    for (int i = 0; i < 5; i++) {
        get(world, "/keep");
        assert_true(str_eq(world->answer.body, LIT("kept")));
    }
    assert_int_equal(connections(world), 1);
}

static void a_compressed_body_is_unpacked(void **state)
{
    struct world *world = *state;
    get(world, "/gzip");
    assert_true(str_eq(world->answer.body,
                       LIT("twelve papers, twelve papers, twelve papers\n")));
    get_fails(world, "/no-gzip", (struct http_get){ 0 }, ERR_UPSTREAM);
}

static void the_ceiling_counts_what_was_unpacked(void **state)
{
    struct world *world = *state;
    get_fails(world, "/bomb", (struct http_get){ .body_max = 4 << 20 }, ERR_LIMIT);
    get_fails(world, "/gzip", (struct http_get){ .body_max = 43 }, ERR_LIMIT);
    assert_true(get_with(world, "/gzip", (struct http_get){ .body_max = 44 }));
}

static void a_body_over_the_ceiling_is_refused_announced_or_not(void **state)
{
    struct world *world = *state;
    get_fails(world, "/large", (struct http_get){ .body_max = 1 << 20 }, ERR_LIMIT);
    get_fails(world, "/endless", (struct http_get){ .body_max = 1 << 20 }, ERR_LIMIT);
    get_fails(world, "/endless-headers", (struct http_get){ 0 }, ERR_LIMIT);
    assert_true(get_with(world, "/feed", (struct http_get){ .body_max = 5 }));
}

static void what_arrived_of_a_cut_body_is_kept_and_marked(void **state)
{
    static const char *const paths[] = { "/cut", "/cut-chunk" };
    struct world *world = *state;
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        get(world, paths[i]);
        assert_int_equal(world->answer.status, 200);
        assert_false(world->answer.whole);
        assert_true(str_eq(world->answer.body, LIT("only this")));
    }
}

static void stopping_ends_a_transfer(void **state)
{
    struct world *world = *state;
    get_fails(world, "/stop", (struct http_get){ .timeout_ms = 600000 }, ERR_UPSTREAM);
    get_fails(world, "/feed", (struct http_get){ 0 }, ERR_UPSTREAM);
    assert_false(was_asked(world, "/feed"));
}

static void the_deadline_ends_a_transfer(void **state)
{
    struct world *world = *state;
    get_fails(world, "/stall", (struct http_get){ .timeout_ms = 200 }, ERR_UPSTREAM);
    get_fails(world, "/silent", (struct http_get){ .timeout_ms = 200 }, ERR_UPSTREAM);
    get(world, "/feed");
}

static void no_answer_is_upstreams_fault(void **state)
{
    struct world *world = *state;
    get_fails(world, "/gone", (struct http_get){ 0 }, ERR_UPSTREAM);
    get_fails(world, "/garbage", (struct http_get){ 0 }, ERR_UPSTREAM);
}

static void retry_after_is_read_in_both_forms(void **state)
{
    struct world *world = *state;
    get(world, "/busy");
    assert_int_equal(world->answer.status, 429);
    assert_int_equal(world->answer.retry_after, 120);
    assert_true(str_eq(world->answer.body, LIT("slow")));
    get(world, "/down");
    assert_int_equal(world->answer.status, 503);
    assert_int_equal(world->answer.retry_after, 300);
}

static void three_redirects_are_followed_and_a_fourth_is_not(void **state)
{
    struct world *world = *state;
    get(world, "/hop-1");
    assert_int_equal(world->answer.status, 200);
    assert_true(str_eq(world->answer.body, LIT("<rss>")));
    assert_true(str_ends(str_of(world->answer.url), LIT("/feed")));
    get_fails(world, "/hop-0", (struct http_get){ 0 }, ERR_UPSTREAM);
    get_fails(world, "/round", (struct http_get){ 0 }, ERR_UPSTREAM);
    get(world, "/to-nowhere");
    assert_int_equal(world->answer.status, 302);
}

static void a_redirect_is_asked_about_and_only_then_followed(void **state)
{
    struct world *world = *state;
    struct crossing crossing = { .may = true };
    const struct http_get asking = { .redirect = ask_crossing, .context = &crossing };
    assert_true(get_with(world, "/hop-2", asking));
    assert_int_equal(crossing.asked, 2);
    assert_non_null(strstr(crossing.url, "/feed"));
    crossing = (struct crossing){ .may = false };
    assert_false(get_with(world, "/hop-2", asking));
    assert_int_equal(world->err.code, ERR_BUSY);
    assert_int_equal(crossing.asked, 1);
    assert_false(get_with(world, "/to-private", asking));
    assert_int_equal(crossing.asked, 1); /* the guard is asked first */
}

static void redirects_to_forbidden_places_are_refused(void **state)
{
    static const char *const paths[] = { "/to-private",  "/to-private-https",
                                         "/to-metadata", "/to-http",
                                         "/to-file",     "/to-user" };
    struct world *world = *state;
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        get_fails(world, paths[i], (struct http_get){ 0 }, ERR_REFUSED);
        assert_true(
            str_starts(str_of(world->err.text), LIT("redirected from http://127")));
    }
}

static void a_name_that_leads_inside_is_refused_before_connecting(void **state)
{
    struct world *world = *state;
    struct http_get how = { .body_max = 100, .timeout_ms = 30000 };
    how.url =
        arena_printf(&world->arena, "https://localhost:%d/feed", world->server.port);
    assert_false(http_client_get(world->client, &how, NOW, &world->arena,
                                 &world->answer, &world->err));
    assert_int_equal(world->err.code, ERR_REFUSED);
    assert_int_equal(connections(world), 0);
    how.url =
        arena_printf(&world->arena, "http://localhost:%d/feed", world->server.port);
    assert_false(http_client_get(world->client, &how, NOW, &world->arena,
                                 &world->answer, &world->err));
    assert_int_equal(world->err.code, ERR_REFUSED);
}

static void retry_after_is_bounded_and_never_negative(void **state)
{
    static const struct {
        const char *text;
        int64_t seconds;
    } cases[] = {
        { "", 0 },
        { "0", 0 },
        { " 7 ", 7 },
        { "86400", 86400 },
        { "86401", 86400 },
        { "99999999999999999999999", 86400 },
        { "-5", 0 },
        { "1.5", 2 },
        { "2.000", 2 },
        { "0.2", 1 },
        { "86399.9", 86400 },
        { ".5", 0 },
        { "1.5s", 0 },
        { "soon", 0 },
        { "Thu, 18 Sep 2025 04:00:01 GMT", 1 },
        { "Thu, 18 Sep 2025 04:00:00 GMT", 0 },
        { "Thu, 18 Sep 2025 03:59:59 GMT", 0 },
        { "Fri, 18 Sep 2099 04:00:00 GMT", 86400 },
        { "Thu, 99 Sep 2025 04:00:00 GMT", 0 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(http_retry_after(str_of(cases[i].text), NOW),
                         cases[i].seconds);
}

static void closing_no_client_is_fine(void **state)
{
    (void)state;
    http_client_close(NULL);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(an_answer_comes_with_body_and_headers),
        IN_WORLD(headers_of_one_answer_do_not_show_in_the_next),
        IN_WORLD(we_say_who_we_are_and_keep_no_cookies),
        IN_WORLD(what_we_have_is_told_verbatim),
        IN_WORLD(an_authorization_is_for_one_address_and_not_for_where_it_redirects),
        IN_WORLD(a_value_with_a_line_end_is_never_sent),
        IN_WORLD(connections_stay_alive),
        IN_WORLD(a_compressed_body_is_unpacked),
        IN_WORLD(the_ceiling_counts_what_was_unpacked),
        IN_WORLD(a_body_over_the_ceiling_is_refused_announced_or_not),
        IN_WORLD(what_arrived_of_a_cut_body_is_kept_and_marked),
        IN_WORLD(stopping_ends_a_transfer),
        IN_WORLD(the_deadline_ends_a_transfer),
        IN_WORLD(no_answer_is_upstreams_fault),
        IN_WORLD(retry_after_is_read_in_both_forms),
        IN_WORLD(three_redirects_are_followed_and_a_fourth_is_not),
        IN_WORLD(a_redirect_is_asked_about_and_only_then_followed),
        IN_WORLD(redirects_to_forbidden_places_are_refused),
        IN_WORLD(a_name_that_leads_inside_is_refused_before_connecting),
        cmocka_unit_test(retry_after_is_bounded_and_never_negative),
        cmocka_unit_test(closing_no_client_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
