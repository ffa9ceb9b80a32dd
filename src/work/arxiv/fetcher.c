/* The loop: wait for the schedule, a wanted id or a request; do it; log how it went.
 * See fetcher.h. */
#include "work/arxiv/fetcher.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/mem.h"
#include "work/arxiv/schedule.h"
#include "work/backfill/harvest_nightly.h"
#include "work/linker.h"

#include <inttypes.h>
#include <stdlib.h>

enum {
    API_REST = 60,       /* seconds before a failed question is asked again */
    VENUES_REST = 3600,  /* seconds until proceedings are looked at again */
    IDLE_MAX_MS = 60000, /* the clock may be set, the machine may have slept */
};

/* Somebody's wish for an ingest; lives on his stack. */
struct request {
    int32_t day;
    struct arena *arena;
    struct ingest_report report;
    struct err err;
    bool done, ok;
};

struct fetcher {
    struct ingest_options options;
    struct arxiv *arxiv;
    pthread_t thread;
    bool started;
    pthread_mutex_t mutex; /* guards what follows */
    pthread_cond_t done;
    struct request *request;
    int64_t next_poll;
    bool ended;
    /* The thread's own: */
    int64_t no_asking_before; /* the API failed a moment ago */
    int64_t next_harvest;
    int64_t next_venues;
};

void fetcher_wake(struct fetcher *fetcher)
{
    stop_wake(fetcher->options.stop);
}

int64_t fetcher_next_poll(struct fetcher *fetcher)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&fetcher->mutex);
    return fetcher->next_poll;
}

static void set_next_poll(struct fetcher *fetcher, int64_t when)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&fetcher->mutex);
    fetcher->next_poll = when;
}

static struct request *take_request(struct fetcher *fetcher)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&fetcher->mutex);
    return fetcher->request;
}

static void finish_request(struct fetcher *fetcher, bool ended)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&fetcher->mutex);
    fetcher->ended = fetcher->ended || ended;
    if (fetcher->request != NULL)
        fetcher->request->done = true;
    fetcher->request = NULL;
    pthread_cond_broadcast(&fetcher->done);
}

bool fetcher_ingest(struct fetcher *fetcher, int32_t day, struct arena *arena,
                    struct ingest_report *ret_report, struct err *err)
{
    struct request request = { .day = day, .arena = arena };
    err_set(&request.err, ERR_BUSY, "paperfeed is stopping");
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&fetcher->mutex);
    while (fetcher->request != NULL && !fetcher->ended)
        pthread_cond_wait(&fetcher->done, &fetcher->mutex);
    if (!fetcher->ended) {
        fetcher->request = &request;
        stop_wake(fetcher->options.stop);
    }
    while (!fetcher->ended && !request.done)
        pthread_cond_wait(&fetcher->done, &fetcher->mutex);
    if (request.ok)
        *ret_report = request.report;
    else
        *err = request.err;
    return request.ok;
}

static void log_pass(const struct poll_result *result, int64_t started_us)
{
    for (size_t i = 0; i < result->problems.count; i++)
        log_warn("source failed source=\"%s\" why=\"%s\"",
                 result->problems.items[i].source, result->problems.items[i].what);
    log_info("poll done added=%" PRId64 " changed=%" PRId64 " announcements=%" PRId64
             " problems=%zu ms=%" PRId64,
             result->added, result->changed, result->batches, result->problems.count,
             (clock_monotonic_us() - started_us) / 1000);
}

static void log_venues(const struct venue_harvest_report *report)
{
    for (size_t i = 0; i < report->count; i++) {
        const struct venue_line_report *line = &report->items[i];
        if (line->problem != NULL)
            log_warn("proceedings failed, trying again later edition=%s source=%s "
                     "why=\"%s\"",
                     line->name, line->kind, line->problem);
        else if (!line->unchanged)
            log_info("proceedings refreshed edition=%s source=%s added=%" PRId64
                     " changed=%" PRId64,
                     line->name, line->kind, line->import.added, line->import.changed);
    }
}

