/* What the page of a FAQ says beyond its JSON: in words, with links and forms. */
#include "site/view_faq.h"

#include "site/faq_ask.h"
#include "site/view_paper.h"
#include "site/words.h"

enum { REFRESH_SECONDS = 3, RENEWAL_REFRESH_SECONDS = 30, REASON_MAX = 400 };

static const struct language_name {
    const char *code, *name;
} language_names[] = {
    { "ar", "العربية" }, { "de", "Deutsch" },    { "en", "English" },
    { "es", "Español" }, { "fr", "Français" },   { "it", "Italiano" },
    { "ja", "日本語" },  { "ko", "한국어" },     { "pt", "Português" },
    { "ru", "Русский" }, { "vi", "Tiếng Việt" }, { "zh", "中文" },
};

static const char *language_name(const char *code)
{
    for (size_t i = 0; i < COUNT_OF(language_names); i++)
        if (strcmp(language_names[i].code, code) == 0)
            return language_names[i].name;
    return code;
}

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

static void set_states(struct view *view, const struct faq_reading *reading)
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

static bool is_older(const struct faq_reading *reading)
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
    switch (view_faq_job_state(&reading->job)) {
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
    if (is_older(reading)) {
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

/* What the form asks for, or NULL where there is nothing to ask for. */
static const char *ask_text(struct arena *arena, const struct faq_reading *reading)
{
    if (faq_reading_is_waiting(reading) || is_older(reading))
        return NULL;
    if (reading->state == FAQ_NONE)
        return "Ask for this FAQ";
    if (reading->state == FAQ_FAILED)
        return "Try again";
    if (reading->faq.version > 0 && reading->faq.version < reading->paper.version)
        return arena_printf(arena, "Ask again for version %d", reading->paper.version);
    bool renewable = reading->stale != NULL || reading->state == FAQ_TRUNCATED;
    return renewable ? "Ask again" : NULL;
}

static void set_ask(struct view *view, const struct faq_reading *reading)
{
    struct arena *arena = view->arena;
    const struct faq_target *target = &reading->target;
    const char *text = ask_text(arena, reading);
    if (text == NULL || view->site->options.faq.provider_count == 0) {
        json_set_null(view->page, "ask");
        json_set_null(view->page, "ask_url");
        return;
    }
    const char *renew = reading->is_finished ? "&renew=1" : "";
    const char *url = faq_url(arena, "", target, target->language, 0);
    const char *api_url = arena_printf(arena, "/api/v1%s%s", url, renew);
    cJSON *ask = json_set_object(view->page, "ask");
    json_set_text(ask, "url", arena_printf(arena, "%s%s", url, renew));
    json_set_text(ask, "text", text);
    json_set_text(ask, "api_url", api_url);
    json_set_bool(ask, "renew", reading->is_finished);
    json_set_text(view->page, "ask_url", api_url);
}

static const struct faq_answer *answer_of(const struct faq *faq, int number)
{
    for (size_t i = 0; i < faq->answers.count; i++)
        if (faq->answers.items[i].number == number)
            return &faq->answers.items[i];
    return NULL;
}

/* The store keeps only what text/markdown.c made. */
static struct html stored_html(const struct faq_answer *answer)
{
    return (struct html){ answer != NULL && answer->html != NULL ? answer->html : "" };
}

static void add_section(cJSON *sections, struct arena *arena, int number,
                        const struct faq_reading *reading)
{
    const struct faq_answer *answer = answer_of(&reading->faq, number);
    bool writing = answer == NULL && reading->state == FAQ_RUNNING &&
                   reading->begun.number == number;
    const char *question = writing ? reading->begun.question : NULL;
    cJSON *section = json_add_object(sections);
    json_set_text(section, "number", arena_printf(arena, "%d", number));
    json_set_text(section, "question", answer != NULL ? answer->question : question);
    json_set_bool(section, "done", answer != NULL);
    json_set_bool(section, "writing", writing);
    json_set_bool(section, "waiting", answer == NULL && !writing);
    json_set_bool(section, "truncated", answer != NULL && answer->truncated);
    view_html(section, "answer_html", stored_html(answer));
    json_set_text(section, "begun", writing ? reading->begun.text : "");
    json_set_text(section, "model", answer != NULL ? answer->model : NULL);
}

static void set_sections(struct view *view, const struct faq_reading *reading)
{
    cJSON *sections = json_set_list(view->page, "sections");
    bool coming = reading->state == FAQ_QUEUED || reading->state == FAQ_RUNNING;
    for (int number = 1; number <= FAQ_QUESTIONS_MAX; number++) {
        bool written = answer_of(&reading->faq, number) != NULL;
        bool begun = coming && reading->begun.number == number;
        if (written || begun || (coming && number <= reading->questions))
            add_section(sections, view->arena, number, reading);
    }
    json_set_bool(view->page, "has_sections", cJSON_GetArraySize(sections) > 0);
}

static void add_fact(cJSON *facts, const char *label, const char *text, const char *url)
{
    cJSON *fact = json_add_object(facts);
    json_set_text(fact, "label", label);
    json_set_text(fact, "text", text);
    json_set_text(fact, "url", url);
}

static const char *source_text(enum text_source source)
{
    switch (source) {
    case TEXT_HTML:
        return "the HTML version";
    case TEXT_PDF:
        return "the PDF";
    case TEXT_ABSTRACT:
        return "title and abstract";
    case TEXT_SOURCE_COUNT:
        break;
    }
    return "";
}

static const char *tokens_text(struct arena *arena, const struct faq_usage *usage)
{
    return arena_printf(
        arena, "%s%s read, %s written", usage->estimated ? "about " : "",
        words_number(arena, usage->tokens_in), words_number(arena, usage->tokens_out));
}

static void set_facts(struct view *view, const struct faq_reading *reading)
{
    struct arena *arena = view->arena;
    const struct faq *faq = &reading->faq;
    cJSON *facts = json_set_list(view->page, "facts");
    if (faq->row == 0)
        return;
    if (faq->version > 0)
        add_fact(facts, "Paper",
                 arena_printf(arena, "%s, version %d", faq->key, faq->version),
                 view_paper_source_url(arena, &reading->paper));
    if (faq->models != NULL)
        add_fact(facts, "Model", faq->models, NULL);
    if (faq->finished != 0)
        add_fact(facts, "Written", words_time(arena, faq->finished), NULL);
    add_fact(facts, "Read from", source_text(faq->source), NULL);
    add_fact(facts, "Tokens", tokens_text(arena, &faq->usage), NULL);
    add_fact(facts, "Cost", words_money(arena, faq->usage.cost), NULL);
}

static void add_choice(cJSON *list, const char *code, const char *text, const char *url,
                       bool on)
{
    cJSON *choice = json_add_object(list);
    json_set_text(choice, "code", code);
    json_set_text(choice, "text", text);
    json_set_text(choice, "url", url);
    json_set_bool(choice, "on", on);
}

static void set_versions(struct view *view, const struct faq_reading *reading,
                         const struct faq_list *stored)
{
    cJSON *list = json_set_list(view->page, "versions");
    const struct faq_target *target = &reading->target;
    int last = -1; /* they are sorted */
    for (size_t i = 0; i < stored->count; i++) {
        const struct faq *faq = &stored->items[i];
        if (strcmp(faq->language, target->language) != 0 || faq->version == last)
            continue;
        last = faq->version;
        const char *text = arena_printf(view->arena, "Version %d", last);
        add_choice(list, NULL, text,
                   faq_url(view->arena, "", target, target->language, last),
                   reading->is_finished && last == reading->faq.version);
    }
    if (cJSON_GetArraySize(list) == 1)
        cJSON_DeleteItemFromArray(list, 0);
}

static void set_languages(struct view *view, const struct faq_reading *reading)
{
    const struct site_faq *faq = &view->site->options.faq;
    cJSON *list = json_set_list(view->page, "languages");
    for (size_t i = 0; i < faq->language_count; i++) {
        const char *code = faq->languages[i];
        add_choice(list, code, language_name(code),
                   faq_url(view->arena, "", &reading->target, code, 0),
                   strcmp(code, reading->target.language) == 0);
    }
}

static void set_head(struct view *view, const struct faq_reading *reading,
                     const char *url)
{
    struct arena *arena = view->arena;
    struct page_head head = {
        .title = arena_printf(arena, "FAQ: %s", reading->paper.title),
        .description = arena_printf(arena,
                                    "Questions about “%s”, answered by a "
                                    "language model",
                                    words_excerpt(arena, reading->paper.title, 200)),
        .branch = branch_name(reading->paper.branch),
        .canonical_url = url,
        .noindex = !reading->is_finished,
    };
    view_head(view, &head);
    json_set_text(view->page, "heading", reading->paper.title);
    json_set_text(view->page, "paper_url", view_paper_url(arena, reading->paper.key));
    json_set_text(view->page, "warning",
                  "Written by a language model; it may be wrong or manipulated.");
}

static void set_urls(struct view *view, const struct faq_reading *reading,
                     const char *url)
{
    const struct faq_target *target = &reading->target;
    struct arena *arena = view->arena;
    const char *events = arena_printf(arena, "/api/v1%s/events?lang=%s",
                                      faq_paper_url(arena, target->branch, target->key),
                                      target->language);
    json_set_text(view->page, "faq_url", url);
    json_set_text(view->page, "api_url", arena_printf(arena, "/api/v1%s", url));
    json_set_text(view->page, "events_url",
                  faq_reading_is_waiting(reading) ? events : NULL);
}

bool view_faq_page(struct view *view, const struct faq_reading *reading,
                   const struct faq_list *stored, struct err *err)
{
    (void)err;
    const struct faq_target *target = &reading->target;
    const char *url =
        faq_url(view->arena, "", target, target->language, target->version);
    view->template = "faq";
    set_head(view, reading, url);
    set_urls(view, reading, url);
    set_states(view, reading);
    cJSON *banners = json_set_list(view->page, "banners");
    add_service_banners(view, banners, reading);
    add_state_banners(view, banners, reading);
    add_text_banners(banners, &reading->faq);
    set_ask(view, reading);
    set_sections(view, reading);
    set_facts(view, reading);
    set_versions(view, reading, stored);
    set_languages(view, reading);
    return true;
}
