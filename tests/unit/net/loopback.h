/* A web server on the loopback address for the tests of the HTTP client: one thread,
 * one connection at a time, answers from a table, plain sockets, so that it can
 * misbehave in every way that a server can. */
#ifndef UNIT_NET_LOOPBACK_H
#define UNIT_NET_LOOPBACK_H

#include "base/buf.h"
#include "base/thread.h"

#include <arpa/inet.h>
#include <assert.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct loopback;
/* `send` after `text`, or instead of it; the connection closes afterwards. */
struct loopback_page {
    const char *path;
    struct str text;
    void (*send)(struct loopback *server, int connection);
};

struct loopback {
    const struct loopback_page *pages;
    size_t page_count;
    int listener, port;
    pthread_t thread;
    pthread_mutex_t mutex;
    struct buf requests; /* all that was asked, under the mutex */
    int connections;     /* likewise */
    struct stop *stop;   /* told by pages that say so */
};

/* False when the other side is gone. */
static bool loopback_send(int connection, struct str text)
{
    while (text.len > 0) {
        ssize_t len = send(connection, text.ptr, text.len, MSG_NOSIGNAL);
        if (len <= 0)
            return false;
        text = str_from(text, (size_t)len);
    }
    return true;
}

/* Waits until the other side closes. */
static void loopback_linger(int connection)
{
    char ignored[4096];
    while (recv(connection, ignored, sizeof ignored, 0) > 0)
        continue;
}

static bool loopback_read_more(int connection, struct buf *request)
{
    char bytes[4096];
    ssize_t len = recv(connection, bytes, sizeof bytes, 0);
    if (len > 0)
        buf_add(request, (struct str){ bytes, (size_t)len });
    return len > 0;
}

/* Of the request whose header ends at `header_len`. */
static size_t loopback_body_len(struct str request, size_t header_len)
{
    static const struct str name = { "\r\nContent-Length: ", 18 };
    struct str rest = str_from(request, str_find(request, name) + name.len);
    struct err ignored;
    int64_t len = 0;
    bool has_body = rest.len > 0 && str_find(request, name) < header_len &&
                    str_to_int(str_cut(&rest, '\r'), 0, 1 << 20, &len, &ignored);
    return has_body ? (size_t)len : 0;
}

static bool loopback_read(struct loopback *server, int connection, struct buf *request)
{
    size_t header_len;
    buf_clear(request);
    while ((header_len = str_find(buf_str(request), LIT("\r\n\r\n"))) == request->len)
        if (!loopback_read_more(connection, request))
            return false;
    size_t body_len = loopback_body_len(buf_str(request), header_len);
    while (request->len < header_len + 4 + body_len)
        if (!loopback_read_more(connection, request))
            return false;
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&server->mutex);
    buf_add(&server->requests, buf_str(request));
    return true;
}

static void loopback_answer(struct loopback *server, int connection, struct str request)
{
    str_cut(&request, ' ');
    struct str path = str_cut(&request, ' ');
    for (size_t i = 0; i < server->page_count; i++) {
        const struct loopback_page *page = &server->pages[i];
        if (!str_eq(path, str_of(page->path)))
            continue;
        if (loopback_send(connection, page->text) && page->send != NULL)
            page->send(server, connection);
        return;
    }
    loopback_send(connection,
                  LIT("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
}

/* Pages below /keep leave the connection open. */
static void loopback_serve(struct loopback *server, int connection)
{
    CLEANUP(buf_done) struct buf request = buf_upto(64 << 10);
    bool open = true;
    while (open && loopback_read(server, connection, &request)) {
        loopback_answer(server, connection, buf_str(&request));
        open = str_starts(buf_str(&request), LIT("GET /keep"));
    }
    shutdown(connection, SHUT_WR);
    loopback_linger(connection);
    close(connection);
}

static void *loopback_run(void *argument)
{
    struct loopback *server = argument;
    int connection;
    while ((connection = accept(server->listener, NULL, NULL)) >= 0) {
        pthread_mutex_lock(&server->mutex);
        server->connections++;
        pthread_mutex_unlock(&server->mutex);
        loopback_serve(server, connection);
    }
    return NULL;
}

static void loopback_open(struct loopback *server, const struct loopback_page *pages,
                          size_t page_count, struct stop *stop)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof address;
    *server = (struct loopback){ .pages = pages,
                                 .page_count = page_count,
                                 .requests = buf_upto(1 << 20),
                                 .stop = stop };
    pthread_mutex_init(&server->mutex, NULL);
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int failed = bind(server->listener, (struct sockaddr *)&address, len);
    failed |= listen(server->listener, 8);
    failed |= getsockname(server->listener, (struct sockaddr *)&address, &len);
    assert(failed == 0);
    server->port = ntohs(address.sin_port);
    server->thread = thread_start("loopback", loopback_run, server);
}

static void loopback_close(struct loopback *server)
{
    shutdown(server->listener, SHUT_RDWR);
    pthread_join(server->thread, NULL);
    close(server->listener);
    buf_done(&server->requests);
    pthread_mutex_destroy(&server->mutex);
}

#endif
