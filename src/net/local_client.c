/* libcurl over a unix socket; see local_client.h. */
#include "net/local_client.h"

#include "base/buf.h"

#include <curl/curl.h>

enum { ANSWER_MAX = 64 << 20, CONNECT_MS = 2000, ANSWER_MS = 30000 };

static size_t take_bytes(char *bytes, size_t size, size_t count, void *context)
{
    struct buf *body = context;
    buf_add(body, (struct str){ bytes, size * count });
    return body->full ? 0 : size * count;
}

static void curl_done(CURL **curl)
{
    curl_easy_cleanup(*curl);
}

static void headers_done(struct curl_slist **headers)
{
    curl_slist_free_all(*headers);
}

static void set_up(CURL *curl, const struct local_call *call, const char *url,
                   struct buf *body)
{
    curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH, call->socket_path);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)ANSWER_MS);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, body);
    if (call->post != NULL)
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call->post);
}

bool local_call(const struct local_call *call, struct arena *arena, int *ret_status,
                struct str *ret_body, struct err *err)
{
    CLEANUP(buf_done) struct buf body = buf_upto(ANSWER_MAX);
    CLEANUP(curl_done) CURL *curl = curl_easy_init();
    CLEANUP(headers_done)
    struct curl_slist *headers =
        curl_slist_append(NULL, "Content-Type: application/json");
    long status = 0;
    if (curl == NULL)
        return err_set(err, ERR_BROKEN, "libcurl could not be started");
    set_up(curl, call, arena_printf(arena, "http://localhost%s", call->target), &body);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    CURLcode failed = curl_easy_perform(curl);
    if (failed != CURLE_OK)
        return err_set(err, ERR_UPSTREAM, "%s: %s", call->socket_path,
                       curl_easy_strerror(failed));
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    *ret_status = (int)status;
    *ret_body = (struct str){ arena_text(arena, buf_str(&body)), body.len };
    return true;
}
