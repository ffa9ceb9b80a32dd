/* What is known of the vendors, and what a call costs; see provider.h.
 *
 * No preset has prices: they belong to a model and change with it, so the operator
 * writes those that he pays (docs/models.md shows them with their date). */
#include "llm/provider.h"

enum { COUNT_MAX = 1000000000, MILLION = 1000000 };

/* What none of them differs in. */
#define SAME                                                                           \
    .model = "", .key_file = "", .temperature = "", .usage_in_stream = true,           \
    .extra = "", .idle_s = 90

static const struct provider_preset presets[] = {
    /* K2 and K3 answer 400 to any temperature but 1; they reason before they answer, so
     * max_output is generous. Limits are those of the lowest tier (one call at a time,
     * three a minute); K2.6 has 256k of context. As of 2026-11. */
    { "kimi",
      "Moonshot's Kimi (https://api.moonshot.ai; for China set url to "
      "https://api.moonshot.cn/v1).",
      { .name = "kimi",
        .url = "https://api.moonshot.ai/v1",
        SAME,
        .total_s = 900,
        .first_token_s = 300,
        .concurrency = 1,
        .rpm = 3,
        .context = 262144,
        .max_output = 16384,
        .max_field = MAX_TOKENS } },
    /* A call may wait ten minutes for its turn, kept alive by comments. No limit a
     * minute is published. As of 2026-11. */
    { "deepseek",
      "DeepSeek (https://api.deepseek.com).",
      { .name = "deepseek",
        .url = "https://api.deepseek.com",
        SAME,
        .total_s = 1500,
        .first_token_s = 600,
        .concurrency = 4,
        .context = 131072,
        .max_output = 8192,
        .max_field = MAX_TOKENS } },
    /* max_tokens is refused by its reasoning models. As of 2026-11. */
    { "openai",
      "OpenAI (https://api.openai.com), and others that speak the same with another "
      "url.",
      { .name = "openai",
        .url = "https://api.openai.com/v1",
        SAME,
        .total_s = 900,
        .first_token_s = 300,
        .concurrency = 4,
        .context = 128000,
        .max_output = 16384,
        .max_field = MAX_COMPLETION_TOKENS } },
    /* The context cannot be asked for over this interface: it is what the server was
     * started with (OLLAMA_CONTEXT_LENGTH; 4096 on most cards), and a longer prompt is
     * cut without a word. As of 2026-11. */
    { "ollama",
      "Ollama on this machine; raise OLLAMA_CONTEXT_LENGTH and context together.",
      { .name = "ollama",
        .url = "http://127.0.0.1:11434/v1",
        SAME,
        .first_token_s = 600, /* it may have to be loaded first */
        .total_s = 1800,
        .concurrency = 1, /* a second call would only share the same card */
        .context = 4096,
        .max_output = 1024,
        .max_field = MAX_TOKENS } },
    { "vllm",
      "vLLM on this machine; set context to what it was started with "
      "(--max-model-len).",
      { .name = "vllm",
        .url = "http://127.0.0.1:8000/v1",
        SAME,
        .first_token_s = 600, /* it may have to be loaded first */
        .total_s = 1800,
        .concurrency = 4,
        .context = 32768,
        .max_output = 4096,
        .max_field = MAX_TOKENS } },
};

const struct provider_preset *provider_presets(size_t *ret_count)
{
    *ret_count = COUNT_OF(presets);
    return presets;
}

const struct provider_preset *provider_preset_find(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(presets); i++)
        if (str_eq(name, str_of(presets[i].name)))
            return &presets[i];
    return NULL;
}

/* Within what can be multiplied and summed; beyond it no figure is true anyway. */
static int64_t bounded(int64_t number)
{
    return number < 0 ? 0 : number > COUNT_MAX ? COUNT_MAX : number;
}

int64_t provider_cost(const struct provider *provider, const struct faq_usage *usage)
{
    int64_t all = bounded(usage->tokens_in);
    int64_t cached = bounded(usage->tokens_cached);
    int64_t price_in = bounded(provider->price_in);
    int64_t price_cached =
        provider->price_cached > 0 ? bounded(provider->price_cached) : price_in;
    if (cached > all)
        cached = all;
    int64_t sum = (all - cached) * price_in + cached * price_cached +
                  bounded(usage->tokens_out) * bounded(provider->price_out);
    return (sum + MILLION - 1) / MILLION;
}
