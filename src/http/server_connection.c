/* The life of a connection and its requests, as libmicrohttpd calls us:
 * connection_changed when a connection began or ended (its struct exchange);
 * connection_target when the request line is there (the raw target is kept);
 * connection_request first with the headers, on which the guard decides (a refusal
 * closes the connection), then with pieces of a body, last for the answer;
 * connection_completed when the answer is sent or the client is gone. An answer that is
 * queued on the first call closes its connection, so only refusals are.
 *
 * All but the watch belongs to the connection's thread. */
#include "http/server_parts.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "http/dispatch.h"
#include "http/guard.h"
#include "http/server_head.h"
#include "http/server_page.h"
#include "http/server_stream.h"

enum phase { PHASE_HEAD, PHASE_BODY };

struct exchange {
    struct watch watch;
    struct server *server;
    struct MHD_Connection *connection;
    struct client peer;
    enum phase phase;
    bool over_limit; /* the body is longer than allowed; the rest is dropped */
    enum method method;
    bool is_head;
    struct guard guard;
    struct buf body;
    int64_t started_us;
    size_t target_len; /* as it came; `target` holds one byte more than is allowed */
    char target[REQUEST_TARGET_MAX + 2];
};

static int64_t now_ms(void)
{
    return clock_monotonic_us() / 1000;
}

static void set_deadline(struct exchange *exchange, int64_t when_ms)
{
    atomic_store_explicit(&exchange->watch.deadline_ms, when_ms, memory_order_relaxed);
}

static void *exchange_begin(struct server *server, struct MHD_Connection *connection)
{
    struct exchange *exchange = mem_alloc(sizeof *exchange);
    exchange->server = server;
    exchange->connection = connection;
    exchange->body = buf_upto((size_t)server->options.request_body_max);
    exchange->peer = client_of(
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)
            ->client_addr);
    exchange->watch.fd =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)
            ->connect_fd;
    set_deadline(exchange, now_ms() + server->options.request_deadline_ms);
    reaper_add(&server->reaper, &exchange->watch);
    return exchange;
}

static void exchange_end(struct exchange *exchange)
{
    reaper_remove(&exchange->server->reaper, &exchange->watch);
    buf_done(&exchange->body);
    free(exchange);
}

void connection_changed(void *context, struct MHD_Connection *connection,
                        void **socket_context, enum MHD_ConnectionNotificationCode code)
{
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        *socket_context = exchange_begin(context, connection);
    else if (*socket_context != NULL)
        exchange_end(*socket_context);
}

void *connection_target(void *context, const char *target,
                        struct MHD_Connection *connection)
{
    (void)context;
    struct exchange *exchange =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
            ->socket_context;
    exchange->target_len = strlen(target);
    snprintf(exchange->target, sizeof exchange->target, "%s", target);
    exchange->phase = PHASE_HEAD;
    return exchange;
}

size_t connection_unescape(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context;
    (void)connection;
    return strlen(text);
}

/* The next request may begin after a silence, and then has its time to arrive. */
void connection_completed(void *context, struct MHD_Connection *connection,
                          void **request_context, enum MHD_RequestTerminationCode why)
{
    (void)connection;
    (void)why;
    struct server *server = context;
    struct exchange *exchange = *request_context;
    if (exchange == NULL)
        return;
    buf_done(&exchange->body);
    set_deadline(exchange, now_ms() + IDLE_SECONDS_MAX * 1000 +
                               server->options.request_deadline_ms);
    atomic_store_explicit(&exchange->watch.busy, false, memory_order_release);
    if (atomic_load_explicit(&server->is_closing, memory_order_relaxed))
        stop_wake(&server->closing);
}

static const char *header_text(struct exchange *exchange, struct arena *arena,
                               enum guard_header header)
{
    struct str value = exchange->guard.values[header];
    return value.ptr ? arena_text(arena, value) : NULL;
}

