/* How a test steers fake_model and asks what happened: /_control, /_log.
 *
 * calm: all rules are dropped and waits end. forget: so is the log. first_ms, piece_ms,
 * piece_bytes, answer_bytes, text: the usual answers. misbehave=KIND: a rule for the
 * calls that fit `question` and `model`, after `skip` of them, `count` times (default
 * once, -1: for ever), with what the kind takes (state.h). */
#include "state.h"

#include "base/thread.h"

#include <inttypes.h>

static bool mischief_of(const char *name, enum mischief *ret_mischief, struct err *err)
{
    for (enum mischief i = 0; i < MISCHIEF_COUNT; i++)
        if (strcmp(mischief_name(i), name) == 0) {
            *ret_mischief = i;
            return true;
        }
    return err_set(err, ERR_INVALID, "no such misbehaviour: %s", name);
}

struct field {
    const char *name;
    int64_t *number;
    const char **text;
};

static bool read_fields(struct state *state, struct exchange *exchange,
                        const struct field *fields, size_t count, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        if (fields[i].number != NULL &&
            !steer_number(exchange, fields[i].name, fields[i].number, err))
            return false;
        if (fields[i].text != NULL && steer_given(exchange, fields[i].name) != NULL)
            *fields[i].text = steer_kept(exchange, &state->arena, fields[i].name);
    }
    return true;
}

static bool add_rule(struct state *state, struct exchange *exchange, struct err *err)
{
    struct rule rule = { .left = 1, .bytes = -1, .ms = -1 };
    const struct field fields[] = {
        { "question", .number = &rule.question },
        { "skip", .number = &rule.skip },
        { "count", .number = &rule.left },
        { "status", .number = &rule.status },
        { "bytes", .number = &rule.bytes },
        { "ms", .number = &rule.ms },
        { "model", .text = &rule.model },
        { "text", .text = &rule.text },
        { "code", .text = &rule.code },
        { "finish", .text = &rule.finish },
        { "location", .text = &rule.location },
        { "retry_after", .text = &rule.retry_after },
        { "retry_after_ms", .text = &rule.retry_after_ms },
        { "should_retry", .text = &rule.should_retry },
    };
    if (!mischief_of(steer_given(exchange, "misbehave"), &rule.mischief, err) ||
        !read_fields(state, exchange, fields, COUNT_OF(fields), err))
        return false;
    ARENA_PUSH(&state->arena, &state->rules, rule);
    return true;
}

static bool set_manner(struct state *state, struct exchange *exchange, struct err *err)
{
    struct manner *manner = &state->manner;
    const struct field fields[] = {
        { "first_ms", .number = &manner->first_ms },
        { "piece_ms", .number = &manner->piece_ms },
        { "piece_bytes", .number = &manner->piece_bytes },
        { "answer_bytes", .number = &manner->answer_bytes },
        { "text", .text = &manner->text },
    };
    return read_fields(state, exchange, fields, COUNT_OF(fields), err);
}

bool control_apply(struct state *state, struct exchange *exchange, struct err *err)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    if (steer_given(exchange, "calm") != NULL) {
        state->rules = (struct rules){ 0 };
        calm_now(&state->calm);
    }
    if (held != NULL && steer_given(exchange, "forget") != NULL) {
        state->calls.count = 0;
        state->seen.count = 0;
        state->open_most = state->open;
    }
    return steer_given(exchange, "misbehave") != NULL
               ? add_rule(state, exchange, err)
               : set_manner(state, exchange, err);
}

static cJSON *call_json(const struct call *call)
{
    char prefix[17];
    cJSON *object = cJSON_CreateObject();
    snprintf(prefix, sizeof prefix, "%016" PRIx64, call->prefix);
    steer_put_text(object, "id", call->id);
    steer_put_text(object, "model", call->model);
    cJSON_AddNumberToObject(object, "at", (double)call->start_ms);
    cJSON_AddNumberToObject(object, "end", (double)call->end_ms);
    cJSON_AddNumberToObject(object, "messages", (double)call->messages);
    cJSON_AddNumberToObject(object, "number", (double)call->number);
    steer_put_text(object, "question", call->question);
    steer_put_text(object, "prefix_hash", prefix);
    steer_put_text(object, "misbehaved", call->mischief);
    cJSON_AddNumberToObject(object, "status", call->status);
    cJSON_AddNumberToObject(object, "tokens_in", (double)call->tokens_in);
    cJSON_AddNumberToObject(object, "tokens_cached", (double)call->tokens_cached);
    cJSON_AddNumberToObject(object, "tokens_out", (double)call->tokens_out);
    steer_put_text(object, "ended", call->ended);
    cJSON_AddBoolToObject(object, "stream", call->stream);
    cJSON_AddBoolToObject(object, "has_key", call->has_key);
    return object;
}

void log_answer(struct state *state, struct buf *out)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    cJSON *tree = cJSON_CreateObject();
    cJSON_AddNumberToObject(tree, "open", (double)state->open);
    cJSON_AddNumberToObject(tree, "open_most", (double)state->open_most);
    cJSON *list = cJSON_AddArrayToObject(tree, "calls");
    for (size_t i = 0; held != NULL && i < state->calls.count; i++)
        cJSON_AddItemToArray(list, call_json(&state->calls.items[i]));
    steer_print(tree, out);
}
