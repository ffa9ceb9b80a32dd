/* The header guard by tables: what must pass, what must be refused, and why. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "http/guard.h"

#include <string.h>

enum { PAIRS_MAX = 4 };

struct guard_case {
    const char *what, *method, *version;
    struct {
        struct str name, value;
    } headers[PAIRS_MAX];
    int status; /* 0: passes */
};

#define TEXT(literal)                                                                  \
    {                                                                                  \
        "" literal, sizeof(literal) - 1                                                \
    }
#define H(name, value)                                                                 \
    {                                                                                  \
        TEXT(name), TEXT(value)                                                        \
    }
#define HOST H("Host", "papers.example:8080")

static const struct guard_case cases[] = {
    { "a plain GET", "GET", "HTTP/1.1", { HOST }, 0 },
    { "any case of a name", "GET", "HTTP/1.1", { H("hOST", "a") }, 0 },
    { "HTTP/1.0 without Host", "GET", "HTTP/1.0", { H("Accept", "*/*") }, 0 },
    { "HTTP/1.1 without Host", "GET", "HTTP/1.1", { H("Accept", "*/*") }, 400 },
    { "an IPv6 host", "GET", "HTTP/1.1", { H("Host", "[::1]:80") }, 0 },
    { "a host with a path", "GET", "HTTP/1.1", { H("Host", "a/b") }, 400 },
    { "a host with a user", "GET", "HTTP/1.1", { H("Host", "a@b") }, 400 },
    { "two hosts", "GET", "HTTP/1.1", { HOST, H("host", "b") }, 400 },
    { "two cookies",
      "GET",
      "HTTP/1.1",
      { HOST, H("Cookie", "a=b"), H("Cookie", "c") },
      0 },
    { "two places to go on from",
      "GET",
      "HTTP/1.1",
      { HOST, H("Last-Event-ID", "1-2"), H("last-event-id", "1-3") },
      400 },
    { "the same host twice", "GET", "HTTP/1.1", { HOST, HOST }, 400 },
    { "a space before the colon",
      "POST",
      "HTTP/1.1",
      { HOST, H("Content-Length ", "5") },
      400 },
    { "an empty name", "GET", "HTTP/1.1", { HOST, H("", "x") }, 400 },
    { "a name with a line break", "GET", "HTTP/1.1", { HOST, H("a\rb", "x") }, 400 },
    { "a name with a NUL", "GET", "HTTP/1.1", { HOST, H("a\0b", "x") }, 400 },
    { "a name of odd token characters",
      "GET",
      "HTTP/1.1",
      { HOST, H("!#$%&'*+-.^_`|~09az", "x") },
      0 },
    { "a name beyond ASCII", "GET", "HTTP/1.1", { HOST, H("n\xc3\xa4me", "x") }, 400 },
    { "a value with a NUL", "GET", "HTTP/1.1", { HOST, H("X", "a\0b") }, 400 },
    { "a value with a carriage return",
      "GET",
      "HTTP/1.1",
      { HOST, H("X", "a\rb") },
      400 },
    { "a value with a line feed", "GET", "HTTP/1.1", { HOST, H("X", "a\nb") }, 400 },
    { "a value with a tab", "GET", "HTTP/1.1", { HOST, H("X", "a\tb") }, 0 },
    { "a value of UTF-8", "GET", "HTTP/1.1", { HOST, H("X", "\xc3\xa4") }, 0 },
    { "an empty value", "GET", "HTTP/1.1", { HOST, H("X", "") }, 0 },
    { "a length", "POST", "HTTP/1.1", { HOST, H("Content-Length", "5") }, 0 },
    { "a length of nothing on GET",
      "GET",
      "HTTP/1.1",
      { HOST, H("Content-Length", "0") },
      0 },
    { "a body on GET", "GET", "HTTP/1.1", { HOST, H("Content-Length", "5") }, 400 },
    { "a body on HEAD", "HEAD", "HTTP/1.1", { HOST, H("Content-Length", "5") }, 400 },
    { "a chunked body on GET",
      "GET",
      "HTTP/1.1",
      { HOST, H("Transfer-Encoding", "chunked") },
      400 },
    { "two lengths",
      "POST",
      "HTTP/1.1",
      { HOST, H("Content-Length", "5"), H("Content-Length", "6") },
      400 },
    { "the same length twice",
      "POST",
      "HTTP/1.1",
      { HOST, H("Content-Length", "5"), H("content-length", "5") },
      400 },
    { "a list of lengths",
      "POST",
      "HTTP/1.1",
      { HOST, H("Content-Length", "5, 5") },
      400 },
    { "a negative length",
      "POST",
      "HTTP/1.1",
      { HOST, H("Content-Length", "-1") },
      400 },
    { "a signed length", "POST", "HTTP/1.1", { HOST, H("Content-Length", "+5") }, 400 },
    { "a hexadecimal length",
      "POST",
      "HTTP/1.1",
      { HOST, H("Content-Length", "0x5") },
      400 },
    { "an empty length", "POST", "HTTP/1.1", { HOST, H("Content-Length", "") }, 400 },
    { "a length beyond any number",
      "POST",
      "HTTP/1.1",
      { HOST, H("Content-Length", "99999999999999999999999") },
      400 },
    { "chunked", "POST", "HTTP/1.1", { HOST, H("Transfer-Encoding", "Chunked") }, 0 },
    { "chunked before HTTP/1.1",
      "POST",
      "HTTP/1.0",
      { HOST, H("Transfer-Encoding", "chunked") },
      400 },
    { "another coding",
      "POST",
      "HTTP/1.1",
      { HOST, H("Transfer-Encoding", "gzip") },
      400 },
    { "two codings",
      "POST",
      "HTTP/1.1",
      { HOST, H("Transfer-Encoding", "gzip, chunked") },
      400 },
    { "almost chunked",
      "POST",
      "HTTP/1.1",
      { HOST, H("Transfer-Encoding", "xchunked") },
      400 },
    { "an empty coding",
      "POST",
      "HTTP/1.1",
      { HOST, H("Transfer-Encoding", "") },
      400 },
    { "chunked twice",
      "POST",
      "HTTP/1.1",
      { HOST, H("Transfer-Encoding", "chunked"), H("Transfer-Encoding", "chunked") },
      400 },
    { "a coding beside a length",
      "POST",
      "HTTP/1.1",
      { HOST, H("Transfer-Encoding", "chunked"), H("Content-Length", "5") },
      400 },
    { "a coding beside a length, the other way",
      "POST",
      "HTTP/1.1",
      { HOST, H("Content-Length", "0"), H("Transfer-Encoding", "chunked") },
      400 },
    { "two authorizations",
      "GET",
      "HTTP/1.1",
      { HOST, H("Authorization", "a"), H("Authorization", "b") },
      400 },
    { "a repeated list header",
      "GET",
      "HTTP/1.1",
      { HOST, H("X-Forwarded-For", "a"), H("X-Forwarded-For", "b") },
      0 },
    { "a method that is no token", "FOO<>", "HTTP/1.1", { HOST }, 400 },
    { "an empty method", "", "HTTP/1.1", { HOST }, 400 },
    { "a method that we do not have", "BREW", "HTTP/1.1", { HOST }, 0 },
    { "an unknown version", "GET", "HTTP/1.2", { HOST }, 400 },
    { "no version", "GET", "", { HOST }, 400 },
};

