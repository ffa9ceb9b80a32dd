/* The HTTP side of fake_venues: which address gets what, and how connections break.
 *
 * /acl/<year>.<series>.xml, /pmlr/v<volume>/assets/bib/bibliography.bib and
 * /pmlr/v<volume>.bib (the editors'), /virtual/<series>-<year>-orals-posters.json and
 * …-abstracts.json, /ojs/<series>/oai, /login, /notes (OpenReview now), /v1/notes (and
 * before), /files/<name> are the sites'; /_control, /_log and /_world are the test's.
 */
#include "state.h"

#include "base/hash.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

enum { BODY_MAX = 1 << 20, NOTES_MAX = 1000 };

/* The own part of an exchange. */
struct visitor {
    struct state *state;
    struct exchange *exchange;
    size_t visit;
    bool logged;
    int status;
    struct rule rule;
    struct answer answer;
    size_t promised; /* bytes that a broken answer gives before it ends */
    char etag[20];
    bool has_etag; /* the address answers If-None-Match */
};

static void say(struct visitor *visitor, int status, const char *text)
{
    visitor->answer.status = status;
    visitor->answer.content_type = "text/plain; charset=utf-8";
    buf_clear(&visitor->answer.body);
    buf_text(&visitor->answer.body, text);
}

static void steer(struct visitor *visitor)
{
    struct err err = { 0 };
    bool done = control_apply(visitor->state, visitor->exchange, &err);
    say(visitor, done ? 200 : 400, done ? "{}\n" : err.text);
}

/* ---- files of editions ---- */

static int64_t number_given(const struct exchange *exchange, const char *name,
                            int64_t otherwise)
{
    struct err ignored;
    int64_t number = otherwise;
    const char *text = exchange_query(exchange, name);
    return text != NULL && str_to_int(str_of(text), 0, INT32_MAX, &number, &ignored)
               ? number
               : otherwise;
}

/* "iclr" and 2025 of "iclr-2025"; "2024" and "acl" are given the other way round. */
static const struct venue_edition *edition_of(const struct visitor *visitor,
                                              struct str series, struct str year)
{
    struct err ignored;
    int64_t number = 0;
    return str_to_int(year, 1900, 2199, &number, &ignored)
               ? proceedings_find(&visitor->state->all, series, number)
               : NULL;
}

static bool answer_acl(struct visitor *visitor, struct str path)
{
    struct venue_play play = state_play(visitor->state, &visitor->rule);
    struct str series, year;
    if (!str_skip(&path, LIT("/acl/")) || !str_ends(path, LIT(".xml")))
        return false;
    series = str_upto(path, path.len - 4);
    year = str_cut(&series, '.');
    const struct venue_edition *edition = edition_of(visitor, series, year);
    if (edition == NULL || edition->groups[0].native == NULL)
        return false;
    render_acl(edition, &play, &visitor->answer);
    return true;
}

static bool answer_pmlr(struct visitor *visitor, struct str path)
{
    struct venue_play play = state_play(visitor->state, &visitor->rule);
    struct err ignored;
    int64_t volume = 0;
    if (!str_skip(&path, LIT("/pmlr/v")))
        return false;
    size_t len = 0;
    while (len < path.len && char_is_digit(path.ptr[len]))
        len++;
    struct str rest = str_from(path, len);
    bool is_editors = str_eq(rest, LIT(".bib"));
    const struct venue_edition *edition =
        str_to_int(str_upto(path, len), 1, 9999, &volume, &ignored)
            ? proceedings_volume(&visitor->state->all, volume)
            : NULL;
    if (edition == NULL ||
        (!is_editors && !str_eq(rest, LIT("/assets/bib/bibliography.bib"))))
        return false;
    render_bib(edition, &play, is_editors, &visitor->answer);
    return true;
}

static bool answer_virtual(struct visitor *visitor, struct str path)
{
    static const struct str events = LIT("-orals-posters.json");
    static const struct str abstracts = LIT("-abstracts.json");
    struct venue_play play = state_play(visitor->state, &visitor->rule);
    bool is_events = str_ends(path, events);
    if (!str_skip(&path, LIT("/virtual/")) ||
        (!is_events && !str_ends(path, abstracts)) ||
        (!is_events && !play.no_abstracts))
        return false;
    struct str year =
        str_upto(path, path.len - (is_events ? events.len : abstracts.len));
    struct str series = str_cut(&year, '-');
    const struct venue_edition *edition = edition_of(visitor, series, year);
    if (edition == NULL)
        return false;
    play.page = number_given(visitor->exchange, "page", 1);
    if (is_events)
        render_events(edition, &play, &visitor->answer);
    else
        render_abstracts(edition, &play, &visitor->answer);
    return true;
}

