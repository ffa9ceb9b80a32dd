/* Which addresses may be asked: tables of origins and of socket addresses. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "net/url_guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/un.h>

static struct url_guard guard_of(const char *url)
{
    struct err err = { 0 };
    struct url_guard guard = { .trusted_count = 0 };
    assert_true(url_guard_trust(&guard, url, &err));
    return guard;
}

static void https_is_let_through_wherever_it_goes(void **state)
{
    static const char *const urls[] = {
        "https://rss.arxiv.org/rss/cs.CL+cs.LG",
        "HTTPS://ARXIV.ORG/",
        "https://arxiv.org:8443",
        "https://例え.jp/",
        "https://[2606:4700::1111]/x?y#z",
    };
    struct url_guard nobody = { .trusted_count = 0 };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(urls); i++) {
        struct err err = { 0 };
        assert_true(url_guard_check(&nobody, urls[i], &err));
        assert_false(url_guard_is_trusted(&nobody, urls[i]));
    }
}

static void all_else_is_refused(void **state)
{
    static const char *const urls[] = {
        "",
        "arxiv.org/list",
        "//arxiv.org/",
        "/rss/cs.CL",
        "http://arxiv.org/",
        "http://127.0.0.1:8081/",
        "ftp://arxiv.org/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_x",
        "dict://localhost/",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://user@arxiv.org/",
        "https://user:secret@arxiv.org/",
        "https://:@arxiv.org/",
        "https://arxiv.org:99999/",
        "https://arxiv.org:http/",
        "https://ar xiv.org/",
        "https://arxiv.org/a b",
        "https://arxiv.org/\r\nHost: x",
        "https://arxiv.org\\@evil.example/",
        "http+unix://x/",
    };
    struct url_guard guard = guard_of("http://mirror.example:80");
    (void)state;
    for (size_t i = 0; i < COUNT_OF(urls); i++) {
        struct err err = { 0 };
        if (url_guard_check(&guard, urls[i], &err))
            fail_msg("%s", urls[i]);
        assert_int_equal(err.code, ERR_REFUSED);
        assert_false(url_guard_is_trusted(&guard, urls[i]));
    }
}

static void an_endless_address_is_refused(void **state)
{
    (void)state;
    struct err err = { 0 };
    struct url_guard nobody = { .trusted_count = 0 };
    char url[20000] = "https://arxiv.org/";
    memset(url + strlen(url), 'a', sizeof url - strlen(url) - 1);
    assert_false(url_guard_check(&nobody, url, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    memset(url, 'a', 1000);
    memcpy(url, "https://", 8);
    url[1000] = '\0';
    assert_false(url_guard_check(&nobody, url, &err));
}

static void trust_is_for_scheme_host_and_port(void **state)
{
    static const struct {
        const char *trusted, *url;
        bool same;
    } cases[] = {
        { "http://127.0.0.1:8081", "http://127.0.0.1:8081/rss/cs.CL", true },
        { "http://127.0.0.1:8081/api/query", "http://127.0.0.1:8081/", true },
        { "http://127.0.0.1:8081", "http://127.0.0.1:8082/", false },
        { "http://127.0.0.1:8081", "http://127.0.0.1/", false },
        { "http://127.0.0.1:8081", "https://127.0.0.1:8081/", false },
        { "http://127.0.0.1:8081", "http://127.0.0.2:8081/", false },
        { "http://127.0.0.1:8081", "http://127.0.0.1:80811/", false },
        { "http://127.0.0.1:8081", "http://127.0.0.1:8081@evil.example/", false },
        { "http://127.0.0.1:8081", "http://127.0.0.1:8081.evil.example/", false },
        { "http://127.0.0.1:8081", "http://0x7f.1:8081/", true },
        { "http://mirror.example", "http://mirror.example:80/x", true },
        { "http://mirror.example", "HTTP://Mirror.EXAMPLE/x", true },
        { "http://mirror.example", "http://mirror.example.evil.example/", false },
        { "http://[::1]:9000", "http://[::1]:9000/x", true },
        { "https://kimi.example", "https://kimi.example:443/v1", true },
        { "https://kimi.example", "http://kimi.example/v1", false },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct url_guard guard = guard_of(cases[i].trusted);
        if (url_guard_is_trusted(&guard, cases[i].url) != cases[i].same)
            fail_msg("%s %s", cases[i].trusted, cases[i].url);
    }
}

static void a_wrong_configured_address_is_invalid_and_not_trusted(void **state)
{
    static const char *const urls[] = { "",
                                        "mirror.example",
                                        "ftp://mirror.example",
                                        "http://",
                                        "http://u:p@mirror.example",
                                        "http://a b",
                                        "http://2%30706433/", /* 1.59.244.129 */
                                        "http://a%2562c/",
                                        "localhost:8081" };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(urls); i++) {
        struct err err = { 0 };
        struct url_guard guard = { .trusted_count = 0 };
        assert_false(url_guard_trust(&guard, urls[i], &err));
        assert_int_equal(err.code, ERR_INVALID);
        assert_int_equal(guard.trusted_count, 0);
    }
    struct err err = { 0 };
    struct url_guard guard = { .trusted_count = 0 };
    assert_false(url_guard_trust(&guard, NULL, &err));
}

