/* See venue_fetch.h. */
#include "work/venue/venue_fetch.h"

#include "base/clock.h"
#include "base/mem.h"
#include "source/record.h"
#include "work/host_gate.h"

#include <stdlib.h>

enum {
    TIMEOUT_MS = 120000,
    CONNECT_MS = 10000,
    PATIENCE_MS = 15000, /* so that a host in trouble is asked three times */
    TRIES_MAX = 4,
    BROKEN_TRIES = 2,
    POST_ANSWER_MAX = 64 << 10,
    POST_MS = 60000,
};

struct venue_fetch {
    struct venue_fetch_options options;
    struct http_client *client;
    struct host_gate gate;
};

bool venue_fetch_open(const struct venue_fetch_options *options,
                      struct venue_fetch **ret_fetch, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct venue_fetch *fetch = mem_alloc(sizeof *fetch);
    const char *agent = host_user_agent(options->contact, &arena);
    fetch->options = *options;
    fetch->gate = (struct host_gate){ .store = options->store,
                                      .stop = options->stop,
                                      .spacing_ms = options->spacing_ms,
                                      .patience_ms = PATIENCE_MS };
    host_gate_init(&fetch->gate);
    if (!http_client_open(agent, options->trusted, options->stop, &fetch->client,
                          err)) {
        venue_fetch_close(fetch);
        return false;
    }
    *ret_fetch = fetch;
    return true;
}

void venue_fetch_close(struct venue_fetch *fetch)
{
    if (fetch == NULL)
        return;
    http_client_close(fetch->client);
    host_gate_done(&fetch->gate);
    free(fetch);
}

/* What begins like data is taken for data, whatever the server calls it. */
bool venue_answer_is_page(const struct http_answer *answer)
{
    struct str body = answer->body;
    struct str type = str_of(answer->content_type);
    str_skip(&body, LIT("\xEF\xBB\xBF"));
    while (body.len > 0 && char_is_space(body.ptr[0]))
        body = str_from(body, 1);
    if (str_eq_nocase(str_upto(body, 14), LIT("<!doctype html")) ||
        str_eq_nocase(str_upto(body, 5), LIT("<html")))
        return true;
    return str_eq_nocase(str_upto(type, 9), LIT("text/html")) &&
           (body.len == 0 || (!str_starts(body, LIT("<?xml")) &&
                              str_find_char(LIT("{[@%"), body.ptr[0]) == 4));
}

/* One question while it is tried. */
struct trial {
    struct venue_fetch *fetch;
    const struct venue_ask *ask;
    struct host_visit visit;
    struct arena *arena;
    struct http_answer answer;
    int tries;
    bool is_over; /* another try would not help */
};

static bool is_also(const struct trial *trial)
{
    int status = trial->answer.status;
    unsigned also = trial->ask->also;
    bool is_missing = status == 403 || status == 404 || status == 410;
    return ((also & VENUE_ALSO_MISSING) != 0 && is_missing) ||
           ((also & VENUE_ALSO_NO_LOGIN) != 0 && status == 401) ||
           ((also & VENUE_ALSO_BROKEN) != 0 && status == 500 &&
            trial->tries >= BROKEN_TRIES);
}

static bool says_not_now(int status)
{
    return status == 403 || status == 429 || status >= 500;
}

static struct host_answer for_gate(const struct trial *trial, bool answered,
                                   const struct err *err)
{
    const struct http_answer *answer = &trial->answer;
    bool failed =
        answered ? !answer->whole || (says_not_now(answer->status) && !is_also(trial))
                 : err->code == ERR_UPSTREAM;
    return (struct host_answer){ .status = answered ? answer->status : 0,
                                 .retry_after = answered ? answer->retry_after : 0,
                                 .is_failure = failed };
}

static bool say_refused(const struct trial *trial, struct err *err)
{
    const struct http_answer *answer = &trial->answer;
    int64_t now = clock_now_ms(), pause = pace_pause_left(&trial->visit.pace, now);
    char until[TIME_TEXT_SIZE];
    time_to_text((now + pause) / 1000 + 1, until);
    err_set(err, answer->status == 403 ? ERR_REFUSED : ERR_UPSTREAM,
            "%.200s answered %d%s; it is not asked again before %s", answer->url,
            answer->status,
            answer->status == 403   ? ": it does not let programs in without a login"
            : answer->status == 429 ? ": it is asked too often"
                                    : "",
            until);
    err->retry_after = pause / 1000 + 1;
    return false;
}

static bool judge(struct trial *trial, struct err *err)
{
    const struct http_answer *answer = &trial->answer;
    if (says_not_now(answer->status) && !is_also(trial))
        return say_refused(trial, err);
    if (!answer->whole)
        return err_set(err, ERR_UPSTREAM, "%.200s was cut off", answer->url);
    trial->is_over = true;
    if (answer->status == 304 || is_also(trial))
        return true;
    if (answer->status == 404 || answer->status == 410)
        return err_set(err, ERR_NOT_FOUND,
                       "%.200s answered %d: nothing is there; correct the address",
                       answer->url, answer->status);
    if (answer->status != 200)
        return err_set(err, ERR_UPSTREAM, "%.200s answered %d", answer->url,
                       answer->status);
    if ((trial->ask->also & VENUE_ALSO_PAGE) == 0 && venue_answer_is_page(answer))
        return err_set(err, ERR_UPSTREAM,
                       "%.200s gave a web page instead of data: the site wants a "
                       "browser or a login. Save the data there and load the file with "
                       "paperfeed import",
                       answer->url);
    return true;
}

