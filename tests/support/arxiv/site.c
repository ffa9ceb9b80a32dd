/* The HTTP side of fake_arxiv: which address gets what, and how connections break.
 *
 * /rss/<cat>, /atom/<cat>, /list/<cat>/new, /api/query (also /query), /oai, /html/<id>
 * and /pdf/<id> are arXiv's; /_control, /_log and /_world are the test's. */
#include "state.h"

#include "base/hash.h"

#include <inttypes.h>

enum { CONTROL_MAX = 1 << 20 };

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
};

static void steer(struct visitor *visitor)
{
    struct err err = { 0 };
    struct answer *answer = &visitor->answer;
    if (control_apply(visitor->state, visitor->exchange, &err)) {
        control_answer(visitor->state, answer);
        return;
    }
    answer->status = 400;
    answer->content_type = "text/plain; charset=utf-8";
    buf_printf(&answer->body, "%s\n", err.text);
}

/* ---- arXiv's own pages ---- */

struct place {
    enum endpoint endpoint;
    const char *category; /* or the whole query of a feed, or a paper's name */
};

static struct place place_of(struct arena *arena, const char *path)
{
    static const struct {
        const char *start;
        enum endpoint endpoint;
    } known[] = { { "/rss/", AT_RSS },
                  { "/atom/", AT_ATOM },
                  { "/html/", AT_HTML },
                  { "/pdf/", AT_PDF } };
    struct str rest = str_of(path);
    if (str_eq(rest, LIT("/api/query")) || str_eq(rest, LIT("/query")))
        return (struct place){ AT_API, "" };
    if (str_eq(rest, LIT("/oai")))
        return (struct place){ AT_OAI, "" };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_skip(&rest, str_of(known[i].start)))
            return (struct place){ known[i].endpoint, arena_text(arena, rest) };
    if (str_skip(&rest, LIT("/list/")) && str_ends(rest, LIT("/new")))
        return (struct place){ AT_LIST,
                               arena_text(arena, str_upto(rest, rest.len - 4)) };
    return (struct place){ AT_OTHER, "" };
}

static const char *or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

static const char *oai_given(void *context, const char *name)
{
    return exchange_query(context, name);
}

/* Whom a rule can mean: the verb, or "token" where the list goes on. */
static const char *oai_place(const struct exchange *exchange)
{
    return exchange_query(exchange, "resumptionToken") != NULL
               ? "token"
               : or_empty(exchange_query(exchange, "verb"));
}

static void answer_oai(struct visitor *visitor, const struct scene *scene)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct oai_play known = state_oai_now(visitor->state, &visitor->rule);
    struct oai_ask ask = oai_ask_read(&known, oai_given, visitor->exchange, &arena);
    struct oai_play play = state_oai(visitor->state, &visitor->rule, &ask);
    render_oai(scene, &play, &ask, &visitor->answer);
}

static void render(struct visitor *visitor, const struct place *place)
{
    struct scene scene = state_scene(visitor->state, &visitor->rule);
    struct answer *answer = &visitor->answer;
    const struct exchange *exchange = visitor->exchange;
    switch (place->endpoint) {
    case AT_RSS:
        render_rss(&scene, place->category, answer);
        break;
    case AT_ATOM:
        render_atom(&scene, place->category, answer);
        break;
    case AT_LIST:
        render_listing(&scene, place->category, exchange_query(exchange, "skip"),
                       exchange_query(exchange, "show"), answer);
        break;
    case AT_API:
        render_api(&scene, or_empty(exchange_query(exchange, "id_list")),
                   exchange_query(exchange, "start"),
                   exchange_query(exchange, "max_results"), answer);
        break;
    case AT_OAI:
        answer_oai(visitor, &scene);
        break;
    case AT_HTML:
        render_html(&scene, place->category, answer);
        break;
    case AT_PDF:
        render_pdf(&scene, place->category, answer);
        break;
    default:
        render_missing(answer);
    }
}

/* Feeds: a digest as long as SHA-256's, without quotes, as arXiv sends it. */
static void etag_of(const struct answer *answer, char ret_etag[65])
{
    uint64_t hash = HASH_START;
    for (int i = 0; i < 4; i++) {
        hash = hash_add(hash, buf_str(&answer->body));
        snprintf(ret_etag + i * 16, 17, "%016" PRIx64, hash);
    }
}

