/* The mutable part of fake_venues; see state.h. */
#include "state.h"

#include "base/clock.h"
#include "base/thread.h"

#include <inttypes.h>

void state_init(struct state *state)
{
    *state = (struct state){
        .play = { .next = "?page=", .oai_page = 10, .today = utc_day(clock_now()) },
        .door = { .user = "operator@example.org",
                  .password = "secret word",
                  .token_calls = -1 }
    };
    pthread_mutex_init(&state->mutex, NULL);
    calm_init(&state->calm);
    visits_init(&state->visits);
}

void state_done(struct state *state)
{
    proceedings_done(&state->all);
    arena_done(&state->arena);
    calm_done(&state->calm);
    visits_done(&state->visits);
    pthread_mutex_destroy(&state->mutex);
}

static bool fits(struct rule *rule, const char *path)
{
    if (rule->left == 0 || (rule->path != NULL && strstr(path, rule->path) == NULL))
        return false;
    if (rule->skip > 0) {
        rule->skip--;
        return false;
    }
    return true;
}

struct rule state_take_rule(struct state *state, size_t visit)
{
    const char *path = visits_path(&state->visits, visit);
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    for (size_t i = 0; held != NULL && i < state->rules.count; i++) {
        struct rule *rule = &state->rules.items[i];
        if (!fits(rule, path))
            continue;
        if (rule->left > 0)
            rule->left--;
        return *rule;
    }
    return (struct rule){ .mischief = MISCHIEF_NONE };
}

struct venue_play state_play(struct state *state, const struct rule *rule)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    struct venue_play play = held != NULL ? state->play : (struct venue_play){ 0 };
    play.token_expired = rule->mischief == MISCHIEF_EXPIRE;
    return play;
}

bool door_enter(struct state *state, const char *user, const char *password,
                const char **ret_token)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    struct door *door = &state->door;
    if (held == NULL || user == NULL || password == NULL ||
        strcmp(user, door->user) != 0 || strcmp(password, door->password) != 0)
        return false;
    door->used = 0;
    *ret_token = arena_printf(&state->arena, "token-%" PRId64, ++door->tokens);
    return true;
}

bool door_opens(struct state *state, const char *authorization)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    struct door *door = &state->door;
    char known[80];
    snprintf(known, sizeof known, "Bearer token-%" PRId64, door->tokens);
    bool is_known = held != NULL && authorization != NULL &&
                    (strcmp(authorization, known) == 0 ||
                     strcmp(authorization, "Bearer ready-made") == 0);
    if (!door->is_shut)
        return true;
    if (is_known)
        door->used++;
    return is_known && (door->token_calls < 0 || door->used <= door->token_calls);
}
