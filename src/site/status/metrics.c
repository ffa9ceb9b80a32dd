/* /metrics in Prometheus' text format: what is stored and missing, how old the last
 * good reading is, what was served, what waits for a model and what it cost. */
#include "site/machine.h"

#include "site/queue/queue_numbers.h"
#include "site/status/poll_state.h"
#include "site/venue/venue_numbers.h"
#include "store/arxiv/ledger_store.h"

#include <inttypes.h>

enum { LEDGER_DAYS = 30, LEDGER_ROWS_MAX = 20000 };

struct metric {
    const char *name, *type, *help;
};

static void head(struct buf *out, struct metric metric)
{
    buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", metric.name, metric.help,
               metric.name, metric.type);
}

static void single(struct buf *out, struct metric metric, int64_t value)
{
    head(out, metric);
    buf_printf(out, "%s %" PRId64 "\n", metric.name, value);
}

/* The format's own escapes. */
static void label(struct buf *out, const char *name, const char *value)
{
    buf_printf(out, "%s=\"", name);
    for (; *value != '\0'; value++) {
        if (*value == '\n') {
            buf_text(out, "\\n");
            continue;
        }
        if (*value == '"' || *value == '\\')
            buf_char(out, '\\');
        buf_char(out, *value);
    }
    buf_char(out, '"');
}

static void add_stored(struct buf *out, const struct store_stats *stats)
{
    single(out, (struct metric){ "paperfeed_papers", "gauge", "Papers stored." },
           stats->papers);
    single(out,
           (struct metric){ "paperfeed_papers_provisional", "gauge",
                            "Papers known from an announcement only." },
           stats->provisional);
    single(
        out,
        (struct metric){ "paperfeed_announcements", "gauge", "Announcements stored." },
        stats->announcements);
    single(
        out,
        (struct metric){ "paperfeed_wanted", "gauge", "Papers waiting to be fetched." },
        stats->wanted);
    single(out,
           (struct metric){ "paperfeed_database_bytes", "gauge",
                            "Size of the database and its log." },
           stats->bytes);
}

static void add_served(struct buf *out, const struct site *site)
{
    const struct server_counters *counters = view_counters(site);
    if (counters == NULL)
        return;
    single(
        out,
        (struct metric){ "paperfeed_requests_total", "counter", "Requests answered." },
        atomic_load(&counters->requests));
    single(out,
           (struct metric){ "paperfeed_cache_hits_total", "counter",
                            "Requests answered from the page cache." },
           atomic_load(&counters->cache_hits));
    single(out,
           (struct metric){ "paperfeed_request_errors_total", "counter",
                            "Requests that ended in an error of ours." },
           atomic_load(&counters->errors));
    single(out,
           (struct metric){ "paperfeed_requests_refused_total", "counter",
                            "Requests refused by guard or limits." },
           atomic_load(&counters->refused));
    single(out,
           (struct metric){ "paperfeed_streams", "gauge", "Streams that are open." },
           atomic_load(&counters->streams));
}

static void add_queue(struct buf *out, const struct queue_numbers *queue)
{
    head(out, (struct metric){ "paperfeed_faq_jobs", "gauge",
                               "FAQs in the queue, by state." });
    for (size_t state = 0; state < JOB_STATE_COUNT; state++) {
        buf_text(out, "paperfeed_faq_jobs{");
        label(out, "state", job_state_name((enum job_state)state));
        buf_printf(out, "} %" PRId64 "\n", queue->jobs.of[state]);
    }
    single(out,
           (struct metric){ "paperfeed_faq_paused", "gauge",
                            "1 while the queue is paused." },
           queue->jobs.paused);
    single(out,
           (struct metric){ "paperfeed_faq_spent_day_millionths", "gauge",
                            "Spent today (UTC), millionths of the currency." },
           queue->spent.day);
    single(out,
           (struct metric){ "paperfeed_faq_spent_month_millionths", "gauge",
                            "Spent this month (UTC), millionths of the currency." },
           queue->spent.month);
    single(out,
           (struct metric){ "paperfeed_faq_reserved_millionths", "gauge",
                            "Reserved by what is being written." },
           queue->spent.reserved);
}

static void add_sources(struct buf *out, const struct poll_cursors *cursors,
                        int64_t now)
{
    head(out, (struct metric){ "paperfeed_source_age_seconds", "gauge",
                               "Since the source last answered well." });
    for (size_t i = 0; i < cursors->count; i++) {
        if (cursors->items[i].checked_at == 0)
            continue;
        buf_text(out, "paperfeed_source_age_seconds{");
        label(out, "source", cursors->items[i].name);
        buf_printf(out, "} %" PRId64 "\n", now - cursors->items[i].checked_at);
    }
    head(out, (struct metric){ "paperfeed_source_failing", "gauge",
                               "1 while the source's last answer was a failure." });
    for (size_t i = 0; i < cursors->count; i++) {
        const struct poll_cursor *cursor = &cursors->items[i];
        buf_text(out, "paperfeed_source_failing{");
        label(out, "source", cursor->name);
        buf_printf(out, "} %d\n", cursor->failed_at > cursor->checked_at);
    }
}

