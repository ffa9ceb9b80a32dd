/* Transfers by libcurl, one easy handle a client so that connections stay alive. See
 * http_transfer.h. */
#include "net/http_transfer.h"

#include "base/clock.h"
#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>

enum {
    SLOW_BYTES_A_SECOND = 100,
    SLOW_SECONDS = 60,
    CONNECTION_LIFE_S = 3600,
    CONNECTIONS_KEPT = 4,
    STOP_SLICE_MS = 50, /* a stop flag cannot wake libcurl */
    TICK_US = 200000,
    HEADER_MAX = 2000,
    HEADERS_MAX = 256 << 10, /* of one answer */
    RECEIVE_BUFFER = 128 << 10,
};

#define HEADER_TEXT(name, text) [HEADER_##name] = text,
static const char *const header_names[] = { HEADERS(HEADER_TEXT) };

static pthread_once_t curl_once = PTHREAD_ONCE_INIT;
static CURLcode curl_ready;

static void start_curl(void)
{
    curl_ready = curl_global_init(CURL_GLOBAL_DEFAULT);
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct http_client *client = context;
    struct str piece = { bytes, size * count };
    return client->sink.take(client->sink.context, piece) ? piece.len : 0;
}

static void forget_headers(struct http_client *client)
{
    for (size_t i = 0; i < HEADER_COUNT; i++)
        buf_clear(&client->headers[i]);
}

static void take_header_line(struct http_client *client, struct str line)
{
    if (str_starts(line, LIT("HTTP/"))) { /* what came before was a 1xx */
        forget_headers(client);
        return;
    }
    struct str name = str_cut(&line, ':');
    for (size_t i = 0; i < HEADER_COUNT; i++) {
        if (!str_eq_nocase(name, str_of(header_names[i])))
            continue;
        buf_clear(&client->headers[i]);
        buf_add(&client->headers[i], str_trim(line));
    }
}

static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
    struct http_client *client = context;
    client->headers_len += size * count;
    client->too_large = client->headers_len > HEADERS_MAX;
    if (client->too_large)
        return 0;
    take_header_line(client, (struct str){ bytes, size * count });
    return size * count;
}

