/* The order of a pass: the first category's listing, so that a list appears at once;
 * the feeds and the query API while the site's longer pace runs; the other listings.
 * See poll.h. */
#include "work/arxiv/poll_part.h"

#include "base/clock.h"

#include <string.h>

enum { LISTING_PAGES_MAX = 5 };

static bool write_cursor(struct db *db, void *context, struct err *err)
{
    return poll_store_put_cursor(db, context, err);
}

bool pass_get_cursor(struct pass *pass, const char *name,
                     struct poll_cursor *ret_cursor, struct err *err)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(pass->options->store);
    return poll_store_get_cursor(db, name, pass->arena, ret_cursor, err);
}

static bool is_noted(const struct poll_result *result,
                     const struct poll_problem *problem)
{
    for (size_t i = 0; i < result->problems.count; i++)
        if (strcmp(result->problems.items[i].source, problem->source) == 0 &&
            strcmp(result->problems.items[i].what, problem->what) == 0)
            return true;
    return false;
}

bool pass_note_problem(struct pass *pass, struct poll_cursor *cursor,
                       const struct err *problem, struct err *err)
{
    struct poll_problem noted = {
        .source = cursor->name,
        .what = arena_text(pass->arena, str_of(problem->text)),
    };
    if (!is_noted(pass->result, &noted))
        ARENA_PUSH(pass->arena, &pass->result->problems, noted);
    cursor->failed_at = clock_now();
    cursor->problem = noted.what;
    if (stop_asked(pass->options->stop))
        return err_set(err, ERR_BUSY, "stopped");
    return store_write(pass->options->store, write_cursor, cursor, err);
}

void pass_progress(struct pass *pass, const char *what, const char *name)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    if (pass->options->progress != NULL)
        pass->options->progress(pass->options->context,
                                arena_printf(&arena, "%s %s", what, name));
}

static bool add_page(struct source_document *whole, const struct source_document *page,
                     struct arena *arena)
{
    int64_t before = (int64_t)whole->entries.count;
    for (size_t i = 0; i < page->entries.count; i++) {
        struct source_entry entry = page->entries.items[i];
        entry.position = before + (int64_t)i + 1;
        ARENA_PUSH(arena, &whole->entries, entry);
    }
    for (int s = 0; s < SECTION_COUNT; s++)
        if (page->total[s] > whole->total[s])
            whole->total[s] = page->total[s]; /* a section that began on this page */
    whole->complete = whole->complete && page->complete;
    return page->entries.count > 0;
}

static int64_t sum(const int64_t *counts)
{
    int64_t all = 0;
    for (int s = 0; s < SECTION_COUNT; s++)
        all += counts[s];
    return all;
}

/* A category with more entries than a page shows is read page by page. */
static bool read_listing(struct pass *pass, struct category_poll *poll, struct err *err)
{
    struct arxiv *arxiv = pass->options->arxiv;
    struct source_document *whole = &poll->listing;
    if (!arxiv_listing(arxiv, poll->category, 0, pass->arena, &poll->listing_cursor,
                       whole, err))
        return false;
    for (int page = 1; page < LISTING_PAGES_MAX; page++) {
        struct source_document next;
        int64_t read = (int64_t)whole->entries.count;
        if (read < ARXIV_LIST_SHOW || read >= sum(whole->total))
            break;
        if (!arxiv_listing(arxiv, poll->category, read, pass->arena,
                           &poll->listing_cursor, &next, err))
            return false;
        if (!add_page(whole, &next, pass->arena))
            break;
    }
    return true;
}

static bool poll_listing(struct pass *pass, struct category_poll *poll, struct err *err)
{
    struct err problem = { 0 };
    const char *name = arena_printf(pass->arena, "list %s", poll->category);
    pass_progress(pass, "reading", name);
    if (!pass_get_cursor(pass, name, &poll->listing_cursor, err))
        return false;
    poll->listing_tried = true;
    poll->has_listing = read_listing(pass, poll, &problem);
    if (!poll->has_listing &&
        !pass_note_problem(pass, &poll->listing_cursor, &problem, err))
        return false;
    return pass_commit(pass, poll, clock_now(), err);
}

static bool poll_feed(struct pass *pass, struct category_poll *poll, struct err *err)
{
    struct err problem = { 0 };
    bool unchanged = false;
    const char *name = arena_printf(pass->arena, "rss %s", poll->category);
    pass_progress(pass, "reading", name);
    if (!pass_get_cursor(pass, name, &poll->feed_cursor, err))
        return false;
    if (!arxiv_feed(pass->options->arxiv, poll->category, pass->arena,
                    &poll->feed_cursor, &poll->feed, &unchanged, &problem))
        return pass_note_problem(pass, &poll->feed_cursor, &problem, err);
    poll->feed_answered = true;
    poll->has_feed = !unchanged;
    if (!poll->listing_tried)
        return true; /* committed together with the listing */
    return pass_commit(pass, poll, clock_now(), err);
}

/* While a listing page has to wait, the query API may be asked. */
static bool use_the_wait(struct pass *pass, struct err *err)
{
    bool asked = true;
    struct arxiv *arxiv = pass->options->arxiv;
    while (asked && arxiv_wait_ms(arxiv, PACE_PAGE) > arxiv_wait_ms(arxiv, PACE_API))
        if (!pass_ask_wanted(pass, &asked, err))
            return false;
    return true;
}

static bool poll_categories(struct pass *pass, struct category_poll *polls,
                            size_t count, struct err *err)
{
    if (!poll_listing(pass, &polls[0], err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!poll_feed(pass, &polls[i], err))
            return false;
    for (size_t i = 1; i < count; i++)
        if (!use_the_wait(pass, err) || !poll_listing(pass, &polls[i], err))
            return false;
    return true;
}

static bool ask_all_wanted(struct pass *pass, struct err *err)
{
    bool asked = true;
    while (asked)
        if (!pass_ask_wanted(pass, &asked, err))
            return false;
    return pass_end_wanted(pass, err);
}

static struct pass pass_of(const struct poll_options *options, struct arena *arena,
                           struct poll_result *result)
{
    return (struct pass){ .options = options,
                          .arena = arena,
                          .result = result,
                          .query_max = ARXIV_QUERY_MAX };
}

bool poll_run(const struct poll_options *options, struct arena *arena,
              struct poll_result *result, struct err *err)
{
    struct pass pass = pass_of(options, arena, result);
    struct category_poll *polls =
        ARENA_ARRAY(arena, struct category_poll, options->category_count);
    for (size_t i = 0; i < options->category_count; i++)
        polls[i].category = options->categories[i];
    result->shown_day = DAY_NONE;
    arxiv_new_pass(options->arxiv);
    if (!poll_categories(&pass, polls, options->category_count, err) ||
        !ask_all_wanted(&pass, err))
        return false;
    for (size_t i = 0; i < options->category_count; i++)
        if (i == 0 || polls[i].listing_cursor.day < result->shown_day)
            result->shown_day = polls[i].listing_cursor.day;
    return true;
}

bool poll_wanted(const struct poll_options *options, struct arena *arena,
                 struct poll_result *result, struct err *err)
{
    struct pass pass = pass_of(options, arena, result);
    return ask_all_wanted(&pass, err);
}
