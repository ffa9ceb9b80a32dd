/* Client addresses; see client.h. */
#include "http/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

static struct client from_ipv6(const struct in6_addr *address)
{
    struct client client = { .family = AF_INET6 };
    if (IN6_IS_ADDR_V4MAPPED(address)) {
        client.family = AF_INET;
        memcpy(client.bytes, address->s6_addr + 12, 4);
    } else {
        memcpy(client.bytes, address->s6_addr, 16);
    }
    return client;
}

struct client client_of(const struct sockaddr *address)
{
    struct client client = { 0 };
    if (address == NULL)
        return client;
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 ipv6;
        memcpy(&ipv6, address, sizeof ipv6);
        return from_ipv6(&ipv6.sin6_addr);
    }
    if (address->sa_family == AF_INET) {
        struct sockaddr_in ipv4;
        memcpy(&ipv4, address, sizeof ipv4);
        memcpy(client.bytes, &ipv4.sin_addr, 4);
        client.family = AF_INET;
    } else if (address->sa_family == AF_UNIX) {
        client.family = AF_UNIX;
    }
    return client;
}

bool client_from_text(struct str text, struct client *ret_client)
{
    char copy[CLIENT_TEXT_SIZE];
    struct client client = { .family = AF_INET };
    struct in6_addr ipv6;
    if (text.len >= sizeof copy)
        return false;
    if (text.len > 0)
        memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    if (strcmp(copy, "unix") == 0)
        client.family = AF_UNIX;
    else if (inet_pton(AF_INET6, copy, &ipv6) == 1)
        client = from_ipv6(&ipv6);
    else if (inet_pton(AF_INET, copy, client.bytes) != 1)
        return false;
    *ret_client = client;
    return true;
}

void client_to_text(const struct client *client, char ret_text[CLIENT_TEXT_SIZE])
{
    bool is_ip = client->family == AF_INET || client->family == AF_INET6;
    if (is_ip && inet_ntop(client->family, client->bytes, ret_text, CLIENT_TEXT_SIZE))
        return;
    snprintf(ret_text, CLIENT_TEXT_SIZE, "%s",
             client->family == AF_UNIX ? "unix" : "unknown");
}

static bool is_same(const struct client *a, const struct client *b)
{
    return a->family == b->family && memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

bool client_is_local(const struct client *client)
{
    static const uint8_t loopback6[16] = { [15] = 1 };
    switch (client->family) {
    case AF_UNIX:
        return true;
    case AF_INET:
        return client->bytes[0] == 127;
    case AF_INET6:
        return memcmp(client->bytes, loopback6, sizeof loopback6) == 0;
    default:
        return false;
    }
}

uint64_t client_network(const struct client *client)
{
    uint64_t network = (uint64_t)client->family & 0xff;
    size_t len = client->family == AF_INET ? 3 : client->family == AF_INET6 ? 7 : 0;
    for (size_t i = 0; i < 7; i++)
        network = network << 8 | (i < len ? client->bytes[i] : 0);
    return network;
}

struct client client_behind(const struct client *peer,
                            const struct client *trusted_proxy,
                            struct str forwarded_for)
{
    struct client hop;
    if (trusted_proxy->family == 0 || !is_same(peer, trusted_proxy))
        return *peer;
    struct str last = forwarded_for;
    while (str_find_char(last, ',') < last.len)
        str_cut(&last, ',');
    return client_from_text(str_trim(last), &hop) && hop.family != AF_UNIX ? hop
                                                                           : *peer;
}
