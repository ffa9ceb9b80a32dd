/* What the page of a FAQ says beyond its JSON: in words, with links and forms. */
#include "site/faq/view_faq.h"

#include "site/paper/view_paper.h"
#include "site/words.h"

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

/* What the form asks for, or NULL where there is nothing to ask for. */
static const char *ask_text(struct arena *arena, const struct faq_reading *reading)
{
    if (faq_reading_is_waiting(reading) || view_faq_is_older(reading))
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
    return (struct html){ answer->html != NULL ? answer->html : "" };
}

/* Of a question that has not been asked yet; NULL: not known. */
static const char *heading_of(const struct faq_reading *reading, int number)
{
    const struct text_list *headings = &reading->headings;
    return (size_t)number <= headings->count ? headings->items[number - 1] : NULL;
}

static void add_section(cJSON *sections, struct arena *arena, int number,
                        const struct faq_reading *reading)
{
    static const struct faq_answer none = { 0 };
    const struct faq_answer *found = answer_of(&reading->faq, number);
    const struct faq_answer *answer = found != NULL ? found : &none;
    bool done = found != NULL;
    bool writing =
        !done && reading->state == FAQ_RUNNING && reading->begun.number == number;
    cJSON *section = json_add_object(sections);
    json_set_text(section, "number", arena_printf(arena, "%d", number));
    json_set_text(section, "question",
                  done      ? answer->question
                  : writing ? reading->begun.question
                            : heading_of(reading, number));
    json_set_bool(section, "done", done);
    json_set_bool(section, "writing", writing);
    json_set_bool(section, "waiting", !done && !writing);
    json_set_bool(section, "truncated", answer->truncated);
    view_html(section, "answer_html", stored_html(answer));
    json_set_text(section, "begun", writing ? reading->begun.text : "");
    json_set_text(section, "model", answer->model);
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
    json_set_text(view->page, "paper_url", view_paper_url(arena, &reading->paper));
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

void view_faq_page(struct view *view, const struct faq_reading *reading,
                   const struct faq_list *stored)
{
    const struct faq_target *target = &reading->target;
    const char *url =
        faq_url(view->arena, "", target, target->language, target->version);
    view->template = "faq";
    set_head(view, reading, url);
    set_urls(view, reading, url);
    view_faq_states(view, reading);
    view_faq_banners(view, reading);
    set_ask(view, reading);
    set_sections(view, reading);
    set_facts(view, reading);
    set_versions(view, reading, stored);
    set_languages(view, reading);
}
