/* OJS sites by OAI-PMH: everything once, then what has changed since the day before the
 * last harvest. A place is kept after each page, so that a harvest which is stopped or
 * killed goes on there.
 *
 * One article that OJS cannot print makes its whole page an error 500, without a token
 * for the next one. From there on the articles are asked for by name, one after the
 * other, and only the broken one is missing (AAAI's 39173 is such a one). */
#include "work/venue/venue_ojs.h"

#include "base/clock.h"
#include "work/parse_child.h"
#include "work/url_query.h"

#include <string.h>

enum { RECORDS_MAX = 2000000, KEEP_EACH = 10, BEGIN_ANEW_MAX = 3 };

/* One run over an archive. A step's texts outlive the next step: its place and token
 * are among them. */
struct walk {
    struct venue_visit *visit;
    struct ojs_place at;
    struct arena steps[2];
    size_t step;
    bool has_sets;
    int anew; /* how often it has begun again */
};

enum verb { LIST_SETS, LIST_RECORDS, LIST_IDENTIFIERS, GET_RECORD };

static const char *make_url(const struct walk *walk, enum verb verb, const char *what)
{
    static const char *const verbs[] = { "ListSets", "ListRecords", "ListIdentifiers",
                                         "GetRecord" };
    CLEANUP(buf_done) struct buf url = buf_upto(16 << 10);
    char day[DAY_TEXT_SIZE];
    buf_text(&url, walk->visit->url);
    url_query_add(&url, "verb", verbs[verb]);
    if (verb != GET_RECORD && what != NULL)
        url_query_add(&url, "resumptionToken", what);
    else if (verb != LIST_SETS)
        url_query_add(&url, "metadataPrefix", "oai_dc");
    if (verb == GET_RECORD)
        url_query_add(&url, "identifier", what);
    else if (verb != LIST_SETS && what == NULL && walk->at.from != DAY_NONE) {
        day_to_text(walk->at.from, day);
        url_query_add(&url, "from", day);
    }
    return arena_text(walk->visit->arena, buf_str(&url));
}

static bool get(const struct walk *walk, enum verb verb, const char *what,
                struct http_answer *ret_answer, struct err *err)
{
    bool may_break = verb == LIST_RECORDS || verb == GET_RECORD;
    const struct venue_ask ask = { .url = make_url(walk, verb, what),
                                   .also = may_break ? VENUE_ALSO_BROKEN : 0 };
    return venue_fetch_get(walk->visit->fetch, &ask, walk->visit->arena, ret_answer,
                           err);
}

static bool keep_place(struct walk *walk, struct err *err)
{
    return venue_visit_keep_cursor(walk->visit,
                                   ojs_place_text(&walk->at, walk->visit->arena), err);
}

/* Imports a page and tells the next one's token; NULL: it was the last. */
static bool import_page(const struct walk *walk, struct str bytes,
                        const char **ret_token, struct err *err)
{
    struct str token = { 0 };
    struct venue_file file = { .format = "oai",
                               .ret_token = &token,
                               .before = walk->at.before };
    if (!venue_visit_import(walk->visit, &file, bytes, err))
        return false;
    *ret_token = token.len > 0 ? arena_text(walk->visit->arena, token) : NULL;
    return true;
}

/* The names of the groups, which no record tells. */
static bool read_sets(struct walk *walk, struct err *err)
{
    struct http_answer answer;
    const char *token = NULL, *before = NULL;
    do {
        before = token;
        if (!get(walk, LIST_SETS, token, &answer, err) ||
            !import_page(walk, answer.body, &token, err))
            return false;
        if (token != NULL && before != NULL && strcmp(token, before) == 0)
            return err_set(err, ERR_UPSTREAM,
                           "%.200s: its list of sets does not come to an end",
                           walk->visit->url);
    } while (token != NULL);
    walk->has_sets = true;
    return true;
}

static bool read_document(const struct walk *walk, struct str bytes,
                          struct source_document *ret_document, struct err *err)
{
    const struct parse_task task = { .format = "oai",
                                     .venues = true,
                                     .stop = walk->visit->options->stop };
    return parse_child_run(&task, bytes, walk->visit->arena, ret_document, err) ||
           err_add(err, "%.200s", walk->visit->url);
}

static bool is_error(const struct source_document *document, const char *code)
{
    const char *error = document->harvest.error;
    return error != NULL && strcmp(error, code) == 0;
}

static void begin(struct walk *walk)
{
    int32_t today = utc_day(clock_now());
    walk->at =
        (struct ojs_place){ .from = ojs_from(walk->visit->source.from_day, today),
                            .began = today };
}

static bool begin_anew(struct walk *walk, struct err *err)
{
    if (++walk->anew > BEGIN_ANEW_MAX)
        return err_set(err, ERR_UPSTREAM, "%.200s: its tokens expire at once",
                       walk->visit->url);
    begin(walk);
    return keep_place(walk, err);
}

/* Where a token leads; the end of the archive is step OJS_DONE. */
static bool go_on(struct walk *walk, const char *token, int64_t seen, struct err *err)
{
    struct ojs_place *at = &walk->at;
    bool turns = token != NULL && at->token != NULL && strcmp(token, at->token) == 0;
    if (turns || at->before > RECORDS_MAX)
        return err_set(err, ERR_UPSTREAM, "%.200s: its pages do not come to an end",
                       walk->visit->url);
    at->page += seen;
    at->token = token;
    if (token == NULL)
        at->step = OJS_DONE;
    return keep_place(walk, err);
}

