/* Documents of venues' sites, over HTTP: conditional, bounded, in turn and at a pace
 * for each host (host_gate.h), tried again a little when a server is in trouble. A web
 * page where data should be is an error that says what to do, never an empty list.
 * Belongs to one thread. */
#ifndef WORK_VENUE_FETCH_H
#define WORK_VENUE_FETCH_H

#include "net/http_client.h"
#include "net/http_post.h"
#include "store/store.h"

struct venue_fetch;

struct venue_fetch_options {
    struct store *store;
    struct stop *stop;
    const char *contact;
    int64_t spacing_ms;
    const struct url_guard *trusted; /* outlives it */
};
NODISCARD bool venue_fetch_open(const struct venue_fetch_options *options,
                                struct venue_fetch **ret_fetch, struct err *err);
void venue_fetch_close(struct venue_fetch *fetch); /* NULL is fine */

/* What is an answer beside 200 and 304. */
enum {
    VENUE_ALSO_MISSING = 1,  /* 404, 410, and 403: so stores of files call it */
    VENUE_ALSO_BROKEN = 2,   /* 500, twice: this one page cannot be given */
    VENUE_ALSO_NO_LOGIN = 4, /* 401 */
    VENUE_ALSO_PAGE = 8      /* a web page */
};
struct venue_ask {
    const char *url;
    const char *etag, *last_modified; /* of what is known; NULL: none */
    const char *authorization;        /* "Authorization: Bearer …"; NULL: none */
    unsigned also;
};
/* A whole body. ERR_UPSTREAM, ERR_REFUSED, ERR_NOT_FOUND, ERR_LIMIT: what the source
 * said or did not; ERR_BUSY: its host is left alone for now, or we are stopping. */
NODISCARD bool venue_fetch_get(struct venue_fetch *fetch, const struct venue_ask *ask,
                               struct arena *arena, struct http_answer *ret_answer,
                               struct err *err);

/* A small JSON body sent once, and its small answer of any status; never in an error.
 */
struct venue_send {
    const char *url;
    struct str body;
};
NODISCARD bool venue_fetch_post(struct venue_fetch *fetch,
                                const struct venue_send *send, struct arena *arena,
                                int *ret_status, struct str *ret_body, struct err *err);

/* Is it for people: by what it calls itself and how it begins? Pure. */
bool venue_answer_is_page(const struct http_answer *answer);

#endif