static void each_case_ends_as_the_table_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct guard guard = { 0 };
        struct err err = { 0 };
        int status = 0;
        for (size_t k = 0; k < PAIRS_MAX && cases[i].headers[k].name.ptr != NULL; k++)
            guard_add(&guard, cases[i].headers[k].name, cases[i].headers[k].value);
        bool passes =
            guard_end(&guard, cases[i].method, cases[i].version, &status, &err);
        if (passes != (cases[i].status == 0) || status != cases[i].status)
            fail_msg("%s: %d", cases[i].what, status);
        if (!passes)
            assert_true(err.text[0] != '\0');
    }
}

static void the_headers_that_we_use_are_picked_up(void **state)
{
    (void)state;
    struct guard guard = { 0 };
    struct err err;
    int status = 0;
    guard_add(&guard, LIT("HOST"), LIT("papers.example"));
    guard_add(&guard, LIT("Accept-Encoding"), LIT("gzip"));
    guard_add(&guard, LIT("Content-Length"), LIT("12"));
    guard_add(&guard, LIT("X-Forwarded-For"), LIT("203.0.113.7"));
    guard_add(&guard, LIT("x-forwarded-for"), LIT("203.0.113.8"));
    assert_true(guard_end(&guard, "POST", "HTTP/1.1", &status, &err));
    assert_true(str_eq(guard.values[HEADER_HOST], LIT("papers.example")));
    assert_true(str_eq(guard.values[HEADER_ACCEPT_ENCODING], LIT("gzip")));
    assert_true(str_eq(guard.values[HEADER_FORWARDED_FOR], LIT("203.0.113.8")));
    assert_null(guard.values[HEADER_ORIGIN].ptr);
    assert_int_equal(guard.content_length, 12);
    assert_true(guard.has_body);
}

static void too_many_or_too_long_headers_are_431(void **state)
{
    (void)state;
    static char longest[GUARD_BYTES_MAX];
    struct guard many = { 0 }, large = { 0 };
    struct err err;
    int status = 0;
    memset(longest, 'x', sizeof longest);
    guard_add(&many, LIT("Host"), LIT("a"));
    guard_add(&large, LIT("Host"), LIT("a"));
    for (int i = 0; i < GUARD_HEADERS_MAX; i++)
        guard_add(&many, LIT("X"), LIT("y"));
    guard_add(&large, LIT("X"), (struct str){ longest, sizeof longest });
    assert_false(guard_end(&many, "GET", "HTTP/1.1", &status, &err));
    assert_int_equal(status, 431);
    status = 0;
    assert_false(guard_end(&large, "GET", "HTTP/1.1", &status, &err));
    assert_int_equal(status, 431);
}

static const struct {
    const char *host, *origin, *fetch_site;
    bool ours;
} posts[] = {
    { "a.example", NULL, NULL, true },
    { "a.example", NULL, "same-origin", true },
    { "a.example", NULL, "none", true },
    { "a.example", NULL, "same-site", false },
    { "a.example", NULL, "cross-site", false },
    { "a.example", "http://a.example", "cross-site", false },
    { "a.example", "http://a.example", NULL, true },
    { "a.example", "https://A.example", NULL, true },
    { "a.example:8080", "http://a.example:8080", NULL, true },
    { "a.example:8080", "http://a.example", NULL, false },
    { "a.example", "http://b.example", NULL, false },
    { "a.example", "http://a.example.evil", NULL, false },
    { "a.example", "null", NULL, false },
    { "a.example", "", NULL, false },
    { NULL, "http://a.example", NULL, false },
    { "a.example", "http://b.example", "same-origin", true },
};

static void only_our_pages_and_scripts_may_post(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(posts); i++)
        if (guard_same_site(posts[i].host, posts[i].origin, posts[i].fetch_site) !=
            posts[i].ours)
            fail_msg("row %zu", i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_case_ends_as_the_table_says),
        cmocka_unit_test(the_headers_that_we_use_are_picked_up),
        cmocka_unit_test(too_many_or_too_long_headers_are_431),
        cmocka_unit_test(only_our_pages_and_scripts_may_post),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