static void add_venue_sources(struct buf *out, const struct venue_source_list *sources,
                              int64_t now)
{
    head(out, (struct metric){ "paperfeed_venue_source_age_seconds", "gauge",
                               "Since the harvest of proceedings last ended well." });
    for (size_t i = 0; i < sources->count; i++) {
        if (sources->items[i].checked_at == 0)
            continue;
        buf_text(out, "paperfeed_venue_source_age_seconds{");
        label(out, "source", sources->items[i].name);
        buf_printf(out, "} %" PRId64 "\n", now - sources->items[i].checked_at);
    }
    head(out, (struct metric){ "paperfeed_venue_source_failing", "gauge",
                               "1 while the last harvest of it failed." });
    for (size_t i = 0; i < sources->count; i++) {
        buf_text(out, "paperfeed_venue_source_failing{");
        label(out, "source", sources->items[i].name);
        buf_printf(out, "} %d\n", venue_source_fails(&sources->items[i]));
    }
}

static void add_venues(struct buf *out, const struct venue_numbers *venues, int64_t now)
{
    single(out,
           (struct metric){ "paperfeed_venue_editions", "gauge",
                            "Editions of conferences stored." },
           venues->editions);
    single(out,
           (struct metric){ "paperfeed_venue_editions_lacking", "gauge",
                            "Of these, with fewer papers than their source declares." },
           venues->lacking);
    single(out,
           (struct metric){ "paperfeed_venue_papers", "gauge",
                            "Papers of proceedings stored." },
           venues->papers);
    single(out,
           (struct metric){ "paperfeed_venue_abstracts", "gauge",
                            "Of these, with an abstract." },
           venues->abstracts);
    add_venue_sources(out, &venues->sources, now);
}

enum ledger_number { ANNOUNCED, STORED, MISSING, UNSEEN, LEDGER_NUMBERS };

static int64_t number_of(const struct ledger_row *row, enum ledger_number number)
{
    bool unseen = row->announced < 0;
    switch (number) {
    case ANNOUNCED:
        return unseen ? 0 : row->announced;
    case STORED:
        return row->stored;
    case MISSING:
        return unseen || row->announced < row->stored ? 0
                                                      : row->announced - row->stored;
    case UNSEEN:
        return unseen;
    case LEDGER_NUMBERS:
        break;
    }
    return 0;
}

static int64_t sum_of(const struct ledger_list *rows, const char *category,
                      enum ledger_number number)
{
    int64_t sum = 0;
    for (size_t i = 0; i < rows->count; i++)
        if (strcmp(rows->items[i].category, category) == 0)
            sum += number_of(&rows->items[i], number);
    return sum;
}

static void add_ledger(struct buf *out, const struct site_options *options,
                       const struct ledger_list *rows)
{
    static const struct metric metrics[LEDGER_NUMBERS] = {
        [ANNOUNCED] = { "paperfeed_ledger_announced", "gauge",
                        "Announced in the last 30 days." },
        [STORED] = { "paperfeed_ledger_stored", "gauge",
                     "Of those announced in the last 30 days, stored." },
        [MISSING] = { "paperfeed_ledger_missing", "gauge",
                      "Of those announced in the last 30 days, missing." },
        [UNSEEN] = { "paperfeed_ledger_unseen", "gauge",
                     "Lists of the last 30 days that were never seen." },
    };
    for (size_t number = 0; number < LEDGER_NUMBERS; number++) {
        head(out, metrics[number]);
        for (size_t i = 0; i < options->category_count; i++) {
            buf_printf(out, "%s{", metrics[number].name);
            label(out, "category", options->categories[i]);
            buf_printf(
                out, "} %" PRId64 "\n",
                sum_of(rows, options->categories[i], (enum ledger_number)number));
        }
    }
}

bool machine_metrics(void *context, const struct request *request,
                     struct response *response, struct err *err)
{
    const struct site *site = context;
    CLEANUP(store_read_end) struct db *db = store_read_begin(site->options.store);
    store_read_deadline(db, VIEW_DEADLINE_LONG_MS);
    int32_t today = eastern_day(request->now);
    struct ledger_query query = { .from = today - LEDGER_DAYS,
                                  .until = today + 2,
                                  .limit = LEDGER_ROWS_MAX };
    struct store_stats stats;
    struct queue_numbers queue;
    struct venue_numbers venues;
    struct poll_cursors cursors = { 0 };
    struct ledger_list rows = { 0 };
    if (!store_stats_get(db, &stats, err) ||
        !queue_numbers_get(db, request->now, &queue, err) ||
        !venue_numbers_get(db, request->arena, &venues, err) ||
        !poll_store_list_cursors(db, request->arena, &cursors, err) ||
        !ledger_store_list(db, &query, request->arena, &rows, err))
        return false;
    add_stored(&response->body, &stats);
    add_served(&response->body, site);
    add_queue(&response->body, &queue);
    add_sources(&response->body, &cursors, request->now);
    add_venues(&response->body, &venues, request->now);
    add_ledger(&response->body, &site->options, &rows);
    response->status = 200;
    response->content_type = "text/plain; version=0.0.4; charset=utf-8";
    response->cache_control = "no-store";
    response->asked_store = true;
    return true;
}
