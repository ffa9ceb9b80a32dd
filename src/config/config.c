/* The option tables: every key of the configuration is a line here. config_load.c fills
 * them in, config_print.c prints them. */
#include "config/config_option.h"

#include "base/log.h"

#include <stddef.h>

enum { DIR_MAX = 94 /* with "/control.sock" it must fit a socket's address */ };
/* In millionths: a million, and a thousand for a million tokens. */
#define MONEY_MAX INT64_C(1000000000000)
#define PRICE_MAX INT64_C(1000000000)

#define AT(field) offsetof(struct config, field)
static const struct option options[] = {
    { "server", "listen", OPTION_LISTEN, AT(listen), 0, 0, "127.0.0.1:8080",
      "address and port to serve on; port 0 takes any free one" },
    { "server", "base_url", OPTION_URL_OR_EMPTY, AT(base_url), 0, 0, "",
      "the site's public address, for feeds; empty: as the reader asked" },
    { "server", "trusted_proxy", OPTION_ADDRESS_OR_EMPTY, AT(trusted_proxy), 0, 0, "",
      "address of the proxy in front, whose X-Forwarded-For counts" },
    { "server", "admin_token_file", OPTION_SECRET_FILE, AT(admin_token_file), 0, 170,
      "", "file with one administrator's token of 16 characters or more" },
    { "data", "dir", OPTION_TEXT, AT(dir), 1, DIR_MAX, "data",
      "the folder of the database; made if absent" },
    { "arxiv", "categories", OPTION_CATEGORIES, AT(categories), 0, 0,
      "cs.CL cs.LG cs.AI cs.CV",
      "the categories to watch; more of them may follow on indented lines" },
    { "arxiv", "contact", OPTION_CONTACT, AT(contact), 0, 120, "",
      "your mail address, sent to arXiv with each request" },
    { "arxiv", "spacing", OPTION_INT, AT(spacing), 0, 3600, "3",
      "seconds between requests to arXiv's feeds and API; below 3 only for a mirror" },
    { "arxiv", "page_spacing", OPTION_INT, AT(page_spacing), 0, 3600, "15",
      "seconds between pages of arXiv's site; below 15 only for a mirror" },
    { "arxiv", "feed_url", OPTION_URL, AT(feed_url), 0, 0, "https://rss.arxiv.org",
      "where /rss/<category> is" },
    { "arxiv", "site_url", OPTION_URL, AT(site_url), 0, 0, "https://arxiv.org",
      "where /list/<category>/new is" },
    { "arxiv", "api_url", OPTION_URL, AT(api_url), 0, 0,
      "https://export.arxiv.org/api/query", "the query API" },
    { "arxiv", "oai_url", OPTION_URL, AT(oai_url), 0, 0, "https://oaipmh.arxiv.org/oai",
      "OAI-PMH, for harvests" },
    { "arxiv", "harvest", OPTION_YES_NO, AT(harvest), 0, 0, "yes",
      "once a day, ask OAI-PMH what has changed: versions, withdrawals, DOIs" },
    { "harvest", "spacing", OPTION_INT, AT(harvest_spacing), 0, 3600, "3",
      "seconds between requests to a host of [venues]; below 3 only for a mirror" },
    { "openreview", "user", OPTION_CONTACT, AT(openreview.user), 0, 120, "",
      "the name of your login at openreview.net, for lines of that kind" },
    { "openreview", "password_file", OPTION_SECRET_FILE, AT(openreview.password_file),
      0, 170, "", "file with its password; without a / a systemd credential" },
    { "openreview", "token_file", OPTION_SECRET_FILE, AT(openreview.token_file), 0, 170,
      "", "file with a token instead, as a login with a second factor needs it" },
    { "openreview", "api2_url", OPTION_URL, AT(openreview.api2_url), 0, 0,
      "https://api2.openreview.net", "the API of venues since 2023" },
    { "openreview", "api1_url", OPTION_URL, AT(openreview.api1_url), 0, 0,
      "https://api.openreview.net", "the API of venues before" },
    { "faq", "models", OPTION_NAMES, AT(models), 0, MODELS_MAX, "",
      "the models to ask, in order of trial; empty: all [model.NAME] sections below" },
    { "faq", "languages", OPTION_LANGUAGES, AT(languages), 0, 8, "en zh",
      "languages of FAQs; the first is the default" },
    { "faq", "questions", OPTION_TEXT, AT(questions_file), 0, 170, "",
      "file with the questions (config/questions.ini shows how); empty: built in" },
    { "faq", "budget_day", OPTION_MONEY, AT(budget_day), 0, MONEY_MAX, "5",
      "what a day (UTC) may cost, in the currency of the prices; 0: no limit" },
    { "faq", "budget_month", OPTION_MONEY, AT(budget_month), 0, MONEY_MAX, "50",
      "what a month may cost; 0: no limit" },
    { "faq", "nightly", OPTION_CATEGORIES_OR_EMPTY, AT(nightly), 0, 0, "",
      "watched categories whose new papers get FAQs at each ingest; empty: none" },
    { "faq", "nightly_clicks", OPTION_INT, AT(nightly_clicks), 0, 1000000, "0",
      "so many [FAQ] clicks get a paper its FAQ at ingest; 0: no number does" },
    { "faq", "anonymous_day", OPTION_INT, AT(anonymous_day), 0, 100000, "20",
      "new FAQs a day for a visitor without token; 0: such visitors may not ask" },
    { "faq", "visitors_day", OPTION_INT, AT(visitors_day), 0, 1000000, "1000",
      "new FAQs a day for all visitors without token together; 0: no limit" },
    { "faq", "waiting", OPTION_INT, AT(waiting), 1, 100000, "500",
      "FAQs that may wait in the queue; who asks for more is told to come back" },
    { "faq", "keep_text", OPTION_INT, AT(keep_text), 1, 3650, "30",
      "days that a paper's text and ended jobs are kept" },
    { "faq", "attempts", OPTION_INT, AT(attempts), 1, 50, "5",
      "tries that may fail before a FAQ is given up" },
    { "faq", "backoff", OPTION_INT, AT(backoff), 0, 600, "5",
      "seconds before the second try, doubled for each further one; 0 only for tests" },
    { "limits", "requests", OPTION_INT, AT(requests), 0, 1000000, "600",
      "requests a minute from one network (IPv4 /24, IPv6 /56); 0: no limit" },
    { "limits", "loopback", OPTION_INT, AT(loopback), 0, 1, "0",
      "1: the limit holds for clients on this machine too" },
    { "limits", "connections", OPTION_INT, AT(connections), 16, 100000, "2000",
      "open connections at a time" },
    { "limits", "streams", OPTION_INT, AT(streams), 0, 100000, "1000",
      "readers who may watch FAQs being written, at a time; 0: no limit" },
    { "limits", "streams_network", OPTION_INT, AT(streams_network), 0, 100000, "50",
      "of these, from one network; 0: no limit" },
    { "limits", "body", OPTION_INT, AT(body), 1024, 1048576, "65536",
      "bytes of a request's body" },
    { "limits", "cache", OPTION_INT, AT(cache), 0, 4096, "64",
      "megabytes of ready pages kept in memory" },
    { "log", "level", OPTION_LEVEL, AT(log_level), 0, 0, "info",
      "error, warn, info or debug" },
};
#undef AT

