/* The gate to arXiv: wait, note the pace durably, ask, judge the answer, parse it in
 * the child. See arxiv.h. */
#include "work/arxiv.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "work/parse_child.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { ANSWER_MAX = 48 << 20, TIMEOUT_MS = 25000 };

struct arxiv {
    struct arxiv_options options;
    struct http_client *client;
    struct url_guard guard;
    struct pace_rule rule;
    struct pace pace;
    bool asked_to_wait; /* pace.paused_until is a host's wish, not our back-off */
};

struct question {
    enum pace_lane lane;
    struct http_get get;
    const char *format, *category; /* of the answer, for the parse child */
    struct poll_cursor *cursor;
};

struct reply {
    struct http_answer answer;
    struct source_document document; /* not with 304 */
};

/* "https://arxiv.org", "https://export.arxiv.org/api/query" */
static bool is_official(const char *url)
{
    struct str rest = str_of(url);
    if (!str_skip(&rest, LIT("https://")))
        return false;
    struct str host = str_cut(&rest, '/');
    return str_eq(host, LIT("arxiv.org")) || str_ends(host, LIT(".arxiv.org"));
}

/* arXiv's own addresses need no special trust; any other was written by the operator
 * and may be plain http, or on a private network. */
static bool trust(struct url_guard *guard, const char *url, struct err *err)
{
    return is_official(url) || url_guard_trust(guard, url, err);
}

static bool open_client(struct arxiv *arxiv, struct err *err)
{
    const struct arxiv_options *options = &arxiv->options;
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *agent =
        arena_printf(&arena, "paperfeed/%s (%s%s)", PAPERFEED_VERSION,
                     options->contact[0] ? "self-hosted; contact " : "self-hosted",
                     options->contact);
    return trust(&arxiv->guard, options->feed_url, err) &&
           trust(&arxiv->guard, options->site_url, err) &&
           trust(&arxiv->guard, options->api_url, err) &&
           http_client_open(agent, &arxiv->guard, options->stop, &arxiv->client, err);
}

static bool load_pace(struct arxiv *arxiv, struct err *err)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(arxiv->options.store);
    if (!poll_store_get_pace(db, &arxiv->pace, err))
        return false;
    arxiv->asked_to_wait = pace_pause_left(&arxiv->pace, clock_now_ms()) > 0;
    return true;
}

bool arxiv_open(const struct arxiv_options *options, struct arxiv **ret_arxiv,
                struct err *err)
{
    struct arxiv *arxiv = mem_alloc(sizeof *arxiv);
    arxiv->options = *options;
    arxiv->rule.spacing[PACE_API] = options->spacing_ms;
    arxiv->rule.spacing[PACE_PAGE] = options->page_spacing_ms;
    if (!open_client(arxiv, err) || !load_pace(arxiv, err)) {
        arxiv_close(arxiv);
        return false;
    }
    *ret_arxiv = arxiv;
    return true;
}

void arxiv_close(struct arxiv *arxiv)
{
    if (arxiv == NULL)
        return;
    http_client_close(arxiv->client);
    free(arxiv);
}

void arxiv_new_pass(struct arxiv *arxiv)
{
    if (arxiv->asked_to_wait)
        return;
    arxiv->pace.paused_until = 0;
    arxiv->pace.failures = 0;
}

int64_t arxiv_wait_ms(const struct arxiv *arxiv, enum pace_lane lane)
{
    return pace_wait(&arxiv->pace, &arxiv->rule, lane, clock_now_ms());
}

/* What the database must know before a request and after it. */
struct note {
    struct pace pace;
    const struct poll_cursor *cursor; /* with a problem; NULL: none */
    bool first;                       /* readers see it for the first time */
};

static bool write_note(struct db *db, void *context, struct err *err)
{
    const struct note *note = context;
    if (note->first)
        store_touch_pages(db);
    return poll_store_put_pace(db, &note->pace, err) &&
           (note->cursor == NULL || poll_store_put_cursor(db, note->cursor, err));
}

/* Our own back-off is not kept: only spacing and what a host asked for outlive us. */
static bool keep_note(struct arxiv *arxiv, struct note *note, struct err *err)
{
    note->pace = arxiv->pace;
    if (!arxiv->asked_to_wait)
        note->pace.paused_until = 0;
    return store_write(arxiv->options.store, write_note, note, err);
}

static bool keep_pace(struct arxiv *arxiv, struct err *err)
{
    struct note note = { .cursor = NULL };
    return keep_note(arxiv, &note, err);
}