static struct client client_who_asks(const struct exchange *exchange)
{
    return client_behind(&exchange->peer, &exchange->server->trusted_proxy,
                         exchange->guard.values[HEADER_FORWARDED_FOR]);
}

static void fill_request(struct exchange *exchange, struct request *request)
{
    struct arena *arena = request->arena;
    struct client client = client_who_asks(exchange);
    char *text = arena_alloc(arena, CLIENT_TEXT_SIZE);
    client_to_text(&client, text);
    request->client = text;
    request->network = client_network(&client);
    request->method = exchange->method;
    request->body = buf_str(&exchange->body);
    request->host = header_text(exchange, arena, HEADER_HOST);
    request->origin = header_text(exchange, arena, HEADER_ORIGIN);
    request->fetch_site = header_text(exchange, arena, HEADER_FETCH_SITE);
    request->content_type = header_text(exchange, arena, HEADER_CONTENT_TYPE);
    request->authorization = header_text(exchange, arena, HEADER_AUTHORIZATION);
    request->cookie = header_text(exchange, arena, HEADER_COOKIE);
    request->accept = header_text(exchange, arena, HEADER_ACCEPT);
    request->last_event_id = header_text(exchange, arena, HEADER_LAST_EVENT_ID);
    request->now = clock_now();
}

static enum encoding accepted(const struct exchange *exchange)
{
    return encoding_accepted(exchange->guard.values[HEADER_ACCEPT_ENCODING]);
}

static enum MHD_Result queue(struct exchange *exchange, int status,
                             struct MHD_Response *taken)
{
    enum MHD_Result queued =
        MHD_queue_response(exchange->connection, (unsigned)status, taken);
    MHD_destroy_response(taken);
    return queued;
}

/* Sends the page that was made of the response, as one answer with headers of its own.
 */
static enum MHD_Result send_page(struct exchange *exchange, const struct page *page,
                                 const struct response *response, bool must_close)
{
    int status;
    struct page_extra extra = {
        .started_us = response->asked_store ? exchange->started_us : 0,
        .time_part = response->time_part,
        .close = must_close,
    };
    struct str if_none_match = { 0 };
    if (exchange->method == METHOD_GET)
        if_none_match = exchange->guard.values[HEADER_IF_NONE_MATCH];
    struct MHD_Response *made =
        page_answer(page, accepted(exchange), if_none_match, &extra, &status);
    if (made == NULL) {
        log_error("answer dropped: a header cannot be sent path=%s", exchange->target);
        return MHD_NO;
    }
    return queue(exchange, status, made);
}

static enum MHD_Result send_response(struct exchange *exchange,
                                     struct response *response, bool must_close)
{
    if (response->status >= 500)
        atomic_fetch_add_explicit(&exchange->server->counters.errors, 1,
                                  memory_order_relaxed);
    struct page *page = page_new(response);
    enum MHD_Result queued = send_page(exchange, page, response, must_close);
    cache_item_release(page_item(page));
    return queued;
}

/* An answer of ours without a handler; `must_close` because what follows on the
 * connection cannot be trusted to be a request. */
static enum MHD_Result refuse(struct exchange *exchange, int status,
                              const struct err *err, bool must_close)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(response_done) struct response response = { 0 };
    struct request request = { .arena = &arena };
    struct err unread;
    fill_request(exchange, &request);
    if (!request_parse_target(&request, exchange->target, &unread))
        request.target = request.path = "";
    atomic_fetch_add_explicit(&exchange->server->counters.refused, 1,
                              memory_order_relaxed);
    dispatch_error(&exchange->server->options, &request, status, err, &response);
    return send_response(exchange, &response, must_close);
}

struct seen {
    struct guard *guard;
    struct head_walk walk;
};

static enum MHD_Result see_header(void *context, enum MHD_ValueKind kind,
                                  const char *name_ptr, size_t name_len,
                                  const char *value_ptr, size_t value_len)
{
    (void)kind;
    struct seen *seen = context;
    struct str name = { name_ptr, name_len }, value = { value_ptr, value_len };
    guard_add(seen->guard, name, value);
    head_field(&seen->walk, name, value);
    return MHD_YES;
}

