/* Transfers by libcurl, one easy handle a client so that connections stay alive.
 * Redirects are followed here and not by libcurl, because each must pass the guard and
 * spend the same deadline. See http_client.h. */
#include "net/http_client.h"

#include "base/clock.h"
#include "base/mem.h"

#include <assert.h>
#include <curl/curl.h>
#include <stdlib.h>

enum {
    REDIRECTS_MAX = 3,
    CONNECT_TIMEOUT_MS = 10000,
    SLOW_BYTES_A_SECOND = 100,
    SLOW_SECONDS = 60,
    CONNECTION_LIFE_S = 3600,
    CONNECTIONS_KEPT = 4,
    STOP_SLICE_MS = 50, /* a stop flag cannot wake libcurl */
    HEADER_MAX = 2000,
    HEADERS_MAX = 256 << 10, /* of one answer */
    RECEIVE_BUFFER = 128 << 10,
};

#define HEADERS(X)                                                                     \
    X(CONTENT_TYPE, "content-type")                                                    \
    X(ETAG, "etag")                                                                    \
    X(LAST_MODIFIED, "last-modified")                                                  \
    X(RETRY_AFTER, "retry-after")
#define HEADER_ENUM(name, text) HEADER_##name,
#define HEADER_TEXT(name, text) [HEADER_##name] = text,

enum header { HEADERS(HEADER_ENUM) HEADER_COUNT };
static const char *const header_names[] = { HEADERS(HEADER_TEXT) };

struct http_client {
    CURLM *multi; /* keeps the connections */
    CURL *curl;
    const struct url_guard *guard;
    struct stop *stop;
    char why[CURL_ERROR_SIZE];
    /* of the transfer that runs */
    struct buf body;
    struct buf headers[HEADER_COUNT];
    size_t headers_len;
    bool trusted; /* the origin may have an address that is not public */
    bool address_refused, too_large;
};

static pthread_once_t curl_once = PTHREAD_ONCE_INIT;
static CURLcode curl_ready;

