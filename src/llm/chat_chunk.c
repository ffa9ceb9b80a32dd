/* Members that we know, whichever of them are there; see chat_chunk.h. Tool calls,
 * padding ("obfuscation") and whatever else vendors add is passed over. */
#include "llm/chat_chunk.h"

#include "llm/chat_error.h"
#include "llm/chat_mend.h"
#include "llm/chat_text.h"

enum { TOKENS_MAX = 1000000000 };

static const struct {
    const char *name;
    enum chat_finish finish;
} finishes[] = {
    { "stop", CHAT_STOP },
    { "length", CHAT_LENGTH },
    { "max_tokens", CHAT_LENGTH },   /* gateways to Anthropic and Gemini */
    { "model_length", CHAT_LENGTH }, /* Mistral */
    { "content_filter", CHAT_FILTERED },
    { "safety", CHAT_FILTERED },
    { "sensitive", CHAT_FILTERED },                      /* Zhipu */
    { "insufficient_system_resource", CHAT_OVERLOADED }, /* DeepSeek */
    { "error", CHAT_FAILED },                            /* OpenRouter, Mistral */
    { "abort", CHAT_FAILED },                            /* vLLM, SGLang */
    { "network_error", CHAT_FAILED },                    /* Zhipu */
};

static const cJSON *member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* Raises *most to the figure, if it is one: where usage comes more than once, it only
 * grows. */
static bool take_tokens(const cJSON *object, const char *name, int64_t *most)
{
    struct err ignored;
    int64_t tokens = 0;
    if (!json_get_int(object, name, 0, TOKENS_MAX, &tokens, &ignored))
        return false;
    *most = tokens > *most ? tokens : *most;
    return true;
}

static void take_usage(struct chat_stream *stream, const cJSON *usage)
{
    struct faq_usage *sum = &stream->usage;
    if (!cJSON_IsObject(usage))
        return;
    stream->has_usage |= take_tokens(usage, "prompt_tokens", &sum->tokens_in);
    stream->has_usage |= take_tokens(usage, "completion_tokens", &sum->tokens_out);
    take_tokens(member(usage, "prompt_tokens_details"), "cached_tokens",
                &sum->tokens_cached);                                   /* OpenAI */
    take_tokens(usage, "prompt_cache_hit_tokens", &sum->tokens_cached); /* DeepSeek */
    take_tokens(usage, "cached_tokens", &sum->tokens_cached);           /* Kimi */
    if (sum->tokens_cached > sum->tokens_in)
        sum->tokens_cached = sum->tokens_in;
}

static void take_finish(struct chat_stream *stream, struct str reason)
{
    if (reason.len == 0)
        return;
    stream->finish = CHAT_OTHER;
    for (size_t i = 0; i < COUNT_OF(finishes); i++)
        if (str_eq_nocase(reason, str_of(finishes[i].name)))
            stream->finish = finishes[i].finish;
}

static void take_message(struct chat_stream *stream, const cJSON *message)
{
    struct str content = chat_text_of(message, "content");
    if (content.len > 0 || chat_text_of(message, "reasoning_content").len > 0 ||
        chat_text_of(message, "reasoning").len > 0)
        stream->progress++;
    if (content.len > 0)
        chat_text_add(stream, content);
}

static void take_choice(struct chat_stream *stream, const cJSON *choice)
{
    const cJSON *delta = member(choice, "delta");
    take_message(stream, cJSON_IsObject(delta) ? delta : member(choice, "message"));
    take_finish(stream, chat_text_of(choice, "finish_reason"));
    take_usage(stream, member(choice, "usage"));
}

/* The first answer; we never ask for a second one. */
static void take_choices(struct chat_stream *stream, const cJSON *choices)
{
    if (cJSON_IsArray(choices) && choices->child != NULL)
        take_choice(stream, choices->child);
}

static void take_object(struct chat_stream *stream, const cJSON *root)
{
    struct chat_error error;
    if (stream->model[0] == '\0')
        chat_one_line(chat_text_of(root, "model"), stream->model, sizeof stream->model);
    take_choices(stream, member(root, "choices"));
    take_usage(stream, member(root, "usage"));
    if (!chat_error_find(root, &error))
        return;
    err_set(&stream->error, ERR_UPSTREAM, "%s", error.text);
    memcpy(stream->error_code, error.code, sizeof stream->error_code);
}

bool chat_chunk_take(struct chat_stream *stream, struct str json, struct err *err)
{
    CLEANUP(buf_done) struct buf mended = buf_upto(3 * json.len);
    CLEANUP(json_done) cJSON *root = NULL;
    chat_mend(json, &mended);
    if (!json_read(buf_str(&mended), &root, err))
        return false;
    if (!cJSON_IsObject(root))
        return err_set(err, ERR_INVALID, "expected a JSON object");
    take_object(stream, root);
    return true;
}