static curl_socket_t open_socket(void *context, curlsocktype purpose,
                                 struct curl_sockaddr *address)
{
    struct http_client *client = context;
    (void)purpose;
    if (!client->trusted && !url_address_is_public(&address->addr)) {
        client->address_refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static bool set_callbacks(struct http_client *client)
{
    return SET(ERRORBUFFER, client->why) && SET(WRITEFUNCTION, take_body) &&
           SET(WRITEDATA, client) && SET(HEADERFUNCTION, take_header) &&
           SET(HEADERDATA, client) && SET(OPENSOCKETFUNCTION, open_socket) &&
           SET(OPENSOCKETDATA, client);
}

static bool set_manners(struct http_client *client, const char *user_agent)
{
    return SET(USERAGENT, user_agent) && SET(PROTOCOLS_STR, "http,https") &&
           SET(REDIR_PROTOCOLS_STR, "http,https") && SET(FOLLOWLOCATION, 0L) &&
           SET(DISALLOW_USERNAME_IN_URL, 1L) && SET(UNRESTRICTED_AUTH, 0L) &&
           SET(PROXY, "") && SET(NETRC, (long)CURL_NETRC_IGNORED) &&
           SET(ACCEPT_ENCODING, "gzip, deflate") && SET(NOSIGNAL, 1L) &&
           SET(QUICK_EXIT, 1L) && SET(BUFFERSIZE, (long)RECEIVE_BUFFER) &&
           SET(MAXLIFETIME_CONN, (long)CONNECTION_LIFE_S);
}

bool http_value_is_sound(const char *text)
{
    for (; *text != '\0'; text++)
        if (((unsigned char)*text < 0x20 && *text != '\t') || *text == 0x7F)
            return false;
    return true;
}

static void close_quietly(struct http_client **client)
{
    http_client_close(*client);
}

bool http_client_open(const char *user_agent, const struct url_guard *guard,
                      struct stop *stop, struct http_client **ret_client,
                      struct err *err)
{
    if (!http_value_is_sound(user_agent))
        return err_set(err, ERR_INVALID, "the user agent has a control character");
    pthread_once(&curl_once, start_curl);
    CLEANUP(close_quietly) struct http_client *client = mem_alloc(sizeof *client);
    client->guard = guard;
    client->stop = stop;
    for (size_t i = 0; i < HEADER_COUNT; i++)
        client->headers[i] = buf_upto(HEADER_MAX);
    client->multi = curl_ready == CURLE_OK ? curl_multi_init() : NULL;
    client->curl = client->multi != NULL ? curl_easy_init() : NULL;
    if (client->curl == NULL ||
        curl_multi_setopt(client->multi, CURLMOPT_MAXCONNECTS,
                          (long)CONNECTIONS_KEPT) != CURLM_OK ||
        !set_callbacks(client) || !set_manners(client, user_agent))
        return err_set(err, ERR_BROKEN, "libcurl cannot be set up");
    *ret_client = client;
    client = NULL;
    return true;
}

void http_client_close(struct http_client *client)
{
    if (client == NULL)
        return;
    curl_easy_cleanup(client->curl);
    curl_multi_cleanup(client->multi);
    buf_done(&client->body);
    for (size_t i = 0; i < HEADER_COUNT; i++)
        buf_done(&client->headers[i]);
    free(client);
}

bool http_list_add(struct curl_slist **list, const char *line, struct err *err)
{
    struct curl_slist *longer =
        http_value_is_sound(line) ? curl_slist_append(*list, line) : NULL;
    if (longer == NULL)
        return err_set(err, ERR_INVALID, "a header cannot be sent");
    *list = longer;
    return true;
}

void http_list_done(struct curl_slist **list)
{
    for (struct curl_slist *line = *list; line != NULL; line = line->next)
        explicit_bzero(line->data, strlen(line->data));
    curl_slist_free_all(*list);
}

bool http_transfer_prepare(struct http_client *client, const char *url,
                           const struct http_terms *terms, const struct http_sink *sink)
{
    forget_headers(client);
    client->sink = *sink;
    client->headers_len = 0;
    client->trusted = url_guard_is_trusted(client->guard, url);
    client->has_run = client->address_refused = client->too_large = false;
    client->why[0] = '\0';
    return SET(URL, url) && SET(TIMEOUT_MS, (long)terms->total_ms) &&
           SET(CONNECTTIMEOUT_MS, (long)terms->connect_ms) &&
           SET(LOW_SPEED_LIMIT, terms->slow_ends ? (long)SLOW_BYTES_A_SECOND : 0L) &&
           SET(LOW_SPEED_TIME, terms->slow_ends ? (long)SLOW_SECONDS : 0L) &&
           SET(FRESH_CONNECT, (long)terms->fresh) &&
           SET(MAXFILESIZE_LARGE, (curl_off_t)terms->body_max);
}

int http_transfer_status(const struct http_client *client)
{
    long status = 0;
    if (client->has_run)
        curl_easy_getinfo(client->curl, CURLINFO_RESPONSE_CODE, &status);
    return (int)status;
}

/* False when the transfer is to end; the tick has a rhythm of its own. */
static bool may_go_on(struct http_client *client, int64_t *next_tick)
{
    if (http_is_stopping(client))
        return false;
    int64_t now = clock_monotonic_us();
    if (client->sink.tick == NULL || now < *next_tick)
        return true;
    *next_tick = now + TICK_US;
    return client->sink.tick(client->sink.context);
}

static CURLcode result_of(const struct http_client *client)
{
    int left;
    const CURLMsg *message = curl_multi_info_read(client->multi, &left);
    return message != NULL && message->msg == CURLMSG_DONE ? message->data.result
                                                           : CURLE_ABORTED_BY_CALLBACK;
}

CURLcode http_transfer_run(struct http_client *client, struct curl_slist *list)
{
    int running = 1;
    int64_t next_tick = 0;
    if (!SET(HTTPHEADER, list) ||
        curl_multi_add_handle(client->multi, client->curl) != CURLM_OK)
        return CURLE_FAILED_INIT;
    while (running > 0 && may_go_on(client, &next_tick)) {
        client->has_run = true;
        if (curl_multi_perform(client->multi, &running) != CURLM_OK)
            break;
        if (running > 0)
            curl_multi_poll(client->multi, NULL, 0, STOP_SLICE_MS, NULL);
    }
    CURLcode code = result_of(client);
    curl_multi_remove_handle(client->multi, client->curl);
    bool list_forgotten = SET(HTTPHEADER, NULL);
    assert(list_forgotten);
    return code;
}
