/* The run: line after line, address after address; what became of each is kept with it.
 * See venue_harvest.h. */
#include "work/venue/venue_visit.h"

#include "base/clock.h"
#include "work/linker.h"
#include "work/venue/openreview_login.h"

enum {
    FRESH = 20 * 3600, /* seconds; a day, less what a pass may come early */
    AFTER_FAILURE = 3600,
};

static venue_refresh *const refreshers[] = {
    [VENUE_KIND_ACL] = venue_refresh_acl,
    [VENUE_KIND_PMLR] = venue_refresh_pmlr,
    [VENUE_KIND_VIRTUAL] = venue_refresh_virtual,
    [VENUE_KIND_OJS] = venue_refresh_ojs,
    [VENUE_KIND_OPENREVIEW] = venue_refresh_openreview,
};
_Static_assert(COUNT_OF(refreshers) == VENUE_KIND_COUNT, "each kind has its way");

/* One line while it is refreshed. */
struct line_run {
    const struct venue_harvest_options *options;
    const struct venue_line *line;
    bool due_only;
    struct arena *arena; /* of the report */
    struct openreview_session *openreview;
    struct venue_line_report report;
    struct url_guard trusted;
    struct venue_fetch *fetch;
    struct venue_import *import;
    size_t asked, unchanged; /* addresses */
};

static void line_done(struct line_run *run)
{
    venue_import_close(run->import);
    venue_fetch_close(run->fetch);
}

static bool is_within(int64_t moment, int64_t span, int64_t now)
{
    return moment > 0 && moment <= now && now - moment < span;
}

static bool is_due(const struct venue_source *source, int64_t now)
{
    if (source->failed_at != 0)
        return !is_within(source->failed_at, AFTER_FAILURE, now);
    return source->cursor != NULL || !is_within(source->checked_at, FRESH, now);
}

static bool get_source(const struct line_run *run, const char *url, struct arena *arena,
                       struct venue_source *ret_source, struct err *err)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(run->options->store);
    return venue_source_get(db, run->line->name, url, arena, ret_source, err);
}

static bool line_is_due(const struct line_run *run, bool *ret_due, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    bool due = !run->due_only;
    for (size_t i = 0; i < run->line->urls.count && !due; i++) {
        struct venue_source source;
        if (!get_source(run, run->line->urls.items[i], &arena, &source, err))
            return false;
        due = is_due(&source, clock_now());
    }
    *ret_due = due;
    return true;
}

/* Whatever the operator wrote may be asked, for this line alone. */
static bool trust_line(struct line_run *run, struct err *err)
{
    const struct openreview_access *openreview = &run->options->openreview;
    for (size_t i = 0; i < run->line->urls.count; i++)
        if (!url_guard_trust(&run->trusted, run->line->urls.items[i], err))
            return false;
    return run->line->kind != VENUE_KIND_OPENREVIEW ||
           (url_guard_trust(&run->trusted, openreview->api2_url, err) &&
            url_guard_trust(&run->trusted, openreview->api1_url, err));
}

static bool open_line(struct line_run *run, struct err *err)
{
    const struct venue_harvest_options *options = run->options;
    const struct venue_fetch_options fetch = { .store = options->store,
                                               .stop = options->stop,
                                               .contact = options->contact,
                                               .spacing_ms = options->spacing_ms,
                                               .trusted = &run->trusted };
    const struct venue_import_options import = { .store = options->store,
                                                 .stop = options->stop };
    if (!trust_line(run, err) || !venue_fetch_open(&fetch, &run->fetch, err))
        return false;
    run->import = venue_import_open(&import, run->arena, &run->report.import);
    return true;
}

static bool put_source(struct db *db, void *context, struct err *err)
{
    return venue_source_put(db, context, err);
}

/* What is known of the address after a visit that failed: as before it, and why; but a
 * place in a harvest that it has come to stays. */
static struct venue_source after_failure(const struct venue_source *before,
                                         const struct venue_visit *visit,
                                         const char *problem)
{
    struct venue_source source = *before;
    source.cursor = visit->source.cursor;
    source.failed_at = clock_now();
    source.problem = problem;
    return source;
}

static struct venue_source after_success(const struct venue_visit *visit)
{
    struct venue_source source = visit->source;
    source.failed_at = 0;
    source.problem = NULL;
    if (visit->paused)
        return source;
    source.checked_at = clock_now();
    if (!visit->unchanged)
        source.changed_at = source.checked_at;
    return source;
}

/* The source's trouble is written down; ours, and a stop, end the run. */
static bool end_visit(struct line_run *run, struct venue_visit *visit,
                      const struct venue_source *before, bool refreshed,
                      struct err *err)
{
    struct venue_source after;
    if (!refreshed && stop_asked(run->options->stop))
        return false;
    if (refreshed) {
        after = after_success(visit);
        run->unchanged += visit->unchanged;
        run->report.paused = run->report.paused || visit->paused;
    } else {
        after = after_failure(before, visit, err->text);
        if (run->report.problem == NULL)
            run->report.problem = arena_text(run->arena, str_of(err->text));
    }
    return store_write(run->options->store, put_source, &after, err);
}

