/* Order of start: store, site, server (so that the first answer is early), the gate to
 * arXiv, fetcher, workers, control socket. The end goes the other way round. See app.h.
 */
#include "daemon/app_faq.h"

#include "base/log.h"
#include "base/mem.h"
#include "http/server.h"
#include "site/site.h"
#include "task/control.h"
#include "task/control_client.h"

#include <stdlib.h>
#include <unistd.h>

struct app {
    struct app_options options;
    struct arena arena;
    struct stop stop;
    struct store *store;
    struct site *site;
    /* The server's threads ask for these two while they are still being made. */
    _Atomic(struct server *) server;
    _Atomic(struct fetcher *) fetcher;
    struct arxiv *arxiv; /* one gate for fetcher and workers */
    struct app_faq faq;
    struct control *control;
};

static int core_count(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > 64 ? 64 : (int)cores;
}

static void wake_fetcher(void *context)
{
    struct app *app = context;
    struct fetcher *fetcher = app->fetcher;
    if (fetcher != NULL)
        fetcher_wake(fetcher);
}

static int64_t next_poll(void *context)
{
    struct app *app = context;
    struct fetcher *fetcher = app->fetcher;
    return fetcher != NULL ? fetcher_next_poll(fetcher) : 0;
}

static const struct server_counters *counters(void *context)
{
    struct app *app = context;
    struct server *server = app->server;
    return server != NULL ? server_counters(server) : NULL;
}

static bool open_store(struct app *app, struct err *err)
{
    struct store_options options = {
        .dir = app->options.config->dir,
        /* the server's threads, fetcher, control, live FAQs, spare; the workers read
           for a moment now and then */
        .readers = core_count() + 6,
    };
    return store_open(&options, &app->store, err);
}

static bool open_site(struct app *app, struct err *err)
{
    const struct config *config = app->options.config;
    struct site_options options = {
        .store = app->store,
        .base_url = config->base_url[0] ? config->base_url : NULL,
        .categories = config->categories.items,
        .category_count = config->categories.count,
        .version = PAPERFEED_VERSION,
        .fetching = app->options.fetch,
        .wake_fetcher = wake_fetcher,
        .next_poll = next_poll,
        .counters = counters,
        .context = app,
        .faq = app_faq_for_site(&app->faq, app->options.work),
    };
    return site_open(&options, &app->site, err);
}

static bool open_server(struct app *app, struct err *err)
{
    const struct config *config = app->options.config;
    size_t route_count;
    const struct route *routes = site_routes(&route_count);
    struct server_options options = {
        .listen = config->listen,
        .trusted_proxy = config->trusted_proxy[0] ? config->trusted_proxy : NULL,
        .threads = core_count(),
        .request_body_max = config->body,
        .connections_max = config->connections,
        .requests_per_minute = config->requests,
        .limit_loopback = config->loopback != 0,
        .streams_max = config->streams,
        .streams_of_network = config->streams_network,
        .cache_bytes = (size_t)config->cache << 20,
        .routes = routes,
        .route_count = route_count,
        .context = app->site,
        .generation = site_generation,
        .error_page = site_error_page,
    };
    struct server *server;
    if (!server_open(&options, &server, err))
        return false;
    app->server = server;
    return true;
}

static struct task_setting task_setting(struct app *app)
{
    return (struct task_setting){
        .config = app->options.config,
        .store = app->store,
        .fetcher = app->fetcher,
        .arxiv = app->arxiv,
        .workers = app->faq.workers,
        .stop = &app->stop,
    };
}

static bool open_fetcher(struct app *app, struct err *err)
{
    struct task_setting setting = task_setting(app);
    struct ingest_options options = task_ingest_options(&setting);
    struct fetcher *fetcher;
    if (!arxiv_open(&options.arxiv, &app->arxiv, err))
        return false;
    if (!app->options.fetch)
        return true;
    if (!fetcher_open(&options, app->arxiv, &fetcher, err))
        return false;
    app->fetcher = fetcher;
    return true;
}

static bool open_workers(struct app *app, struct err *err)
{
    const struct app_faq_parts parts = {
        .store = app->store,
        .arxiv = app->arxiv,
        .site = app->site,
        .stop = &app->stop,
        .working = app->options.work,
    };
    return app_faq_open(&app->faq, &parts, err);
}

static bool open_control(struct app *app, struct err *err)
{
    struct task_setting setting = task_setting(app);
    const char *path = control_path(app->options.config, &app->arena);
    return control_open(path, &setting, app->site, &app->control, err);
}

bool app_open(const struct app_options *options, struct app **ret_app, struct err *err)
{
    struct app *app = mem_alloc(sizeof *app);
    app->options = *options;
    stop_init(&app->stop);
    app_faq_init(&app->faq, options->config, &app->stop);
    if (open_store(app, err) && open_site(app, err) && open_server(app, err) &&
        open_fetcher(app, err) && open_workers(app, err) && open_control(app, err)) {
        *ret_app = app;
        return true;
    }
    app_close(app);
    return false;
}

const char *app_address(const struct app *app)
{
    return server_address(app->server);
}

void app_close(struct app *app)
{
    if (app == NULL)
        return;
    stop_now(&app->stop);
    control_close(app->control);
    server_close(app->server);
    fetcher_close(app->fetcher);
    app_faq_close(&app->faq);
    arxiv_close(app->arxiv);
    site_close(app->site);
    store_close(app->store);
    stop_done(&app->stop);
    arena_done(&app->arena);
    free(app);
}