/* Is there nothing in it? Then the names of groups are not worth asking for. */
static bool is_empty(const struct walk *walk, struct str bytes, bool *ret_empty,
                     struct err *err)
{
    struct source_document document;
    if (!read_document(walk, bytes, &document, err))
        return false;
    *ret_empty = is_error(&document, "noRecordsMatch");
    return true;
}

static bool step_names(struct walk *walk, struct err *err);

/* Kept as soon as names have come: a site that is down altogether is no broken page. */
static bool turn_to_names(struct walk *walk, struct err *err)
{
    walk->at.step = OJS_NAMES;
    walk->at.token = NULL;
    walk->at.page = 0;
    return step_names(walk, err);
}

static bool step_records(struct walk *walk, struct err *err)
{
    struct http_answer answer;
    const char *token = NULL;
    bool empty = false;
    int64_t read = walk->visit->report->read;
    if (!get(walk, LIST_RECORDS, walk->at.token, &answer, err))
        return false;
    if (answer.status == 500)
        return turn_to_names(walk, err);
    if (!walk->has_sets && (!is_empty(walk, answer.body, &empty, err) ||
                            (!empty && !read_sets(walk, err))))
        return false;
    if (!empty && !import_page(walk, answer.body, &token, err))
        return err->code == ERR_NOT_FOUND && begin_anew(walk, err);
    walk->at.before += walk->visit->report->read - read;
    return go_on(walk, token, 0, err);
}

/* One article that cannot be had does not stop the rest. */
static void note_missing(const struct walk *walk, const char *name, const char *why)
{
    struct venue_visit *visit = walk->visit;
    visit->report->read++;
    import_report_error(visit->report, visit->run_arena, visit->url, name, why);
}

static bool fetch_one(struct walk *walk, const char *name, struct err *err)
{
    struct http_answer answer;
    struct venue_file file = { .format = "oai", .before = walk->at.before };
    struct err why = { 0 };
    if (!get(walk, GET_RECORD, name, &answer, err))
        return false;
    if (answer.status == 500)
        note_missing(walk, name, "the site answered 500: it cannot print this article");
    else if (!venue_visit_read(walk->visit, &file, answer.body, &why)) {
        if (stop_asked(walk->visit->options->stop)) {
            *err = why;
            return false;
        }
        note_missing(walk, name, why.text);
    }
    return true;
}

static bool keep_batch(struct walk *walk, struct err *err)
{
    return venue_import_flush(walk->visit->import, err) && keep_place(walk, err);
}

/* Those of this page of names that the pages of records did not bring. */
static bool fetch_rest(struct walk *walk, const struct text_list *names,
                       struct err *err)
{
    for (size_t i = 0; i < names->count; i++) {
        if (walk->at.page + (int64_t)i < walk->at.before)
            continue;
        if (venue_visit_gives_way(walk->visit)) {
            walk->visit->paused = true;
            return keep_batch(walk, err);
        }
        if (!fetch_one(walk, names->items[i], err))
            return false;
        walk->at.before++;
        if (walk->at.before % KEEP_EACH == 0 && !keep_batch(walk, err))
            return false;
    }
    return keep_batch(walk, err);
}

static bool step_names(struct walk *walk, struct err *err)
{
    struct http_answer answer;
    struct source_document document;
    const struct source_harvest *harvest = &document.harvest;
    if ((!walk->has_sets && !read_sets(walk, err)) ||
        !get(walk, LIST_IDENTIFIERS, walk->at.token, &answer, err) ||
        !read_document(walk, answer.body, &document, err))
        return false;
    if (is_error(&document, "badResumptionToken"))
        return begin_anew(walk, err);
    if (harvest->error != NULL && !is_error(&document, "noRecordsMatch"))
        return err_set(err, ERR_UPSTREAM, "%.200s: %s: %s", walk->visit->url,
                       harvest->error, harvest->why ? harvest->why : "");
    if (!fetch_rest(walk, &harvest->identifiers, err))
        return false;
    return walk->visit->paused ||
           go_on(walk, harvest->token, (int64_t)harvest->identifiers.count, err);
}

static bool take_step(struct walk *walk, struct err *err)
{
    struct arena *arena = &walk->steps[walk->step++ % 2];
    arena_done(arena);
    walk->visit->arena = arena;
    return walk->at.step == OJS_RECORDS ? step_records(walk, err)
                                        : step_names(walk, err);
}

static bool take_steps(struct walk *walk, struct err *err)
{
    while (walk->at.step != OJS_DONE && !walk->visit->paused) {
        if (venue_visit_gives_way(walk->visit))
            walk->visit->paused = true;
        else if (!take_step(walk, err))
            return false;
    }
    return true;
}

/* Where it has come to, in the visit's own arena. */
static void leave(struct walk *walk, struct arena *arena)
{
    struct venue_visit *visit = walk->visit;
    bool is_done = walk->at.step == OJS_DONE;
    visit->arena = arena;
    visit->source.cursor = is_done || visit->source.cursor == NULL
                               ? NULL
                               : arena_text(arena, str_of(visit->source.cursor));
    if (is_done)
        visit->source.from_day = walk->at.began - 1;
    for (size_t i = 0; i < COUNT_OF(walk->steps); i++)
        arena_done(&walk->steps[i]);
}

bool venue_refresh_ojs(struct venue_visit *visit, struct err *err)
{
    struct walk walk = { .visit = visit };
    struct arena *arena = visit->arena;
    int64_t read = visit->report->read;
    if (visit->source.cursor == NULL ||
        !ojs_place_read(str_of(visit->source.cursor), visit->arena, &walk.at))
        begin(&walk);
    bool fine = take_steps(&walk, err);
    leave(&walk, arena);
    visit->unchanged = fine && !visit->paused && visit->report->read == read;
    return fine;
}
