/* The tree of status.html: how reading goes, what is stored, what is missing. */
#include "site/status/view_status.h"

#include "site/list/view_ledger.h"
#include "site/queue/queue_numbers.h"
#include "site/status/poll_state.h"
#include "site/venue/venue_numbers.h"
#include "site/words.h"

enum { MISSING_ROWS_MAX = 200 };

struct status {
    struct poll_state poll;
    struct store_stats stats;
    struct ledger_list missing; /* the newest rows that lack something */
    struct queue_numbers queue;
    struct venue_numbers venues;
};

static void add_source(cJSON *list, const struct poll_cursor *cursor)
{
    cJSON *source = json_add_object(list);
    json_set_text(source, "name", cursor->name);
    json_set_day(source, "day", cursor->day);
    json_set_time(source, "checked_at", cursor->checked_at);
    json_set_time(source, "changed_at", cursor->changed_at);
    json_set_time(source, "failed_at", cursor->failed_at);
    json_set_text(source, "problem", cursor->failed_at != 0 ? cursor->problem : NULL);
}

static void set_stored(cJSON *root, const struct store_stats *stats)
{
    cJSON *stored = json_set_object(root, "stored");
    json_set_int(stored, "papers", stats->papers);
    json_set_int(stored, "provisional", stats->provisional);
    json_set_int(stored, "announcements", stats->announcements);
    json_set_int(stored, "days", stats->days);
    json_set_int(stored, "wanted", stats->wanted);
    json_set_int(stored, "bytes", stats->bytes);
    json_set_day(stored, "first_day", stats->first_day);
    json_set_day(stored, "last_day", stats->last_day);
}

static void set_served(cJSON *root, const struct site *site)
{
    const struct server_counters *counters = view_counters(site);
    if (counters == NULL) {
        json_set_null(root, "served");
        return;
    }
    cJSON *served = json_set_object(root, "served");
    json_set_int(served, "requests", atomic_load(&counters->requests));
    json_set_int(served, "cache_hits", atomic_load(&counters->cache_hits));
    json_set_int(served, "errors", atomic_load(&counters->errors));
    json_set_int(served, "refused", atomic_load(&counters->refused));
}

static void set_root(struct view *view, const struct status *status)
{
    const struct site_options *options = &view->site->options;
    cJSON *root = view->root;
    json_set_text(root, "version", options->version);
    json_set_bool(root, "fetching", options->fetching);
    json_set_time(root, "read_at", status->poll.checked_at);
    json_set_time(root, "next_at", status->poll.next_at);
    cJSON *watched = json_set_list(root, "categories");
    for (size_t i = 0; i < options->category_count; i++)
        json_add_text(watched, options->categories[i]);
    set_stored(root, &status->stats);
    set_served(root, view->site);
    queue_numbers_set(json_set_object(root, "faq"), &status->queue);
    cJSON *sources = json_set_list(root, "sources");
    for (size_t i = 0; i < status->poll.cursors.count; i++)
        add_source(sources, &status->poll.cursors.items[i]);
    venue_numbers_set(json_set_object(root, "venues"), &status->venues);
    venue_numbers_sources(json_set_list(root, "venue_sources"), &status->venues);
    cJSON *missing = json_set_list(root, "missing");
    for (size_t i = 0; i < status->missing.count; i++)
        view_ledger_add_row(view, missing, &status->missing.items[i], true);
}

static cJSON *add_group(cJSON *groups, const char *name)
{
    cJSON *group = json_add_object(groups);
    json_set_text(group, "name", name);
    return json_set_list(group, "rows");
}

static void add_row(cJSON *rows, const char *label, const char *text, bool warn)
{
    cJSON *row = json_add_object(rows);
    json_set_text(row, "label", label);
    json_set_text(row, "text", text);
    json_set_bool(row, "warn", warn);
}

static const char *time_or(struct arena *arena, int64_t time, const char *otherwise)
{
    return time != 0 ? words_time(arena, time) : otherwise;
}

static void add_arxiv(struct view *view, cJSON *groups, const struct poll_state *poll)
{
    struct arena *arena = view->arena;
    cJSON *rows = add_group(groups, "arXiv");
    add_row(rows, "Last read", time_or(arena, poll->checked_at, "not yet"),
            poll->checked_at == 0);
    const char *next = view->site->options.fetching ? "soon" : "fetching is off";
    add_row(rows, "Next reading", time_or(arena, poll->next_at, next), false);
    if (poll->problem != NULL)
        add_row(rows, "Problem",
                arena_printf(arena, "%s (%s)", words_excerpt(arena, poll->problem, 300),
                             words_time(arena, poll->failed_at)),
                true);
}

static const char *days_text(struct arena *arena, const struct store_stats *stats)
{
    const char *last = words_day_year(arena, stats->last_day);
    if (stats->first_day == stats->last_day)
        return last;
    return arena_printf(arena, "%s, from %s to %s", words_number(arena, stats->days),
                        words_day_year(arena, stats->first_day), last);
}

static void add_stored(struct view *view, cJSON *groups,
                       const struct store_stats *stats)
{
    struct arena *arena = view->arena;
    cJSON *rows = add_group(groups, "Stored");
    add_row(rows, "Papers", words_number(arena, stats->papers), false);
    if (stats->provisional > 0)
        add_row(rows, "Known from announcements only",
                words_number(arena, stats->provisional), false);
    add_row(rows, "Announcements", words_number(arena, stats->announcements), false);
    if (stats->first_day != DAY_NONE)
        add_row(rows, "Announcement days", days_text(arena, stats), false);
    add_row(rows, "Waiting to be fetched", words_number(arena, stats->wanted), false);
    add_row(rows, "Database", words_bytes(arena, stats->bytes), false);
}