static void poll_now(struct fetcher *fetcher, struct request *request)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct ingest_report report = { .complete = false };
    struct err err = { 0 };
    struct ingest_options options = fetcher->options;
    int64_t started = clock_monotonic_us();
    options.only_due = request == NULL;
    set_next_poll(fetcher, 0);
    bool ok = ingest_run(&options, fetcher->arxiv, request ? request->day : DAY_NONE,
                         request ? request->arena : &arena, &report, &err);
    if (ok) {
        log_pass(&report.poll, started);
        log_venues(&report.venues);
    } else if (!stop_asked(fetcher->options.stop))
        log_error("poll failed, trying again later why=\"%s\"", err.text);
    bool failed = !ok || report.poll.problems.count > 0;
    set_next_poll(fetcher, schedule_next_poll(clock_now(), report.poll.shown_day,
                                              failed, (uint32_t)random_bits()));
    if (request != NULL) {
        request->report = report;
        request->err = err;
        request->ok = ok;
    }
}

static void ask_due(struct fetcher *fetcher)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct poll_result result = { .added = 0 };
    struct err err = { 0 };
    struct poll_options poll = {
        .store = fetcher->options.store,
        .arxiv = fetcher->arxiv,
        .stop = fetcher->options.stop,
    };
    int64_t started = clock_monotonic_us();
    struct linker_report links;
    bool ok = poll_wanted(&poll, &arena, &result, &err) &&
              linker_run(fetcher->options.store, fetcher->options.stop, &links, &err);
    if (!ok) {
        if (!stop_asked(fetcher->options.stop))
            log_error("asking for wanted ids failed why=\"%s\"", err.text);
    } else if (result.added + result.changed > 0 || result.problems.count > 0) {
        log_pass(&result, started);
    }
    if (!ok || result.problems.count > 0)
        fetcher->no_asking_before = clock_now() + API_REST;
}

static void log_harvest(const struct nightly_report *report, int64_t started_us)
{
    if (report->problem != NULL)
        log_warn("harvest failed, trying again later why=\"%s\"", report->problem);
    else if (report->done)
        log_info("harvest done read=%" PRId64 " added=%" PRId64 " changed=%" PRId64
                 " ms=%" PRId64,
                 report->counts.read, report->counts.added, report->counts.changed,
                 (clock_monotonic_us() - started_us) / 1000);
}

static bool has_more_urgent(void *context);

/* A harvest that gave way goes on as soon as there is time. */
static void harvest_now(struct fetcher *fetcher)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct nightly_report report = { .problem = NULL };
    struct err err = { 0 };
    const struct ingest_options *options = &fetcher->options;
    struct nightly_options nightly = {
        .store = options->store,
        .arxiv = fetcher->arxiv,
        .stop = options->stop,
        .categories = options->categories,
        .category_count = options->category_count,
        .give_way = has_more_urgent,
        .context = fetcher,
    };
    int64_t started = clock_monotonic_us();
    bool ok = nightly_run(&nightly, &arena, &report, &err);
    if (ok)
        log_harvest(&report, started);
    else if (!stop_asked(options->stop))
        log_error("harvest failed for our own trouble why=\"%s\"", err.text);
    bool gave_way = ok && !report.done && report.problem == NULL;
    fetcher->next_harvest =
        gave_way ? 0 : nightly_next(clock_now(), report.done, (uint32_t)random_bits());
}

/* What was asked for within a day is not due: so looking every hour costs nothing. */
static void refresh_venues(struct fetcher *fetcher)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct venue_harvest_report report = { .complete = false };
    struct err err = { 0 };
    struct venue_harvest_options venues = fetcher->options.venues;
    venues.give_way = has_more_urgent;
    venues.context = fetcher;
    bool ok = venue_harvest_run(&venues, true, &arena, &report, &err);
    if (ok)
        log_venues(&report);
    else if (!stop_asked(fetcher->options.stop))
        log_error("refreshing proceedings failed for our own trouble why=\"%s\"",
                  err.text);
    fetcher->next_venues = ok && !report.done ? 0 : clock_now() + VENUES_REST;
}

static bool venues_are_due(const struct fetcher *fetcher)
{
    int64_t now = clock_now(), next = fetcher->next_venues;
    return next <= now || next - now > VENUES_REST;
}