/* All headers to the guard; false when the head is not what it seems. */
static bool see_head(struct exchange *exchange, const char *method, const char *version)
{
    struct MHD_Connection *connection = exchange->connection;
    struct seen seen = { .guard = &exchange->guard };
    head_begin(&seen.walk, method, exchange->target_len, version);
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, see_header, &seen);
    size_t len =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)
            ->header_size;
    return head_end(&seen.walk, method + len) || !exchange->server->knows_heads;
}

static enum method method_of(const char *name)
{
    if (strcmp(name, "GET") == 0 || strcmp(name, "HEAD") == 0)
        return METHOD_GET;
    return strcmp(name, "POST") == 0 ? METHOD_POST : 0;
}

/* Refuses a body that is announced as too long before any of it is read. */
static bool body_may_come(const struct exchange *exchange, struct err *err)
{
    int64_t max = exchange->server->options.request_body_max;
    if (exchange->guard.content_length <= max)
        return true;
    return err_set(err, ERR_LIMIT, "a body of more than %lld bytes", (long long)max);
}

static enum MHD_Result read_head(struct exchange *exchange, const char *method,
                                 const char *version)
{
    int status = 413;
    struct err err = { 0 };
    exchange->phase = PHASE_BODY;
    exchange->over_limit = false;
    exchange->method = method_of(method);
    exchange->is_head = strcmp(method, "HEAD") == 0;
    exchange->guard = (struct guard){ 0 };
    exchange->started_us = clock_monotonic_us();
    atomic_store(&exchange->watch.busy, true); /* before is_closing is read */
    bool sound = see_head(exchange, method, version);
    if (!guard_end(&exchange->guard, method, version, &status, &err) ||
        !body_may_come(exchange, &err))
        return refuse(exchange, status, &err, true);
    if (!sound) {
        err_set(&err, ERR_INVALID, "the request's head is not well-formed");
        return refuse(exchange, 400, &err, true);
    }
    if (!atomic_load(&exchange->server->is_closing))
        return MHD_YES;
    err_set(&err, ERR_BUSY, "the server is stopping");
    return refuse(exchange, 503, &err, true);
}

static bool is_exempt(const struct exchange *exchange, const struct client *client)
{
    return client_is_local(client) && !exchange->server->options.limit_loopback;
}

static bool within_limits(struct exchange *exchange, struct err *err)
{
    struct server *server = exchange->server;
    struct client client = client_who_asks(exchange);
    if (server->limit == NULL || is_exempt(exchange, &client))
        return true;
    int64_t seconds = 0;
    if (limit_take(server->limit, client_network(&client), exchange->started_us / 1000,
                   &seconds))
        return true;
    err_set(err, ERR_LIMIT, "more than %lld requests a minute from your network",
            (long long)server->options.requests_per_minute);
    err->retry_after = seconds;
    return false;
}

static enum MHD_Result send_kept(struct exchange *exchange, struct cache_item *item)
{
    const struct page_variant *variant =
        page_variant(page_of(item), accepted(exchange));
    bool has_it =
        etag_matches(exchange->guard.values[HEADER_IF_NONE_MATCH], variant->etag);
    atomic_fetch_add_explicit(&exchange->server->counters.cache_hits, 1,
                              memory_order_relaxed);
    enum MHD_Result queued =
        MHD_queue_response(exchange->connection, has_it ? 304 : 200,
                           has_it ? variant->unchanged : variant->whole);
    cache_item_release(item);
    return queued;
}

static struct cache_item *find_kept(const struct exchange *exchange,
                                    uint64_t generation)
{
    struct str target = { exchange->target, exchange->target_len };
    int64_t now = exchange->started_us / 1000;
    if (exchange->method != METHOD_GET || exchange->target_len > REQUEST_TARGET_MAX)
        return NULL;
    struct cache_item *item =
        cache_find(exchange->server->pages, generation, target, now);
    return item ? item : cache_find(exchange->server->files, 0, target, now);
}

