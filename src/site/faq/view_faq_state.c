/* The state of a FAQ in words, and the banners above it; see view_faq.h. */
#include "site/faq/view_faq.h"

#include "site/faq/faq_ask.h"
#include "site/words.h"

enum { REFRESH_SECONDS = 3, RENEWAL_REFRESH_SECONDS = 30, REASON_MAX = 400 };

/* ": why", or nothing. */
static const char *with_reason(struct arena *arena, const char *text,
                               const char *reason)
{
    if (reason == NULL || reason[0] == '\0')
        return text;
    return arena_printf(arena, "%s: %s", text,
                        words_excerpt(arena, reason, REASON_MAX));
}

static const char *queued_text(struct arena *arena, const struct faq_reading *reading)
{
    const char *text = "In the queue";
    if (reading->position == 1)
        text = "Next in the queue";
    else if (reading->position > 1)
        text = arena_printf(arena, "Number %s in the queue",
                            words_number(arena, reading->position));
    return with_reason(arena, text, reading->job.reason);
}

static const char *running_text(struct arena *arena, const struct faq_reading *reading)
{
    int number = reading->begun.number;
    if (number == 0)
        number = reading->job.answers + 1;
    if (reading->questions == 0 || number > reading->questions)
        return "Being written";
    return arena_printf(arena, "Being written: question %d of %d", number,
                        reading->questions);
}

static const char *written_text(struct arena *arena, const struct faq *faq)
{
    const char *by = faq->models != NULL ? faq->models : "a language model";
    return arena_printf(arena, "Written by %s on %s", by,
                        words_day_year(arena, utc_day(faq->finished)));
}

static const char *state_text(struct arena *arena, const struct faq_reading *reading)
{
    switch (reading->state) {
    case FAQ_NONE:
        return "Nobody has asked for this FAQ yet.";
    case FAQ_QUEUED:
        return queued_text(arena, reading);
    case FAQ_RUNNING:
        return running_text(arena, reading);
    case FAQ_DONE:
    case FAQ_TRUNCATED:
        return written_text(arena, &reading->faq);
    case FAQ_FAILED:
        return with_reason(arena, "Could not be written", reading->job.reason);
    }
    return "";
}

void view_faq_states(struct view *view, const struct faq_reading *reading)
{
    cJSON *page = view->page;
    bool waiting = faq_reading_is_waiting(reading);
    json_set_text(page, "state_text", state_text(view->arena, reading));
    json_set_bool(page, "none", reading->state == FAQ_NONE);
    json_set_bool(page, "queued", reading->state == FAQ_QUEUED);
    json_set_bool(page, "running", reading->state == FAQ_RUNNING);
    json_set_bool(page, "written", reading->is_finished);
    json_set_bool(page, "failed", reading->state == FAQ_FAILED);
    json_set_bool(page, "waiting", waiting);
    if (!waiting) {
        json_set_null(page, "progress");
        return;
    }
    int seconds = reading->is_finished ? RENEWAL_REFRESH_SECONDS : REFRESH_SECONDS;
    view_refresh(view, seconds);
    cJSON *progress = json_set_object(page, "progress");
    json_set_text(progress, "value",
                  arena_printf(view->arena, "%.3f", reading->progress));
    json_set_text(progress, "percent",
                  arena_printf(view->arena, "%.0f", reading->progress * 100));
}

static cJSON *add_banner(cJSON *banners, const char *kind, const char *text,
                         const char *hint)
{
    cJSON *banner = json_add_object(banners);
    json_set_text(banner, "kind", kind);
    json_set_text(banner, "text", text);
    json_set_text(banner, "hint", hint);
    return banner;
}

static void no_link(cJSON *banner)
{
    json_set_null(banner, "url");
    json_set_null(banner, "url_text");
}

bool view_faq_is_older(const struct faq_reading *reading)
{
    return reading->is_finished && reading->faq.version < reading->newest_version;
}

static void add_service_banners(struct view *view, cJSON *banners,
                                const struct faq_reading *reading)
{
    const struct site_faq *faq = &view->site->options.faq;
    bool settled = reading->is_finished && reading->stale == NULL &&
                   reading->state != FAQ_TRUNCATED;
    if (faq->provider_count == 0 && !settled)
        no_link(add_banner(banners, "no-model", faq_ask_no_model, NULL));
    else if (!faq->working && faq_reading_is_waiting(reading))
        no_link(add_banner(banners, "off",
                           "FAQs are not being written on this server at the moment.",
                           "What was asked for is kept."));
}

static const char *renewal_text(struct arena *arena, const struct faq_reading *reading)
{
    switch (faq_reading_job_state(&reading->job)) {
    case FAQ_QUEUED:
        return arena_printf(arena, "A new FAQ was asked for. %s.",
                            queued_text(arena, reading));
    case FAQ_RUNNING:
        return arena_printf(arena, "A new FAQ is on its way. %s.",
                            running_text(arena, reading));
    case FAQ_FAILED:
        return with_reason(arena, "A new FAQ could not be written",
                           reading->job.reason);
    case FAQ_NONE:
    case FAQ_DONE:
    case FAQ_TRUNCATED:
        break;
    }
    return "";
}

static void add_state_banners(struct view *view, cJSON *banners,
                              const struct faq_reading *reading)
{
    struct arena *arena = view->arena;
    if (!reading->is_finished)
        return;
    if (reading->job.id != 0)
        no_link(add_banner(banners, "renewal", renewal_text(arena, reading), NULL));
    if (view_faq_is_older(reading)) {
        cJSON *older = add_banner(banners, "older", reading->stale, NULL);
        json_set_text(
            older, "url",
            faq_url(arena, "", &reading->target, reading->target.language, 0));
        json_set_text(
            older, "url_text",
            arena_printf(arena, "The FAQ of version %d", reading->newest_version));
    } else if (reading->stale != NULL) {
        no_link(add_banner(banners, "stale", reading->stale, NULL));
    }
    if (reading->state == FAQ_TRUNCATED)
        no_link(add_banner(banners, "truncated",
                           "This FAQ is not whole: an answer was cut short.", NULL));
}

static void add_text_banners(cJSON *banners, const struct faq *faq)
{
    if (faq->row == 0)
        return;
    if (faq->text_cut)
        no_link(add_banner(banners, "cut",
                           "The paper was too long for the model, which has not seen "
                           "its end.",
                           NULL));
    if (faq->source == TEXT_ABSTRACT)
        no_link(add_banner(banners, "abstract",
                           "The full text could not be had: the model has read title "
                           "and abstract only.",
                           NULL));
    if (faq->notice != NULL)
        no_link(
            add_banner(banners, "notice", faq->notice, "Read the answers with care."));
}

void view_faq_banners(struct view *view, const struct faq_reading *reading)
{
    cJSON *banners = json_set_list(view->page, "banners");
    add_service_banners(view, banners, reading);
    add_state_banners(view, banners, reading);
    add_text_banners(banners, &reading->faq);
}
