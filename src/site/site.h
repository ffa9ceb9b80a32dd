/* What readers see: pages, feeds and the JSON API over one store. A file a page; each
 * describes itself as a tree that the API prints and a template draws.
 *
 * Handlers run on the server's threads; they share the const site and the store, which
 * lock for themselves. */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "http/server.h"
#include "model/faq_watch.h"
#include "store/queue/job_store.h"
#include "text/json.h"

struct site;

struct site_questions {
    uint64_t hash; /* a FAQ with another one is stale */
    struct text_list headings;
};

/* What the site must know of the FAQ. */
struct site_faq {
    const char *const *languages; /* the first is the default */
    size_t language_count;
    size_t provider_count; /* 0: no model is configured; the site says how to add one */
    bool working;          /* false: --no-work */
    bool tokens_only;      /* who has no token may not ask */
    int64_t estimate;      /* of a FAQ's cost, millionths; for the budget */
    struct budget budget;
    int64_t visitor_day, all_visitors_day, waiting_max; /* see struct job_ask */
    const char *admin_token_file;                       /* "" = none */
    /* May be NULL. Any thread. */
    void (*wake_workers)(void *context);
    /* Names, states and troubles of the models, for /queue: the caller frees. */
    cJSON *(*providers)(void *context);
    /* What is asked about a paper; false: nothing, in that language. */
    bool (*questions)(void *context, const char *language, const char *primary_category,
                      struct arena *arena, struct site_questions *ret_questions);
    void *context;
};

struct site_options {
    struct store *store;
    const char *base_url; /* "https://papers.example.org"; NULL: from the Host header */
    const char *const *categories; /* watched, canonical, in the operator's order */
    size_t category_count;
    const char *version;
    bool fetching; /* false: nothing is fetched (--no-fetch) */
    /* Any of these may be NULL. They are called from any thread. */
    void (*wake_fetcher)(void *context); /* a reader waits for a paper */
    int64_t (*next_poll)(void *context); /* when arXiv is read next; 0 = not known */
    const struct server_counters *(*counters)(void *context);
    void *context;
    struct site_faq faq;
};

/* Copies nothing: what the options point at must outlive the site. ERR_BROKEN: a
 * template is wrong. ERR_INVALID: the base URL or a category is. */
NODISCARD bool site_open(const struct site_options *options, struct site **ret_site,
                         struct err *err);
void site_close(struct site *site); /* NULL is fine */

/* For struct server_options; the context of all of them is the site. */
const struct route *site_routes(size_t *ret_count);
uint64_t site_generation(void *site);
/* Whom the workers tell (site/faq/faq_live.h). */
struct faq_watch site_faq_watch(struct site *site);
/* A page, or {"error": …} below /api/. */
void site_error_page(void *site, const struct request *request, int status,
                     const struct err *err, struct response *response);

#endif
