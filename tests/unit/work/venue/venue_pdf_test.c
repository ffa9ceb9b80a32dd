/* PDFs from venues' hosts: what is taken, and who is left alone afterwards, also after
 * a restart. */
#include "store/test_store.h"

#include "net/loopback.h"
#include "work/host_gate.h"
#include "work/venue/venue_pdf.h"

#define OK_PDF "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n%PDF-1.4"

static const struct loopback_page pages[] = {
    { "/good.pdf", LIT(OK_PDF), NULL },
    { "/login", LIT("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nLog in!"), NULL },
    { "/forbidden",
      LIT("HTTP/1.1 403 No\r\nRetry-After: 100\r\nContent-Length: 0\r\n\r\n"), NULL },
    { "/broken", LIT("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n"), NULL },
    { "/cut", LIT("HTTP/1.1 200 OK\r\nContent-Length: 800\r\n\r\n%PDF-1.4"), NULL },
};

struct test_venue {
    struct test_store *folder;
    struct stop stop;
    struct loopback server;
    struct venue_pdf *venue;
};

static void venue_open(struct test_venue *test)
{
    struct test_store *folder = test->folder;
    struct venue_pdf_options options = { .store = folder->store,
                                         .contact = "",
                                         .stop = &test->stop };
    const char *url =
        arena_printf(&folder->arena, "http://127.0.0.1:%d", test->server.port);
    assert_ok(folder, url_guard_trust(&options.trusted, url, &folder->err));
    assert_ok(folder, venue_pdf_open(&options, &test->venue, &folder->err));
}

static void start(struct test_venue *test, void **state)
{
    *test = (struct test_venue){ .folder = *state };
    stop_init(&test->stop);
    loopback_open(&test->server, pages, COUNT_OF(pages), &test->stop);
    venue_open(test);
}

static void end(struct test_venue *test)
{
    venue_pdf_close(test->venue);
    loopback_close(&test->server);
    stop_done(&test->stop);
}

static enum err_code get(struct test_venue *test, const char *path)
{
    struct test_store *folder = test->folder;
    struct str bytes = { 0 };
    const char *url =
        arena_printf(&folder->arena, "http://127.0.0.1:%d%s", test->server.port, path);
    folder->err = (struct err){ 0 };
    if (!venue_pdf_get(test->venue, url, &folder->arena, &bytes, &folder->err))
        return folder->err.code;
    assert_true(str_eq(bytes, LIT("%PDF-1.4")));
    return ERR_NONE;
}

static int connections(struct test_venue *test)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&test->server.mutex);
    return test->server.connections;
}

static void a_pdf_is_taken_and_what_is_none_is_not(void **state)
{
    struct test_venue test;
    start(&test, state);
    assert_int_equal(get(&test, "/good.pdf"), ERR_NONE);
    assert_int_equal(get(&test, "/login"), ERR_NOT_FOUND);
    assert_int_equal(get(&test, "/missing"), ERR_NOT_FOUND);
    assert_int_equal(get(&test, "/good.pdf"), ERR_NONE);
    end(&test);
}

static void a_host_that_refuses_is_left_alone_even_after_a_restart(void **state)
{
    struct test_venue test;
    start(&test, state);
    assert_int_equal(get(&test, "/forbidden"), ERR_BUSY);
    assert_in_range(test.folder->err.retry_after, 90, 101);
    assert_int_equal(get(&test, "/good.pdf"), ERR_BUSY);
    venue_pdf_close(test.venue);
    test_reopen(test.folder);
    venue_open(&test);
    assert_int_equal(get(&test, "/good.pdf"), ERR_BUSY);
    assert_in_range(test.folder->err.retry_after, 80, 101);
    assert_int_equal(connections(&test), 1);
    end(&test);
}

static void a_host_in_trouble_gets_a_rest(void **state)
{
    struct test_venue test;
    start(&test, state);
    assert_int_equal(get(&test, "/broken"), ERR_UPSTREAM);
    assert_int_equal(get(&test, "/good.pdf"), ERR_BUSY);
    end(&test);
    start(&test, state);
    assert_int_equal(get(&test, "/cut"), ERR_BUSY); /* another port, the same host */
    end(&test);
}

static void only_public_hosts_are_asked(void **state)
{
    struct test_venue test;
    struct str bytes;
    static const char *const urls[] = { "http://example.org/x.pdf",
                                        "https://127.0.0.2/x.pdf",
                                        "https://u:p@example.org/x.pdf", "file:///x",
                                        "nonsense" };
    start(&test, state);
    for (size_t i = 0; i < COUNT_OF(urls); i++) {
        assert_false(venue_pdf_get(test.venue, urls[i], &test.folder->arena, &bytes,
                                   &test.folder->err));
        assert_true(test.folder->err.code == ERR_REFUSED ||
                    test.folder->err.code == ERR_INVALID);
    }
    end(&test);
}

static void a_host_is_what_stands_before_port_and_path(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    static const char *const cases[][2] = {
        { "https://Papers.Example.ORG:8443/x", "papers.example.org" },
        { "https://arxiv.org", "arxiv.org" },
        { "https://arxiv.org./pdf", "arxiv.org" },
        { "https://a.b?c=d/e", "a.b" },
        { "https://a.b#c", "a.b" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(host_of(cases[i][0], &arena), cases[i][1]);
    assert_null(host_of("nonsense", &arena));
    assert_null(host_of("https:///x", &arena));
    assert_null(host_of("https://./x", &arena));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(a_pdf_is_taken_and_what_is_none_is_not),
        store_test(a_host_that_refuses_is_left_alone_even_after_a_restart),
        store_test(a_host_in_trouble_gets_a_rest),
        store_test(only_public_hosts_are_asked),
        cmocka_unit_test(a_host_is_what_stands_before_port_and_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
