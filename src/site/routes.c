/* Every address of the site, and what stands behind it. A path below /arxiv/ names
 * either categories or papers: ids hold digits, category codes never do. */
#include "site/site.h"

#include "http/assets.h"
#include "site/access.h"
#include "site/faq/faq_page.h"
#include "site/feed/feed.h"
#include "site/list/view_home.h"
#include "site/list/view_ledger.h"
#include "site/list/view_list.h"
#include "site/machine.h"
#include "site/paper/clicks.h"
#include "site/paper/view_author.h"
#include "site/paper/view_papers.h"
#include "site/paper/view_related.h"
#include "site/queue/view_queue.h"
#include "site/search/view_search.h"
#include "site/status/view_status.h"
#include "site/venue/view_statistics.h"
#include "site/venue/view_venue.h"
#include "site/venue/view_venues.h"

static bool names_papers(const char *what)
{
    return strpbrk(what, "0123456789") != NULL;
}

static bool build_papers(struct view *view, const char *what, struct err *err)
{
    struct arxiv_id *ids;
    size_t count;
    if (!view_papers_read_ids(view->arena, what, &ids, &count, err))
        return false;
    const char *text = view_papers_ids_text(view->arena, ids, count);
    const char *url = arena_printf(view->arena, "/arxiv/%s", text);
    return view_leads_to(view, url, url) || view_papers_tree(view, ids, count, err);
}

static bool build_list(struct view *view, const char *what, struct err *err)
{
    struct list_ask ask = { 0 };
    if (!list_ask_read(view, what, VIEW_SHOW_DEFAULT, &ask, err))
        return false;
    const char *url = list_url(view->arena, ask.set.text, DAY_NONE, NULL);
    return view_leads_to(view, url, url) || view_list_tree(view, &ask, err);
}

static bool build_arxiv(struct view *view, struct err *err)
{
    const char *what = view->request->arguments[0];
    return names_papers(what) ? build_papers(view, what, err)
                              : build_list(view, what, err);
}

static bool build_author(struct view *view, struct err *err)
{
    return view_author_tree(view, view->request->arguments[0], err);
}

/* Cuts "/feed" or "/feed.json" off the path's argument. */
static bool is_feed(const struct request *request, const char **ret_what,
                    enum feed_form *ret_form)
{
    struct str what = str_of(request->arguments[0]);
    struct str tail = LIT("/feed");
    enum feed_form form = FEED_ATOM;
    if (str_ends(what, LIT("/feed.json"))) {
        tail = LIT("/feed.json");
        form = FEED_JSON;
    } else if (!str_ends(what, tail)) {
        return false;
    }
    *ret_what = arena_text(request->arena, str_upto(what, what.len - tail.len));
    *ret_form = form;
    return true;
}

static bool page_arxiv(void *context, const struct request *request,
                       struct response *response, struct err *err)
{
    const char *what;
    enum feed_form form;
    if (is_feed(request, &what, &form))
        return feed_of_list(context, request, what, form, response, err);
    return view_answer_page(context, request, build_arxiv, response, err);
}

static bool page_author(void *context, const struct request *request,
                        struct response *response, struct err *err)
{
    const char *name;
    enum feed_form form;
    if (is_feed(request, &name, &form))
        return feed_of_author(context, request, name, form, response, err);
    return view_answer_page(context, request, build_author, response, err);
}

static bool page_venue(void *context, const struct request *request,
                       struct response *response, struct err *err)
{
    const char *what;
    enum feed_form form;
    if (!is_feed(request, &what, &form))
        return view_answer_page(context, request, view_venue_tree, response, err);
    return strcmp(what, "latest") == 0
               ? feed_of_latest(context, request, form, response, err)
               : feed_of_edition(context, request, what, form, response, err);
}

static bool feed_search_atom(void *context, const struct request *request,
                             struct response *response, struct err *err)
{
    return feed_of_search(context, request, FEED_ATOM, response, err);
}

static bool feed_search_json(void *context, const struct request *request,
                             struct response *response, struct err *err)
{
    return feed_of_search(context, request, FEED_JSON, response, err);
}

static bool favicon(void *context, const struct request *request,
                    struct response *response, struct err *err)
{
    struct request icon = *request;
    icon.arguments[0] = "icon.svg";
    return asset_serve(context, &icon, response, err);
}

#define PAGE(name, build)                                                              \
    static bool page_##name(void *context, const struct request *request,              \
                            struct response *response, struct err *err)                \
    {                                                                                  \
        return view_answer_page(context, request, build, response, err);               \
    }
#define API(name, build)                                                               \
    static bool api_##name(void *context, const struct request *request,               \
                           struct response *response, struct err *err)                 \
    {                                                                                  \
        return view_answer_api(context, request, build, response, err);                \
    }