static void file_done(int *file)
{
    if (*file >= 0)
        close(*file);
}

static bool answer_file(struct visitor *visitor, struct str path)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    char piece[4096];
    ssize_t got;
    if (!str_skip(&path, LIT("/files/")) || visitor->state->folder == NULL ||
        str_find(path, LIT("..")) < path.len)
        return false;
    const char *name =
        arena_printf(&arena, "%s/%.*s", visitor->state->folder, STR_ARG(path));
    CLEANUP(file_done) int file = open(name, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    while ((got = read(file, piece, sizeof piece)) > 0)
        buf_add(&visitor->answer.body, (struct str){ piece, (size_t)got });
    visitor->answer.content_type = "application/octet-stream";
    return got == 0;
}

/* ---- questions ---- */

static bool answer_ojs(struct visitor *visitor, struct str path)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct venue_play play = state_play(visitor->state, &visitor->rule);
    const struct exchange *exchange = visitor->exchange;
    if (!str_skip(&path, LIT("/ojs/")) || !str_ends(path, LIT("/oai")))
        return false;
    const struct ojs_ask ask = {
        .series = arena_text(&arena, str_upto(path, path.len - 4)),
        .verb = exchange_query(exchange, "verb"),
        .token = exchange_query(exchange, "resumptionToken"),
        .from = exchange_query(exchange, "from"),
        .identifier = exchange_query(exchange, "identifier"),
    };
    render_ojs(&visitor->state->all, &play, &ask, &visitor->answer);
    return true;
}

/* "ICLR.cc/2024/Conference": of API 2 from 2024 on, of API 1 before. */
static const struct venue_edition *edition_of_venue(const struct visitor *visitor,
                                                    const char *venue, int api)
{
    struct str rest = str_of(venue);
    struct str series = str_cut(&rest, '.');
    str_cut(&rest, '/');
    const struct venue_edition *edition =
        edition_of(visitor, series, str_cut(&rest, '/'));
    return edition != NULL && (edition->year >= 2024) == (api == 2) ? edition : NULL;
}

static void refuse_notes(struct visitor *visitor, bool has_token)
{
    cJSON *error = cJSON_CreateObject();
    cJSON_AddStringToObject(error, "name",
                            has_token ? "TokenExpiredError" : "ChallengeRequiredError");
    visitor->answer.status = has_token ? 401 : 403;
    render_json(error, &visitor->answer);
}

static void answer_notes(struct visitor *visitor, int api)
{
    const struct exchange *exchange = visitor->exchange;
    const char *authorization = exchange_header(exchange, "Authorization");
    struct venue_play play = state_play(visitor->state, &visitor->rule);
    if (!door_opens(visitor->state, authorization)) {
        refuse_notes(visitor, authorization != NULL);
        return;
    }
    int64_t limit = number_given(exchange, "limit", NOTES_MAX);
    const struct notes_ask ask = {
        .api = api,
        .offset = (size_t)number_given(exchange, "offset", 0),
        .limit = (size_t)(limit > NOTES_MAX ? NOTES_MAX : limit),
    };
    const char *venue =
        exchange_query(exchange, api == 2 ? "content.venueid" : "invitation");
    render_notes(edition_of_venue(visitor, venue, api), &play, &ask, &visitor->answer);
}

static void answer_login(struct visitor *visitor)
{
    const cJSON *body = exchange_json(visitor->exchange);
    const char *token = NULL;
    cJSON *answer = cJSON_CreateObject();
    if (!door_enter(
            visitor->state, cJSON_GetStringValue(cJSON_GetObjectItem(body, "id")),
            cJSON_GetStringValue(cJSON_GetObjectItem(body, "password")), &token)) {
        visitor->answer.status = 400;
        cJSON_AddStringToObject(answer, "name", "Error");
        cJSON_AddStringToObject(answer, "message", "Invalid username or password");
    } else if (visitor->state->door.wants_factor) {
        cJSON_AddBoolToObject(answer, "mfaPending", true);
    } else {
        cJSON_AddStringToObject(answer, "token", token);
    }
    render_json(answer, &visitor->answer);
}

static void render(struct visitor *visitor, const char *path)
{
    struct str where = str_of(path);
    if (str_eq(where, LIT("/login")))
        answer_login(visitor);
    else if (str_eq(where, LIT("/notes")))
        answer_notes(visitor, 2);
    else if (str_eq(where, LIT("/v1/notes")))
        answer_notes(visitor, 1);
    else if (answer_ojs(visitor, where))
        return;
    else if (answer_acl(visitor, where) || answer_pmlr(visitor, where) ||
             answer_virtual(visitor, where) || answer_file(visitor, where))
        visitor->has_etag = true;
    else
        say(visitor, 404, "nothing is here\n");
}

/* ---- sending ---- */

