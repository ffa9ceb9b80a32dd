/* OpenReview: a venue's notes, a thousand a page, from the API of now or, for the
 * venues of before 2023, from the one before; each of them answers an empty list for
 * what only the other has. Anonymous programs are met by a challenge. */
#include "text/escape.h"
#include "work/url_query.h"
#include "work/venue/openreview_login.h"

#include <inttypes.h>

enum { PAGE = 1000, OFFSET_MAX = 200000, URL_SIZE = 4096 };

/* One run over a venue's notes. */
struct walk {
    struct venue_visit *visit;
    const char *venue;      /* "ICLR.cc/2024/Conference" */
    const char *invitation; /* of the API before; NULL: by the venue */
    bool is_told;           /* the address says which API it is */
    int api;                /* 1 or 2 */
    int64_t offset;
    int64_t left_out; /* of the notes so far: those that are no papers of it */
    bool is_last;
    struct venue_pages pages;
};

static void walk_done(struct walk *walk)
{
    seen_keys_done(&walk->pages.papers);
}

/* A value of an address' query, without its %XX. */
static const char *unescape(struct str value, struct arena *arena)
{
    CLEANUP(buf_done) struct buf text = buf_upto(URL_SIZE);
    unescape_loosely(&text, value);
    return arena_text(arena, buf_str(&text));
}

/* "id" of https://openreview.net/group?id=…; NULL: it is not there. */
static const char *query_value(const struct walk *walk, struct str name)
{
    struct str query = str_of(walk->visit->url);
    str_cut(&query, '?');
    while (query.len > 0) {
        struct str value = str_cut(&query, '&');
        if (str_eq(str_cut(&value, '='), name) && value.len > 0)
            return unescape(value, walk->visit->arena);
    }
    return NULL;
}

static bool is_of(const struct walk *walk, const char *api_url)
{
    return str_starts(str_of(walk->visit->url), str_of(api_url));
}

/* Which venue an address means: that of its page, or of a question to an API. */
static bool read_url(struct walk *walk, struct err *err)
{
    static const struct str names[] = { LIT("id"), LIT("venueid"),
                                        LIT("content.venueid") };
    const struct openreview_access *access = &walk->visit->options->openreview;
    for (size_t i = 0; i < COUNT_OF(names) && walk->venue == NULL; i++)
        walk->venue = query_value(walk, names[i]);
    walk->invitation = query_value(walk, LIT("invitation"));
    if (walk->venue == NULL)
        walk->venue = walk->invitation;
    if (walk->venue == NULL)
        return err_set(err, ERR_INVALID,
                       "%.200s names no venue; give its page, such as "
                       "https://openreview.net/group?id=ICLR.cc/2024/Conference",
                       walk->visit->url);
    bool is_old = walk->invitation != NULL || is_of(walk, access->api1_url);
    walk->is_told = is_old || is_of(walk, access->api2_url);
    walk->api = is_old ? 1 : 2;
    return true;
}

/* "2 3000 12": API, offset, and how many were left out. */
static void read_cursor(struct walk *walk)
{
    struct err ignored;
    struct str text = str_of(walk->visit->source.cursor);
    int64_t api, offset, left_out;
    if (str_to_int(str_cut(&text, ' '), 1, 2, &api, &ignored) &&
        str_to_int(str_cut(&text, ' '), 0, OFFSET_MAX, &offset, &ignored) &&
        str_to_int(text, 0, OFFSET_MAX, &left_out, &ignored)) {
        walk->api = (int)api;
        walk->offset = offset;
        walk->left_out = left_out;
    }
}

static bool keep_place(struct walk *walk, struct err *err)
{
    const char *cursor = arena_printf(walk->visit->arena, "%d %" PRId64 " %" PRId64,
                                      walk->api, walk->offset, walk->left_out);
    return venue_visit_keep_cursor(walk->visit, cursor, err);
}

static const char *make_url(const struct walk *walk)
{
    const struct openreview_access *access = &walk->visit->options->openreview;
    CLEANUP(buf_done) struct buf url = buf_upto(URL_SIZE);
    struct arena *arena = walk->visit->arena;
    buf_printf(&url, "%s/notes", walk->api == 2 ? access->api2_url : access->api1_url);
    if (walk->api == 2)
        url_query_add(&url, "content.venueid", walk->venue);
    else
        url_query_add(&url, "invitation",
                      walk->invitation
                          ? walk->invitation
                          : arena_printf(arena, "%s/-/Blind_Submission", walk->venue));
    url_query_add(&url, "limit", arena_printf(arena, "%d", PAGE));
    url_query_add(&url, "offset", arena_printf(arena, "%" PRId64, walk->offset));
    url_query_add(&url, "sort", "number:asc");
    return arena_text(arena, buf_str(&url));
}

static bool say_no_login(const struct walk *walk, struct err *err)
{
    bool has = openreview_has_login(&walk->visit->options->openreview);
    return err_set(err, ERR_REFUSED,
                   "OpenReview %s. Notes that you saved as JSON are loaded with "
                   "paperfeed import json",
                   has ? "refuses this login"
                       : "answers programs only after a login: set [openreview] user "
                         "and password_file, or token_file");
}

