/* Addresses, networks, and whom a proxy speaks for. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "http/client.h"

#include <string.h>

static struct client client(const char *text)
{
    struct client read = { 0 };
    assert_true(client_from_text(str_of(text), &read));
    return read;
}

static const struct {
    const char *text, *shown; /* shown NULL: refused */
    bool local;
} texts[] = {
    { "203.0.113.7", "203.0.113.7", false },
    { "127.0.0.1", "127.0.0.1", true },
    { "127.200.0.9", "127.200.0.9", true },
    { "::1", "::1", true },
    { "2001:DB8::1", "2001:db8::1", false },
    { "::ffff:127.0.0.1", "127.0.0.1", true },
    { "::ffff:203.0.113.7", "203.0.113.7", false },
    { "unix", "unix", true },
    { "", NULL, false },
    { "localhost", NULL, false },
    { "203.0.113.7:80", NULL, false },
    { "[::1]", NULL, false },
    { "1.2.3", NULL, false },
    { "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0001", NULL,
      false },
};

static void addresses_are_read_and_shown(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct client read = { 0 };
        char shown[CLIENT_TEXT_SIZE];
        bool fine = client_from_text(str_of(texts[i].text), &read);
        assert_int_equal(fine, texts[i].shown != NULL);
        if (!fine)
            continue;
        client_to_text(&read, shown);
        assert_string_equal(shown, texts[i].shown);
        assert_int_equal(client_is_local(&read), texts[i].local);
    }
}

static const struct {
    const char *a, *b;
    bool same;
} networks[] = {
    { "203.0.113.7", "203.0.113.250", true },
    { "203.0.113.7", "203.0.112.7", false },
    { "2001:db8:1:2300::1", "2001:db8:1:23ff:ffff::9", true },
    { "2001:db8:1:2300::1", "2001:db8:1:2400::1", false },
    { "::ffff:203.0.113.7", "203.0.113.8", true },
    { "203.0.113.7", "cb00:7107::", false },
};

static void networks_are_24_and_56_bits(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(networks); i++) {
        struct client a = client(networks[i].a), b = client(networks[i].b);
        assert_int_equal(client_network(&a) == client_network(&b), networks[i].same);
    }
}

static const struct {
    const char *peer, *proxy, *forwarded, *who;
} hops[] = {
    { "203.0.113.7", "", "198.51.100.1", "203.0.113.7" },
    { "203.0.113.7", "127.0.0.1", "198.51.100.1", "203.0.113.7" },
    { "127.0.0.1", "127.0.0.1", "198.51.100.1", "198.51.100.1" },
    { "::ffff:127.0.0.1", "127.0.0.1", "198.51.100.1", "198.51.100.1" },
    { "127.0.0.1", "127.0.0.1", "10.0.0.1, 198.51.100.1", "198.51.100.1" },
    { "127.0.0.1", "127.0.0.1", "evil,2001:db8::2 ", "2001:db8::2" },
    { "127.0.0.1", "127.0.0.1", "198.51.100.1, evil", "127.0.0.1" },
    { "127.0.0.1", "127.0.0.1", "", "127.0.0.1" },
    { "127.0.0.1", "127.0.0.1", "unix", "127.0.0.1" },
    { "unix", "unix", "198.51.100.1", "198.51.100.1" },
};

static void only_the_proxys_last_hop_counts(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(hops); i++) {
        struct client proxy = { 0 }, peer = client(hops[i].peer);
        char shown[CLIENT_TEXT_SIZE];
        if (hops[i].proxy[0] != '\0')
            proxy = client(hops[i].proxy);
        struct client who = client_behind(&peer, &proxy, str_of(hops[i].forwarded));
        client_to_text(&who, shown);
        assert_string_equal(shown, hops[i].who);
    }
}

static void an_unknown_peer_is_nobodys_proxy(void **state)
{
    (void)state;
    struct client peer = client_of(NULL), none = { 0 };
    char shown[CLIENT_TEXT_SIZE];
    struct client who = client_behind(&peer, &none, LIT("198.51.100.1"));
    client_to_text(&who, shown);
    assert_string_equal(shown, "unknown");
    assert_false(client_is_local(&who));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_read_and_shown),
        cmocka_unit_test(networks_are_24_and_56_bits),
        cmocka_unit_test(only_the_proxys_last_hop_counts),
        cmocka_unit_test(an_unknown_peer_is_nobodys_proxy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