static bool say_busy(const struct arxiv *arxiv, struct err *err)
{
    char until[TIME_TEXT_SIZE];
    int64_t now = clock_now_ms();
    time_to_text((now + pace_pause_left(&arxiv->pace, now)) / 1000, until);
    if (arxiv->asked_to_wait)
        return err_set(err, ERR_BUSY, "arXiv asked us to wait until %s", until);
    return err_set(err, ERR_BUSY, "arXiv did not answer; next try not before %s",
                   until);
}

/* Patience is measured by the clock that nobody sets. */
static int64_t patience_from_now(void)
{
    return clock_monotonic_us() + (int64_t)ARXIV_PATIENCE_MS * 1000;
}

/* Waits for our turn; a pause that is longer than our patience is an error. */
static bool wait_turn(struct arxiv *arxiv, enum pace_lane lane, int64_t deadline,
                      struct err *err)
{
    for (;;) {
        int64_t now = clock_now_ms();
        int64_t wait = pace_wait(&arxiv->pace, &arxiv->rule, lane, now);
        int64_t patience = (deadline - clock_monotonic_us()) / 1000;
        if (pace_pause_left(&arxiv->pace, now) > (patience > 0 ? patience : 0))
            return say_busy(arxiv, err);
        if (stop_asked(arxiv->options.stop))
            return err_set(err, ERR_BUSY, "stopped while waiting for arXiv");
        if (wait <= 0)
            return true;
        stop_wait(arxiv->options.stop, wait);
    }
}

/* A question that failed, and how: status 0 is no answer, or one that makes no sense.
 */
struct failure {
    const struct question *question;
    struct arena *arena;
    int status;
    int64_t retry_after;
};

static bool note_failure(struct arxiv *arxiv, const struct failure *failure,
                         struct err *err)
{
    struct err unsaved = { 0 };
    struct poll_cursor *cursor = failure->question->cursor;
    struct note note = { .cursor = cursor, .first = cursor->problem == NULL };
    if (stop_asked(arxiv->options.stop))
        return err_set(err, ERR_BUSY, "stopped while asking arXiv");
    pace_started(&arxiv->pace, &arxiv->rule, failure->question->lane, clock_now_ms());
    if (err->code == ERR_REFUSED) /* a plain no is no sign of trouble */
        pace_succeeded(&arxiv->pace);
    else
        pace_failed(&arxiv->pace, failure->status, failure->retry_after,
                    (uint32_t)random_bits(), clock_now_ms());
    arxiv->asked_to_wait =
        failure->status == 403 || failure->status == 429 || failure->retry_after > 0;
    cursor->failed_at = clock_now();
    cursor->problem = arena_text(failure->arena, str_of(err->text));
    if (!keep_note(arxiv, &note, &unsaved))
        *err = unsaved;
    return false;
}

/* The spacing runs from the end of a request, so that arXiv sees all of it. */
static bool note_end(struct arxiv *arxiv, enum pace_lane lane, struct err *err)
{
    pace_started(&arxiv->pace, &arxiv->rule, lane, clock_now_ms());
    pace_succeeded(&arxiv->pace);
    arxiv->pace.paused_until = 0; /* it has passed, or we would not have asked */
    arxiv->asked_to_wait = false;
    return keep_pace(arxiv, err);
}

/* 400 is parsed too: arXiv says there what it did not like. */
static bool read_reply(struct arxiv *arxiv, const struct question *question,
                       struct arena *arena, struct reply *reply, struct err *err)
{
    const struct http_answer *answer = &reply->answer;
    struct parse_task task = { question->format, question->category,
                               arxiv->options.stop };
    if (answer->status == 304)
        return true;
    if ((answer->status == 200 || answer->status == 400) &&
        !parse_child_run(&task, answer->body, arena, &reply->document, err))
        return err_add(err, "%s", answer->url);
    if (answer->status != 200)
        return err_set(err, ERR_UPSTREAM, "%s answered %d", answer->url,
                       answer->status);
    if (!answer->whole)
        reply->document.complete = false;
    return true;
}

static bool ask_once(struct arxiv *arxiv, const struct question *question,
                     struct arena *arena, struct reply *ret_reply, struct err *err)
{
    struct reply reply = { .answer = { .status = 0 } };
    struct failure failure = { .question = question, .arena = arena };
    pace_started(&arxiv->pace, &arxiv->rule, question->lane, clock_now_ms());
    if (!keep_pace(arxiv, err))
        return false;
    if (!http_client_get(arxiv->client, &question->get, clock_now(), arena,
                         &reply.answer, err))
        return note_failure(arxiv, &failure, err);
    if (!read_reply(arxiv, question, arena, &reply, err)) {
        failure.status = reply.answer.status == 200 ? 0 : reply.answer.status;
        failure.retry_after = reply.answer.retry_after;
        return note_failure(arxiv, &failure, err);
    }
    *ret_reply = reply;
    return note_end(arxiv, question->lane, err);
}

