/* Which addresses we connect to: https on public addresses, and whatever origin
 * (scheme, host, port) the operator wrote into the configuration. Checked on the URL,
 * on every redirect and on the connected address, so that DNS cannot point us inside.
 */
#ifndef NET_URL_GUARD_H
#define NET_URL_GUARD_H

#include "base/err.h"
#include "base/str.h"

#include <sys/socket.h>

enum { URL_ORIGINS_MAX = 16, URL_ORIGIN_SIZE = 300 };

struct url_guard {
    char trusted[URL_ORIGINS_MAX][URL_ORIGIN_SIZE]; /* "http://127.0.0.1:8081" */
    size_t trusted_count;
};

/* Adds the origin of an address that the operator wrote. ERR_INVALID says what an
 * address must look like. */
NODISCARD bool url_guard_trust(struct url_guard *guard, const char *url,
                               struct err *err);
/* ERR_REFUSED unless https or trusted; user names in addresses are refused. */
NODISCARD bool url_guard_check(const struct url_guard *guard, const char *url,
                               struct err *err);
bool url_guard_is_trusted(const struct url_guard *guard, const char *url);
/* Are both addresses of one scheme, host and port? */
bool url_is_same_origin(const char *left, const char *right);
/* False for loopback, private, link-local, shared, unique-local, multicast and mapped
 * forms of these. */
bool url_address_is_public(const struct sockaddr *address);

#endif
