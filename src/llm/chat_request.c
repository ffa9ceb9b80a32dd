/* The request as JSON; see chat_request.h. Members of `extra` replace ours, and a null
 * takes one away (as in RFC 7396), so that an operator can serve a vendor's whim. Not
 * those that the rest of the program counts on, and no tools: a paper that talks the
 * model into something shall find nothing to do it with. */
#include "llm/chat_request.h"

#include "llm/tokens.h"
#include "text/json.h"

static const char *const role_names[] = {
    [CHAT_SYSTEM] = "system", [CHAT_USER] = "user", [CHAT_ASSISTANT] = "assistant"
};

static const char *const reserved[] = {
    "messages", "stream", "n", "tools", "tool_choice", "functions", "web_search_options"
};

static void set_messages(cJSON *root, const struct chat_messages *messages)
{
    cJSON *list = json_set_list(root, "messages");
    for (size_t i = 0; i < messages->count; i++) {
        const struct chat_message *message = &messages->items[i];
        CLEANUP(buf_done) struct buf text = buf_upto(message->text.len);
        buf_add(&text, message->text);
        cJSON *item = json_add_object(list);
        json_set_text(item, "role", role_names[message->role]);
        json_set_text(item, "content", text.ptr);
    }
}

static void set_limit(cJSON *root, const struct provider *provider)
{
    switch (provider->max_field) {
    case MAX_TOKENS:
        json_set_int(root, "max_tokens", provider->max_output);
        return;
    case MAX_COMPLETION_TOKENS:
        json_set_int(root, "max_completion_tokens", provider->max_output);
        return;
    case MAX_NONE:
        return;
    }
}

static bool set_temperature(cJSON *root, const struct provider *provider,
                            struct err *err)
{
    struct str text = str_of(provider->temperature);
    if (text.len == 0)
        return true;
    cJSON *number = NULL;
    if (!json_read(text, &number, err))
        return err_add(err, "temperature");
    if (!cJSON_IsNumber(number)) {
        cJSON_Delete(number);
        return err_set(err, ERR_INVALID, "temperature is not a number");
    }
    cJSON_AddItemToObject(root, "temperature", number);
    return true;
}

static bool is_reserved(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(reserved); i++)
        if (str_eq(str_of(name), str_of(reserved[i])))
            return true;
    return false;
}

static bool merge_extra(cJSON *root, const char *extra, struct err *err)
{
    CLEANUP(json_done) cJSON *tree = NULL;
    if (str_of(extra).len == 0)
        return true;
    if (!json_read(str_of(extra), &tree, err))
        return err_add(err, "extra");
    if (!cJSON_IsObject(tree))
        return err_set(err, ERR_INVALID, "extra is not a JSON object");
    while (tree->child != NULL) {
        cJSON *item = cJSON_DetachItemViaPointer(tree, tree->child);
        CLEANUP(json_done) cJSON *owned = item;
        if (is_reserved(item->string))
            return err_set(err, ERR_INVALID, "extra may not set %.60s", item->string);
        cJSON_DeleteItemFromObjectCaseSensitive(root, item->string);
        if (cJSON_IsNull(item))
            continue;
        owned = NULL;
        cJSON_AddItemToObject(root, item->string, item);
    }
    return true;
}

bool chat_request_write(const struct provider *provider,
                        const struct chat_messages *messages, struct buf *out,
                        struct err *err)
{
    CLEANUP(json_done) cJSON *root = cJSON_CreateObject();
    json_set_text(root, "model", provider->model);
    json_set_bool(root, "stream", true);
    if (provider->usage_in_stream)
        json_set_bool(json_set_object(root, "stream_options"), "include_usage", true);
    set_limit(root, provider);
    if (!set_temperature(root, provider, err) ||
        !merge_extra(root, provider->extra, err))
        return false;
    set_messages(root, messages);
    json_write(out, root, false);
    return !out->full ||
           err_set(err, ERR_LIMIT, "the request is over %zu bytes", out->max);
}

int64_t chat_messages_estimate(const struct chat_messages *messages)
{
    int64_t tokens = 0;
    for (size_t i = 0; i < messages->count; i++)
        tokens += tokens_estimate(messages->items[i].text) + TOKENS_A_MESSAGE;
    return tokens;
}
