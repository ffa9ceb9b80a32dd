/* The nightly task: a pass over arXiv, and the FAQs that nobody had to ask for. See
 * task_parts.h. */
#include "task/task_parts.h"

#include "daemon/app_faq.h"
#include "faq/faq_nightly.h"
#include "task/task_report.h"
#include "work/backfill/harvest_nightly.h"

enum { HARVEST_PATIENCE_US = 600000000 }; /* the next ingest goes on where it was */

static void ingest_progress(void *context, const char *what)
{
    task_say(context, what, 0, 0, 0);
}

static struct arxiv_options arxiv_options(const struct task_setting *setting)
{
    const struct config *config = setting->config;
    return (struct arxiv_options){
        .store = setting->store,
        .feed_url = config->feed_url,
        .site_url = config->site_url,
        .api_url = config->api_url,
        .oai_url = config->oai_url,
        .contact = config->contact,
        .spacing_ms = config->spacing * 1000,
        .page_spacing_ms = config->page_spacing * 1000,
        .stop = setting->stop,
    };
}

/* Somebody whose feeds come from a mirror of his own, and who has named no OAI-PMH of
 * it, does not ask arXiv's. */
static bool wants_harvest(const struct config *config)
{
    static const struct str official = LIT("https://oaipmh.arxiv.org/oai");
    bool mirror = !str_eq(str_of(config->feed_url), LIT("https://rss.arxiv.org")) ||
                  !str_eq(str_of(config->site_url), LIT("https://arxiv.org"));
    return config->harvest && !(mirror && str_eq(str_of(config->oai_url), official));
}

static struct venue_harvest_options venue_options(const struct task_setting *setting)
{
    const struct config *config = setting->config;
    return (struct venue_harvest_options){
        .store = setting->store,
        .stop = setting->stop,
        .lines = config->venues.items,
        .line_count = config->venues.count,
        .contact = config->contact,
        .spacing_ms = config->harvest_spacing * 1000,
        .openreview = { .api2_url = config->openreview.api2_url,
                        .api1_url = config->openreview.api1_url,
                        .user = config->openreview.user,
                        .password_file = config->openreview.password_file,
                        .token_file = config->openreview.token_file },
    };
}

struct ingest_options task_ingest_options(const struct task_setting *setting)
{
    return (struct ingest_options){
        .store = setting->store,
        .arxiv = arxiv_options(setting),
        .categories = setting->config->categories.items,
        .category_count = setting->config->categories.count,
        .stop = setting->stop,
        .harvest = wants_harvest(setting->config),
        .venues = venue_options(setting),
    };
}

static void arxiv_done(struct arxiv **arxiv)
{
    arxiv_close(*arxiv);
}

static bool is_over(void *context)
{
    const int64_t *deadline = context;
    return clock_monotonic_us() >= *deadline;
}

/* Beside a daemon its fetcher does this by itself. */
static bool harvest(const struct ingest_options *options, struct arxiv *arxiv,
                    struct arena *arena, struct nightly_report *report, struct err *err)
{
    int64_t deadline = clock_monotonic_us() + HARVEST_PATIENCE_US;
    const struct nightly_options nightly = {
        .store = options->store,
        .arxiv = arxiv,
        .stop = options->stop,
        .categories = options->categories,
        .category_count = options->category_count,
        .give_way = is_over,
        .context = &deadline,
    };
    if (!options->harvest)
        return true;
    options->progress(options->context, "harvesting what has changed");
    return nightly_run(&nightly, arena, report, err);
}

/* What an ingest finds out. */
struct findings {
    struct ingest_report ingest;
    struct nightly_report harvest;
    bool harvested;
};

static bool ingest_alone(const struct task *task, const struct task_setting *setting,
                         struct arena *arena, struct findings *findings,
                         struct err *err)
{
    CLEANUP(arxiv_done) struct arxiv *arxiv = NULL;
    struct task_setting given = *setting;
    struct ingest_options options = task_ingest_options(setting);
    options.progress = ingest_progress;
    options.context = &given;
    findings->harvested = options.harvest;
    return arxiv_open(&options.arxiv, &arxiv, err) &&
           ingest_run(&options, arxiv, task->day, arena, &findings->ingest, err) &&
           harvest(&options, arxiv, arena, &findings->harvest, err);
}

static bool ingest(const struct task *task, const struct task_setting *setting,
                   struct arena *arena, struct findings *findings, struct err *err)
{
    task_say(setting, "polling arXiv", 0, 0, 0);
    return setting->fetcher != NULL ? fetcher_ingest(setting->fetcher, task->day, arena,
                                                     &findings->ingest, err)
                                    : ingest_alone(task, setting, arena, findings, err);
}

/* Is there anything that queues FAQs by itself? */
static bool is_nightly(const struct config *config)
{
    return config->providers.count > 0 &&
           (config->nightly.count > 0 || config->nightly_clicks > 0);
}

static bool queue_nightly(const struct task_setting *setting, struct arena *arena,
                          cJSON *report, struct err *err)
{
    const struct config *config = setting->config;
    struct faq_nightly_report nightly;
    struct faq_nightly_options options = {
        .store = setting->store,
        .categories = config->nightly.items,
        .category_count = config->nightly.count,
        .clicks = config->nightly_clicks,
        .languages = config->languages.items,
        .language_count = config->languages.count,
        .estimate = app_faq_estimate(config),
        .waiting_max = config->waiting,
        .budget = { config->budget_day, config->budget_month },
        .keep_text_s = config->keep_text * SECONDS_A_DAY,
    };
    task_say(setting, "queueing FAQs", 0, 0, 0);
    if (!faq_nightly_run(&options, clock_now(), arena, &nightly, err))
        return false;
    if (nightly.queued > 0 && setting->workers != NULL)
        faq_workers_wake(setting->workers);
    task_report_nightly(&nightly, json_set_object(report, "faq"));
    return true;
}

bool task_run_ingest(const struct task *task, const struct task_setting *setting,
                     struct task_outcome *ret_outcome, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *tree = NULL;
    struct findings findings = { .harvested = false };
    if (!ingest(task, setting, &arena, &findings, err))
        return false;
    tree = task_report_ingest(&findings.ingest);
    if (findings.harvested)
        task_report_harvest(&findings.harvest, json_set_object(tree, "harvest"));
    if (is_nightly(setting->config) && !queue_nightly(setting, &arena, tree, err))
        return err_add(err, "the pass is done, but FAQs were not queued");
    ret_outcome->report = tree;
    ret_outcome->code = findings.ingest.complete ? DONE : INCOMPLETE;
    tree = NULL;
    return true;
}