/* Feeds answer If-None-Match; listings have arXiv's inverted If-Modified-Since. */
static void answer_condition(struct visitor *visitor, const struct place *place,
                             const char *etag)
{
    const char *match = exchange_header(visitor->exchange, "If-None-Match");
    bool feed = place->endpoint == AT_RSS || place->endpoint == AT_ATOM;
    bool same = feed && match != NULL && strcmp(match, etag) == 0;
    bool trap = place->endpoint == AT_LIST &&
                exchange_header(visitor->exchange, "If-Modified-Since");
    if (visitor->answer.status == 200 && (same || trap)) {
        visitor->answer.status = 304;
        buf_clear(&visitor->answer.body);
    }
}

/* ---- sending ---- */

static ssize_t broken_reader(void *context, uint64_t position, char *out, size_t max)
{
    struct visitor *visitor = context;
    if (position >= visitor->promised) {
        if (visitor->rule.mischief == MISCHIEF_STALL_BODY)
            exchange_wait(visitor->exchange, &visitor->state->calm, -1);
        return MHD_CONTENT_READER_END_WITH_ERROR;
    }
    size_t len = visitor->promised - (size_t)position;
    if (len > max)
        len = max;
    memcpy(out, visitor->answer.body.ptr + position, len);
    return (ssize_t)len;
}

static struct MHD_Response *response_for(struct visitor *visitor)
{
    struct buf *body = &visitor->answer.body;
    enum mischief mischief = visitor->rule.mischief;
    if (mischief != MISCHIEF_BREAK && mischief != MISCHIEF_STALL_BODY)
        return MHD_create_response_from_buffer(body->len, body->ptr,
                                               MHD_RESPMEM_PERSISTENT);
    visitor->promised = body->len / 2;
    return MHD_create_response_from_callback(body->len, 4096, broken_reader, visitor,
                                             NULL);
}

static enum MHD_Result send_answer(struct visitor *visitor, const char *etag)
{
    struct answer *answer = &visitor->answer;
    struct MHD_Response *response = response_for(visitor);
    if (etag != NULL)
        MHD_add_response_header(response, "ETag", etag);
    if (answer->location != NULL)
        MHD_add_response_header(response, "Location", answer->location);
    const char *retry = visitor->rule.retry_after;
    if (visitor->rule.mischief == MISCHIEF_UNAVAILABLE && retry == NULL)
        retry = "300";
    if (retry != NULL)
        MHD_add_response_header(response, "Retry-After", retry);
    visitor->status = answer->status;
    return exchange_send(visitor->exchange, answer->status, answer->content_type,
                         response);
}

static enum MHD_Result answer_as_arxiv(struct visitor *visitor, const char *path)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct state *state = visitor->state;
    struct place place = place_of(&arena, path);
    char etag[65];
    if (place.endpoint == AT_OAI)
        place.category = oai_place(visitor->exchange);
    visitor->rule = state_take_rule(state, place.endpoint, place.category);
    if (state->delay_ms > 0)
        exchange_wait(visitor->exchange, &state->calm, state->delay_ms);
    if (visitor->rule.mischief == MISCHIEF_STALL)
        exchange_wait(visitor->exchange, &state->calm, -1);
    if (visitor->rule.mischief == MISCHIEF_RESET)
        return exchange_reset(visitor->exchange);
    render(visitor, &place);
    etag_of(&visitor->answer, etag);
    answer_condition(visitor, &place, etag);
    misbehave(&visitor->rule, &visitor->answer);
    bool feed = place.endpoint == AT_RSS || place.endpoint == AT_ATOM;
    return send_answer(visitor, feed ? etag : NULL);
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
        return answer_as_arxiv(visitor, path);
    return send_answer(visitor, NULL);
}

/* ---- the server ---- */

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
    struct fake fake = { .name = "fake_arxiv",
                         .body_max = CONTROL_MAX,
                         .context = state,
                         .calm = &state->calm,
                         .arrived = arrived,
                         .heard = heard,
                         .answer = answer,
                         .ended = ended };
    return fake_serve(&fake, port);
}
