/* Who asks: a client's address, and the network that it belongs to for the limits.
 * Pure. */
#ifndef HTTP_CLIENT_H
#define HTTP_CLIENT_H

#include "base/str.h"

#include <stdint.h>
#include <sys/socket.h>

enum { CLIENT_TEXT_SIZE = 64 };

/* An IPv4-mapped IPv6 address is the IPv4 address. */
struct client {
    int family;        /* AF_INET, AF_INET6, AF_UNIX; 0 = not known */
    uint8_t bytes[16]; /* 4 for IPv4; none for a unix socket */
};

struct client client_of(const struct sockaddr *address); /* NULL: not known */
/* An address as text, "unix" for the peer of a unix socket; false when it is neither.
 */
NODISCARD bool client_from_text(struct str text, struct client *ret_client);
/* "203.0.113.7", "2001:db8::1", "unix". */
void client_to_text(const struct client *client, char ret_text[CLIENT_TEXT_SIZE]);
bool client_is_local(const struct client *client); /* loopback or a unix socket */
/* IPv4 /24, IPv6 /56: equal numbers are one network. */
uint64_t client_network(const struct client *client);
/* The last hop of X-Forwarded-For where the peer is the trusted proxy, else the peer.
 */
struct client client_behind(const struct client *peer,
                            const struct client *trusted_proxy,
                            struct str forwarded_for);

#endif