/* One that lies too far ahead tells of a clock that was set back. */
static bool harvest_is_due(const struct fetcher *fetcher)
{
    int64_t now = clock_now(), next = fetcher->next_harvest;
    return fetcher->options.harvest &&
           (next <= now || next - now > (int64_t)2 * SECONDS_A_DAY);
}

static int64_t next_due(struct fetcher *fetcher)
{
    int64_t due = INT64_MAX;
    struct err err = { 0 };
    CLEANUP(store_read_end) struct db *db = store_read_begin(fetcher->options.store);
    if (!poll_store_next_due(db, &due, &err))
        log_error("reading wanted ids failed why=\"%s\"", err.text);
    return due < fetcher->no_asking_before ? fetcher->no_asking_before : due;
}

/* How long until there is something to do; while arXiv wants us to wait, not before. */
static int64_t idle_ms(struct fetcher *fetcher)
{
    int64_t now = clock_now();
    int64_t poll = fetcher_next_poll(fetcher), due = next_due(fetcher);
    int64_t gate = arxiv_wait_ms(fetcher->arxiv, PACE_API);
    int64_t until_poll = (poll - now) * 1000;
    int64_t until_due = due == INT64_MAX ? until_poll : (due - now) * 1000;
    if (until_due < gate)
        until_due = gate;
    int64_t idle = until_poll < until_due ? until_poll : until_due;
    int64_t until_harvest = (fetcher->next_harvest - now) * 1000;
    if (fetcher->options.harvest && until_harvest < idle)
        idle = until_harvest;
    int64_t until_venues = (fetcher->next_venues - now) * 1000;
    if (until_venues < idle)
        idle = until_venues;
    return idle < 0 ? 0 : idle > IDLE_MAX_MS ? IDLE_MAX_MS : idle;
}

/* A poll that lies too far ahead tells of a clock that was set back. */
static bool poll_is_due(struct fetcher *fetcher)
{
    int64_t now = clock_now(), next = fetcher_next_poll(fetcher);
    return next <= now || next - now > SCHEDULE_AHEAD_MAX;
}

static bool has_more_urgent(void *context)
{
    struct fetcher *fetcher = context;
    return take_request(fetcher) != NULL || poll_is_due(fetcher) ||
           next_due(fetcher) <= clock_now() || stop_asked(fetcher->options.stop);
}

static void work_once(struct fetcher *fetcher)
{
    struct request *request = take_request(fetcher);
    if (request != NULL) {
        poll_now(fetcher, request);
        finish_request(fetcher, false);
    } else if (poll_is_due(fetcher)) {
        poll_now(fetcher, NULL);
    } else if (next_due(fetcher) <= clock_now()) {
        ask_due(fetcher);
    } else if (harvest_is_due(fetcher)) {
        harvest_now(fetcher);
    } else if (venues_are_due(fetcher)) {
        refresh_venues(fetcher);
    }
}

static void *fetcher_body(void *argument)
{
    struct fetcher *fetcher = argument;
    do
        work_once(fetcher);
    while (!stop_wait(fetcher->options.stop,
                      take_request(fetcher) ? 0 : idle_ms(fetcher)));
    finish_request(fetcher, true);
    return NULL;
}

bool fetcher_open(const struct ingest_options *options, struct arxiv *arxiv,
                  struct fetcher **ret_fetcher, struct err *err)
{
    (void)err;
    struct fetcher *fetcher = mem_alloc(sizeof *fetcher);
    fetcher->options = *options;
    fetcher->arxiv = arxiv;
    pthread_mutex_init(&fetcher->mutex, NULL);
    pthread_cond_init(&fetcher->done, NULL);
    fetcher->thread = thread_start("fetcher", fetcher_body, fetcher);
    fetcher->started = true;
    *ret_fetcher = fetcher;
    return true;
}

void fetcher_close(struct fetcher *fetcher)
{
    if (fetcher == NULL)
        return;
    if (fetcher->started)
        pthread_join(fetcher->thread, NULL);
    pthread_cond_destroy(&fetcher->done);
    pthread_mutex_destroy(&fetcher->mutex);
    free(fetcher);
}
