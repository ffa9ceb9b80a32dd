/* Does the provider know the model, and us? See chat.h. */
#include "faq/chat_part.h"

#include "base/clock.h"
#include "faq/providers.h"
#include "text/json.h"

#include <string.h>

enum { MODELS_MAX = 4 << 20 /* bytes of a list of models */ };

/* {"data":[{"id":"…"}]}; an answer of another shape tells nothing. */
static bool holds_model(const cJSON *list, const char *model)
{
    const cJSON *item, *models = cJSON_GetObjectItemCaseSensitive(list, "data");
    if (!cJSON_IsArray(models))
        return true;
    cJSON_ArrayForEach(item, models)
    {
        const cJSON *id = cJSON_GetObjectItemCaseSensitive(item, "id");
        if (!cJSON_IsString(id))
            continue;
        struct str name = str_of(id->valuestring);
        /* Ollama says "llama3:latest", Google "models/gemini". */
        if (str_eq(name, str_of(model)) ||
            (str_starts(name, str_of(model)) && name.ptr[strlen(model)] == ':') ||
            (str_skip(&name, LIT("models/")) && str_eq(name, str_of(model))))
            return true;
    }
    return false;
}

static bool judge_models(const struct provider *provider,
                         const struct http_answer *answer, struct err *err)
{
    CLEANUP(json_done) cJSON *list = NULL;
    struct err ignored;
    if (answer->status == 401 || answer->status == 403)
        return err_set(err, ERR_REFUSED, "%s does not accept the key (status %d)",
                       provider->url, answer->status);
    if (answer->status >= 500 || answer->status == 429)
        return err_set(err, ERR_UPSTREAM, "%s answered %d", answer->url,
                       answer->status);
    if (answer->status != 200 || !json_read(answer->body, &list, &ignored) ||
        holds_model(list, provider->model))
        return true;
    return err_set(err, ERR_NOT_FOUND, "%s does not know the model %s", provider->url,
                   provider->model);
}

bool chat_check_model(struct chat *chat, const struct provider *provider,
                      struct arena *arena, struct err *err)
{
    char key[PROVIDER_KEY_SIZE];
    struct http_answer answer = { .status = 0 };
    struct http_get get = { .url = arena_printf(arena, "%s/models", provider->url),
                            .accept = "application/json",
                            .authorization = key,
                            .body_max = MODELS_MAX,
                            .timeout_ms = CHAT_CONNECT_TIMEOUT_MS };
    if (!provider_key_header(provider, key, err))
        return false;
    bool answered =
        http_client_get(chat->client, &get, clock_now(), arena, &answer, err);
    explicit_bzero(key, sizeof key);
    return answered && judge_models(provider, &answer, err);
}
