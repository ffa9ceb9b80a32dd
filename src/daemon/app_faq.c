/* Models, full texts and workers, wired together; see app_faq.h. */
#include "daemon/app_faq.h"

#include "llm/faq_prompt.h"

#include <string.h>

enum {
    USUAL_TEXT_TOKENS = 25000, /* of a paper, before its text is known */
    STATES_MAX = 32,
};

void app_faq_init(struct app_faq *faq, const struct config *config, struct stop *stop)
{
    faq->config = config;
    faq->providers =
        providers_open(config->providers.items, config->providers.count, stop);
}

static void wake_workers(void *context)
{
    struct app_faq *faq = context;
    struct faq_workers *workers = faq->workers;
    if (workers != NULL)
        faq_workers_wake(workers);
}

/* Without prices every call counts as free. */
static bool is_priced(const struct provider *provider)
{
    return provider->price_in > 0 || provider->price_out > 0;
}

static void put_state(cJSON *list, const struct provider_state *state)
{
    cJSON *object = json_add_object(list);
    json_set_text(object, "name", state->provider->name);
    json_set_text(object, "model", state->provider->model);
    json_set_int(object, "running", state->running);
    json_set_int(object, "concurrency", state->provider->concurrency);
    json_set_time(object, "rests_until", state->rest_until);
    json_set_bool(object, "stopped", state->stopped);
    json_set_bool(object, "priced", is_priced(state->provider));
    json_set_text(object, "reason", state->why[0] ? state->why : NULL);
}

static cJSON *provider_list(void *context)
{
    struct app_faq *faq = context;
    struct provider_state states[STATES_MAX];
    size_t count = providers_states(faq->providers, states, STATES_MAX);
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < count; i++)
        put_state(list, &states[i]);
    return list;
}

static bool questions(void *context, const char *language, const char *primary_category,
                      struct arena *arena, struct site_questions *ret_questions)
{
    struct app_faq *faq = context;
    const struct question_set *set =
        questions_for(&faq->config->questions, language, primary_category);
    if (set == NULL)
        return false;
    *ret_questions = (struct site_questions){ .hash = questions_hash(set) };
    for (size_t i = 0; i < set->questions.count; i++)
        ARENA_PUSH(arena, &ret_questions->headings,
                   arena_text(arena, question_heading(set->questions.items[i])));
    return true;
}

int64_t app_faq_estimate(const struct config *config)
{
    const struct question_set *set =
        config->languages.count > 0
            ? questions_for(&config->questions, config->languages.items[0], NULL)
            : NULL;
    if (set == NULL || config->providers.count == 0)
        return 0;
    return prompt_estimate_cost(&config->providers.items[0], set, USUAL_TEXT_TOKENS);
}

struct site_faq app_faq_for_site(struct app_faq *faq, bool working)
{
    const struct config *config = faq->config;
    return (struct site_faq){
        .languages = config->languages.items,
        .language_count = config->languages.count,
        .provider_count = config->providers.count,
        .working = working,
        .tokens_only = config->anonymous_day == 0,
        .estimate = app_faq_estimate(config),
        .budget = { config->budget_day, config->budget_month },
        .visitor_day = config->anonymous_day,
        .all_visitors_day = config->visitors_day,
        .waiting_max = config->waiting,
        .admin_token_file = config->admin_token_file,
        .wake_workers = wake_workers,
        .providers = provider_list,
        .questions = questions,
        .context = faq,
    };
}

static bool open_full_text(struct app_faq *faq, const struct app_faq_parts *parts,
                           struct err *err)
{
    struct full_text_options options = {
        .store = parts->store,
        .arxiv = parts->arxiv,
        .contact = faq->config->contact,
        .page_spacing_ms = faq->config->page_spacing * 1000,
        .stop = parts->stop,
    };
    return full_text_open(&options, &faq->full_text, err);
}

bool app_faq_open(struct app_faq *faq, const struct app_faq_parts *parts,
                  struct err *err)
{
    const struct config *config = faq->config;
    struct faq_workers *workers;
    faq->watch = site_faq_watch(parts->site);
    if (!open_full_text(faq, parts, err))
        return false;
    struct faq_options options = {
        .store = parts->store,
        .dir = config->dir,
        .full_text = faq->full_text,
        .providers = faq->providers,
        .provider_items = config->providers.items,
        .provider_count = parts->working ? config->providers.count : 0,
        .questions = &config->questions,
        .watch = &faq->watch,
        .budget = { config->budget_day, config->budget_month },
        .attempts_max = config->attempts,
        .backoff_s = config->backoff,
        .keep_text_s = config->keep_text * SECONDS_A_DAY,
        .stop = parts->stop,
    };
    if (!faq_workers_open(&options, &workers, err))
        return false;
    faq->workers = workers;
    return true;
}

void app_faq_close(struct app_faq *faq)
{
    faq_workers_close(faq->workers);
    full_text_close(faq->full_text);
    providers_close(faq->providers);
}
