/* A model provider: an OpenAI-compatible endpoint and what is special about it. Presets
 * carry what is known of a vendor; the operator's [model.NAME] section overrides it.
 * Const once loaded; the key is read by faq/providers.h and is not in here. */
#ifndef LLM_PROVIDER_H
#define LLM_PROVIDER_H

#include "model/faq.h"

enum max_field { MAX_TOKENS, MAX_COMPLETION_TOKENS, MAX_NONE }; /* how it is called */

struct provider {
    const char *name; /* of the section */
    const char *url;  /* base, no slash at the end: "https://api.deepseek.com" */
    const char *model;
    const char *key_file;     /* "" = no key is sent */
    int64_t concurrency, rpm; /* 0 = not limited */
    int64_t context;          /* tokens, prompt and answer together */
    int64_t max_output;       /* tokens of one answer */
    enum max_field max_field;
    const char *temperature; /* as JSON number, "" = not sent */
    bool usage_in_stream;    /* takes stream_options.include_usage */
    const char *extra;       /* a JSON object merged into the request, "" = none */
    int64_t price_in, price_cached, price_out; /* millionths for a million tokens; a
                                                * price_cached of 0 means price_in */
    int64_t first_token_s, idle_s, total_s;    /* deadlines on progress */
};

struct provider_preset {
    const char *name; /* "kimi" */
    const char *says; /* a sentence for docs and --help */
    struct provider defaults;
};
const struct provider_preset *provider_presets(size_t *ret_count);
const struct provider_preset *provider_preset_find(struct str name); /* or NULL */

/* What so many tokens cost, rounded up to a millionth. */
int64_t provider_cost(const struct provider *provider, const struct faq_usage *usage);

#endif
