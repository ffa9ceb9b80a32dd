/* The daemon: opens and closes it, and knows its options. With server_connection.c,
 * server_head.c, server_page.c and server_stream.c the only code that knows
 * libmicrohttpd (0.9.75). */
#include "http/server_parts.h"

#include "base/clock.h"
#include "base/mem.h"
#include "http/server_head.h"

#include <assert.h>
#include <signal.h>
#include <sys/socket.h>

enum {
    CONNECTIONS_MAX = 1000,
    MEMORY_A_CONNECTION = 32 << 10,
    FILES_BYTES_MAX = 16 << 20,
    CLOSE_WAIT_MS = 10000,
    CLOSE_STREAMS_MS = 1000, /* what clients may take to read their streams' ends */
    REAPER_STEPS = 8,        /* how finely a deadline is kept */
};

static void set_defaults(struct server_options *options)
{
    if (options->threads <= 0)
        options->threads = 1;
    if (options->connections_max <= 0)
        options->connections_max = CONNECTIONS_MAX;
    if (options->request_body_max <= 0)
        options->request_body_max = REQUEST_BODY_MAX;
    if (options->request_deadline_ms <= 0)
        options->request_deadline_ms = REQUEST_DEADLINE_MS;
    /* Each thread has its share of the connections. */
    if (options->connections_max < options->threads)
        options->connections_max = options->threads;
}

static bool read_proxy(const char *text, struct client *ret_client, struct err *err)
{
    if (text == NULL || client_from_text(str_of(text), ret_client))
        return true;
    return err_set(err, ERR_INVALID, "the trusted proxy %.60s is not an IP address",
                   text);
}

/* Who comes while the server closes is turned away here: MHD_quiesce_daemon of 0.9.75
 * ends the program when a worker lets go of the listening socket at the same instant.
 */
static enum MHD_Result may_connect(void *context, const struct sockaddr *address,
                                   socklen_t len)
{
    (void)address, (void)len;
    struct server *server = context;
    return atomic_load(&server->is_closing) ? MHD_NO : MHD_YES;
}

static struct MHD_Daemon *start_daemon(struct server *server, int fd)
{
    const struct server_options *options = &server->options;
    int pool = options->threads > 1 ? options->threads : 0;
    /* STRICT_FOR_CLIENT would only test for Host, which is the guard's to answer. */
    struct MHD_OptionItem items[] = {
        { MHD_OPTION_LISTEN_SOCKET, fd, NULL },
        { MHD_OPTION_THREAD_POOL_SIZE, pool, NULL },
        { MHD_OPTION_CONNECTION_LIMIT, (intptr_t)options->connections_max, NULL },
        { MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS_MAX, NULL },
        { MHD_OPTION_CONNECTION_MEMORY_LIMIT, MEMORY_A_CONNECTION, NULL },
        { MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)connection_changed, server },
        { MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)connection_completed, server },
        { MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)connection_target, server },
        { MHD_OPTION_UNESCAPE_CALLBACK, (intptr_t)connection_unescape, server },
        { MHD_OPTION_END, 0, NULL },
    };
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
    return MHD_start_daemon(flags, 0, may_connect, server, connection_request, server,
                            MHD_OPTION_ARRAY, items, MHD_OPTION_END);
}

/* The daemon's threads inherit a mask that leaves signals to the main thread. */
static bool start(struct server *server, int fd, struct err *err)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    server->daemon = start_daemon(server, fd);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return server->daemon != NULL ||
           err_set(err, ERR_BROKEN, "the HTTP server cannot be started");
}

static void free_parts(struct server *server)
{
    keeper_close(&server->keeper);
    reaper_close(&server->reaper);
    limit_close(server->limit);
    cache_close(server->files);
    cache_close(server->pages);
    stop_done(&server->closing);
    free((void *)(uintptr_t)server->options.socket_path);
    free(server);
}

static struct server *new_server(const struct server_options *options)
{
    struct server *server = mem_alloc(sizeof *server);
    server->options = *options;
    server->options.socket_path = mem_text(options->socket_path);
    set_defaults(&server->options);
    server->knows_heads = head_is_known();
    stop_init(&server->closing);
    server->pages = cache_open(options->cache_bytes);
    server->files = cache_open(FILES_BYTES_MAX);
    if (options->requests_per_minute > 0)
        server->limit = limit_open(options->requests_per_minute);
    reaper_open(&server->reaper,
                server->options.request_deadline_ms / REAPER_STEPS + 1);
    const struct keeper_options streams = {
        .streams_max = options->streams_max,
        .streams_of_network = options->streams_of_network,
        .silence_ms = options->stream_silence_ms,
        .life_ms = options->stream_life_ms,
    };
    keeper_open(&server->keeper, &streams);
    return server;
}

static bool listen_at(struct server *server, int *ret_fd, struct err *err)
{
    const struct server_options *options = &server->options;
    return options->socket_path != NULL
               ? listen_on_path(options->socket_path, ret_fd, server->address, err)
               : listen_on(options->listen, ret_fd, server->address, err);
}

bool server_open(const struct server_options *options, struct server **ret_server,
                 struct err *err)
{
    int fd = -1;
    struct server *server = new_server(options);
    if (!read_proxy(options->trusted_proxy, &server->trusted_proxy, err) ||
        !listen_at(server, &fd, err) || !start(server, fd, err)) {
        free_parts(server);
        return false;
    }
    *ret_server = server;
    return true;
}

static void wait_for_requests(struct server *server)
{
    int64_t begun_ms = clock_monotonic_us() / 1000, spent_ms = 0;
    keeper_end(&server->keeper);
    while (reaper_busy(&server->reaper) > 0 && spent_ms < CLOSE_WAIT_MS) {
        stop_wait(&server->closing, 100);
        spent_ms = clock_monotonic_us() / 1000 - begun_ms;
        if (spent_ms > CLOSE_STREAMS_MS)
            keeper_cut(&server->keeper);
    }
}

void server_close(struct server *server)
{
    if (server == NULL)
        return;
    atomic_store(&server->is_closing, true);
    wait_for_requests(server);
    MHD_stop_daemon(server->daemon);
    if (server->options.socket_path != NULL)
        unlink(server->options.socket_path);
    free_parts(server);
}

const char *server_address(const struct server *server)
{
    return server->address;
}

const struct server_counters *server_counters(const struct server *server)
{
    return &server->counters;
}
