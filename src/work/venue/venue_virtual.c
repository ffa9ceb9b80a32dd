/* Conferences' own sites: …-orals-posters.json, all of it at once or in pages that name
 * their next one, and, where abstracts lack in it, the …-abstracts.json beside it,
 * which a site may publish later or never. A place is kept after each page. */
#include "net/url_next.h"
#include "work/venue/venue_visit.h"

#include "base/clock.h"
#include "store/venue/edition_store.h"

#include <inttypes.h>

enum { PAGES_MAX = 500, EVENTS_MAX = 200000 };

/* One run over a site's pages. */
struct walk {
    struct venue_visit *visit;
    struct str abstracts; /* which they lack, given before each; "": none */
    const char *url;      /* of the page at hand */
    int64_t page, before; /* pages and events that are done */
    int64_t broken;       /* records that the run could not read before */
    bool is_whole;        /* it began with the first page */
    bool is_last;
    struct arena arena;  /* of the page that was fetched last */
    struct str document; /* that page; "": it is as it was */
    struct venue_pages pages;
    struct seen_keys urls;
};

static void walk_done(struct walk *walk)
{
    seen_keys_done(&walk->pages.papers);
    seen_keys_done(&walk->urls);
    arena_done(&walk->arena);
}

static const struct str events_end = LIT("-orals-posters.json");

/* NULL: the address is of another form. */
static const char *abstracts_url(const struct venue_visit *visit)
{
    struct str url = str_of(visit->url);
    if (!str_ends(url, events_end))
        return NULL;
    return arena_printf(visit->arena, "%.*s-abstracts.json",
                        STR_ARG(str_upto(url, url.len - events_end.len)));
}

static bool abstracts_lack(const struct venue_visit *visit, bool *ret_lack,
                           struct err *err)
{
    struct edition edition;
    struct err unknown = { 0 };
    CLEANUP(store_read_end) struct db *db = store_read_begin(visit->options->store);
    *ret_lack = false;
    if (!edition_store_get(db, visit->line->name, visit->arena, &edition, &unknown)) {
        *err = unknown;
        return unknown.code == ERR_NOT_FOUND; /* there is no paper at all */
    }
    *ret_lack = edition.abstracts < edition.papers;
    return true;
}

static bool put_source(struct db *db, void *context, struct err *err)
{
    return venue_source_put(db, context, err);
}

static bool get_source(const struct venue_visit *visit, const char *url,
                       struct venue_source *ret_source, struct err *err)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(visit->options->store);
    return venue_source_get(db, visit->line->name, url, visit->arena, ret_source, err);
}

/* "1 600 https://…?page=2": pages, events, the next page. */
static void read_cursor(struct walk *walk)
{
    struct str text = str_of(walk->visit->source.cursor);
    int64_t page, before;
    struct err ignored;
    if (!str_to_int(str_cut(&text, ' '), 1, PAGES_MAX, &page, &ignored) ||
        !str_to_int(str_cut(&text, ' '), 0, EVENTS_MAX, &before, &ignored) ||
        text.len == 0)
        return;
    walk->page = page;
    walk->before = before;
    walk->url = arena_text(walk->visit->arena, text);
    walk->is_whole = false;
}

/* The list with abstracts is soon read again from its start, so no place is kept. */
static bool keep_place(const struct walk *walk, struct err *err)
{
    struct venue_visit *visit = walk->visit;
    return walk->abstracts.len > 0 ||
           venue_visit_keep_cursor(visit,
                                   arena_printf(visit->arena,
                                                "%" PRId64 " %" PRId64 " %s",
                                                walk->page, walk->before, walk->url),
                                   err);
}

static bool turn_page(struct walk *walk, struct err *err)
{
    const char *next = walk->pages.told.next;
    struct arena *arena = walk->visit->arena;
    walk->is_last = next == NULL;
    if (walk->is_last)
        return true;
    seen_keys_add(&walk->urls, walk->url);
    if (next[0] == '\0')
        return err_set(err, ERR_INVALID,
                       "%.200s says that there are more pages, and not where",
                       walk->url);
    if (!url_next(walk->url, next, arena, &walk->url, err))
        return false;
    if (seen_keys_has(&walk->urls, walk->url) || walk->page >= PAGES_MAX ||
        walk->before > EVENTS_MAX)
        return err_set(err, ERR_INVALID, "%.200s: its pages do not come to an end",
                       walk->visit->url);
    return keep_place(walk, err);
}

/* Only where all events are on one page do its ETag and date tell of all of them. */
static void note_condition(const struct walk *walk, const struct http_answer *answer)
{
    bool is_all = walk->page == 0 && walk->pages.told.next == NULL;
    struct venue_visit *visit = walk->visit;
    visit->source.etag = is_all ? arena_text_or_null(visit->arena, answer->etag) : NULL;
    visit->source.last_modified =
        is_all ? arena_text_or_null(visit->arena, answer->last_modified) : NULL;
}