/* A section of its own for each model. What no preset knows stands here. */
#define OF(field) offsetof(struct model_section, field)
static const struct option model_keys[] = {
    { "model.NAME", "preset", OPTION_PRESET_OR_EMPTY, OF(preset), 0, 0, "",
      "kimi, deepseek, openai, ollama or vllm: fills in what is not given below" },
    { "model.NAME", "url", OPTION_URL_OR_EMPTY, OF(provider.url), 0, 0, "",
      "base address of the API, without /chat/completions" },
    { "model.NAME", "model", OPTION_TEXT, OF(provider.model), 0, 150, "",
      "the model's name, as the provider writes it" },
    { "model.NAME", "key_file", OPTION_SECRET_FILE, OF(provider.key_file), 0, 170, "",
      "file with the key; without a / a systemd credential; empty: no key is sent" },
    { "model.NAME", "concurrency", OPTION_INT, OF(provider.concurrency), 0, 1000, "2",
      "calls at a time; 0: no limit" },
    { "model.NAME", "rpm", OPTION_INT, OF(provider.rpm), 0, 1000000, "0",
      "calls a minute; 0: no limit" },
    { "model.NAME", "context", OPTION_INT, OF(provider.context), 1000, 100000000,
      "32000", "tokens that prompt and answer may have together" },
    { "model.NAME", "max_output", OPTION_INT, OF(provider.max_output), 100, 1000000,
      "4000", "tokens that one answer may have" },
    { "model.NAME", "max_field", OPTION_MAX_FIELD, OF(provider.max_field), 0, 0,
      "max_tokens", "how max_output is sent: max_tokens, max_completion_tokens, none" },
    { "model.NAME", "temperature", OPTION_NUMBER_OR_EMPTY, OF(provider.temperature), 0,
      12, "", "temperature to ask for; empty: not sent" },
    { "model.NAME", "usage_in_stream", OPTION_FLAG, OF(provider.usage_in_stream), 0, 0,
      "1", "1: asks for the token counts; 0: for a server that refuses to be asked" },
    { "model.NAME", "extra", OPTION_OBJECT_OR_EMPTY, OF(provider.extra), 0, 170, "",
      "a JSON object that is merged into each request" },
    { "model.NAME", "price_in", OPTION_MONEY, OF(provider.price_in), 0, PRICE_MAX, "0",
      "price of a million tokens of input" },
    { "model.NAME", "price_cached", OPTION_MONEY, OF(provider.price_cached), 0,
      PRICE_MAX, "0",
      "of a million that came from the provider's cache; 0: as price_in" },
    { "model.NAME", "price_out", OPTION_MONEY, OF(provider.price_out), 0, PRICE_MAX,
      "0", "of a million tokens of output" },
    { "model.NAME", "first_token", OPTION_INT, OF(provider.first_token_s), 1, 86400,
      "300", "seconds until the first token must have come" },
    { "model.NAME", "idle", OPTION_INT, OF(provider.idle_s), 1, 86400, "90",
      "seconds that may pass between two tokens" },
    { "model.NAME", "total", OPTION_INT, OF(provider.total_s), 1, 86400, "900",
      "seconds that one answer may take" },
};
#undef OF

const struct option *config_options(size_t *ret_count)
{
    *ret_count = COUNT_OF(options);
    return options;
}

const struct option *model_options(size_t *ret_count)
{
    *ret_count = COUNT_OF(model_keys);
    return model_keys;
}

void config_done(struct config *config)
{
    arena_done(&config->arena);
}

void config_set_log_level(const struct config *config)
{
    static const struct {
        const char *name;
        enum log_level level;
    } levels[] = { { "error", LOG_LEVEL_ERROR },
                   { "warn", LOG_LEVEL_WARN },
                   { "info", LOG_LEVEL_INFO },
                   { "debug", LOG_LEVEL_DEBUG } };
    for (size_t i = 0; i < COUNT_OF(levels); i++)
        if (str_eq(str_of(levels[i].name), str_of(config->log_level)))
            log_upto(levels[i].level);
}