static void sixteen_different_origins_can_be_trusted(void **state)
{
    (void)state;
    struct err err = { 0 };
    struct url_guard guard = { .trusted_count = 0 };
    for (int again = 0; again < 2; again++)
        for (int i = 0; i < URL_ORIGINS_MAX; i++) {
            char url[40];
            snprintf(url, sizeof url, "http://127.0.0.1:%d/%d", 8000 + i, again);
            assert_true(url_guard_trust(&guard, url, &err));
        }
    assert_int_equal(guard.trusted_count, URL_ORIGINS_MAX);
    assert_false(url_guard_trust(&guard, "http://127.0.0.1:9000", &err));
    assert_int_equal(err.code, ERR_INVALID);
}

static bool is_public(const char *text)
{
    struct sockaddr_storage address = { .ss_family = AF_INET };
    struct sockaddr_in *v4 = (struct sockaddr_in *)&address;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&address;
    if (strchr(text, ':') != NULL) {
        address.ss_family = AF_INET6;
        assert_int_equal(inet_pton(AF_INET6, text, &v6->sin6_addr), 1);
    } else {
        assert_int_equal(inet_pton(AF_INET, text, &v4->sin_addr), 1);
    }
    return url_address_is_public((const struct sockaddr *)&address);
}

static void addresses_inside_are_known(void **state)
{
    static const char *const inside[] = {
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.1.2.3",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.1.2.3",
        "::ffff:169.254.169.254",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2001:1ff:ffff::1",
        "2002:7f00:1::",
        "2002:0808:0808::",
        "3fff::1",
        "fc00::1",
        "fdff::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "4000::1",
        "1fff::1",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(inside); i++)
        if (is_public(inside[i]))
            fail_msg("%s", inside[i]);
}

static void addresses_outside_are_let_through(void **state)
{
    static const char *const outside[] = {
        "1.1.1.1",          "8.8.8.8",
        "9.255.255.255",    "11.0.0.0",
        "100.63.255.255",   "100.128.0.0",
        "126.255.255.255",  "128.0.0.1",
        "151.101.3.42",     "169.253.255.255",
        "169.255.0.0",      "172.15.255.255",
        "172.32.0.0",       "192.0.1.1",
        "192.0.3.0",        "192.167.255.255",
        "192.169.0.0",      "198.17.255.255",
        "198.20.0.0",       "223.255.255.255",
        "2001:200::1",      "2001:4860:4860::8888",
        "2606:4700::1111",  "2a04:4e42::42",
        "3ffe::1",          "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(outside); i++)
        if (!is_public(outside[i]))
            fail_msg("%s", outside[i]);
}

static void other_kinds_of_socket_are_not_public(void **state)
{
    (void)state;
    struct sockaddr_un local = { .sun_family = AF_UNIX };
    assert_false(url_address_is_public((const struct sockaddr *)&local));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(https_is_let_through_wherever_it_goes),
        cmocka_unit_test(all_else_is_refused),
        cmocka_unit_test(an_endless_address_is_refused),
        cmocka_unit_test(trust_is_for_scheme_host_and_port),
        cmocka_unit_test(a_wrong_configured_address_is_invalid_and_not_trusted),
        cmocka_unit_test(sixteen_different_origins_can_be_trusted),
        cmocka_unit_test(addresses_inside_are_known),
        cmocka_unit_test(addresses_outside_are_let_through),
        cmocka_unit_test(other_kinds_of_socket_are_not_public),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
