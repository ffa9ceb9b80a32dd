/* arXiv as the fetcher sees it: a few questions, one gate.
 *
 * Every request to any arXiv host goes through here, one at a time, at the pace that is
 * kept in the database (model/pace.h), so that neither a restart nor a cron job breaks
 * it. Answers are parsed in the sandboxed child. What is not an answer (a limit, an
 * error page, a cut body) is an error, never an empty list. Thread-safe: the fetcher
 * and the workers share one gate, and it lets one through at a time. */
#ifndef WORK_ARXIV_H
#define WORK_ARXIV_H

#include "model/pace.h"
#include "net/http_client.h"
#include "source/record.h"
#include "store/arxiv/poll_store.h"
#include "store/store.h"

enum {
    ARXIV_PATIENCE_MS = 30000, /* a source that cannot be read is given up after this */
    ARXIV_QUERY_MAX = 100,     /* ids a request */
    ARXIV_LIST_SHOW = 2000,    /* entries a listing page */
};

struct arxiv_options {
    struct store *store;
    /* The operator's; no slash at the end. */
    const char *feed_url, *site_url, *api_url, *oai_url;
    const char *contact; /* an address for arXiv's admins; "" = none */
    int64_t spacing_ms, page_spacing_ms;
    struct stop *stop;
};

struct arxiv;

NODISCARD bool arxiv_open(const struct arxiv_options *options, struct arxiv **ret_arxiv,
                          struct err *err);
void arxiv_close(struct arxiv *arxiv); /* NULL is fine */

/* A new pass begins: our own back-off is forgotten; what a host asked for stays. */
void arxiv_new_pass(struct arxiv *arxiv);
/* How long a request in that lane would wait now, in ms. */
int64_t arxiv_wait_ms(struct arxiv *arxiv, enum pace_lane lane);

/* The questions. Each failed try is noted in `cursor` and in its stored twin at once,
 * so that readers see why they wait; whoever stores the answer stores the cursor
 * without a problem. ERR_UPSTREAM: no good answer within ARXIV_PATIENCE_MS; ERR_BUSY: a
 * host has asked us to wait longer than that, or we are stopping; the text says until
 * when. */

/* /list/<category>/new from entry `skip` on. */
NODISCARD bool arxiv_listing(struct arxiv *arxiv, const char *category, int64_t skip,
                             struct arena *arena, struct poll_cursor *cursor,
                             struct source_document *ret_document, struct err *err);
/* /rss/<category>, conditional on what the cursor holds; *ret_unchanged: 304, no
 * document. Otherwise the cursor's etag and last_modified are those of this answer. */
NODISCARD bool arxiv_feed(struct arxiv *arxiv, const char *category,
                          struct arena *arena, struct poll_cursor *cursor,
                          struct source_document *ret_document, bool *ret_unchanged,
                          struct err *err);
/* The query API for up to ARXIV_QUERY_MAX keys, current versions. */
NODISCARD bool arxiv_query(struct arxiv *arxiv, const char *const *keys, size_t count,
                           struct arena *arena, struct poll_cursor *cursor,
                           struct source_document *ret_document, struct err *err);

/* A question to OAI-PMH, in arXivRaw: a page of records or of identifiers that changed
 * within closed days, or one record. */
enum arxiv_verb { ARXIV_RECORDS, ARXIV_IDENTIFIERS, ARXIV_RECORD };
struct arxiv_harvest_ask {
    enum arxiv_verb verb;
    const char *key;     /* of one record */
    const char *set;     /* "" = everything */
    int32_t from, until; /* days in UTC, both included */
    const char *token;   /* NULL: the first page */
    bool patient;        /* thousands of records are not found in a moment */
};
/* Gives way to all other questions and to pages. A page that is cut off is ERR_UPSTREAM
 * however often it is; the protocol's own errors are in the document. */
NODISCARD bool arxiv_harvest(struct arxiv *arxiv, const struct arxiv_harvest_ask *ask,
                             struct arena *arena, struct poll_cursor *cursor,
                             struct source_document *ret_document, struct err *err);

/* A paper's own page: /html/<id>vN or /pdf/<id>vN (version 0: without one), as bytes,
 * once and without patience: a full text is not worth a second try in the same minute.
 * Gives way to the questions above. ERR_NOT_FOUND: arXiv has no such page (404; no sign
 * of trouble); ERR_BUSY (retry_after set), ERR_UPSTREAM as above. */
enum arxiv_page { ARXIV_PAGE_HTML, ARXIV_PAGE_PDF };
NODISCARD bool arxiv_page(struct arxiv *arxiv, enum arxiv_page page, const char *key,
                          int version, struct arena *arena, struct str *ret_bytes,
                          struct err *err);

#endif
