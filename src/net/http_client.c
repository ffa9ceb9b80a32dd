/* Fetching: redirects are followed here and not by libcurl, because each must pass the
 * guard and spend the same deadline. See http_client.h. */
#include "net/http_transfer.h"

#include "base/clock.h"

enum { REDIRECTS_MAX = 3, CONNECT_TIMEOUT_MS = 10000, VALUE_MAX = 2000 };

static bool add_header(struct curl_slist **list, const char *name, const char *value,
                       struct err *err)
{
    if (value == NULL || value[0] == '\0')
        return true;
    if (!http_value_is_sound(value))
        return err_set(err, ERR_INVALID, "%s has a control character", name);
    CLEANUP(buf_done) struct buf line = buf_upto(VALUE_MAX + 100);
    buf_printf(&line, "%s: %s", name, value);
    if (line.full)
        return err_set(err, ERR_LIMIT, "%s is over %d bytes", name, (int)VALUE_MAX);
    return http_list_add(list, line.ptr, err);
}

static bool make_headers(const struct http_get *get, struct curl_slist **list,
                         struct err *err)
{
    bool is_authorized = get->authorization != NULL && get->authorization[0] != '\0';
    return add_header(list, "Accept", get->accept, err) &&
           add_header(list, "If-None-Match", get->etag, err) &&
           add_header(list, "If-Modified-Since", get->last_modified, err) &&
           (!is_authorized || http_list_add(list, get->authorization, err));
}

static bool take_bytes(void *context, struct str bytes)
{
    struct http_client *client = context;
    buf_add(&client->body, bytes);
    client->too_large = client->body.full;
    return !client->too_large;
}

static bool prepare(struct http_client *client, const char *url, size_t body_max,
                    int64_t ms_left)
{
    const struct http_sink sink = { .take = take_bytes, .context = client };
    const struct http_terms terms = {
        .body_max = body_max,
        .connect_ms = ms_left < CONNECT_TIMEOUT_MS ? ms_left : CONNECT_TIMEOUT_MS,
        .total_ms = ms_left,
        .slow_ends = true,
    };
    buf_done(&client->body);
    client->body = buf_upto(body_max);
    return http_transfer_prepare(client, url, &terms, &sink) && SET(HTTPGET, 1L);
}

/* A body that ended early is still an answer; the caller sees whole = false. */
static bool was_cut(const struct http_client *client, CURLcode code)
{
    if (code == CURLE_PARTIAL_FILE)
        return true;
    return (code == CURLE_RECV_ERROR || code == CURLE_HTTP2_STREAM) &&
           http_transfer_status(client) >= 200 && client->body.len > 0;
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
    if (http_is_stopping(client))
        return err_set(err, ERR_UPSTREAM, "%.200s was not waited for: stopping", url);
    return err_set(err, ERR_UPSTREAM, "no answer from %.200s: %s", url,
                   client->why[0] != '\0' ? client->why : curl_easy_strerror(code));
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
    CLEANUP(http_list_done) struct curl_slist *list = NULL;
    if (!url_guard_check(client->guard, url, err) || !make_headers(get, &list, err))
        return false;
    if (!prepare(client, url, get->body_max, ms_left))
        return err_set(err, ERR_BROKEN, "libcurl refuses %.200s", url);
    CURLcode code = http_transfer_run(client, list);
    if (code != CURLE_OK && !was_cut(client, code))
        return fail(client, url, code, err);
    *ret_whole = code == CURLE_OK;
    return true;
}

