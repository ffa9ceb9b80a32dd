/* One PDF from one host, when its turn has come; see venue_pdf.h. */
#include "work/venue/venue_pdf.h"

#include "base/clock.h"
#include "base/mem.h"
#include "source/paper_text.h"
#include "work/host_gate.h"

#include <stdlib.h>

enum { TIMEOUT_MS = 60000, MAGIC_WITHIN = 1024 };

struct venue_pdf {
    struct venue_pdf_options options;
    struct http_client *client; /* of whoever has the turn */
    struct host_gate gate;
};

bool venue_pdf_open(const struct venue_pdf_options *options,
                    struct venue_pdf **ret_venue, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct venue_pdf *venue = mem_alloc(sizeof *venue);
    const char *agent = host_user_agent(options->contact, &arena);
    venue->options = *options;
    venue->gate = (struct host_gate){ .store = options->store,
                                      .stop = options->stop,
                                      .spacing_ms = options->spacing_ms };
    host_gate_init(&venue->gate);
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
    host_gate_done(&venue->gate);
    free(venue);
}

static bool says_not_now(const struct http_answer *answer)
{
    return answer->status == 403 || answer->status == 429 || answer->status >= 500;
}

static bool judge(const struct host_visit *visit, const struct http_answer *answer,
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

/* A request in its turn. */
struct turn {
    struct venue_pdf *venue;
    struct host_visit *visit;
    struct arena *arena;
};

static bool follow(void *context, const char *url, struct err *err)
{
    const struct turn *turn = context;
    return host_gate_redirect(&turn->venue->gate, turn->visit, url, turn->arena, err);
}

/* In our turn, which it ends. */
static bool get(struct venue_pdf *venue, struct host_visit *visit, const char *url,
                struct arena *arena, struct http_answer *answer, struct err *err)
{
    struct err unsaved = { 0 };
    struct turn turn = { venue, visit, arena };
    const struct http_get request = { .url = url,
                                      .accept = "application/pdf",
                                      .body_max = PAPER_PDF_MAX,
                                      .timeout_ms = TIMEOUT_MS,
                                      .redirect = follow,
                                      .context = &turn };
    bool answered =
        http_client_get(venue->client, &request, clock_now(), arena, answer, err);
    struct host_answer seen = { .status = answer->status,
                                .retry_after = answer->retry_after,
                                .is_failure = answered ? says_not_now(answer)
                                                       : err->code == ERR_UPSTREAM };
    if (host_gate_leave(&venue->gate, visit, &seen, &unsaved))
        return answered;
    *err = unsaved;
    return false;
}

bool venue_pdf_get(struct venue_pdf *venue, const char *url, struct arena *arena,
                   struct str *ret_bytes, struct err *err)
{
    struct http_answer answer = { .status = 0 };
    struct host_visit visit = { .host = host_of(url, arena) };
    if (!url_guard_check(&venue->options.trusted, url, err))
        return false;
    if (visit.host == NULL)
        return err_set(err, ERR_REFUSED, "“%.200s” is no address", url);
    if (!host_gate_enter(&venue->gate, &visit, err) ||
        !get(venue, &visit, url, arena, &answer, err) || !judge(&visit, &answer, err))
        return false;
    *ret_bytes = answer.body;
    return true;
}
