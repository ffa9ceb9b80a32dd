/* See harvest_walk.h. */
#include "work/backfill/harvest_walk.h"

#include "base/clock.h"
#include "work/backfill/harvest_page.h"
#include "work/backfill/harvest_window.h"

#include <assert.h>
#include <inttypes.h>

enum {
    BARREN_MAX = 10,   /* pages in a row without anything new: a circle */
    RESTARTS_MAX = 3,  /* of one window */
    LEFT_OUT_MAX = 50, /* records asked for one by one; more: the window anew */
    WHOLE = 1000,
};

/* One step. */
struct step {
    struct harvest_walk *walk;
    struct arena arena;
    struct poll_cursor cursor;
    struct source_document document;
};

static void keep_place(struct harvest_walk *walk, const struct harvest *next)
{
    walk->at = *next;
    walk->at.set = walk->set;
    if (next->token != NULL)
        snprintf(walk->token, sizeof walk->token, "%s", next->token);
    walk->at.token = next->token != NULL ? walk->token : NULL;
}

static bool put_harvest(struct db *db, void *context, struct err *err)
{
    struct harvest *harvest = context;
    return (harvest->id == 0 || harvest->token != NULL || harvest->pages != 0 ||
            harvest->barren != 0 || harvest_store_forget_seen(db, harvest, err)) &&
           harvest_store_put(db, harvest, err);
}

bool harvest_walk_begin(const struct harvest_options *options,
                        const struct harvest *harvest, struct harvest_walk *ret_walk,
                        struct err *err)
{
    struct harvest_walk walk = { .options = options };
    struct harvest stored = *harvest;
    if (!store_write(options->store, put_harvest, &stored, err))
        return false;
    snprintf(walk.set, sizeof walk.set, "%s", harvest->set);
    *ret_walk = walk;
    keep_place(ret_walk, &stored);
    return true;
}

static bool get_cursor(struct step *step, struct err *err)
{
    struct store *store = step->walk->options->store;
    CLEANUP(store_read_end) struct db *db = store_read_begin(store);
    return poll_store_get_cursor(db, "harvest", &step->arena, &step->cursor, err);
}

static bool ask(struct step *step, enum arxiv_verb verb, const char *key,
                struct err *err)
{
    const struct harvest *at = &step->walk->at;
    const struct arxiv_harvest_ask question = {
        .verb = verb,
        .key = key,
        .set = at->set,
        .from = at->window_from,
        .until = at->window_until,
        .token = key == NULL ? at->token : NULL,
        .patient = step->walk->options->patient,
    };
    return arxiv_harvest(step->walk->options->arxiv, &question, &step->arena,
                         &step->cursor, &step->document, err);
}

static bool is_error(const struct step *step, const char *code)
{
    const char *error = step->document.harvest.error;
    return error != NULL && strcmp(error, code) == 0;
}

/* The token has expired: the window is asked for from its beginning. */
static bool token_is_over(const struct step *step)
{
    return step->walk->at.token != NULL && (is_error(step, "badResumptionToken") ||
                                            is_error(step, "noDataForResultSet"));
}

static bool refuse(const struct step *step, struct err *err)
{
    const struct source_harvest *harvest = &step->document.harvest;
    return err_set(err, ERR_REFUSED, "arXiv does not answer a harvest: %s: %s",
                   harvest->error, harvest->why ? harvest->why : "no reason given");
}

static bool begin_anew(struct step *step, const char *why, struct err *err)
{
    struct harvest_walk *walk = step->walk;
    struct harvest next = walk->at;
    char day[DAY_TEXT_SIZE];
    day_to_text(next.window_from, day);
    if (walk->restarts >= RESTARTS_MAX)
        return err_set(err, ERR_REFUSED, "the harvest from %s does not succeed: %s",
                       day, why);
    harvest_restart_window(&next);
    if (!store_write(walk->options->store, put_harvest, &next, err))
        return false;
    keep_place(walk, &next);
    walk->restarts++;
    walk->inside = 0;
    return true;
}

static void tell_problems(const struct harvest_walk *walk,
                          const struct harvest_page *page)
{
    const struct harvest_options *options = walk->options;
    for (size_t i = 0; options->problem != NULL && i < page->problems.count; i++)
        options->problem(options->context, page->problems.items[i].where,
                         page->problems.items[i].why);
}

static bool store_page(struct step *step, struct harvest_page *page, struct err *err)
{
    page->document = &step->document;
    page->cursor = &step->cursor;
    page->arena = &step->arena;
    page->now = clock_now();
    if (!harvest_page_store(step->walk->options->store, page, err))
        return false;
    tell_problems(step->walk, page);
    return true;
}

/* How far into the window the page reaches: by its place in the whole list where the
 * server tells, else by the newest day on it. */
static int64_t reach(const struct step *step)
{
    const struct harvest *at = &step->walk->at;
    const struct source_document *document = &step->document;
    const struct source_harvest *harvest = &document->harvest;
    int64_t days = (int64_t)at->window_until - at->window_from + 1, inside = 0;
    if (harvest->list_size > 0 && harvest->cursor >= 0) {
        inside = (harvest->cursor + (int64_t)document->entries.count) * WHOLE /
                 harvest->list_size;
        return inside < WHOLE ? inside : WHOLE;
    }
    for (size_t i = 0; i < document->entries.count; i++) {
        int32_t day = document->entries.items[i].datestamp;
        if (day > at->window_from && day <= at->window_until &&
            (day - at->window_from) * WHOLE / days > inside)
            inside = (day - at->window_from) * WHOLE / days;
    }
    return inside;
}