/* A challenge instead of notes, in both of its forms. */
static bool get_once(struct walk *walk, struct http_answer *ret_answer, struct err *err)
{
    const struct venue_source *source = &walk->visit->source;
    bool is_first = walk->offset == 0;
    const struct venue_ask ask = { .url = make_url(walk),
                                   .etag = is_first ? source->etag : NULL,
                                   .authorization = walk->visit->openreview->token,
                                   .also = VENUE_ALSO_NO_LOGIN | VENUE_ALSO_PAGE };
    if (!venue_fetch_get(walk->visit->fetch, &ask, walk->visit->arena, ret_answer, err))
        return err->code == ERR_REFUSED && say_no_login(walk, err);
    return !venue_answer_is_page(ret_answer) || say_no_login(walk, err);
}

static bool get(struct walk *walk, struct http_answer *ret_answer, struct err *err)
{
    if (!openreview_log_in(walk->visit, err) || !get_once(walk, ret_answer, err))
        return false;
    if (ret_answer->status != 401)
        return true;
    if (!openreview_has_login(&walk->visit->options->openreview))
        return say_no_login(walk, err);
    if (!openreview_log_in_again(walk->visit, err) || !get_once(walk, ret_answer, err))
        return false;
    return ret_answer->status != 401 || openreview_log_in_again(walk->visit, err);
}

/* Nothing at all: the other API has it, or there is no such venue. */
static bool turn_to_other(struct walk *walk, struct err *err)
{
    if (!walk->is_told && walk->api == 2) {
        walk->api = 1;
        return true;
    }
    return err_set(err, ERR_UPSTREAM,
                   "OpenReview has no papers of “%.100s”%s: is that the venue's id?",
                   walk->venue,
                   !walk->is_told   ? ", neither in its API nor in the one before"
                   : walk->api == 2 ? " in this API; venues before 2023 are in the one "
                                      "before (api.openreview.net)"
                                    : " in this API; venues since 2023 are in the "
                                      "newer one (api2.openreview.net)");
}

/* Only where all notes are on one page does its ETag tell of all of them. */
static void note_etag(struct walk *walk, const struct http_answer *answer)
{
    bool is_all = walk->offset == 0 && walk->is_last;
    walk->visit->source.etag = is_all ? answer->etag : NULL;
}

/* The notes that are neither papers nor broken. */
static int64_t count_left_out(const struct import_report *report)
{
    return report->skipped - (int64_t)report->errors.count;
}

static bool import_page(struct walk *walk, struct str notes, int64_t *ret_read,
                        struct err *err)
{
    const struct import_report *report = walk->visit->report;
    struct venue_file file = { .format = "json",
                               .before = walk->offset,
                               .pages = &walk->pages };
    int64_t read = report->read, left_out = count_left_out(report);
    if (!venue_visit_import(walk->visit, &file, notes, err))
        return false;
    walk->left_out += count_left_out(report) - left_out;
    *ret_read = report->read - read;
    return true;
}

/* A server may give fewer at once than it was asked for. */
static bool is_last_page(const struct walk *walk, int64_t read)
{
    int64_t count = walk->pages.told.count;
    return read == 0 || (count >= 0 ? walk->offset + read >= count : read < PAGE);
}

static bool step(struct walk *walk, struct err *err)
{
    struct venue_visit *visit = walk->visit;
    struct http_answer answer;
    int64_t read = 0;
    if (!get(walk, &answer, err))
        return false;
    visit->unchanged = answer.status == 304;
    walk->is_last = visit->unchanged;
    if (visit->unchanged)
        return true;
    if (!import_page(walk, answer.body, &read, err))
        return false;
    if (read == 0 && walk->offset == 0)
        return turn_to_other(walk, err);
    walk->is_last = is_last_page(walk, read);
    note_etag(walk, &answer);
    walk->offset += read;
    if (walk->offset > OFFSET_MAX)
        return err_set(err, ERR_UPSTREAM, "OpenReview's pages do not come to an end");
    return keep_place(walk, err);
}

/* Where nothing was left out, notes are papers. */
static bool declare(const struct walk *walk, struct err *err)
{
    int64_t count = walk->pages.told.count;
    return walk->visit->unchanged || walk->left_out > 0 || count <= 0 ||
           venue_visit_declare(walk->visit, VENUE_OPENREVIEW, count, err);
}

bool venue_refresh_openreview(struct venue_visit *visit, struct err *err)
{
    CLEANUP(walk_done) struct walk walk = { .visit = visit };
    if (!read_url(&walk, err))
        return false;
    read_cursor(&walk);
    while (!walk.is_last && !visit->paused) {
        if (venue_visit_gives_way(visit))
            visit->paused = true;
        else if (!step(&walk, err))
            return false;
    }
    if (visit->paused)
        return true;
    visit->source.cursor = NULL;
    return declare(&walk, err);
}
