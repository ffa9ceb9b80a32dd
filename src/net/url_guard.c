/* Origins and public addresses; see url_guard.h. Addresses are read by libcurl's own
 * parser, so that what is checked here is what is fetched there. */
#include "net/url_guard.h"

#include "base/utf8.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

enum { URL_MAX_LEN = 8000 };

static void url_done(CURLU **url)
{
    curl_url_cleanup(*url);
}

static void part_done(char **part)
{
    curl_free(*part);
}

static void lower_ascii(char *text)
{
    for (; *text != '\0'; text++)
        *text = char_lower(*text);
}

static bool has_user(CURLU *url)
{
    CLEANUP(part_done) char *user = NULL;
    CLEANUP(part_done) char *password = NULL;
    return curl_url_get(url, CURLUPART_USER, &user, 0) == CURLUE_OK ||
           curl_url_get(url, CURLUPART_PASSWORD, &password, 0) == CURLUE_OK;
}

/* libcurl lets most bytes pass. */
static bool is_text(struct str host)
{
    return host.len > 0 && utf8_valid(host);
}

static bool write_origin(CURLU *url, char ret_origin[URL_ORIGIN_SIZE])
{
    CLEANUP(part_done) char *scheme = NULL;
    CLEANUP(part_done) char *host = NULL;
    CLEANUP(part_done) char *port = NULL;
    if (curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK ||
        curl_url_get(url, CURLUPART_HOST, &host, 0) != CURLUE_OK ||
        !is_text(str_of(host)) ||
        curl_url_get(url, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) != CURLUE_OK)
        return false;
    int len = snprintf(ret_origin, URL_ORIGIN_SIZE, "%s://%s:%s", scheme, host, port);
    lower_ascii(ret_origin);
    return len > 0 && len < URL_ORIGIN_SIZE &&
           (str_starts(str_of(ret_origin), LIT("http://")) ||
            str_starts(str_of(ret_origin), LIT("https://")));
}

static bool read_once(const char *text, char ret_origin[URL_ORIGIN_SIZE])
{
    CLEANUP(url_done) CURLU *url = curl_url();
    return url != NULL && strlen(text) <= URL_MAX_LEN &&
           curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK && !has_user(url) &&
           write_origin(url, ret_origin);
}

/* Scheme, host in small letters and port, the port always said. libcurl decodes percent
 * signs in a host once, and afterwards does not look whether it is a number now: a host
 * that a second reading would change is none. */
static bool read_origin(const char *text, char ret_origin[URL_ORIGIN_SIZE],
                        struct err *err)
{
    char again[URL_ORIGIN_SIZE];
    if (text == NULL || !read_once(text, ret_origin) || !read_once(ret_origin, again) ||
        strcmp(ret_origin, again) != 0)
        return err_set(
            err, ERR_INVALID,
            "“%.200s” is not an address; write it as https://example.org/path, "
            "without a user name",
            text ? text : "");
    return true;
}

static bool has_origin(const struct url_guard *guard, const char *origin)
{
    for (size_t i = 0; i < guard->trusted_count; i++)
        if (str_eq(str_of(guard->trusted[i]), str_of(origin)))
            return true;
    return false;
}

bool url_guard_trust(struct url_guard *guard, const char *url, struct err *err)
{
    char origin[URL_ORIGIN_SIZE];
    if (!read_origin(url, origin, err))
        return false;
    if (has_origin(guard, origin))
        return true;
    if (guard->trusted_count == URL_ORIGINS_MAX)
        return err_set(err, ERR_INVALID, "more than %d different hosts are configured",
                       (int)URL_ORIGINS_MAX);
    memcpy(guard->trusted[guard->trusted_count++], origin, sizeof origin);
    return true;
}

bool url_guard_check(const struct url_guard *guard, const char *url, struct err *err)
{
    char origin[URL_ORIGIN_SIZE];
    if (!read_origin(url, origin, err)) {
        if (err->code == ERR_INVALID)
            err->code = ERR_REFUSED;
        return false;
    }
    if (str_starts(str_of(origin), LIT("https://")) || has_origin(guard, origin))
        return true;
    return err_set(err, ERR_REFUSED, "%s is neither https nor a configured address",
                   origin);
}

bool url_guard_is_trusted(const struct url_guard *guard, const char *url)
{
    struct err ignored;
    char origin[URL_ORIGIN_SIZE];
    return read_origin(url, origin, &ignored) && has_origin(guard, origin);
}

bool url_is_same_origin(const char *left, const char *right)
{
    struct err ignored;
    char of_left[URL_ORIGIN_SIZE], of_right[URL_ORIGIN_SIZE];
    return read_origin(left, of_left, &ignored) &&
           read_origin(right, of_right, &ignored) && strcmp(of_left, of_right) == 0;
}

/* IANA's registries of special-purpose addresses (RFC 6890 and its updates). */
static const struct {
    uint32_t network;
    int bits;
} reserved_v4[] = {
    { 0x00000000, 8 },  /* this network */
    { 0x0A000000, 8 },  /* private */
    { 0x64400000, 10 }, /* shared by carriers */
    { 0x7F000000, 8 },  /* loopback */
    { 0xA9FE0000, 16 }, /* link-local, cloud metadata */
    { 0xAC100000, 12 }, /* private */
    { 0xC0000000, 24 }, /* protocol assignments */
    { 0xC0000200, 24 }, /* documentation */
    { 0xC0586300, 24 }, /* 6to4 relays */
    { 0xC0A80000, 16 }, /* private */
    { 0xC6120000, 15 }, /* benchmarks */
    { 0xC6336400, 24 }, /* documentation */
    { 0xCB007100, 24 }, /* documentation */
    { 0xE0000000, 3 },  /* multicast, reserved, broadcast */
};

static bool v4_is_public(uint32_t address)
{
    for (size_t i = 0; i < COUNT_OF(reserved_v4); i++)
        if ((address ^ reserved_v4[i].network) >> (32 - reserved_v4[i].bits) == 0)
            return false;
    return true;
}

static uint32_t big_endian(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
           (uint32_t)bytes[2] << 8 | bytes[3];
}

/* IPv4 in IPv6 clothes: ::ffff:a.b.c.d and NAT64's 64:ff9b::a.b.c.d. */
static bool holds_v4(const uint8_t *bytes)
{
    static const uint8_t mapped[12] = { [10] = 0xFF, [11] = 0xFF };
    static const uint8_t nat64[12] = { 0x00, 0x64, 0xFF, 0x9B };
    return memcmp(bytes, mapped, sizeof mapped) == 0 ||
           memcmp(bytes, nat64, sizeof nat64) == 0;
}

/* Of the whole space only 2000::/3 is given out; within it these are special. */
static bool v6_is_public(const uint8_t *bytes)
{
    if (holds_v4(bytes))
        return v4_is_public(big_endian(bytes + 12));
    uint32_t first = big_endian(bytes);
    return first >> 29 == 1 &&
           first >> 9 != 0x20010000 >> 9 && /* 2001::/23: Teredo and others */
           first != 0x20010DB8 &&           /* documentation */
           first >> 16 != 0x2002 &&         /* 6to4 */
           first >> 12 != 0x3FFF0000 >> 12; /* documentation */
}

bool url_address_is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof v4);
        return v4_is_public(ntohl(v4.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, address, sizeof v6);
        return v6_is_public(v6.sin6_addr.s6_addr);
    }
    return false;
}