static void note_reach(struct harvest_walk *walk, int64_t inside,
                       const struct harvest *next)
{
    if (next->window_from != walk->at.window_from) {
        walk->restarts = 0;
        walk->inside = 0;
    } else if (inside > walk->inside) {
        walk->inside = inside;
    }
}

/* What follows a page of records that has been stored. */
static struct harvest after_records(const struct step *step, bool is_single)
{
    struct harvest next = step->walk->at;
    next.pages++;
    next.token = step->document.harvest.token;
    if (next.token != NULL)
        return next;
    if (!is_single && harvest_needs_check(&next))
        harvest_begin_check(&next);
    else
        harvest_end_window(&next, clock_now());
    return next;
}

static bool turns_in_circle(const struct step *step)
{
    const struct harvest *at = &step->walk->at;
    const char *token = step->document.harvest.token;
    return token != NULL && ((at->token != NULL && strcmp(token, at->token) == 0) ||
                             at->barren >= BARREN_MAX);
}

static bool step_records(struct step *step, struct err *err)
{
    struct harvest_walk *walk = step->walk;
    if (!ask(step, ARXIV_RECORDS, NULL, err))
        return false;
    if (token_is_over(step))
        return begin_anew(step, "its tokens expire at once", err);
    if (step->document.harvest.error != NULL && !is_error(step, "noRecordsMatch"))
        return refuse(step, err);
    if (turns_in_circle(step))
        return begin_anew(step, "its pages do not come to an end", err);
    bool is_single = step->document.harvest.token == NULL && walk->at.pages == 0 &&
                     walk->at.barren == 0;
    struct harvest_page page = { .is_single = is_single,
                                 .next = after_records(step, is_single) };
    int64_t inside = reach(step);
    if (!store_page(step, &page, err))
        return false;
    note_reach(walk, inside, &page.next);
    keep_place(walk, &page.next);
    return true;
}

static bool list_left_out(const struct step *step, struct arena *arena,
                          struct text_list *left_out, struct err *err)
{
    const struct harvest *at = &step->walk->at;
    const struct text_list *all = &step->document.harvest.identifiers;
    CLEANUP(store_read_end)
    struct db *db = store_read_begin(step->walk->options->store);
    for (size_t i = 0; i < all->count; i++) {
        bool seen = false, known = true;
        if (!harvest_store_has_seen(db, at, all->items[i], &seen, err) ||
            (at->kind == HARVEST_CURRENT &&
             !paper_store_exists(db, all->items[i], &known, err)))
            return false;
        if (!seen && known)
            ARENA_PUSH(arena, left_out, all->items[i]);
    }
    return true;
}

static bool fetch_one(struct step *step, const char *key, struct err *err)
{
    struct harvest_walk *walk = step->walk;
    struct harvest_page page = { .next = walk->at };
    if (!ask(step, ARXIV_RECORD, key, err))
        return false;
    if (step->document.harvest.error != NULL)
        return true; /* gone since it was listed */
    if (!store_page(step, &page, err))
        return false;
    keep_place(walk, &page.next);
    return true;
}

static bool put_after_check(struct step *step, const char *token, struct err *err)
{
    struct harvest_walk *walk = step->walk;
    struct harvest next = walk->at;
    bool goes_on = token != NULL && ++next.barren <= next.pages + BARREN_MAX &&
                   (next.token == NULL || strcmp(next.token, token) != 0);
    next.token = goes_on ? token : NULL;
    if (!goes_on)
        harvest_end_window(&next, clock_now());
    if (!store_write(walk->options->store, put_harvest, &next, err))
        return false;
    note_reach(walk, WHOLE, &next);
    keep_place(walk, &next);
    return true;
}

/* The pages have been read, whatever the server thinks of lists. */
static bool go_on_unchecked(struct step *step, struct err *err)
{
    const struct harvest_options *options = step->walk->options;
    const struct source_harvest *harvest = &step->document.harvest;
    char day[DAY_TEXT_SIZE];
    day_to_text(step->walk->at.window_from, day);
    if (options->problem != NULL)
        options->problem(
            options->context, arena_printf(&step->arena, "the days from %s", day),
            arena_printf(&step->arena, "they cannot be checked: %s: %s", harvest->error,
                         harvest->why ? harvest->why : "no reason given"));
    return put_after_check(step, NULL, err);
}

/* What the pages left out is asked for by name. */
static bool step_check(struct step *step, struct err *err)
{
    struct text_list left_out = { 0 };
    if (!ask(step, ARXIV_IDENTIFIERS, NULL, err))
        return false;
    if (token_is_over(step))
        return begin_anew(step, "its tokens expire at once", err);
    if (step->document.harvest.error != NULL && !is_error(step, "noRecordsMatch"))
        return go_on_unchecked(step, err);
    if (!list_left_out(step, &step->arena, &left_out, err))
        return false;
    if (left_out.count > LEFT_OUT_MAX)
        return begin_anew(step, "its pages leave records out", err);
    const char *token = step->document.harvest.token;
    for (size_t i = 0; i < left_out.count; i++)
        if (!fetch_one(step, left_out.items[i], err))
            return false;
    return put_after_check(step, token, err);
}

bool harvest_walk_step(struct harvest_walk *walk, struct err *err)
{
    struct step step = { .walk = walk };
    assert(!harvest_is_done(&walk->at));
    bool done = get_cursor(&step, err) &&
                (walk->at.phase == HARVEST_RECORDS ? step_records(&step, err)
                                                   : step_check(&step, err));
    arena_done(&step.arena);
    return done;
}
