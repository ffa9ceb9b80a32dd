/* What a GET and a POST share: the handle of a client, what it lets in and one run of
 * it. Private to http_client.c and http_post.c. */
#ifndef NET_HTTP_TRANSFER_H
#define NET_HTTP_TRANSFER_H

#include "net/http_client.h"

#include <curl/curl.h>

#define HEADERS(X)                                                                     \
    X(CONTENT_TYPE, "content-type")                                                    \
    X(ETAG, "etag")                                                                    \
    X(LAST_MODIFIED, "last-modified")                                                  \
    X(RETRY_AFTER, "retry-after")                                                      \
    X(RETRY_AFTER_MS, "retry-after-ms")                                                \
    X(SHOULD_RETRY, "x-should-retry")
#define HEADER_ENUM(name, text) HEADER_##name,
enum header { HEADERS(HEADER_ENUM) HEADER_COUNT };

/* Where the body goes, after decompression. */
struct http_sink {
    bool (*take)(void *context, struct str bytes); /* false ends the transfer */
    bool (*tick)(void *context); /* likewise, five times a second; NULL: none */
    void *context;
};

struct http_terms {
    size_t body_max;              /* an answer that announces more is not begun */
    int64_t connect_ms, total_ms; /* total 0: no end */
    bool slow_ends;               /* a trickle of bytes is an end */
    bool fresh; /* a connection of its own: on a kept one that has died libcurl would
                 * send the request again, behind our back */
};

struct http_client {
    CURLM *multi; /* keeps the connections */
    CURL *curl;
    const struct url_guard *guard;
    struct stop *stop;
    char why[CURL_ERROR_SIZE];
    /* of the transfer that runs */
    struct http_sink sink;
    struct buf body; /* of a GET */
    struct buf headers[HEADER_COUNT];
    size_t headers_len;
    bool trusted; /* the origin may have an address that is not public */
    bool has_run; /* else libcurl still tells of the transfer before */
    bool address_refused, too_large;
};

/* Each option is set or the client is of no use. */
#define SET(option, value)                                                             \
    (curl_easy_setopt(client->curl, CURLOPT_##option, (value)) == CURLE_OK)

/* No control characters, so that no line of ours becomes two. */
bool http_value_is_sound(const char *text);
/* A line that may hold a secret: what is wrong with it is said without it. */
NODISCARD bool http_list_add(struct curl_slist **list, const char *line,
                             struct err *err);
void http_list_done(struct curl_slist **list); /* wipes it */

NODISCARD bool http_transfer_prepare(struct http_client *client, const char *url,
                                     const struct http_terms *terms,
                                     const struct http_sink *sink);
/* As curl_easy_perform, but ends soon after a stop. CURLE_ABORTED_BY_CALLBACK: by stop
 * or tick. */
CURLcode http_transfer_run(struct http_client *client, struct curl_slist *list);

int http_transfer_status(const struct http_client *client); /* 0: none came */
static inline struct str http_transfer_header(const struct http_client *client,
                                              enum header which)
{
    return buf_str(&client->headers[which]);
}
static inline bool http_is_stopping(const struct http_client *client)
{
    return client->stop != NULL && stop_asked(client->stop);
}

#endif