PAGE(home, view_home_tree)
PAGE(search, view_search_tree)
PAGE(related, view_related_tree)
PAGE(venues, view_venues_tree)
PAGE(statistics, view_statistics_tree)
PAGE(ledger, view_ledger_tree)
PAGE(status, view_status_tree)
PAGE(queue, view_queue_tree)
API(home, view_home_tree)
API(arxiv, build_arxiv)
API(search, view_search_tree)
API(author, build_author)
API(related, view_related_tree)
API(venue, view_venue_tree)
API(venues, view_venues_tree)
API(statistics, view_statistics_tree)
API(ledger, view_ledger_tree)
API(status, view_status_tree)
API(queue, view_queue_tree)
API(categories, view_categories_tree)

/* Of a FAQ, and papers.cool's protocol around it; `branch` is a literal. */
#define FAQ_ROUTES(branch)                                                             \
    { METHOD_GET, "/" branch "/kimi", faq_kimi_get },                                  \
        { METHOD_POST, "/" branch "/kimi", faq_kimi_post },                            \
        { METHOD_GET, "/" branch "/progress", faq_progress },                          \
        { METHOD_POST, "/" branch "/star", star_post },                                \
        { METHOD_GET, "/" branch "/{id*}/faq", faq_page_get },                         \
        { METHOD_POST, "/" branch "/{id*}/faq", faq_page_post },                       \
        { METHOD_GET, "/api/v1/" branch "/{id*}/faq/events", faq_api_events },         \
        { METHOD_GET, "/api/v1/" branch "/{id*}/faq", faq_api_get },                   \
    {                                                                                  \
        METHOD_POST, "/api/v1/" branch "/{id*}/faq", faq_api_post                      \
    }

/* `branch` is a literal: "", "/arxiv", "/venue". */
#define SEARCH_ROUTES(branch)                                                          \
    { METHOD_GET, branch "/search", page_search },                                     \
        { METHOD_GET, branch "/search/feed", feed_search_atom },                       \
        { METHOD_GET, branch "/search/feed.json", feed_search_json },                  \
    {                                                                                  \
        METHOD_GET, "/api/v1" branch "/search", api_search                             \
    }
#define RELATED_ROUTES(branch)                                                         \
    { METHOD_GET, "/" branch "/{id*}/related", page_related },                         \
    {                                                                                  \
        METHOD_GET, "/api/v1/" branch "/{id*}/related", api_related                    \
    }

static const struct route routes[] = {
    { METHOD_GET, "/", page_home },
    SEARCH_ROUTES(""),
    SEARCH_ROUTES("/arxiv"),
    SEARCH_ROUTES("/venue"),
    FAQ_ROUTES("arxiv"),
    FAQ_ROUTES("venue"),
    RELATED_ROUTES("arxiv"),
    RELATED_ROUTES("venue"),
    { METHOD_GET, "/author/{name*}", page_author },
    { METHOD_GET, "/arxiv/{what*}", page_arxiv },
    { METHOD_GET, "/arxiv/{what*}/", page_arxiv },
    { METHOD_GET, "/venue", page_venues },
    { METHOD_GET, "/venue/", page_venues },
    { METHOD_GET, "/venue/{what*}/statistics", page_statistics },
    { METHOD_GET, "/venue/{what*}", page_venue },
    { METHOD_GET, "/venue/{what*}/", page_venue },
    { METHOD_GET, "/ledger", page_ledger },
    { METHOD_GET, "/status", page_status },
    { METHOD_GET, "/queue", page_queue },
    { METHOD_POST, "/queue", queue_post },
    { METHOD_POST, "/config", config_post },
    { METHOD_GET, "/opml", machine_opml },
    { METHOD_GET, "/opensearch.xml", machine_opensearch },

    { METHOD_GET, "/api/v1/", api_home },
    { METHOD_GET, "/api/v1/author/{name*}", api_author },
    { METHOD_GET, "/api/v1/arxiv/{what*}", api_arxiv },
    { METHOD_GET, "/api/v1/venue", api_venues },
    { METHOD_GET, "/api/v1/venues", api_venues },
    { METHOD_GET, "/api/v1/venue/{what*}/statistics", api_statistics },
    { METHOD_GET, "/api/v1/venue/{what*}", api_venue },
    { METHOD_GET, "/api/v1/ledger", api_ledger },
    { METHOD_GET, "/api/v1/categories", api_categories },
    { METHOD_GET, "/api/v1/status", api_status },
    { METHOD_GET, "/api/v1/queue", api_queue },
    { METHOD_POST, "/api/v1/queue", queue_api_post },
    { METHOD_GET, "/api/v1/openapi.json", machine_openapi },

    { METHOD_GET, "/healthz", machine_healthz },
    { METHOD_GET, "/readyz", machine_readyz },
    { METHOD_GET, "/metrics", machine_metrics },
    { METHOD_GET, "/robots.txt", machine_robots },
    { METHOD_GET, "/favicon.ico", favicon },
    { METHOD_GET, "/static/{path*}", asset_serve },
};

const struct route *site_routes(size_t *ret_count)
{
    *ret_count = COUNT_OF(routes);
    return routes;
}
