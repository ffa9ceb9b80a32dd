/* See asked.h. */
#include "asked.h"

#include "base/hash.h"
#include "base/utf8.h"

int64_t tokens_of(struct str text)
{
    return (int64_t)(text.len / 4) + 1;
}

static struct str text_of(const cJSON *message, const char *name)
{
    return str_of(cJSON_GetStringValue(cJSON_GetObjectItem(message, name)));
}

static bool has_han(struct str text)
{
    while (text.len > 0) {
        uint32_t character = utf8_next(&text);
        if (character >= 0x4e00 && character <= 0x9fff)
            return true;
    }
    return false;
}

static bool asks_to_go_on(struct str text)
{
    return str_starts(text, LIT("Your last answer was cut off."));
}

/* The question stands last, behind the paper. */
static const char *question_of(struct str text, struct arena *arena)
{
    struct str rest = str_trim(text), line = rest;
    while (rest.len > 0)
        line = str_cut(&rest, '\n');
    size_t len =
        line.len > QUESTION_SHOWN ? utf8_floor(line.ptr, QUESTION_SHOWN) : line.len;
    return arena_text(arena, str_upto(line, len));
}

static bool read_message(const cJSON *message, struct arena *arena, struct asked *asked,
                         bool *user_seen, struct err *err)
{
    struct str role = text_of(message, "role"), text = text_of(message, "content");
    bool user = str_eq(role, LIT("user")), assistant = str_eq(role, LIT("assistant"));
    if (!user && !assistant && !str_eq(role, LIT("system")))
        return err_set(err, ERR_INVALID, "messages: no such role");
    if (text.len == 0)
        return err_set(err, ERR_INVALID, "messages: content is empty");
    asked->messages++;
    asked->tokens += tokens_of(text);
    if (!*user_seen) {
        asked->prefix = hash_add(hash_add(asked->prefix, role), text);
        asked->prefix_tokens += tokens_of(text);
    }
    if (user) {
        asked->question = question_of(text, arena);
        asked->goes_on = *user_seen && asks_to_go_on(text);
    }
    asked->number += assistant;
    asked->chinese = asked->chinese || (!user && !assistant && has_han(text));
    *user_seen = *user_seen || user;
    return true;
}

bool asked_read(const cJSON *json, struct arena *arena, struct asked *ret_asked,
                struct err *err)
{
    struct asked asked = { .prefix = HASH_START, .number = 1 };
    const cJSON *message, *messages = cJSON_GetObjectItem(json, "messages");
    bool user_seen = false;
    asked.model = cJSON_GetStringValue(cJSON_GetObjectItem(json, "model"));
    if (asked.model == NULL)
        return err_set(err, ERR_INVALID, "you must provide a model parameter");
    if (!cJSON_IsArray(messages))
        return err_set(err, ERR_INVALID, "messages is no array");
    cJSON_ArrayForEach(message, messages)
    {
        if (!read_message(message, arena, &asked, &user_seen, err))
            return false;
    }
    if (!user_seen)
        return err_set(err, ERR_INVALID, "messages: nothing is asked");
    asked.number -= asked.goes_on;
    asked.stream = cJSON_IsTrue(cJSON_GetObjectItem(json, "stream"));
    asked.wants_usage = cJSON_IsTrue(cJSON_GetObjectItem(
        cJSON_GetObjectItem(json, "stream_options"), "include_usage"));
    *ret_asked = asked;
    return true;
}
