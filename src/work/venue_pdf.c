/* One PDF from one host, when its turn has come; see venue_pdf.h. */
#include "work/venue_pdf.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "source/paper_text.h"
#include "store/host_pace_store.h"

#include <stdlib.h>

enum {
    TIMEOUT_MS = 60000,
    TURN_MS = 600000, /* who does not get a turn by then comes back later */
    LOOK_AGAIN_MS = 50,
    MAGIC_WITHIN = 1024,
    TAKEN = 0,
    REFUSED = -1
};

struct venue_pdf {
    struct venue_pdf_options options;
    struct pace_rule rule;
    struct http_client *client; /* of whoever has the turn */
    pthread_mutex_t mutex;
    bool taken; /* under the mutex */
};

bool venue_pdf_open(const struct venue_pdf_options *options,
                    struct venue_pdf **ret_venue, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct venue_pdf *venue = mem_alloc(sizeof *venue);
    const char *agent =
        arena_printf(&arena, "paperfeed/%s (%s%s)", PAPERFEED_VERSION,
                     options->contact[0] ? "self-hosted; contact " : "self-hosted",
                     options->contact);
    venue->options = *options;
    venue->rule.spacing[PACE_PAGE] = options->spacing_ms;
    pthread_mutex_init(&venue->mutex, NULL);
    if (!http_client_open(agent, &venue->options.trusted, options->stop, &venue->client,
                          err)) {
        venue_pdf_close(venue);
        return false;
    }
    *ret_venue = venue;
    return true;
}

void venue_pdf_close(struct venue_pdf *venue)
{
    if (venue == NULL)
        return;
    http_client_close(venue->client);
    pthread_mutex_destroy(&venue->mutex);
    free(venue);
}

const char *venue_pdf_host(const char *url, struct arena *arena)
{
    struct str rest = str_of(url);
    rest = str_from(rest, str_find(rest, LIT("://")) + 3);
    size_t len = 0;
    while (len < rest.len && str_find_char(LIT("/?#:"), rest.ptr[len]) == 4)
        len++;
    if (len == 0)
        return NULL;
    char *host = arena_text(arena, str_upto(rest, len));
    for (char *at = host; *at != '\0'; at++)
        *at = char_lower(*at);
    return host;
}

/* A request's host and what is known of its pace. */
struct visit {
    const char *host;
    struct pace pace;
};

static bool write_visit(struct db *db, void *context, struct err *err)
{
    const struct visit *visit = context;
    return host_pace_store_put(db, visit->host, &visit->pace, err);
}

static bool read_visit(struct venue_pdf *venue, struct visit *visit, struct err *err)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(venue->options.store);
    return host_pace_store_get(db, visit->host, &visit->pace, err);
}

static int64_t say_busy(const struct visit *visit, int64_t wait, struct err *err)
{
    err_set(err, ERR_BUSY, "%.200s is not asked again for %lld seconds", visit->host,
            (long long)(wait / 1000 + 1));
    err->retry_after = wait / 1000 + 1;
    return REFUSED;
}

/* TAKEN, REFUSED, or how many ms to wait before looking again. */
static int64_t try_to_take(struct venue_pdf *venue, struct visit *visit,
                           int64_t deadline, struct err *err)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&venue->mutex);
    int64_t now = clock_now_ms();
    int64_t patience = (deadline - clock_monotonic_us()) / 1000;
    if (!read_visit(venue, visit, err))
        return REFUSED;
    int64_t wait = pace_wait(&visit->pace, &venue->rule, PACE_PAGE, now);
    if (venue->taken && wait < LOOK_AGAIN_MS)
        wait = LOOK_AGAIN_MS;
    if (pace_pause_left(&visit->pace, now) > 0 || (wait > 0 && wait > patience))
        return say_busy(visit, wait, err);
    if (wait > 0)
        return wait;
    pace_started(&visit->pace, &venue->rule, PACE_PAGE, now);
    if (!store_write(venue->options.store, write_visit, visit, err))
        return REFUSED;
    venue->taken = true;
    return TAKEN;
}