static void start_curl(void)
{
    curl_ready = curl_global_init(CURL_GLOBAL_DEFAULT);
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct http_client *client = context;
    buf_add(&client->body, (struct str){ bytes, size * count });
    client->too_large = client->body.full;
    return client->too_large ? 0 : size * count;
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

/* Each option is set or the client does not open. */
#define SET(option, value)                                                             \
    (curl_easy_setopt(client->curl, CURLOPT_##option, (value)) == CURLE_OK)

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
           SET(LOW_SPEED_LIMIT, (long)SLOW_BYTES_A_SECOND) &&
           SET(LOW_SPEED_TIME, (long)SLOW_SECONDS) &&
           SET(MAXLIFETIME_CONN, (long)CONNECTION_LIFE_S);
}

static bool is_header_value(const char *text)
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
    if (!is_header_value(user_agent))
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

static void list_done(struct curl_slist **list)
{
    curl_slist_free_all(*list);
}

static bool add_header(struct curl_slist **list, const char *name, const char *value,
                       struct err *err)
{
    if (value == NULL || value[0] == '\0')
        return true;
    if (!is_header_value(value))
        return err_set(err, ERR_INVALID, "%s has a control character", name);
    CLEANUP(buf_done) struct buf line = buf_upto(HEADER_MAX + 100);
    buf_printf(&line, "%s: %s", name, value);
    struct curl_slist *longer =
        line.full ? NULL : curl_slist_append(*list, buf_str(&line).ptr);
    if (longer == NULL)
        return err_set(err, ERR_LIMIT, "%s is over %d bytes", name, (int)HEADER_MAX);
    *list = longer;
    return true;
}

/* What is wrong with a secret is said without it. */
static bool add_secret(struct curl_slist **list, const char *line, struct err *err)
{
    if (line == NULL || line[0] == '\0')
        return true;
    struct curl_slist *longer =
        is_header_value(line) ? curl_slist_append(*list, line) : NULL;
    if (longer == NULL)
        return err_set(err, ERR_INVALID, "the authorization cannot be sent");
    *list = longer;
    return true;
}

static bool make_headers(const struct http_get *get, struct curl_slist **list,
                         struct err *err)
{
    return add_header(list, "Accept", get->accept, err) &&
           add_header(list, "If-None-Match", get->etag, err) &&
           add_header(list, "If-Modified-Since", get->last_modified, err) &&
           add_secret(list, get->authorization, err);
}

static bool prepare(struct http_client *client, const char *url, size_t body_max,
                    int64_t ms_left)
{
    long connect_ms = ms_left < CONNECT_TIMEOUT_MS ? (long)ms_left : CONNECT_TIMEOUT_MS;
    forget_headers(client);
    buf_done(&client->body);
    client->body = buf_upto(body_max);
    client->headers_len = 0;
    client->trusted = url_guard_is_trusted(client->guard, url);
    client->address_refused = client->too_large = false;
    client->why[0] = '\0';
    return SET(URL, url) && SET(TIMEOUT_MS, (long)ms_left) &&
           SET(CONNECTTIMEOUT_MS, connect_ms) &&
           SET(MAXFILESIZE_LARGE, (curl_off_t)body_max);
}

static int status_of(const struct http_client *client)
{
    long status = 0;
    curl_easy_getinfo(client->curl, CURLINFO_RESPONSE_CODE, &status);
    return (int)status;
}

/* A body that ended early is still an answer; the caller sees whole = false. */
static bool was_cut(const struct http_client *client, CURLcode code)
{
    if (code == CURLE_PARTIAL_FILE)
        return true;
    return (code == CURLE_RECV_ERROR || code == CURLE_HTTP2_STREAM) &&
           status_of(client) >= 200 && client->body.len > 0;
}

static bool is_stopping(const struct http_client *client)
{
    return client->stop != NULL && stop_asked(client->stop);
}

static bool fail(const struct http_client *client, const char *url, CURLcode code,
                 struct err *err)
{
    if (client->too_large || code == CURLE_FILESIZE_EXCEEDED)
        return err_set(err, ERR_LIMIT, "the answer of %.200s is over %zu bytes", url,
                       client->body.max);
    if (client->address_refused && code == CURLE_COULDNT_CONNECT)
        return err_set(err, ERR_REFUSED, "%.200s has an address that is not public",
                       url);
    if (is_stopping(client))
        return err_set(err, ERR_UPSTREAM, "%.200s was not waited for: stopping", url);
    return err_set(err, ERR_UPSTREAM, "no answer from %.200s: %s", url,
                   client->why[0] != '\0' ? client->why : curl_easy_strerror(code));
}

static CURLcode result_of(const struct http_client *client)
{
    int left;
    const CURLMsg *message = curl_multi_info_read(client->multi, &left);
    return message != NULL && message->msg == CURLMSG_DONE ? message->data.result
                                                           : CURLE_ABORTED_BY_CALLBACK;
}

/* As curl_easy_perform, but ends soon after a stop. */
static CURLcode perform(struct http_client *client)
{
    int running = 1;
    if (curl_multi_add_handle(client->multi, client->curl) != CURLM_OK)
        return CURLE_FAILED_INIT;
    while (running > 0 && !is_stopping(client)) {
        if (curl_multi_perform(client->multi, &running) != CURLM_OK)
            break;
        if (running > 0)
            curl_multi_poll(client->multi, NULL, 0, STOP_SLICE_MS, NULL);
    }
    CURLcode code = result_of(client);
    curl_multi_remove_handle(client->multi, client->curl);
    return code;
}

/* One request and its answer, no redirect followed. */
static bool transfer(struct http_client *client, const char *url,
                     const struct http_get *get, int64_t deadline, bool *ret_whole,
                     struct err *err)
{
    int64_t ms_left = (deadline - clock_monotonic_us()) / 1000;
    if (ms_left <= 0)
        return err_set(err, ERR_UPSTREAM, "no answer from %.200s within %d ms", url,
                       get->timeout_ms);
    CLEANUP(list_done) struct curl_slist *list = NULL;
    if (!url_guard_check(client->guard, url, err) || !make_headers(get, &list, err))
        return false;
    if (!prepare(client, url, get->body_max, ms_left) || !SET(HTTPHEADER, list))
        return err_set(err, ERR_BROKEN, "libcurl refuses %.200s", url);
    CURLcode code = perform(client);
    bool list_forgotten = SET(HTTPHEADER, NULL);
    assert(list_forgotten);
    if (code != CURLE_OK && !was_cut(client, code))
        return fail(client, url, code, err);
    *ret_whole = code == CURLE_OK;
    return true;
}

/* Where the answer sends us, or NULL; valid until the next transfer. */
static const char *redirect_of(const struct http_client *client)
{
    char *url = NULL;
    switch (status_of(client)) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        curl_easy_getinfo(client->curl, CURLINFO_REDIRECT_URL, &url);
    }
    return url;
}

static const char *header_text(const struct http_client *client, enum header which,
                               struct arena *arena)
{
    struct str value = buf_str(&client->headers[which]);
    return value.len > 0 ? arena_text(arena, value) : NULL;
}

static void fill_answer(const struct http_client *client, int64_t now,
                        struct arena *arena, struct http_answer *ret_answer)
{
    struct str body = buf_str(&client->body);
    *ret_answer = (struct http_answer){
        .status = status_of(client),
        .content_type = header_text(client, HEADER_CONTENT_TYPE, arena),
        .etag = header_text(client, HEADER_ETAG, arena),
        .last_modified = header_text(client, HEADER_LAST_MODIFIED, arena),
        .retry_after =
            http_retry_after(buf_str(&client->headers[HEADER_RETRY_AFTER]), now),
        .body = { arena_text(arena, body), body.len },
    };
}

bool http_client_get(struct http_client *client, const struct http_get *get,
                     int64_t now, struct arena *arena, struct http_answer *ret_answer,
                     struct err *err)
{
    int64_t deadline = clock_monotonic_us() + (int64_t)get->timeout_ms * 1000;
    const char *url = arena_text(arena, str_of(get->url));
    struct http_get asked = *get;
    for (int hops = 0; hops <= REDIRECTS_MAX; hops++) {
        bool whole = false;
        if (!transfer(client, url, &asked, deadline, &whole, err))
            return hops > 0 && err_add(err, "redirected from %.200s", get->url);
        const char *next = redirect_of(client);
        if (next == NULL) {
            fill_answer(client, now, arena, ret_answer);
            ret_answer->url = url;
            ret_answer->whole = whole;
            buf_done(&client->body);
            return true;
        }
        url = arena_text(arena, str_of(next));
        asked.authorization = NULL;
    }
    return err_set(err, ERR_UPSTREAM, "%.200s redirects more than %d times", get->url,
                   (int)REDIRECTS_MAX);
}

int64_t http_retry_after(struct str value, int64_t now)
{
    struct err ignored;
    struct str text = str_trim(value);
    int64_t seconds, moment;
    if (str_has_only(text, "0123456789"))
        return str_to_int(text, 0, SECONDS_A_DAY, &seconds, &ignored) ? seconds
                                                                      : SECONDS_A_DAY;
    if (!time_from_mail(text, &moment, &ignored) || moment <= now)
        return 0;
    return moment - now < SECONDS_A_DAY ? moment - now : SECONDS_A_DAY;
}
