/* Documents of venues' sites: what is an answer, what is none, and how often a host in
 * trouble is asked; and the pure parts beside it. */
#include "store/test_store.h"

#include "net/loopback.h"
#include "work/url_query.h"
#include "work/venue/venue_fetch.h"
#include "work/venue/venue_ojs.h"

#define OK_JSON "HTTP/1.1 200 OK\r\nETag: \"one\"\r\nContent-Length: 2\r\n\r\n{}"

static const struct loopback_page pages[] = {
    { "/good", LIT(OK_JSON), NULL },
    { "/page",
      LIT("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n"
          "<html>"),
      NULL },
    { "/same", LIT("HTTP/1.1 304 Same\r\n\r\n"), NULL },
    { "/nobody", LIT("HTTP/1.1 401 Who\r\nContent-Length: 0\r\n\r\n"), NULL },
    { "/moved",
      LIT("HTTP/1.1 301 There\r\nLocation: /good\r\nContent-Length: 0\r\n\r\n"), NULL },
    { "/lent",
      LIT("HTTP/1.1 302 Lent\r\nLocation: https://export.arxiv.org/pdf/1\r\n"
          "Content-Length: 0\r\n\r\n"),
      NULL },
    { "/never", LIT("HTTP/1.1 429 No\r\nRetry-After: 100\r\nContent-Length: 0\r\n\r\n"),
      NULL },
};

struct test_fetch {
    struct test_store *folder;
    struct stop stop;
    struct loopback server;
    struct url_guard trusted;
    struct venue_fetch *fetch;
};

static void start(struct test_fetch *test, void **state)
{
    *test = (struct test_fetch){ .folder = *state };
    struct test_store *folder = test->folder;
    stop_init(&test->stop);
    loopback_open(&test->server, pages, COUNT_OF(pages), &test->stop);
    const char *url =
        arena_printf(&folder->arena, "http://127.0.0.1:%d", test->server.port);
    assert_ok(folder, url_guard_trust(&test->trusted, url, &folder->err));
    const struct venue_fetch_options options = { .store = folder->store,
                                                 .stop = &test->stop,
                                                 .contact = "",
                                                 .trusted = &test->trusted };
    assert_ok(folder, venue_fetch_open(&options, &test->fetch, &folder->err));
}

static void end(struct test_fetch *test)
{
    venue_fetch_close(test->fetch);
    loopback_close(&test->server);
    stop_done(&test->stop);
}

/* The answer's status, or minus the error's code. */
static int get(struct test_fetch *test, const char *path, unsigned also)
{
    struct test_store *folder = test->folder;
    struct http_answer answer = { .status = 0 };
    const struct venue_ask ask = { .url = arena_printf(&folder->arena,
                                                       "http://127.0.0.1:%d%s",
                                                       test->server.port, path),
                                   .also = also };
    folder->err = (struct err){ 0 };
    return venue_fetch_get(test->fetch, &ask, &folder->arena, &answer, &folder->err)
               ? answer.status
               : -(int)folder->err.code;
}

static void what_is_no_answer_is_an_error_unless_it_is_wanted(void **state)
{
    struct test_fetch test;
    start(&test, state);
    assert_int_equal(get(&test, "/good", 0), 200);
    assert_int_equal(get(&test, "/same", 0), 304);
    assert_int_equal(get(&test, "/page", 0), -ERR_UPSTREAM);
    assert_int_equal(get(&test, "/page", VENUE_ALSO_PAGE), 200);
    assert_int_equal(get(&test, "/missing", 0), -ERR_NOT_FOUND);
    assert_int_equal(get(&test, "/missing", VENUE_ALSO_MISSING), 404);
    assert_int_equal(get(&test, "/nobody", 0), -ERR_UPSTREAM);
    assert_int_equal(get(&test, "/nobody", VENUE_ALSO_NO_LOGIN), 401);
    end(&test);
}

static void a_host_that_says_when_is_not_asked_before(void **state)
{
    struct test_fetch test;
    start(&test, state);
    assert_int_equal(get(&test, "/never", 0), -ERR_UPSTREAM);
    assert_in_range(test.folder->err.retry_after, 90, 101);
    assert_int_equal(get(&test, "/good", 0), -ERR_BUSY);
    end(&test);
}

static void nothing_of_arxiv_is_asked_for(void **state)
{
    struct test_fetch test;
    struct http_answer answer;
    const struct venue_ask ask = { .url = "https://arxiv.org/x.bib" };
    start(&test, state);
    assert_int_equal(get(&test, "/lent", 0), -ERR_REFUSED);
    assert_non_null(strstr(test.folder->err.text, "export.arxiv.org is arXiv's"));
    assert_false(venue_fetch_get(test.fetch, &ask, &test.folder->arena, &answer,
                                 &test.folder->err));
    assert_int_equal(test.folder->err.code, ERR_REFUSED);
    assert_int_equal(get(&test, "/moved", 0), 200);
    end(&test);
}

