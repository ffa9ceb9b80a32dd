/* A POST whose answer is read as it comes (a model's stream). Belongs to the
 * http_client's thread. Nothing is followed: a redirect is an answer. There is no
 * deadline on bytes; `tick` is asked every half second at least and may end the
 * transfer. Nothing is sent twice: no kept connection is used. */
#ifndef NET_HTTP_POST_H
#define NET_HTTP_POST_H

#include "net/http_client.h"

struct http_post {
    const char *url;
    const char *const *headers; /* "Authorization: Bearer …"; never logged */
    size_t header_count;
    struct str body;
    int connect_timeout_ms;
    size_t answer_max; /* bytes after decompression */
    /* Once, before the first piece, or at the end of an answer without one;
     * content_type may be NULL. */
    void (*head)(void *context, int status, const char *content_type);
    bool (*take)(void *context, struct str piece, struct err *err); /* false ends it */
    bool (*tick)(void *context, struct err *err);                   /* false ends it */
    void *context;
};

enum http_post_end {
    POST_ENDED,     /* the answer is whole */
    POST_NO_ANSWER, /* DNS, connect, TLS, reset before a status */
    POST_BAD_TLS,   /* the certificate is not one to trust */
    POST_CUT,       /* ended before its announced end */
    POST_TOO_BIG,   /* over answer_max */
    POST_REFUSED,   /* the guard forbids the address */
    POST_LEFT       /* take or tick ended it, or `stop` was asked; see *err */
};
struct http_post_answer {
    enum http_post_end end;
    int status; /* 0: none came */
    int64_t
        retry_after;  /* seconds, from retry-after-ms or either form of Retry-After */
    int should_retry; /* x-should-retry: 1 true, -1 false, 0 not said */
    bool sent;        /* the request went out whole: it may be billed, answer or none */
};

/* *err is set for every end but POST_ENDED; it never holds what was sent. A header with
 * a control character: POST_NO_ANSWER with ERR_INVALID. */
enum http_post_end http_client_post(struct http_client *client,
                                    const struct http_post *post, int64_t now,
                                    struct http_post_answer *ret_answer,
                                    struct err *err);

#endif