static void answer_condition(struct visitor *visitor)
{
    const char *match = exchange_header(visitor->exchange, "If-None-Match");
    snprintf(visitor->etag, sizeof visitor->etag, "\"%016" PRIx64 "\"",
             hash_add(HASH_START, buf_str(&visitor->answer.body)));
    if (visitor->has_etag && match != NULL && strcmp(match, visitor->etag) == 0) {
        visitor->answer.status = 304;
        buf_clear(&visitor->answer.body);
    }
}

static ssize_t broken_reader(void *context, uint64_t position, char *out, size_t max)
{
    struct visitor *visitor = context;
    if (position >= visitor->promised)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    size_t len = visitor->promised - (size_t)position;
    if (len > max)
        len = max;
    memcpy(out, visitor->answer.body.ptr + position, len);
    return (ssize_t)len;
}

static struct MHD_Response *response_for(struct visitor *visitor)
{
    struct buf *body = &visitor->answer.body;
    if (visitor->rule.mischief != MISCHIEF_BREAK || visitor->answer.status != 200)
        return MHD_create_response_from_buffer(body->len, body->ptr,
                                               MHD_RESPMEM_PERSISTENT);
    visitor->promised = body->len / 2;
    return MHD_create_response_from_callback(body->len, 4096, broken_reader, visitor,
                                             NULL);
}

static enum MHD_Result send_answer(struct visitor *visitor)
{
    const struct rule *rule = &visitor->rule;
    struct MHD_Response *response = response_for(visitor);
    if (visitor->has_etag)
        MHD_add_response_header(response, "ETag", visitor->etag);
    if (rule->location != NULL)
        MHD_add_response_header(response, "Location", rule->location);
    if (rule->retry_after != NULL)
        MHD_add_response_header(response, "Retry-After", rule->retry_after);
    visitor->status = visitor->answer.status;
    return exchange_send(visitor->exchange, visitor->status,
                         visitor->answer.content_type, response);
}

static enum MHD_Result answer_as_site(struct visitor *visitor, const char *path)
{
    struct state *state = visitor->state;
    visitor->rule = state_take_rule(state, visitor->visit);
    if (visitor->rule.mischief == MISCHIEF_STALL)
        exchange_wait(visitor->exchange, &state->calm, -1);
    if (visitor->rule.mischief == MISCHIEF_RESET)
        return exchange_reset(visitor->exchange);
    render(visitor, path);
    if (visitor->answer.status == 200)
        answer_condition(visitor);
    misbehave(&visitor->rule, &visitor->answer);
    return send_answer(visitor);
}

static enum MHD_Result answer(void *context, struct exchange *exchange,
                              const char *path)
{
    struct state *state = context;
    struct visitor *visitor = exchange->own;
    struct answer *out = &visitor->answer;
    *out = (struct answer){ .status = 200,
                            .content_type = "text/plain",
                            .body = buf_upto(ANSWER_MAX) };
    if (strcmp(path, "/_control") == 0)
        steer(visitor);
    else if (strcmp(path, "/_log") == 0)
        log_answer(state, out);
    else if (strcmp(path, "/_world") == 0)
        world_answer(state, out);
    else
        return answer_as_site(visitor, path);
    return send_answer(visitor);
}

/* ---- the server ---- */

/* exchange->uri lives only while this is called. */
static void arrived(void *context, struct exchange *exchange)
{
    struct state *state = context;
    struct visitor *visitor = calloc(1, sizeof *visitor);
    if (visitor == NULL)
        abort();
    *visitor = (struct visitor){ .state = state,
                                 .exchange = exchange,
                                 .status = -1,
                                 .answer.body = buf_upto(ANSWER_MAX) };
    visitor->logged = strncmp(exchange->uri, "/_", 2) != 0;
    if (visitor->logged)
        visitor->visit = visits_begin(&state->visits, exchange);
    exchange->own = visitor;
}

static void heard(void *context, struct exchange *exchange)
{
    struct state *state = context;
    struct visitor *visitor = exchange->own;
    if (visitor->logged)
        visits_heard(&state->visits, visitor->visit, exchange);
}

static void ended(void *context, struct exchange *exchange, bool whole)
{
    struct state *state = context;
    struct visitor *visitor = exchange->own;
    (void)whole;
    if (visitor->logged)
        visits_ended(&state->visits, visitor->visit, visitor->status);
    buf_done(&visitor->answer.body);
    free(visitor);
}

int site_run(struct state *state, uint16_t port)
{
    struct fake fake = { .name = "fake_venues",
                         .body_max = BODY_MAX,
                         .context = state,
                         .calm = &state->calm,
                         .arrived = arrived,
                         .heard = heard,
                         .answer = answer,
                         .ended = ended };
    return fake_serve(&fake, port);
}
