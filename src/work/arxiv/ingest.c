/* A pass with every missing id asked for, and its report. See ingest.h. */
#include "work/arxiv/ingest.h"

#include "base/clock.h"
#include "work/linker.h"

#include <string.h>

enum { ROWS_MAX = 1000 }; /* of a category */

static int32_t newest_day(const struct ledger_list *rows, const char *category)
{
    int32_t newest = DAY_NONE;
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].source != LEDGER_MISSED && rows->items[i].day > newest &&
            strcmp(rows->items[i].category, category) == 0)
            newest = rows->items[i].day;
    return newest;
}

/* What a report takes from the ledger. */
struct reporting {
    struct db *db;
    struct arena *arena;
    struct ledger_list *rows;
};

static bool list_rows(const struct reporting *reporting,
                      const struct ledger_query *query, struct ledger_list *ret_rows,
                      struct err *err)
{
    return ledger_store_list(reporting->db, query, reporting->arena, ret_rows, err);
}

static bool add_day(const struct reporting *reporting, const char *category,
                    int32_t day, struct err *err)
{
    struct ledger_list found = { 0 };
    struct ledger_query query = {
        .from = day, .until = day, .category = category, .limit = ROWS_MAX
    };
    if (!list_rows(reporting, &query, &found, err))
        return false;
    for (size_t i = 0; i < found.count; i++)
        ARENA_PUSH(reporting->arena, reporting->rows, found.items[i]);
    return true;
}

/* A missed day is reported by the pass that found it; a shortfall until it is filled.
 */
static bool add_incomplete(const struct reporting *reporting, const char *category,
                           int64_t started, struct err *err)
{
    struct ledger_list found = { 0 };
    int32_t newest = newest_day(reporting->rows, category);
    struct ledger_query query = { .until = INT32_MAX,
                                  .category = category,
                                  .only_incomplete = true,
                                  .limit = ROWS_MAX };
    if (!list_rows(reporting, &query, &found, err))
        return false;
    for (size_t i = 0; i < found.count; i++) {
        const struct ledger_row *row = &found.items[i];
        bool old_news = row->source == LEDGER_MISSED && row->checked_at < started;
        if (row->day != newest && !old_news)
            ARENA_PUSH(reporting->arena, reporting->rows, *row);
    }
    return true;
}

/* The newest day of the category, whatever today's date is: announcements of any past
 * day are taken as they are. */
static bool add_newest(const struct reporting *reporting, const char *category,
                       struct err *err)
{
    struct ledger_list found = { 0 };
    struct ledger_query query = { .until = INT32_MAX,
                                  .category = category,
                                  .limit = SECTION_COUNT };
    if (!list_rows(reporting, &query, &found, err))
        return false;
    return found.count == 0 || add_day(reporting, category, found.items[0].day, err);
}

static bool report_rows(const struct ingest_options *options, int32_t day,
                        int64_t started, struct arena *arena, struct ledger_list *rows,
                        struct err *err)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(options->store);
    struct reporting reporting = { db, arena, rows };
    for (size_t i = 0; i < options->category_count; i++) {
        const char *category = options->categories[i];
        bool ok = day == DAY_NONE
                      ? add_newest(&reporting, category, err) &&
                            add_incomplete(&reporting, category, started, err)
                      : add_day(&reporting, category, day, err);
        if (!ok)
            return false;
    }
    return true;
}

static bool is_complete(const struct ingest_options *options,
                        const struct ingest_report *report)
{
    if (report->poll.problems.count > 0 || !report->venues.complete)
        return false;
    for (size_t i = 0; i < report->rows.count; i++)
        if (!ledger_row_is_complete(&report->rows.items[i]))
            return false;
    for (size_t i = 0; i < options->category_count; i++)
        if (newest_day(&report->rows, options->categories[i]) == DAY_NONE)
            return false;
    return true;
}

/* The harvest of proceedings as a part of this run. */
struct venue_part {
    const struct ingest_options *options;
    int64_t deadline; /* monotonic µs */
};

static void tell_progress(void *context, const char *what)
{
    const struct ingest_options *options = ((struct venue_part *)context)->options;
    if (options->progress != NULL)
        options->progress(options->context, what);
}

static bool is_over(void *context)
{
    const struct venue_part *part = context;
    return clock_monotonic_us() >= part->deadline;
}

static bool refresh_venues(const struct ingest_options *options, struct arena *arena,
                           struct venue_harvest_report *ret_report, struct err *err)
{
    struct venue_part part = {
        .options = options,
        .deadline = clock_monotonic_us() + (int64_t)INGEST_VENUES_MS * 1000,
    };
    struct venue_harvest_options venues = options->venues;
    venues.progress = tell_progress;
    venues.give_way = is_over;
    venues.context = &part;
    if (options->only_due) {
        *ret_report = (struct venue_harvest_report){ .complete = true, .done = true };
        return true;
    }
    return venue_harvest_run(&venues, false, arena, ret_report, err);
}

bool ingest_run(const struct ingest_options *options, struct arxiv *arxiv, int32_t day,
                struct arena *arena, struct ingest_report *ret_report, struct err *err)
{
    struct ingest_report report = { .complete = false };
    struct linker_report links;
    int64_t started = clock_now();
    struct poll_options poll = {
        .store = options->store,
        .arxiv = arxiv,
        .stop = options->stop,
        .categories = options->categories,
        .category_count = options->category_count,
        .all_wanted = !options->only_due,
        .progress = options->progress,
        .context = options->context,
    };
    if (!poll_run(&poll, arena, &report.poll, err) ||
        !linker_run(options->store, options->stop, &links, err) ||
        !report_rows(options, day, started, arena, &report.rows, err) ||
        !refresh_venues(options, arena, &report.venues, err))
        return false;
    report.complete = is_complete(options, &report);
    *ret_report = report;
    return true;
}