static bool take_turn(struct venue_pdf *venue, struct visit *visit, struct err *err)
{
    int64_t deadline = clock_monotonic_us() + (int64_t)TURN_MS * 1000;
    for (;;) {
        if (stop_asked(venue->options.stop))
            return err_set(err, ERR_BUSY, "stopped while waiting for %.200s",
                           visit->host);
        int64_t wait = try_to_take(venue, visit, deadline, err);
        if (wait <= 0)
            return wait == TAKEN;
        stop_pause(venue->options.stop, wait);
    }
}

/* Gives the turn on; what is written down is read by whoever comes next. */
static bool end_turn(struct venue_pdf *venue, struct visit *visit, struct err *err)
{
    bool kept = store_write(venue->options.store, write_visit, visit, err);
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&venue->mutex);
    venue->taken = false;
    return kept;
}

static bool says_not_now(const struct http_answer *answer)
{
    return answer->status == 403 || answer->status == 429 || answer->status >= 500;
}

static void note_answer(struct venue_pdf *venue, struct visit *visit,
                        const struct http_answer *answer)
{
    int64_t now = clock_now_ms();
    pace_started(&visit->pace, &venue->rule, PACE_PAGE, now);
    if (answer->status == 0 || says_not_now(answer))
        pace_failed(&visit->pace, answer->status, answer->retry_after,
                    (uint32_t)random_bits(), now);
    else
        pace_succeeded(&visit->pace);
}

static bool judge(const struct visit *visit, const struct http_answer *answer,
                  struct err *err)
{
    struct str head = str_upto(answer->body, MAGIC_WITHIN);
    if (says_not_now(answer)) {
        err_set(err, answer->status >= 500 ? ERR_UPSTREAM : ERR_BUSY,
                "%.200s answered %d", answer->url, answer->status);
        err->retry_after = pace_pause_left(&visit->pace, clock_now_ms()) / 1000 + 1;
        return false;
    }
    if (answer->status != 200)
        return err_set(err, ERR_NOT_FOUND, "%.200s answered %d", answer->url,
                       answer->status);
    if (!answer->whole)
        return err_set(err, ERR_UPSTREAM, "%.200s was cut off", answer->url);
    if (str_find(head, LIT("%PDF-")) == head.len)
        return err_set(err, ERR_NOT_FOUND, "%.200s is no PDF", answer->url);
    return true;
}

/* In our turn, which it ends. */
static bool get(struct venue_pdf *venue, struct visit *visit,
                const struct http_get *request, struct arena *arena,
                struct http_answer *answer, struct err *err)
{
    struct err unsaved = { 0 };
    bool answered =
        http_client_get(venue->client, request, clock_now(), arena, answer, err);
    if (answered || err->code == ERR_UPSTREAM)
        note_answer(venue, visit, answer);
    if (end_turn(venue, visit, &unsaved))
        return answered;
    *err = unsaved;
    return false;
}

bool venue_pdf_get(struct venue_pdf *venue, const char *url, struct arena *arena,
                   struct str *ret_bytes, struct err *err)
{
    struct http_get request = { .url = url,
                                .accept = "application/pdf",
                                .body_max = PAPER_PDF_MAX,
                                .timeout_ms = TIMEOUT_MS };
    struct http_answer answer = { .status = 0 };
    struct visit visit = { .host = venue_pdf_host(url, arena) };
    if (!url_guard_check(&venue->options.trusted, url, err))
        return false;
    if (visit.host == NULL)
        return err_set(err, ERR_REFUSED, "“%.200s” is no address", url);
    if (!take_turn(venue, &visit, err) ||
        !get(venue, &visit, &request, arena, &answer, err) ||
        !judge(&visit, &answer, err))
        return false;
    *ret_bytes = answer.body;
    return true;
}