static void add_sources(struct view *view, cJSON *groups, const struct poll_state *poll)
{
    if (poll->cursors.count == 0)
        return;
    struct arena *arena = view->arena;
    cJSON *rows = add_group(groups, "Sources");
    for (size_t i = 0; i < poll->cursors.count; i++) {
        const struct poll_cursor *cursor = &poll->cursors.items[i];
        bool fails = cursor->failed_at > cursor->checked_at;
        const char *text = time_or(arena, cursor->checked_at, "not read yet");
        if (fails && cursor->problem != NULL)
            text = arena_printf(arena, "%s; then %s", text,
                                words_excerpt(arena, cursor->problem, 200));
        add_row(rows, cursor->name, text, fails);
    }
}

static void add_venues(struct view *view, cJSON *groups,
                       const struct venue_numbers *venues)
{
    if (venues->editions == 0 && venues->sources.count == 0)
        return;
    struct arena *arena = view->arena;
    cJSON *rows = add_group(groups, "Proceedings");
    add_row(rows, "Editions",
            arena_printf(arena, "%s of %s", words_number(arena, venues->editions),
                         words_count(arena, venues->series, "series", "series")),
            false);
    add_row(rows, "Papers", words_number(arena, venues->papers), false);
    add_row(rows, "With an abstract", words_number(arena, venues->abstracts), false);
    add_row(rows, "Editions that lack papers", words_number(arena, venues->lacking),
            venues->lacking > 0);
    for (size_t i = 0; i < venues->sources.count; i++) {
        const struct venue_source *source = &venues->sources.items[i];
        bool fails = venue_source_fails(source);
        const char *text = time_or(arena, source->checked_at, "not read yet");
        if (fails && source->problem != NULL)
            text = arena_printf(arena, "%s; then %s", text,
                                words_excerpt(arena, source->problem, 200));
        add_row(rows, source->name, text, fails);
    }
}

static void add_faq(struct view *view, cJSON *groups, const struct queue_numbers *queue)
{
    struct arena *arena = view->arena;
    const struct site_faq *faq = &view->site->options.faq;
    cJSON *rows = add_group(groups, "FAQs");
    const char *models = faq->provider_count == 0 ? "none is configured"
                         : faq->working
                             ? words_number(arena, (int64_t)faq->provider_count)
                             : "off on this server";
    add_row(rows, "Models", models, false);
    add_row(rows, queue->jobs.paused ? "Waiting (paused)" : "Waiting",
            words_number(arena, queue->jobs.of[JOB_READY]), queue->jobs.paused);
    add_row(rows, "Being written", words_number(arena, queue->jobs.of[JOB_RUNNING]),
            false);
    add_row(rows, "Given up", words_number(arena, queue->jobs.of[JOB_DEAD]),
            queue->jobs.of[JOB_DEAD] > 0);
    add_row(rows, "Spent today", words_money(arena, queue->spent.day), false);
    add_row(rows, "Spent this month", words_money(arena, queue->spent.month), false);
}

static void add_served(struct view *view, cJSON *groups)
{
    const struct server_counters *counters = view_counters(view->site);
    struct arena *arena = view->arena;
    cJSON *rows = add_group(groups, "This site");
    add_row(rows, "Version", view->site->options.version, false);
    if (counters == NULL)
        return;
    add_row(rows, "Requests", words_number(arena, atomic_load(&counters->requests)),
            false);
    add_row(rows, "From the page cache",
            words_number(arena, atomic_load(&counters->cache_hits)), false);
    add_row(rows, "Refused", words_number(arena, atomic_load(&counters->refused)),
            false);
}

static bool read_missing(struct view *view, struct ledger_list *ret_missing,
                         struct err *err)
{
    struct ledger_query query = {
        .from = 0, /* of whatever day: an old gap is still one */
        .until = INT32_MAX,
        .only_incomplete = true,
        .limit = MISSING_ROWS_MAX,
    };
    return ledger_store_list(view->db, &query, view->arena, ret_missing, err);
}

static void set_missing(struct view *view, const struct ledger_list *missing)
{
    view_ledger_summary(view, missing, "Nothing that was announced is missing.");
    json_set_bool(view->page, "has_missing", missing->count > 0);
}

bool view_status_tree(struct view *view, struct err *err)
{
    struct status status = { 0 };
    store_read_deadline(view->db, VIEW_DEADLINE_LONG_MS);
    if (!poll_state_get(view, NULL, &status.poll, err) ||
        !store_stats_get(view->db, &status.stats, err) ||
        !queue_numbers_get(view->db, view->now, &status.queue, err) ||
        !venue_numbers_get(view->db, view->arena, &status.venues, err) ||
        !read_missing(view, &status.missing, err))
        return false;
    view->template = "status";
    view->keep_seconds = 0;
    set_root(view, &status);
    struct page_head head = {
        .title = "Status",
        .description = "What is stored, queued and missing",
        .branch = "arxiv",
        .canonical_url = "/status",
    };
    view_head(view, &head);
    set_missing(view, &status.missing);
    cJSON *groups = json_set_list(view->page, "groups");
    add_arxiv(view, groups, &status.poll);
    add_stored(view, groups, &status.stats);
    add_sources(view, groups, &status.poll);
    add_venues(view, groups, &status.venues);
    add_faq(view, groups, &status.queue);
    add_served(view, groups);
    return true;
}