/* Errors that another try may cure; a refusal in arXiv's own words is not among them.
 */
static bool is_worth_another_try(const struct err *err)
{
    return err->code == ERR_UPSTREAM || err->code == ERR_INVALID ||
           err->code == ERR_LIMIT;
}

/* Asks until there is an answer or patience ends, counted from the first request. An
 * answer that is cut short is asked for once more, then taken for what it holds. */
static bool ask(struct arxiv *arxiv, const struct question *question,
                struct arena *arena, struct reply *ret_reply, struct err *err)
{
    struct err waiting = { 0 };
    if (!wait_turn(arxiv, question->lane, patience_from_now(), err))
        return false;
    int64_t deadline = patience_from_now();
    bool cut = false;
    for (;;) {
        bool answered = ask_once(arxiv, question, arena, ret_reply, err);
        if (answered &&
            (cut || ret_reply->answer.status == 304 || ret_reply->document.complete))
            return true;
        cut = cut || answered;
        if (!answered && !is_worth_another_try(err))
            return false;
        /* The reason of the last try says more than that of the wait. */
        if (clock_monotonic_us() >= deadline ||
            !wait_turn(arxiv, question->lane, deadline, &waiting))
            return cut;
    }
}

static bool ask_document(struct arxiv *arxiv, const struct question *question,
                         struct arena *arena, struct source_document *ret_document,
                         struct err *err)
{
    struct reply reply;
    if (!ask(arxiv, question, arena, &reply, err))
        return false;
    *ret_document = reply.document;
    return true;
}

bool arxiv_listing(struct arxiv *arxiv, const char *category, int64_t skip,
                   struct arena *arena, struct poll_cursor *cursor,
                   struct source_document *ret_document, struct err *err)
{
    const char *page = skip == 0 ? ""
                                 : arena_printf(arena, "?skip=%" PRId64 "&show=%d",
                                                skip, ARXIV_LIST_SHOW);
    struct question question = {
        .lane = PACE_PAGE,
        .cursor = cursor,
        .format = "list",
        .category = category,
        .get = { .url = arena_printf(arena, "%s/list/%s/new%s", arxiv->options.site_url,
                                     category, page),
                 .accept = "text/html",
                 .body_max = ANSWER_MAX,
                 .timeout_ms = TIMEOUT_MS },
    };
    return ask_document(arxiv, &question, arena, ret_document, err);
}

bool arxiv_feed(struct arxiv *arxiv, const char *category, struct arena *arena,
                struct poll_cursor *cursor, struct source_document *ret_document,
                bool *ret_unchanged, struct err *err)
{
    struct question question = {
        .lane = PACE_API,
        .cursor = cursor,
        .format = "rss",
        .get = { .url = arena_printf(arena, "%s/rss/%s", arxiv->options.feed_url,
                                     category),
                 .etag = cursor->etag,
                 .last_modified = cursor->last_modified,
                 .body_max = ANSWER_MAX,
                 .timeout_ms = TIMEOUT_MS },
    };
    struct reply reply;
    if (!ask(arxiv, &question, arena, &reply, err))
        return false;
    *ret_unchanged = reply.answer.status == 304;
    if (*ret_unchanged)
        return true;
    /* A cut document must not be taken for known: ask again without a condition. */
    cursor->etag = reply.document.complete ? reply.answer.etag : NULL;
    cursor->last_modified = reply.document.complete ? reply.answer.last_modified : NULL;
    *ret_document = reply.document;
    return true;
}

static const char *query_url(struct arxiv *arxiv, const char *const *keys, size_t count,
                             struct arena *arena)
{
    CLEANUP(buf_done) struct buf url = buf_upto(16 << 10);
    buf_printf(&url, "%s?max_results=%zu&id_list=", arxiv->options.api_url, count);
    for (size_t i = 0; i < count; i++) {
        buf_text(&url, i > 0 ? "," : "");
        buf_text(&url, keys[i]);
    }
    return arena_text(arena, buf_str(&url));
}

bool arxiv_query(struct arxiv *arxiv, const char *const *keys, size_t count,
                 struct arena *arena, struct poll_cursor *cursor,
                 struct source_document *ret_document, struct err *err)
{
    struct question question = {
        .lane = PACE_API,
        .cursor = cursor,
        .format = "api",
        .get = { .url = query_url(arxiv, keys, count, arena),
                 .body_max = ANSWER_MAX,
                 .timeout_ms = TIMEOUT_MS },
    };
    return ask_document(arxiv, &question, arena, ret_document, err);
}
