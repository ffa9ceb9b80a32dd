/* A client that sends exactly the bytes it is given, for tests of the server over real
 * sockets. A read that takes ten seconds fails the test. */
#ifndef TESTS_RAW_CLIENT_H
#define TESTS_RAW_CLIENT_H

#include "base/buf.h"

#include <errno.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct peer {
    int fd;
    struct buf read; /* what came and was not yet taken */
};

struct reply {
    int status; /* 0: the connection ended first */
    char head[4096];
    struct buf body;
};

static inline void peer_done(struct peer *peer)
{
    if (peer->fd >= 0)
        close(peer->fd);
    buf_done(&peer->read);
}

static inline void reply_done(struct reply *reply)
{
    buf_done(&reply->body);
}

static inline bool peer_connect(const struct sockaddr *address, socklen_t len,
                                struct peer *ret_peer)
{
    *ret_peer =
        (struct peer){ .fd = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0),
                       .read = buf_upto(64 << 20) };
    struct timeval patience = { .tv_sec = 10 };
    setsockopt(ret_peer->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(ret_peer->fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    return connect(ret_peer->fd, address, len) == 0;
}

/* "http://127.0.0.1:PORT" or "unix:PATH"; false when nobody listens. */
static inline bool peer_try(const char *address, struct peer *ret_peer)
{
    if (strncmp(address, "unix:", 5) == 0) {
        struct sockaddr_un path = { .sun_family = AF_UNIX };
        snprintf(path.sun_path, sizeof path.sun_path, "%s", address + 5);
        return peer_connect((const struct sockaddr *)&path, sizeof path, ret_peer);
    }
    struct err err;
    int64_t port = 0;
    assert_true(str_to_int(str_of(strrchr(address, ':') + 1), 1, 65535, &port, &err));
    struct sockaddr_in ipv4 = { .sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    return peer_connect((const struct sockaddr *)&ipv4, sizeof ipv4, ret_peer);
}

static inline struct peer peer_to(const char *address)
{
    struct peer peer;
    assert_true(peer_try(address, &peer));
    return peer;
}

static inline void peer_send(struct peer *peer, struct str bytes)
{
    while (bytes.len > 0) {
        ssize_t sent = send(peer->fd, bytes.ptr, bytes.len, MSG_NOSIGNAL);
        if (sent <= 0)
            return; /* the server closed: what it said shows in the reply */
        bytes = str_from(bytes, (size_t)sent);
    }
}

/* False at the end of the connection. */
static inline bool peer_more(struct peer *peer)
{
    char piece[65536];
    ssize_t got = recv(peer->fd, piece, sizeof piece, 0);
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        fail_msg("the server says nothing");
    if (got <= 0)
        return false;
    buf_add(&peer->read, (struct str){ piece, (size_t)got });
    return true;
}

/* The value of a header in a reply's head, or NULL. Valid until the next call. */
static inline const char *reply_header(const struct reply *reply, const char *name)
{
    static char value[1024];
    struct str rest = str_of(reply->head);
    while (rest.len > 0) {
        struct str line = str_cut(&rest, '\n');
        struct str key = str_cut(&line, ':');
        if (!str_eq_nocase(key, str_of(name)))
            continue;
        line = str_trim(line);
        snprintf(value, sizeof value, "%.*s", STR_ARG(line));
        return value;
    }
    return NULL;
}

static inline size_t reply_length(const struct reply *reply)
{
    const char *text = reply_header(reply, "Content-Length");
    int64_t length = 0;
    struct err err;
    if (text != NULL)
        assert_true(str_to_int(str_of(text), 0, 64 << 20, &length, &err));
    return (size_t)length;
}

/* Reads one reply; `bare`: it has no body (HEAD), whatever its length says. */
static inline void peer_read(struct peer *peer, bool bare, struct reply *reply)
{
    reply_done(reply);
    *reply = (struct reply){ .body = buf_upto(64 << 20) };
    size_t end;
    while ((end = str_find(buf_str(&peer->read), LIT("\r\n\r\n"))) == peer->read.len)
        if (!peer_more(peer))
            return;
    assert_true(end < sizeof reply->head);
    memcpy(reply->head, peer->read.ptr, end);
    buf_drop(&peer->read, end + 4);
    int64_t status = 0;
    struct err err;
    assert_true(str_starts(str_of(reply->head), LIT("HTTP/1.")));
    assert_true(
        str_to_int(str_upto(str_of(reply->head + 9), 3), 100, 599, &status, &err));
    reply->status = (int)status;
    size_t length = bare || status == 304 || status == 100 ? 0 : reply_length(reply);
    while (peer->read.len < length)
        assert_true(peer_more(peer));
    buf_add(&reply->body, str_upto(buf_str(&peer->read), length));
    buf_drop(&peer->read, length);
}

/* True when nothing more comes and the server closed. */
static inline bool peer_ended(struct peer *peer)
{
    return peer->read.len == 0 && !peer_more(peer);
}

/* Reads to the end of the connection; returns what came. */
static inline struct str peer_rest(struct peer *peer)
{
    while (peer_more(peer))
        continue;
    return buf_str(&peer->read);
}

#endif