/* An answer that is written while it is read, or the page that says why there is none.
 */
static enum MHD_Result send_stream(struct exchange *exchange, struct request *request,
                                   struct response *response)
{
    struct server *server = exchange->server;
    struct client client = client_who_asks(exchange);
    struct reader reader = { .connection = exchange->connection,
                             .fd = exchange->watch.fd,
                             .head_only = exchange->is_head,
                             .network = request->network,
                             .exempt = is_exempt(exchange, &client),
                             .started_us = exchange->started_us };
    struct err err = { 0 };
    struct MHD_Response *made = stream_open(server, &reader, response, &err);
    if (made != NULL) {
        int64_t life_ms = server->keeper.options.life_ms;
        set_deadline(exchange, now_ms() + life_ms + STREAM_SLACK_MS);
        return queue(exchange, response->status, made);
    }
    int status = err.code == ERR_LIMIT ? 429 : response_status(err.code);
    dispatch_error(&server->options, request, status, &err, response);
    return send_response(exchange, response, false);
}

/* Answers, and keeps the page for the next who asks where the handler allows it. */
static enum MHD_Result answer(struct exchange *exchange, uint64_t generation)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(response_done) struct response response = { 0 };
    struct request request = { .arena = &arena };
    struct server *server = exchange->server;
    fill_request(exchange, &request);
    dispatch_request(&server->options, &request, exchange->target, &response);
    if (response.stream.log != NULL)
        return send_stream(exchange, &request, &response);
    if (response.keep_seconds <= 0 || response.status != 200 ||
        exchange->method != METHOD_GET)
        return send_response(exchange, &response, false);
    bool lasting = response.lasting;
    int64_t fresh_ms = (int64_t)response.keep_seconds * 1000;
    struct page *page = page_new(&response);
    page_item(page)->fresh_until_ms = exchange->started_us / 1000 + fresh_ms;
    enum MHD_Result queued = send_page(exchange, page, &response, false);
    if (queued == MHD_YES)
        cache_put(lasting ? server->files : server->pages, lasting ? 0 : generation,
                  (struct str){ exchange->target, exchange->target_len },
                  page_item(page));
    cache_item_release(page_item(page));
    return queued;
}

static enum MHD_Result read_end(struct exchange *exchange)
{
    struct server *server = exchange->server;
    struct err err = { 0 };
    set_deadline(exchange, now_ms() + ANSWER_DEADLINE_MS);
    atomic_fetch_add_explicit(&server->counters.requests, 1, memory_order_relaxed);
    if (exchange->over_limit) {
        err_set(&err, ERR_LIMIT, "a body of more than %lld bytes",
                (long long)server->options.request_body_max);
        return refuse(exchange, 413, &err, true);
    }
    if (!within_limits(exchange, &err))
        return refuse(exchange, 429, &err, false);
    /* Before the handler reads: what changes meanwhile makes its page an old one. */
    uint64_t generation = server->options.generation
                              ? server->options.generation(server->options.context)
                              : 0;
    struct cache_item *item = find_kept(exchange, generation);
    return item ? send_kept(exchange, item) : answer(exchange, generation);
}

static void read_body(struct exchange *exchange, const char *upload,
                      size_t *upload_size)
{
    buf_add(&exchange->body, (struct str){ upload, *upload_size });
    exchange->over_limit = exchange->body.full;
    *upload_size = 0;
}

enum MHD_Result connection_request(void *context, struct MHD_Connection *connection,
                                   const char *url, const char *method,
                                   const char *version, const char *upload,
                                   size_t *upload_size, void **request_context)
{
    (void)context;
    (void)connection;
    (void)url;
    struct exchange *exchange = *request_context;
    if (exchange->phase == PHASE_HEAD)
        return read_head(exchange, method, version);
    if (*upload_size == 0)
        return read_end(exchange);
    read_body(exchange, upload, upload_size);
    return MHD_YES;
}
