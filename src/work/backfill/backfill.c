/* See backfill.h. */
#include "work/backfill/backfill.h"

#include "base/clock.h"
#include "work/backfill/harvest_window.h"
#include "work/linker.h"

enum { WAIT_MIN_MS = 1000 };

static enum harvest_kind kind_of(const struct backfill_options *options)
{
    return options->until == DAY_NONE ? HARVEST_BACKFILL : HARVEST_RANGE;
}

/* Days are over when they are over everywhere: in UTC. */
static int32_t last_day(const struct backfill_options *options, int64_t now)
{
    int32_t yesterday = utc_day(now) - 1;
    bool given = options->until != DAY_NONE && options->until < yesterday;
    return given ? options->until : yesterday;
}

static int32_t first_day(const struct backfill_options *options,
                         const struct harvest *stored)
{
    int32_t first = harvest_first_day();
    if (options->from != DAY_NONE)
        return options->from < first ? first : options->from;
    return stored != NULL ? stored->from : first;
}

struct harvest backfill_plan(const struct backfill_options *options,
                             const struct harvest *stored, int64_t now)
{
    enum harvest_kind kind = kind_of(options);
    int32_t from = first_day(options, stored), until = last_day(options, now);
    bool anew = stored == NULL || options->again || from != stored->from ||
                (kind == HARVEST_RANGE && until < stored->until);
    if (!anew) {
        struct harvest harvest = *stored;
        harvest_extend(&harvest, until, now);
        return harvest;
    }
    struct harvest harvest = harvest_new(kind, options->set, from, until, now);
    if (stored != NULL) {
        harvest.id = stored->id;
        harvest.revision = stored->revision;
    }
    return harvest;
}

struct run {
    const struct backfill_options *options;
    struct arena *arena;
    struct backfill_report report;
    struct harvest_walk walk;
    int64_t answered_us; /* the last good answer, or the start */
};

static void note_problem(void *context, const char *where, const char *why)
{
    struct run *run = context;
    struct import_error error = { arena_text(run->arena, str_of(where)),
                                  arena_text(run->arena, str_of(why)) };
    if (run->report.counts.errors.count < IMPORT_ERRORS_MAX)
        ARENA_PUSH(run->arena, &run->report.counts.errors, error);
}

static void tell_progress(struct run *run)
{
    const struct backfill_options *options = run->options;
    const struct harvest *at = &run->walk.at;
    char what[80], from[DAY_TEXT_SIZE], until[DAY_TEXT_SIZE];
    if (options->progress == NULL || harvest_is_done(at))
        return;
    day_to_text(at->window_from, from);
    day_to_text(at->window_until, until);
    snprintf(what, sizeof what, "%s %s to %s", at->set[0] ? at->set : "arXiv", from,
             until);
    options->progress(options->context, what, harvest_done(at, run->walk.inside),
                      harvest_total(at), at->counts.read);
}

static bool stopped(struct err *err)
{
    return err_set(err, ERR_BUSY, "stopped; the next backfill goes on from here");
}

/* True: try again. Otherwise err stays what it was. */
static bool wait_for_arxiv(struct run *run, const struct err *err)
{
    const struct backfill_options *options = run->options;
    bool may_pass = err->code == ERR_UPSTREAM || err->code == ERR_BUSY ||
                    err->code == ERR_INVALID || err->code == ERR_LIMIT;
    int64_t wait = arxiv_wait_ms(options->arxiv, PACE_API);
    int64_t waited = (clock_monotonic_us() - run->answered_us) / 1000;
    if (wait < WAIT_MIN_MS)
        wait = WAIT_MIN_MS;
    if (!may_pass || waited + wait > BACKFILL_PATIENCE_MS)
        return false;
    stop_pause(options->stop, wait);
    return true;
}

/* Errors that are arXiv's: the place is kept, and the report tells. */
static bool is_theirs(const struct err *err)
{
    return err->code == ERR_UPSTREAM || err->code == ERR_BUSY ||
           err->code == ERR_INVALID || err->code == ERR_LIMIT ||
           err->code == ERR_REFUSED;
}

static bool walk(struct run *run, struct err *err)
{
    struct stop *stop = run->options->stop;
    run->answered_us = clock_monotonic_us();
    while (!harvest_is_done(&run->walk.at)) {
        if (stop_asked(stop))
            return stopped(err);
        tell_progress(run);
        if (harvest_walk_step(&run->walk, err))
            run->answered_us = clock_monotonic_us();
        else if (stop_asked(stop))
            return stopped(err);
        else if (!is_theirs(err))
            return false;
        else if (!wait_for_arxiv(run, err)) {
            run->report.problem = arena_text(run->arena, str_of(err->text));
            return true;
        }
    }
    return true;
}

static bool begin(struct run *run, const struct harvest_options *options,
                  struct err *err)
{
    struct harvest stored;
    bool found = false;
    {
        CLEANUP(store_read_end) struct db *db = store_read_begin(options->store);
        if (!harvest_store_get(db, kind_of(run->options), run->options->set, run->arena,
                               &stored, &found, err))
            return false;
    }
    struct harvest harvest =
        backfill_plan(run->options, found ? &stored : NULL, clock_now());
    if (!harvest_is_done(&harvest))
        return harvest_walk_begin(options, &harvest, &run->walk, err);
    harvest.counts = (struct harvest_counts){ 0 }; /* of the run before */
    run->walk.at = harvest;
    return true;
}

static void report_counts(struct run *run, int64_t started_us)
{
    const struct harvest *at = &run->walk.at;
    struct import_report *counts = &run->report.counts;
    counts->read = at->counts.read;
    counts->added = at->counts.added;
    counts->changed = at->counts.changed;
    counts->unchanged = at->counts.unchanged;
    counts->skipped = at->counts.skipped;
    counts->duplicate = at->counts.duplicate;
    counts->seconds = (double)(clock_monotonic_us() - started_us) / 1e6;
    run->report.from = at->from;
    run->report.until = at->until;
    run->report.next = at->window_from;
}

bool backfill_run(const struct backfill_options *options, struct arena *arena,
                  struct backfill_report *ret_report, struct err *err)
{
    struct run run = { .options = options, .arena = arena };
    const struct harvest_options harvest = { .store = options->store,
                                             .arxiv = options->arxiv,
                                             .patient = true,
                                             .problem = note_problem,
                                             .context = &run };
    int64_t started = clock_monotonic_us();
    arxiv_new_pass(options->arxiv);
    struct linker_report links;
    if (!begin(&run, &harvest, err) || !walk(&run, err) ||
        (store_settle(options->store, options->stop) &&
         !linker_run(options->store, options->stop, &links, err)))
        return false;
    report_counts(&run, started);
    *ret_report = run.report;
    return true;
}