/* Where the answer sends us, or NULL; valid until the next transfer. */
static const char *redirect_of(const struct http_client *client)
{
    char *url = NULL;
    switch (http_transfer_status(client)) {
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
    struct str value = http_transfer_header(client, which);
    return value.len > 0 ? arena_text(arena, value) : NULL;
}

static void fill_answer(const struct http_client *client, int64_t now,
                        struct arena *arena, struct http_answer *ret_answer)
{
    struct str body = buf_str(&client->body);
    *ret_answer = (struct http_answer){
        .status = http_transfer_status(client),
        .content_type = header_text(client, HEADER_CONTENT_TYPE, arena),
        .etag = header_text(client, HEADER_ETAG, arena),
        .last_modified = header_text(client, HEADER_LAST_MODIFIED, arena),
        .retry_after =
            http_retry_after(http_transfer_header(client, HEADER_RETRY_AFTER), now),
        .body = { arena_text(arena, body), body.len },
    };
}

/* A site behind a proxy that takes https off its hands sends us to http, of which it
 * knows no better. */
static const char *safe_url(const struct url_guard *guard, const char *from,
                            const char *to, struct arena *arena)
{
    struct str rest = str_of(to), authority = LIT("");
    if (!str_starts(str_of(from), LIT("https://")) ||
        !str_skip(&rest, LIT("http://")) || url_guard_is_trusted(guard, to))
        return arena_text(arena, str_of(to));
    authority = str_upto(rest, str_find(rest, LIT("/")));
    return arena_printf(arena, "%s://%.*s",
                        str_find(authority, LIT(":")) == authority.len ? "https"
                                                                       : "http",
                        STR_ARG(rest));
}

static bool may_follow(const struct http_client *client, const struct http_get *get,
                       const char *next, int64_t *deadline, struct err *err)
{
    int64_t asked = clock_monotonic_us();
    bool may = url_guard_check(client->guard, next, err) &&
               (get->redirect == NULL || get->redirect(get->context, next, err));
    *deadline += clock_monotonic_us() - asked;
    return may;
}

bool http_client_get(struct http_client *client, const struct http_get *get,
                     int64_t now, struct arena *arena, struct http_answer *ret_answer,
                     struct err *err)
{
    int64_t deadline = clock_monotonic_us() + (int64_t)get->timeout_ms * 1000;
    const char *url = arena_text(arena, str_of(get->url)), *next = NULL;
    struct http_get asked = *get;
    for (int hops = 0; hops <= REDIRECTS_MAX; hops++) {
        bool whole = false;
        if (!transfer(client, url, &asked, deadline, &whole, err))
            return hops > 0 && err_add(err, "redirected from %.200s", get->url);
        next = redirect_of(client);
        if (next == NULL) {
            fill_answer(client, now, arena, ret_answer);
            ret_answer->url = url;
            ret_answer->whole = whole;
            buf_done(&client->body);
            return true;
        }
        url = safe_url(client->guard, url, next, arena);
        if (hops < REDIRECTS_MAX && !may_follow(client, get, url, &deadline, err))
            return err_add(err, "redirected from %.200s", get->url);
        asked.authorization = NULL;
    }
    return err_set(err, ERR_UPSTREAM, "%.200s redirects more than %d times", get->url,
                   (int)REDIRECTS_MAX);
}

/* A whole number, or one with a fraction that counts as a second. */
static bool read_seconds(struct str text, int64_t *ret_seconds)
{
    struct err ignored;
    struct str fraction = text;
    struct str whole = str_cut(&fraction, '.');
    if (!str_has_only(whole, "0123456789") ||
        (fraction.len > 0 && !str_has_only(fraction, "0123456789")))
        return false;
    *ret_seconds = SECONDS_A_DAY;
    if (str_to_int(whole, 0, SECONDS_A_DAY - 1, ret_seconds, &ignored) &&
        fraction.len > 0 && !str_has_only(fraction, "0"))
        ++*ret_seconds;
    return true;
}

int64_t http_retry_after(struct str value, int64_t now)
{
    struct err ignored;
    struct str text = str_trim(value);
    int64_t seconds, moment;
    if (read_seconds(text, &seconds))
        return seconds;
    if (!time_from_mail(text, &moment, &ignored) || moment <= now)
        return 0;
    return moment - now < SECONDS_A_DAY ? moment - now : SECONDS_A_DAY;
}
