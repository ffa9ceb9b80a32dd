/* Any bytes as an address that we are asked to fetch: plain http passes only where it
 * is trusted, and what is trusted stays one origin however it is written. */
#include "base/arena.h"
#include "net/url_guard.h"

#include <assert.h>
#include <netinet/in.h>
#include <string.h>

static const struct url_guard outside = { { "http://127.0.0.1:8081" }, 1 };

static void check_trust(const char *url)
{
    struct url_guard guard = { .trusted_count = 0 };
    struct err err = { 0 };
    if (!url_guard_trust(&guard, url, &err)) {
        assert(err.code == ERR_INVALID && !url_guard_is_trusted(&outside, url));
        return;
    }
    assert(guard.trusted_count == 1 && url_guard_is_trusted(&guard, url));
    assert(url_guard_check(&guard, url, &err));
    assert(url_guard_trust(&guard, guard.trusted[0], &err) && guard.trusted_count == 1);
}

static void check_fetch(const char *url)
{
    struct err err = { 0 };
    if (!url_guard_check(&outside, url, &err))
        assert(err.code == ERR_REFUSED);
    else
        assert(url_guard_is_trusted(&outside, url) ||
               str_eq_nocase(str_upto(str_of(url), 6), LIT("https:")));
}

/* An IPv4 address is as public as the same one in IPv6 clothes. */
static void check_address(const uint8_t *bytes, size_t len)
{
    struct sockaddr_in v4 = { .sin_family = AF_INET };
    struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
    memcpy(&v4.sin_addr, bytes, len < 4 ? len : 4);
    v6.sin6_addr.s6_addr[10] = v6.sin6_addr.s6_addr[11] = 0xFF;
    memcpy(v6.sin6_addr.s6_addr + 12, &v4.sin_addr, 4);
    bool public = url_address_is_public((struct sockaddr *)&v4);
    assert(public == url_address_is_public((struct sockaddr *)&v6));
    memcpy(v6.sin6_addr.s6_addr, bytes, len < 16 ? len : 16);
    url_address_is_public((struct sockaddr *)&v6);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *url = arena_text(&arena, (struct str){ (const char *)bytes, len });
    check_trust(url);
    check_fetch(url);
    if (len > 0)
        check_address(bytes, len);
    return 0;
}