static void a_stop_ends_the_waiting(void **state)
{
    struct test_fetch test;
    start(&test, state);
    stop_now(&test.stop);
    assert_int_equal(get(&test, "/good", 0), -ERR_BUSY);
    end(&test);
}

static void only_configured_and_public_addresses_are_asked(void **state)
{
    struct test_fetch test;
    static const char *const urls[] = { "http://example.org/x", "https://127.0.0.2/x",
                                        "nonsense", "https://u:p@example.org/" };
    start(&test, state);
    for (size_t i = 0; i < COUNT_OF(urls); i++) {
        struct http_answer answer;
        const struct venue_ask ask = { .url = urls[i] };
        assert_false(venue_fetch_get(test.fetch, &ask, &test.folder->arena, &answer,
                                     &test.folder->err));
        assert_int_equal(test.folder->err.code, ERR_REFUSED);
    }
    end(&test);
}

static void pages_for_people_are_told_from_data(void **state)
{
    static const struct {
        const char *type, *body;
        bool is_page;
    } cases[] = {
        { "text/html", "<!DOCTYPE html><html>", true },
        { "application/json", "\n <!doctype HTML>", true },
        { NULL, "\xEF\xBB\xBF<HTML>", true },
        { "text/html; charset=utf-8", "Verifying your browser", true },
        { "text/html", "", true },
        { "text/html", "{\"notes\": []}", false },
        { "text/html", "<?xml version='1.0'?>", false },
        { "text/html", "@InProceedings{a,", false },
        { "text/plain", "<collection id='2024.acl'>", false },
        { NULL, "", false },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct http_answer answer = { .content_type = cases[i].type,
                                            .body = str_of(cases[i].body) };
        if (venue_answer_is_page(&answer) != cases[i].is_page)
            fail_msg("%s: %s", cases[i].type ? cases[i].type : "-", cases[i].body);
    }
}

static void values_of_a_query_are_escaped(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf url = buf_upto(200);
    buf_text(&url, "https://a.org/oai");
    url_query_add(&url, "verb", "ListRecords");
    url_query_add(&url, "resumptionToken", "a b&c=d/\xC3\xA9");
    assert_string_equal(url.ptr, "https://a.org/oai?verb=ListRecords"
                                 "&resumptionToken=a%20b%26c%3Dd%2F%C3%A9");
}

static void a_day_that_is_to_come_is_asked_from_by_nobody(void **state)
{
    (void)state;
    assert_int_equal(ojs_from(20649, 20650), 20649);
    assert_int_equal(ojs_from(20650, 20650), 20650);
    assert_int_equal(ojs_from(20651, 20650), DAY_NONE);
    assert_int_equal(ojs_from(DAY_NONE, 20650), DAY_NONE);
}

static void a_place_in_a_harvest_reads_back_as_it_was(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    static const struct ojs_place places[] = {
        { OJS_RECORDS, DAY_NONE, 20650, 0, 0, NULL },
        { OJS_NAMES, 20649, 20650, 1200, 1000, "a token / with  all & sorts" },
    };
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        const char *text = ojs_place_text(&places[i], &arena);
        struct ojs_place back;
        assert_true(ojs_place_read(str_of(text), &arena, &back));
        assert_int_equal(back.step, places[i].step);
        assert_int_equal(back.from, places[i].from);
        assert_int_equal(back.began, places[i].began);
        assert_int_equal(back.before, places[i].before);
        assert_int_equal(back.page, places[i].page);
        if (places[i].token == NULL)
            assert_null(back.token);
        else
            assert_string_equal(back.token, places[i].token);
    }
    struct ojs_place untouched;
    static const char *const bad[] = { "",        "9 0 0 0 0",  "0 x 0 0 0",
                                       "0 1 2 3", "0 1 2 -3 0", "0 1 99999999999 0 0" };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(ojs_place_read(str_of(bad[i]), &arena, &untouched));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(what_is_no_answer_is_an_error_unless_it_is_wanted),
        store_test(a_host_that_says_when_is_not_asked_before),
        store_test(nothing_of_arxiv_is_asked_for),
        store_test(a_stop_ends_the_waiting),
        store_test(only_configured_and_public_addresses_are_asked),
        cmocka_unit_test(pages_for_people_are_told_from_data),
        cmocka_unit_test(values_of_a_query_are_escaped),
        cmocka_unit_test(a_day_that_is_to_come_is_asked_from_by_nobody),
        cmocka_unit_test(a_place_in_a_harvest_reads_back_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