static bool visit_url(struct line_run *run, const char *url, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct venue_visit visit = { .options = run->options,
                                 .line = run->line,
                                 .url = url,
                                 .fetch = run->fetch,
                                 .import = run->import,
                                 .openreview = run->openreview,
                                 .report = &run->report.import,
                                 .arena = &arena,
                                 .run_arena = run->arena };
    struct err why = { 0 };
    if (!get_source(run, url, &arena, &visit.source, err))
        return false;
    if (run->due_only && !is_due(&visit.source, clock_now()))
        return true;
    venue_line_edition(run->line, &arena, &visit.ask.series, &visit.ask.year);
    const struct venue_source before = visit.source;
    run->asked++;
    bool refreshed = refreshers[run->line->kind](&visit, &why);
    if (end_visit(run, &visit, &before, refreshed, &why))
        return true;
    *err = why;
    return false;
}

static bool refresh_line(struct line_run *run, struct err *err)
{
    if (!open_line(run, err))
        return false;
    for (size_t i = 0; i < run->line->urls.count && !run->report.paused; i++)
        if (!visit_url(run, run->line->urls.items[i], err))
            return false;
    run->report.unchanged = run->asked > 0 && run->unchanged == run->asked;
    return venue_import_tell(run->import, err);
}

static void tell_line(const struct line_run *run, struct arena *arena)
{
    if (run->options->progress != NULL)
        run->options->progress(run->options->context,
                               arena_printf(arena, "refreshing %s (%s)",
                                            run->line->name,
                                            venue_kind_name(run->line->kind)));
}

static bool run_line(struct line_run *run, struct venue_harvest_report *report,
                     struct err *err)
{
    bool due = false;
    if (!line_is_due(run, &due, err))
        return false;
    if (!due)
        return true;
    tell_line(run, run->arena);
    run->report.name = run->line->name;
    run->report.kind = venue_kind_name(run->line->kind);
    if (!refresh_line(run, err))
        return false;
    report->complete = report->complete && run->report.problem == NULL;
    report->done = report->done && !run->report.paused;
    ARENA_PUSH(run->arena, report, run->report);
    return true;
}

/* Twins are looked for in an index that is in order. */
static bool link_papers(const struct venue_harvest_options *options,
                        const struct venue_harvest_report *report, struct err *err)
{
    struct linker_report links;
    int64_t news = 0;
    for (size_t i = 0; i < report->count; i++)
        news += report->items[i].import.added + report->items[i].import.changed;
    return news == 0 || !store_settle(options->store, options->stop) ||
           linker_run(options->store, options->stop, &links, err);
}

/* The file of abstracts beside a virtual site's events is nobody's line. */
static bool is_configured(const struct venue_harvest_options *options,
                          const struct venue_source *source)
{
    for (size_t i = 0; i < options->line_count; i++) {
        const struct venue_line *line = &options->lines[i];
        bool is_beside = line->kind == VENUE_KIND_VIRTUAL &&
                         str_ends(str_of(source->url), LIT("-abstracts.json"));
        if (str_eq(str_of(line->name), str_of(source->name)) &&
            (is_beside || text_list_has(&line->urls, source->url)))
            return true;
    }
    return false;
}

static bool forget_source(struct db *db, void *context, struct err *err)
{
    const struct venue_source *source = context;
    return venue_source_forget(db, source->name, source->url, err);
}

/* Lines that the operator has removed are no trouble of today. */
static bool forget_others(const struct venue_harvest_options *options, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct venue_source_list list;
    {
        CLEANUP(store_read_end) struct db *db = store_read_begin(options->store);
        if (!venue_source_list(db, &arena, &list, err))
            return false;
    }
    for (size_t i = 0; i < list.count; i++)
        if (!is_configured(options, &list.items[i]) &&
            !store_write(options->store, forget_source, &list.items[i], err))
            return false;
    return true;
}

static bool gives_way(const struct venue_harvest_options *options)
{
    return options->give_way != NULL && options->give_way(options->context);
}

bool venue_harvest_run(const struct venue_harvest_options *options, bool due_only,
                       struct arena *arena, struct venue_harvest_report *ret_report,
                       struct err *err)
{
    struct venue_harvest_report report = { .complete = true, .done = true };
    CLEANUP(openreview_forget) struct openreview_session session = { .token = "" };
    if (!forget_others(options, err))
        return false;
    for (size_t i = 0; i < options->line_count; i++) {
        CLEANUP(line_done)
        struct line_run run = { .options = options,
                                .line = &options->lines[i],
                                .due_only = due_only,
                                .arena = arena,
                                .openreview = &session };
        if (stop_asked(options->stop))
            return err_set(err, ERR_BUSY, "stopped while refreshing proceedings");
        if (gives_way(options)) {
            report.done = false;
            break;
        }
        if (!run_line(&run, &report, err))
            return false;
    }
    if (!link_papers(options, &report, err))
        return false;
    *ret_report = report;
    return true;
}
