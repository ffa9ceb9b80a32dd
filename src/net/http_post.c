/* The body goes to its taker as it comes; see http_post.h. The connection is a fresh
 * one each time: on a kept one that has died meanwhile libcurl would send the request,
 * which costs money, a second time. */
#include "net/http_post.h"

#include "base/clock.h"
#include "net/http_transfer.h"

/* What goes on between the caller's functions and libcurl's. */
struct posting {
    struct http_client *client;
    const struct http_post *post;
    struct err *err;
    size_t received;
    bool has_head, has_left;
};

static void give_head(struct posting *posting)
{
    struct str type = http_transfer_header(posting->client, HEADER_CONTENT_TYPE);
    if (posting->has_head || posting->post->head == NULL)
        return;
    posting->has_head = true;
    posting->post->head(posting->post->context, http_transfer_status(posting->client),
                        type.len > 0 ? type.ptr : NULL);
}

static bool take_piece(void *context, struct str piece)
{
    struct posting *posting = context;
    const struct http_post *post = posting->post;
    give_head(posting);
    if (piece.len > post->answer_max - posting->received) {
        posting->client->too_large = true;
        return false;
    }
    posting->received += piece.len;
    posting->has_left = !post->take(post->context, piece, posting->err);
    return !posting->has_left;
}

static bool take_tick(void *context)
{
    struct posting *posting = context;
    const struct http_post *post = posting->post;
    if (post->tick != NULL)
        posting->has_left = !post->tick(post->context, posting->err);
    return !posting->has_left;
}

static bool is_bad_tls(CURLcode code)
{
    switch ((int)code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
        return true;
    }
    return false;
}

static enum http_post_end tell(const struct posting *posting, enum http_post_end end,
                               enum err_code code, const char *what)
{
    err_set(posting->err, code, "%.200s: %s", posting->post->url, what);
    return end;
}

static enum http_post_end end_of(const struct posting *posting, CURLcode code)
{
    const struct http_client *client = posting->client;
    const char *why = client->why[0] != '\0' ? client->why : curl_easy_strerror(code);
    if (posting->has_left)
        return POST_LEFT; /* with the error of who left */
    if (code == CURLE_OK)
        return POST_ENDED;
    if (client->too_large || code == CURLE_FILESIZE_EXCEEDED)
        return tell(posting, POST_TOO_BIG, ERR_LIMIT, "the answer is over its bound");
    if (client->address_refused && code == CURLE_COULDNT_CONNECT)
        return tell(posting, POST_REFUSED, ERR_REFUSED,
                    "an address that is not public");
    if (http_is_stopping(client))
        return tell(posting, POST_LEFT, ERR_UPSTREAM, "not waited for: stopping");
    if (is_bad_tls(code))
        return tell(posting, POST_BAD_TLS, ERR_UPSTREAM, why);
    if (http_transfer_status(client) == 0)
        return tell(posting, POST_NO_ANSWER, ERR_UPSTREAM, why);
    return tell(posting, POST_CUT, ERR_UPSTREAM, why);
}

/* "Expect:" would make libcurl wait for a server's leave to send. */
static bool make_headers(const struct http_post *post, struct curl_slist **list,
                         struct err *err)
{
    if (!http_list_add(list, "Expect:", err))
        return false;
    for (size_t i = 0; i < post->header_count; i++)
        if (!http_list_add(list, post->headers[i], err))
            return false;
    return true;
}

static bool prepare(struct http_client *client, struct posting *posting)
{
    const struct http_post *post = posting->post;
    const struct http_sink sink = { .take = take_piece,
                                    .tick = take_tick,
                                    .context = posting };
    const struct http_terms terms = { .body_max = post->answer_max,
                                      .connect_ms = post->connect_timeout_ms,
                                      .fresh = true };
    return http_transfer_prepare(client, post->url, &terms, &sink) && SET(POST, 1L) &&
           SET(POSTFIELDSIZE_LARGE, (curl_off_t)post->body.len) &&
           SET(POSTFIELDS, post->body.ptr);
}

/* Whole, as far as the system took it. */
static bool was_sent(const struct http_client *client, size_t len)
{
    curl_off_t sent = 0;
    long asked = 0;
    curl_easy_getinfo(client->curl, CURLINFO_SIZE_UPLOAD_T, &sent);
    curl_easy_getinfo(client->curl, CURLINFO_REQUEST_SIZE, &asked);
    return client->has_run && asked > 0 && sent >= (curl_off_t)len;
}

static int should_retry(const struct http_client *client)
{
    struct str value = http_transfer_header(client, HEADER_SHOULD_RETRY);
    return str_eq_nocase(value, LIT("true"))    ? 1
           : str_eq_nocase(value, LIT("false")) ? -1
                                                : 0;
}

/* retry-after-ms is the finer one, where a server sends both. */
static int64_t retry_after(const struct http_client *client, int64_t now)
{
    struct err ignored;
    struct str ms = http_transfer_header(client, HEADER_RETRY_AFTER_MS);
    int64_t number = 0, most = (int64_t)SECONDS_A_DAY * 1000;
    struct str whole = str_cut(&ms, '.');
    if (str_to_int(whole, 0, most, &number, &ignored))
        return (number + 999) / 1000;
    return http_retry_after(http_transfer_header(client, HEADER_RETRY_AFTER), now);
}

static enum http_post_end run(struct posting *posting, struct curl_slist *list)
{
    struct http_client *client = posting->client;
    if (!prepare(client, posting))
        return tell(posting, POST_NO_ANSWER, ERR_BROKEN, "libcurl refuses it");
    CURLcode code = http_transfer_run(client, list);
    enum http_post_end end = end_of(posting, code);
    if ((end == POST_ENDED || end == POST_CUT) && http_transfer_status(client) != 0)
        give_head(posting);
    return end;
}

enum http_post_end http_client_post(struct http_client *client,
                                    const struct http_post *post, int64_t now,
                                    struct http_post_answer *ret_answer,
                                    struct err *err)
{
    CLEANUP(http_list_done) struct curl_slist *list = NULL;
    struct posting posting = { .client = client, .post = post, .err = err };
    *ret_answer = (struct http_post_answer){ .end = POST_NO_ANSWER };
    if (!url_guard_check(client->guard, post->url, err))
        return ret_answer->end = POST_REFUSED;
    if (!make_headers(post, &list, err))
        return ret_answer->end;
    enum http_post_end end = run(&posting, list);
    *ret_answer = (struct http_post_answer){
        .end = end,
        .status = http_transfer_status(client),
        .retry_after = retry_after(client, now),
        .should_retry = should_retry(client),
        .sent = was_sent(client, post->body.len),
    };
    return end;
}
