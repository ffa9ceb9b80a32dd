/* Where a list in pages may lead: a table of what a page may say of the next one. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "net/url_next.h"

static void an_address_is_read_as_a_browser_would(void **state)
{
    static const struct {
        const char *page, *next, *url;
    } cases[] = {
        { "https://x.example/a/b.json", "?page=2",
          "https://x.example/a/b.json?page=2" },
        { "https://x.example/a/b.json?page=2", "?page=3",
          "https://x.example/a/b.json?page=3" },
        { "https://x.example/a/b.json", "c.json", "https://x.example/a/c.json" },
        { "https://x.example/a/b.json", "/c.json", "https://x.example/c.json" },
        { "https://x.example/a/b.json", "//x.example/c", "https://x.example/c" },
        { "https://x.example/a", "https://X.EXAMPLE:443/c", "https://X.EXAMPLE:443/c" },
        { "https://x.example/a", "http://x.example/c?d=e", "https://x.example/c?d=e" },
        { "http://127.0.0.1:81/a", "http://127.0.0.1:81/c", "http://127.0.0.1:81/c" },
        { "https://x.example/a", "?page=2#top", "https://x.example/a?page=2" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        const char *url = NULL;
        struct err err = { 0 };
        if (!url_next(cases[i].page, cases[i].next, &arena, &url, &err))
            fail_msg("%s: %s", cases[i].next, err.text);
        assert_string_equal(url, cases[i].url);
    }
}

static void another_host_is_refused(void **state)
{
    static const char *const nexts[] = {
        "https://y.example/a",
        "//y.example/a",
        "https://x.example:8443/a",
        "http://x.example:8080/a",
        "https://x.example.org/",
        "https://user@x.example/a",
        "https://x.example@y.org/a",
        "ftp://x.example/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "http://127.0.0.1/",
        "https://x.example\\@y.org/",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(nexts); i++) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        const char *url = "untouched";
        struct err err = { 0 };
        if (url_next("https://x.example/a", nexts[i], &arena, &url, &err))
            fail_msg("%s led to %s", nexts[i], url);
        if (err.code != ERR_REFUSED && err.code != ERR_INVALID)
            fail_msg("%s: %s", nexts[i], err.text);
        assert_string_equal(url, "untouched");
    }
}

static void a_page_over_http_does_not_lead_to_https(void **state)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *url = NULL;
    struct err err = { 0 };
    (void)state;
    assert_false(
        url_next("http://x.example/a", "https://x.example/b", &arena, &url, &err));
    assert_int_equal(err.code, ERR_REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_read_as_a_browser_would),
        cmocka_unit_test(another_host_is_refused),
        cmocka_unit_test(a_page_over_http_does_not_lead_to_https),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
