/* See server.h: the only file of the played servers that knows how connections live. */
#include "server.h"

#include "base/clock.h"
#include "base/thread.h"

#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>

/* ---- waiting ---- */

enum { LOOK_MS = 50 };

void calm_init(struct calm *calm)
{
    *calm = (struct calm){ 0 };
    pthread_mutex_init(&calm->mutex, NULL);
    pthread_cond_init(&calm->cond, NULL);
}

void calm_done(struct calm *calm)
{
    pthread_cond_destroy(&calm->cond);
    pthread_mutex_destroy(&calm->mutex);
}

void calm_now(struct calm *calm)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&calm->mutex);
    calm->round += held != NULL;
    pthread_cond_broadcast(&calm->cond);
}

void calm_close(struct calm *calm)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&calm->mutex);
    calm->closing = held != NULL;
    pthread_cond_broadcast(&calm->cond);
}

static int socket_of(const struct exchange *exchange)
{
    return MHD_get_connection_info(exchange->connection,
                                   MHD_CONNECTION_INFO_CONNECTION_FD)
        ->connect_fd;
}

static bool client_has_left(const struct exchange *exchange)
{
    struct pollfd look = { .fd = socket_of(exchange), .events = POLLRDHUP };
    return poll(&look, 1, 0) > 0;
}

static struct timespec time_after(int64_t ms)
{
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    time.tv_sec += ms / 1000;
    time.tv_nsec += ms % 1000 * 1000000;
    time.tv_sec += time.tv_nsec / 1000000000;
    time.tv_nsec %= 1000000000;
    return time;
}

bool exchange_wait(struct exchange *exchange, struct calm *calm, int64_t ms)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&calm->mutex);
    int64_t end_us = clock_monotonic_us() + ms * 1000;
    unsigned round = calm->round;
    while (!calm->closing && round == calm->round) {
        int64_t left = ms < 0 ? LOOK_MS : (end_us - clock_monotonic_us() + 999) / 1000;
        if (left <= 0)
            return true;
        if (client_has_left(exchange))
            return false;
        struct timespec until = time_after(left < LOOK_MS ? left : LOOK_MS);
        pthread_cond_timedwait(&calm->cond, held, &until);
    }
    return false;
}

/* ---- a request ---- */

const char *exchange_header(const struct exchange *exchange, const char *name)
{
    return MHD_lookup_connection_value(exchange->connection, MHD_HEADER_KIND, name);
}

const char *exchange_query(const struct exchange *exchange, const char *name)
{
    return MHD_lookup_connection_value(exchange->connection, MHD_GET_ARGUMENT_KIND,
                                       name);
}

const cJSON *exchange_json(struct exchange *exchange)
{
    if (exchange->json == NULL && exchange->body.len > 0)
        exchange->json = cJSON_ParseWithLength(exchange->body.ptr, exchange->body.len);
    return exchange->json;
}

enum MHD_Result exchange_reset(struct exchange *exchange)
{
    struct sockaddr nobody = { .sa_family = AF_UNSPEC };
    (void)connect(socket_of(exchange), &nobody, sizeof nobody); /* Linux: sends RST */
    return MHD_NO;
}

enum MHD_Result exchange_send(struct exchange *exchange, int status, const char *type,
                              struct MHD_Response *response)
{
    if (type != NULL)
        MHD_add_response_header(response, "Content-Type", type);
    enum MHD_Result queued =
        MHD_queue_response(exchange->connection, (unsigned)status, response);
    MHD_destroy_response(response);
    return queued;
}

enum MHD_Result exchange_send_bytes(struct exchange *exchange, int status,
                                    const char *type, struct str bytes)
{
    void *start = (void *)(uintptr_t)bytes.ptr; /* persistent: never written to */
    return exchange_send(
        exchange, status, type,
        MHD_create_response_from_buffer(bytes.len, start, MHD_RESPMEM_PERSISTENT));
}

/* ---- the server ---- */

static void *arrive(void *context, const char *uri, struct MHD_Connection *connection)
{
    const struct fake *fake = context;
    struct exchange *exchange = calloc(1, sizeof *exchange);
    if (exchange == NULL)
        abort();
    *exchange = (struct exchange){ .connection = connection,
                                   .uri = uri,
                                   .start_ms = clock_now_ms(),
                                   .body = buf_upto(fake->body_max) };
    fake->arrived(fake->context, exchange);
    return exchange;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection,
                              const char *path, const char *method, const char *version,
                              const char *upload, size_t *upload_size, void **request)
{
    const struct fake *fake = context;
    struct exchange *exchange = *request;
    (void)connection, (void)version;
    if (!exchange->begun) {
        exchange->begun = true;
        exchange->method = method;
        fake->heard(fake->context, exchange);
        return MHD_YES;
    }
    if (*upload_size > 0) {
        buf_add(&exchange->body, (struct str){ upload, *upload_size });
        *upload_size = 0;
        return MHD_YES;
    }
    return fake->answer(fake->context, exchange, path);
}

static void complete(void *context, struct MHD_Connection *connection, void **request,
                     enum MHD_RequestTerminationCode code)
{
    const struct fake *fake = context;
    struct exchange *exchange = *request;
    (void)connection;
    if (exchange == NULL)
        return;
    fake->ended(fake->context, exchange, code == MHD_REQUEST_TERMINATED_COMPLETED_OK);
    cJSON_Delete(exchange->json);
    buf_done(&exchange->body);
    free(exchange);
    *request = NULL;
}

static struct MHD_Daemon *listen_on(struct fake *fake, uint16_t port)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons(port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    return MHD_start_daemon(
        MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD, port, NULL,
        NULL, handle, fake, MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_URI_LOG_CALLBACK,
        arrive, fake, MHD_OPTION_NOTIFY_COMPLETED, complete, fake,
        MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_END);
}

int fake_serve(struct fake *fake, uint16_t port)
{
    int caught;
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    struct MHD_Daemon *daemon = listen_on(fake, port);
    if (daemon == NULL) {
        fprintf(stderr, "%s: cannot listen on port %d\n", fake->name, port);
        return 1;
    }
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    printf("listening on http://127.0.0.1:%d\n", info->port);
    fflush(stdout);
    sigwait(&ends, &caught);
    calm_close(fake->calm);
    MHD_stop_daemon(daemon);
    return 0;
}
