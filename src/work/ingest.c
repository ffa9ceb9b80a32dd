/* A pass with every missing id asked for, and its report. See ingest.h. */
#include "work/ingest.h"

#include "base/clock.h"

#include <string.h>

enum { ROWS_MAX = 4000 };

static bool is_watched(const struct ingest_options *options, const char *category)
{
    for (size_t i = 0; i < options->category_count; i++)
        if (strcmp(options->categories[i], category) == 0)
            return true;
    return false;
}

/* A missed day is reported by the pass that found it; a shortfall until it is filled.
 */
static bool belongs(const struct ledger_row *row, int32_t newest, int64_t started)
{
    if (row->source == LEDGER_MISSED)
        return row->checked_at >= started;
    return row->day == newest || !ledger_row_is_complete(row);
}

static int32_t newest_day(const struct ledger_list *rows, const char *category)
{
    int32_t newest = DAY_NONE;
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].source != LEDGER_MISSED && rows->items[i].day > newest &&
            strcmp(rows->items[i].category, category) == 0)
            newest = rows->items[i].day;
    return newest;
}

static bool list_rows(const struct ingest_options *options, int32_t from, int32_t until,
                      struct arena *arena, struct ledger_list *ret_rows,
                      struct err *err)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(options->store);
    struct ledger_query query = { .from = from, .until = until, .limit = ROWS_MAX };
    return ledger_store_list(db, &query, arena, ret_rows, err);
}

/* The newest rows of the ledger, whatever today's date is: announcements of any past
 * day are taken as they are. */
static bool report_newest(const struct ingest_options *options, int64_t started,
                          struct arena *arena, struct ingest_report *report,
                          struct err *err)
{
    struct ledger_list all = { 0 };
    if (!list_rows(options, 0, INT32_MAX, arena, &all, err))
        return false;
    for (size_t i = 0; i < all.count; i++) {
        const struct ledger_row *row = &all.items[i];
        if (is_watched(options, row->category) &&
            belongs(row, newest_day(&all, row->category), started))
            ARENA_PUSH(arena, &report->rows, *row);
    }
    return true;
}

static bool report_day(const struct ingest_options *options, int32_t day,
                       struct arena *arena, struct ingest_report *report,
                       struct err *err)
{
    struct ledger_list all = { 0 };
    if (!list_rows(options, day, day, arena, &all, err))
        return false;
    for (size_t i = 0; i < all.count; i++)
        if (is_watched(options, all.items[i].category))
            ARENA_PUSH(arena, &report->rows, all.items[i]);
    return true;
}

static bool is_complete(const struct ingest_options *options,
                        const struct ingest_report *report)
{
    if (report->poll.problems.count > 0)
        return false;
    for (size_t i = 0; i < report->rows.count; i++)
        if (!ledger_row_is_complete(&report->rows.items[i]))
            return false;
    for (size_t i = 0; i < options->category_count; i++)
        if (newest_day(&report->rows, options->categories[i]) == DAY_NONE)
            return false;
    return true;
}

bool ingest_run(const struct ingest_options *options, struct arxiv *arxiv, int32_t day,
                struct arena *arena, struct ingest_report *ret_report, struct err *err)
{
    struct ingest_report report = { .complete = false };
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
    if (!poll_run(&poll, arena, &report.poll, err))
        return false;
    bool listed = day == DAY_NONE ? report_newest(options, started, arena, &report, err)
                                  : report_day(options, day, arena, &report, err);
    if (!listed)
        return false;
    report.complete = is_complete(options, &report);
    *ret_report = report;
    return true;
}