static bool follow(void *context, const char *url, struct err *err)
{
    struct trial *trial = context;
    return host_gate_redirect(&trial->fetch->gate, &trial->visit, url, trial->arena,
                              err);
}

/* In our turn, which it ends. */
static bool ask_once(struct trial *trial, struct err *err)
{
    struct venue_fetch *fetch = trial->fetch;
    struct err unsaved = { 0 };
    const struct http_get get = { .url = trial->ask->url,
                                  .etag = trial->ask->etag,
                                  .last_modified = trial->ask->last_modified,
                                  .authorization = trial->ask->authorization,
                                  .body_max = SOURCE_BYTES_MAX,
                                  .timeout_ms = TIMEOUT_MS,
                                  .redirect = follow,
                                  .context = trial };
    trial->tries++;
    bool answered = http_client_get(fetch->client, &get, clock_now(), trial->arena,
                                    &trial->answer, err);
    trial->is_over = !answered && err->code != ERR_UPSTREAM;
    struct host_answer seen = for_gate(trial, answered, err);
    if (!host_gate_leave(&fetch->gate, &trial->visit, &seen, &unsaved)) {
        trial->is_over = true;
        *err = unsaved;
        return false;
    }
    if (answered && judge(trial, err))
        return true;
    /* Also where the host that failed is not the first one, which would let us in. */
    trial->is_over = trial->is_over ||
                     pace_pause_left(&trial->visit.pace, clock_now_ms()) > PATIENCE_MS;
    return false;
}

/* Each try begins with the address that was given, wherever the last one was sent. */
static bool take_turn(struct trial *trial, struct err *err)
{
    trial->visit =
        (struct host_visit){ .host = host_of(trial->ask->url, trial->arena) };
    if (trial->visit.host == NULL)
        return err_set(err, ERR_REFUSED, "“%.200s” is no address", trial->ask->url);
    return host_gate_enter(&trial->fetch->gate, &trial->visit, err);
}

/* The reason of the last try says more than that of a wait which is too long. */
bool venue_fetch_get(struct venue_fetch *fetch, const struct venue_ask *ask,
                     struct arena *arena, struct http_answer *ret_answer,
                     struct err *err)
{
    struct trial trial = { .fetch = fetch, .ask = ask, .arena = arena };
    struct err waiting = { 0 };
    if (!url_guard_check(fetch->options.trusted, ask->url, err) ||
        !take_turn(&trial, err))
        return false;
    while (!ask_once(&trial, err))
        if (trial.is_over || trial.tries >= TRIES_MAX || !take_turn(&trial, &waiting))
            return false;
    *ret_answer = trial.answer;
    return true;
}

/* What comes of a POST, until when. */
struct posted {
    struct buf body;
    int64_t deadline; /* monotonic µs */
};

static bool take_piece(void *context, struct str piece, struct err *err)
{
    struct posted *posted = context;
    buf_add(&posted->body, piece);
    return !posted->body.full || err_set(err, ERR_LIMIT, "the answer is too long");
}

static bool is_in_time(void *context, struct err *err)
{
    const struct posted *posted = context;
    return clock_monotonic_us() < posted->deadline ||
           err_set(err, ERR_UPSTREAM, "no answer within %d ms", POST_MS);
}

static bool post_once(struct venue_fetch *fetch, const struct venue_send *send,
                      struct posted *posted, struct http_post_answer *ret_answer,
                      struct err *err)
{
    static const char *const headers[] = { "Content-Type: application/json",
                                           "Accept: application/json" };
    const struct http_post post = { .url = send->url,
                                    .headers = headers,
                                    .header_count = COUNT_OF(headers),
                                    .body = send->body,
                                    .connect_timeout_ms = CONNECT_MS,
                                    .answer_max = POST_ANSWER_MAX,
                                    .take = take_piece,
                                    .tick = is_in_time,
                                    .context = posted };
    return http_client_post(fetch->client, &post, clock_now(), ret_answer, err) ==
           POST_ENDED;
}

bool venue_fetch_post(struct venue_fetch *fetch, const struct venue_send *send,
                      struct arena *arena, int *ret_status, struct str *ret_body,
                      struct err *err)
{
    struct posted posted = { .body = buf_upto(POST_ANSWER_MAX) };
    struct http_post_answer answer = { .status = 0 };
    struct host_visit visit = { .host = host_of(send->url, arena) };
    struct err unsaved = { 0 };
    if (visit.host == NULL)
        return err_set(err, ERR_REFUSED, "“%.200s” is no address", send->url);
    if (!host_gate_enter(&fetch->gate, &visit, err))
        return false;
    posted.deadline = clock_monotonic_us() + (int64_t)POST_MS * 1000;
    bool ended = post_once(fetch, send, &posted, &answer, err);
    struct host_answer seen = { .status = answer.status,
                                .retry_after = answer.retry_after,
                                .is_failure = !ended || answer.status == 429 ||
                                              answer.status >= 500 };
    *ret_status = answer.status;
    *ret_body =
        (struct str){ arena_text(arena, buf_str(&posted.body)), posted.body.len };
    buf_done(&posted.body);
    if (host_gate_leave(&fetch->gate, &visit, &seen, &unsaved))
        return ended;
    *err = unsaved;
    return false;
}
