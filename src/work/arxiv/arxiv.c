/* arXiv's addresses, the questions that are asked there, and papers' own pages. See
 * arxiv.h. */
#include "work/arxiv/arxiv_part.h"

#include "base/clock.h"
#include "base/mem.h"
#include "source/paper_text.h"

#include <inttypes.h>
#include <stdlib.h>

enum {
    PAGE_TIMEOUT_MS = 30000,
    PAGE_TURN_MS = 600000, /* a page whose turn does not come by then is put off */
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
           trust(&arxiv->guard, options->oai_url, err) &&
           http_client_open(agent, &arxiv->guard, options->stop, &arxiv->client, err);
}

bool arxiv_open(const struct arxiv_options *options, struct arxiv **ret_arxiv,
                struct err *err)
{
    struct arxiv *arxiv = mem_alloc(sizeof *arxiv);
    arxiv->options = *options;
    arxiv->gate.rule.spacing[PACE_API] = options->spacing_ms;
    arxiv->gate.rule.spacing[PACE_PAGE] = options->page_spacing_ms;
    if (!arxiv_gate_init(&arxiv->gate, options->store, options->stop, err) ||
        !open_client(arxiv, err)) {
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
    arxiv_gate_done(&arxiv->gate);
    free(arxiv);
}

void arxiv_new_pass(struct arxiv *arxiv)
{
    arxiv_gate_new_pass(&arxiv->gate);
}

int64_t arxiv_wait_ms(struct arxiv *arxiv, enum pace_lane lane)
{
    return arxiv_gate_wait_ms(&arxiv->gate, lane);
}

static bool ask_document(struct arxiv *arxiv, const struct arxiv_question *question,
                         struct arena *arena, struct source_document *ret_document,
                         struct err *err)
{
    struct arxiv_reply reply;
    if (!arxiv_ask(arxiv, question, arena, &reply, err))
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
    struct arxiv_question question = {
        .lane = PACE_PAGE,
        .cursor = cursor,
        .format = "list",
        .category = category,
        .get = { .url = arena_printf(arena, "%s/list/%s/new%s", arxiv->options.site_url,
                                     category, page),
                 .accept = "text/html",
                 .body_max = ARXIV_ANSWER_MAX,
                 .timeout_ms = ARXIV_TIMEOUT_MS },
    };
    return ask_document(arxiv, &question, arena, ret_document, err);
}

bool arxiv_feed(struct arxiv *arxiv, const char *category, struct arena *arena,
                struct poll_cursor *cursor, struct source_document *ret_document,
                bool *ret_unchanged, struct err *err)
{
    struct arxiv_question question = {
        .lane = PACE_API,
        .cursor = cursor,
        .format = "rss",
        .get = { .url = arena_printf(arena, "%s/rss/%s", arxiv->options.feed_url,
                                     category),
                 .etag = cursor->etag,
                 .last_modified = cursor->last_modified,
                 .body_max = ARXIV_ANSWER_MAX,
                 .timeout_ms = ARXIV_TIMEOUT_MS },
    };
    struct arxiv_reply reply;
    if (!arxiv_ask(arxiv, &question, arena, &reply, err))
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
    struct arxiv_question question = {
        .lane = PACE_API,
        .cursor = cursor,
        .format = "api",
        .get = { .url = query_url(arxiv, keys, count, arena),
                 .body_max = ARXIV_ANSWER_MAX,
                 .timeout_ms = ARXIV_TIMEOUT_MS },
    };
    return ask_document(arxiv, &question, arena, ret_document, err);
}

static const char *page_url(const struct arxiv *arxiv, enum arxiv_page page,
                            const char *key, int version, struct arena *arena)
{
    const char *folder = page == ARXIV_PAGE_HTML ? "html" : "pdf";
    if (version == 0)
        return arena_printf(arena, "%s/%s/%s", arxiv->options.site_url, folder, key);
    return arena_printf(arena, "%s/%s/%sv%d", arxiv->options.site_url, folder, key,
                        version);
}

static bool says_not_now(const struct http_answer *answer)
{
    return answer->status == 403 || answer->status == 429 ||
           (answer->status >= 400 && answer->retry_after > 0);
}

/* Slows everybody down. */
static bool page_trouble(struct arxiv *arxiv, const struct http_answer *answer,
                         struct err *err)
{
    struct err unsaved = { 0 };
    struct arxiv_trouble trouble = { .status = answer->status,
                                     .retry_after = answer->retry_after };
    if (stop_asked(arxiv->options.stop))
        return err_set(err, ERR_BUSY, "stopped while asking arXiv");
    if (!arxiv_gate_failed(&arxiv->gate, &trouble, &unsaved)) {
        *err = unsaved;
        return false;
    }
    err->code = says_not_now(answer) ? ERR_BUSY : ERR_UPSTREAM;
    err->retry_after = arxiv_wait_ms(arxiv, PACE_PAGE) / 1000 + 1;
    return false;
}

static bool judge_page(struct arxiv *arxiv, const struct http_answer *answer,
                       struct err *err)
{
    bool is_no = answer->status >= 400 && answer->status < 500;
    err_set(err, is_no ? ERR_NOT_FOUND : ERR_UPSTREAM, "%s answered %d%s", answer->url,
            answer->status, answer->whole ? "" : " and was cut off");
    if (says_not_now(answer) || (!is_no && (answer->status != 200 || !answer->whole)))
        return page_trouble(arxiv, answer, err);
    return !is_no;
}

/* A document that is too large, or elsewhere, is no sign of trouble. */
static bool page_unanswered(struct arxiv *arxiv, struct err *err)
{
    struct http_answer none = { .status = 0 };
    return err->code == ERR_UPSTREAM && page_trouble(arxiv, &none, err);
}

/* In our turn, which it ends. */
static bool get_page(struct arxiv *arxiv, const struct http_get *get,
                     struct arena *arena, struct str *ret_bytes, struct err *err)
{
    struct err unsaved = { 0 };
    struct http_answer answer = { .status = 0 };
    if (!arxiv_get(arxiv, get, PACE_PAGE, arena, &answer, err))
        return page_unanswered(arxiv, err);
    bool fine = judge_page(arxiv, &answer, err);
    if (!fine && err->code != ERR_NOT_FOUND)
        return false;
    if (!arxiv_gate_answered(&arxiv->gate, &unsaved)) {
        *err = unsaved;
        return false;
    }
    if (fine)
        *ret_bytes = answer.body;
    return fine;
}

bool arxiv_page(struct arxiv *arxiv, enum arxiv_page page, const char *key, int version,
                struct arena *arena, struct str *ret_bytes, struct err *err)
{
    bool is_html = page == ARXIV_PAGE_HTML;
    struct arxiv_turn turn = { .lane = PACE_PAGE,
                               .deadline =
                                   clock_monotonic_us() + (int64_t)PAGE_TURN_MS * 1000,
                               .is_page = true };
    struct http_get get = { .url = page_url(arxiv, page, key, version, arena),
                            .accept = is_html ? "text/html" : "application/pdf",
                            .body_max = is_html ? PAPER_HTML_MAX : PAPER_PDF_MAX,
                            .timeout_ms = PAGE_TIMEOUT_MS };
    return arxiv_gate_enter(&arxiv->gate, &turn, err) &&
           get_page(arxiv, &get, arena, ret_bytes, err);
}