static bool import_page(struct walk *walk, struct err *err)
{
    struct venue_visit *visit = walk->visit;
    struct venue_file file = { .format = "json",
                               .before = walk->before,
                               .pages = &walk->pages };
    int64_t read = visit->report->read;
    if (!venue_visit_import_both(visit, &file, walk->abstracts, walk->document, err))
        return false;
    walk->before += visit->report->read - read;
    return true;
}

static bool step(struct walk *walk, struct err *err)
{
    const struct venue_source *source = &walk->visit->source;
    bool is_first = walk->page == 0 && walk->abstracts.len == 0;
    struct http_answer answer;
    const struct venue_ask ask = {
        .url = walk->url,
        .etag = is_first ? source->etag : NULL,
        .last_modified = is_first ? source->last_modified : NULL,
    };
    arena_done(&walk->arena);
    if (!venue_fetch_get(walk->visit->fetch, &ask, &walk->arena, &answer, err))
        return false;
    walk->document = answer.body;
    walk->is_last = walk->visit->unchanged = answer.status == 304;
    if (walk->is_last)
        return true;
    if (!import_page(walk, err))
        return false;
    note_condition(walk, &answer);
    walk->page++;
    return turn_page(walk, err);
}

/* Events are counted by the site, papers by us; both only where all have come. */
static bool declare(const struct walk *walk, struct err *err)
{
    int64_t broken = (int64_t)walk->visit->report->errors.count - walk->broken;
    int64_t papers = (int64_t)walk->pages.papers.count + broken;
    bool is_known = walk->is_whole && walk->page > 1 && papers > 0 &&
                    walk->pages.told.count <= walk->before;
    return !is_known || venue_visit_declare(walk->visit, VENUE_VIRTUAL, papers, err);
}

static bool may_pause(const struct walk *walk)
{
    return walk->page > 0 && walk->abstracts.len == 0;
}

/* Where a page cannot be what follows the one before, the list begins anew. */
static bool take_pages(struct walk *walk, struct err *err)
{
    struct venue_visit *visit = walk->visit;
    while (!walk->is_last && !visit->paused) {
        if (may_pause(walk) && venue_visit_gives_way(visit)) {
            visit->paused = true;
        } else if (!step(walk, err)) {
            if (err->code != ERR_UPSTREAM && err->code != ERR_BUSY)
                visit->source.cursor = NULL;
            return false;
        }
    }
    if (visit->paused)
        return true;
    visit->source.cursor = NULL;
    return declare(walk, err);
}

static struct walk walk_begin(struct venue_visit *visit, struct str abstracts)
{
    return (struct walk){ .visit = visit,
                          .abstracts = abstracts,
                          .url = visit->url,
                          .broken = (int64_t)visit->report->errors.count,
                          .is_whole = true };
}

static bool import_again(struct venue_visit *visit, const struct walk *walk,
                         struct str abstracts, struct err *err)
{
    CLEANUP(walk_done) struct walk again = walk_begin(visit, abstracts);
    bool is_all = walk->is_whole && walk->page == 1;
    again.document = walk->document;
    return is_all ? import_page(&again, err) : take_pages(&again, err);
}

/* Abstracts are known by events, and so are read before them. Where the events are new,
 * they may be of papers whose abstracts have been there for long. */
static bool refresh_abstracts(const struct walk *walk, const char *url, struct err *err)
{
    struct venue_visit *visit = walk->visit;
    bool is_new = !visit->unchanged;
    struct venue_source source;
    struct http_answer answer;
    if (!get_source(visit, url, &source, err))
        return false;
    const struct venue_ask ask = { .url = url,
                                   .etag = is_new ? NULL : source.etag,
                                   .last_modified =
                                       is_new ? NULL : source.last_modified,
                                   .also = VENUE_ALSO_MISSING | VENUE_ALSO_PAGE };
    if (!venue_fetch_get(visit->fetch, &ask, visit->arena, &answer, err))
        return false;
    if (answer.status != 200 || venue_answer_is_page(&answer))
        return true;
    if (!import_again(visit, walk, answer.body, err))
        return false;
    visit->unchanged = false;
    source.etag = answer.etag;
    source.last_modified = answer.last_modified;
    source.checked_at = source.changed_at = clock_now();
    return store_write(visit->options->store, put_source, &source, err);
}

bool venue_refresh_virtual(struct venue_visit *visit, struct err *err)
{
    CLEANUP(walk_done) struct walk walk = walk_begin(visit, LIT(""));
    const char *beside = abstracts_url(visit);
    bool lack = false;
    read_cursor(&walk);
    if (!take_pages(&walk, err))
        return false;
    if (visit->paused || beside == NULL)
        return true;
    return abstracts_lack(visit, &lack, err) &&
           (!lack || refresh_abstracts(&walk, beside, err));
}
