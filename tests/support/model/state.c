/* The mutable part of fake_model; see state.h. */
#include "state.h"

#include "base/clock.h"
#include "base/thread.h"

static const char *const mischief_names[MISCHIEF_COUNT] = {
#define X(constant, name) [constant] = name,
    MISCHIEFS(X)
#undef X
};

const char *mischief_name(enum mischief mischief)
{
    return mischief_names[mischief];
}

void state_init(struct state *state)
{
    *state = (struct state){ .key = "", .manner.piece_bytes = 24 };
    pthread_mutex_init(&state->mutex, NULL);
    calm_init(&state->calm);
}

void state_done(struct state *state)
{
    arena_done(&state->arena);
    calm_done(&state->calm);
    pthread_mutex_destroy(&state->mutex);
}

static bool fits(const struct rule *rule, int64_t question, const char *model)
{
    return rule->left != 0 && (rule->question == 0 || rule->question == question) &&
           (rule->model == NULL || strcmp(rule->model, model) == 0);
}

struct rule state_take_rule(struct state *state, int64_t question, const char *model)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    for (size_t i = 0; held != NULL && i < state->rules.count; i++) {
        struct rule *rule = &state->rules.items[i];
        if (!fits(rule, question, model) || rule->skip-- > 0)
            continue;
        if (rule->left > 0)
            rule->left--;
        return *rule;
    }
    return (struct rule){ .mischief = MISCHIEF_NONE, .bytes = -1, .ms = -1 };
}

struct manner state_manner(struct state *state)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    return held != NULL ? state->manner : (struct manner){ 0 };
}

static const char *kept(struct state *state, const char *text)
{
    return text == NULL ? NULL : arena_text(&state->arena, str_of(text));
}

static bool note_prefix(struct state *state, uint64_t prefix)
{
    for (size_t i = 0; i < state->seen.count; i++)
        if (state->seen.items[i] == prefix)
            return true;
    ARENA_PUSH(&state->arena, &state->seen, prefix);
    return false;
}

size_t state_call(struct state *state, const struct call *call, bool *ret_seen)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    struct call copy = *call;
    copy.id = kept(state, call->id);
    copy.model = kept(state, call->model);
    copy.question = kept(state, call->question);
    *ret_seen = note_prefix(state, call->prefix);
    state->open += held != NULL;
    if (state->open > state->open_most)
        state->open_most = state->open;
    ARENA_PUSH(&state->arena, &state->calls, copy);
    return state->calls.count - 1;
}

void state_call_tokens(struct state *state, size_t number, int64_t cached, int64_t out)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    if (held == NULL || number >= state->calls.count)
        return;
    state->calls.items[number].tokens_cached = cached;
    state->calls.items[number].tokens_out = out;
}

void state_call_ended(struct state *state, size_t number, int status, const char *ended)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    state->open -= held != NULL;
    if (number >= state->calls.count)
        return;
    struct call *call = &state->calls.items[number];
    call->end_ms = clock_now_ms();
    call->status = status;
    call->ended = ended;
}
