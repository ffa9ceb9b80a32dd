/* Conferences' own sites: …-orals-posters.json, and, where abstracts lack in it, the
 * …-abstracts.json beside it, which a site may publish later or never. */
#include "work/venue_visit.h"

#include "base/clock.h"
#include "store/edition_store.h"

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

/* The events again, if all that was said of them is that they are as before. */
static bool get_events(const struct venue_visit *visit, struct http_answer *events,
                       struct err *err)
{
    const struct venue_ask ask = { .url = visit->url };
    return events->status == 200 ||
           venue_fetch_get(visit->fetch, &ask, visit->arena, events, err);
}

/* Abstracts are known by events, and so are read before them. */
static bool refresh_abstracts(struct venue_visit *visit, const char *url,
                              struct http_answer *events, struct err *err)
{
    struct venue_source source;
    struct http_answer answer;
    struct venue_file file = { .format = "json" };
    if (!get_source(visit, url, &source, err))
        return false;
    const struct venue_ask ask = { .url = url,
                                   .etag = source.etag,
                                   .last_modified = source.last_modified,
                                   .also = VENUE_ALSO_MISSING };
    if (!venue_fetch_get(visit->fetch, &ask, visit->arena, &answer, err))
        return false;
    if (answer.status != 200)
        return true;
    if (!get_events(visit, events, err) ||
        !venue_visit_import_both(visit, &file, answer.body, events->body, err))
        return false;
    visit->unchanged = false;
    source.etag = answer.etag;
    source.last_modified = answer.last_modified;
    source.checked_at = source.changed_at = clock_now();
    return store_write(visit->options->store, put_source, &source, err);
}

bool venue_refresh_virtual(struct venue_visit *visit, struct err *err)
{
    struct http_answer events;
    struct venue_file file = { .format = "json" };
    const char *beside = abstracts_url(visit);
    bool lack = false;
    if (!venue_visit_get(visit, &visit->source, visit->url, &events, err))
        return false;
    visit->unchanged = events.status == 304;
    if (!visit->unchanged && !venue_visit_import(visit, &file, events.body, err))
        return false;
    if (beside == NULL)
        return true;
    return abstracts_lack(visit, &lack, err) &&
           (!lack || refresh_abstracts(visit, beside, &events, err));
}
