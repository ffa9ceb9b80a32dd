/* The mutable part of fake_arxiv; see state.h. */
#include "state.h"

#include "base/thread.h"

void state_init(struct state *state)
{
    *state = (struct state){ .feed_limit = 2000 };
    pthread_mutex_init(&state->mutex, NULL);
    calm_init(&state->calm);
}

void state_done(struct state *state)
{
    world_done(&state->world);
    arena_done(&state->arena);
    calm_done(&state->calm);
    pthread_mutex_destroy(&state->mutex);
}

static bool fits(const struct rule *rule, enum endpoint endpoint, const char *category)
{
    return rule->left != 0 && (rule->endpoints & (1u << endpoint)) != 0 &&
           (rule->category == NULL || strcmp(rule->category, category) == 0);
}

struct rule state_take_rule(struct state *state, enum endpoint endpoint,
                            const char *category)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    for (size_t i = 0; held != NULL && i < state->rules.count; i++) {
        struct rule *rule = &state->rules.items[i];
        if (!fits(rule, endpoint, category))
            continue;
        if (rule->left > 0)
            rule->left--;
        return *rule;
    }
    return (struct rule){ .mischief = MISCHIEF_NONE };
}

/* Lists are only ever replaced whole, in the arena: a copy of the header is a snapshot.
 */
static const struct name_list *snapshot(struct state *state,
                                        const struct name_list *list)
{
    struct name_list *copy = ARENA_NEW(&state->arena, struct name_list);
    *copy = *list;
    return copy;
}

struct scene state_scene(struct state *state, const struct rule *rule)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    struct scene scene = { .world = &state->world,
                           .day = state->day,
                           .weekend = state->weekend,
                           .feed_limit = state->feed_limit };
    scene.withheld = snapshot(state, &state->withheld);
    scene.bare = snapshot(state, &state->bare);
    size_t bytes = rule->bytes < 0 ? 1 : (size_t)rule->bytes;
    scene.stale = rule->mischief == MISCHIEF_STALE;
    scene.addressed = rule->mischief == MISCHIEF_ADDRESSED;
    if (rule->mischief == MISCHIEF_CUT)
        scene.feed_limit = bytes;
    if (rule->mischief == MISCHIEF_SHORT)
        scene.short_by = bytes;
    if (rule->mischief == MISCHIEF_DROP)
        scene.api_drops = bytes;
    if (rule->mischief == MISCHIEF_EXTRA)
        scene.api_extra = bytes;
    return scene;
}

void state_calm(struct state *state)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    if (held != NULL)
        state->rules = (struct rules){ 0 };
    calm_now(&state->calm);
}

static const char *kept(struct state *state, const char *text)
{
    return text == NULL ? NULL : arena_text(&state->arena, str_of(text));
}

size_t state_visit(struct state *state, struct visit visit)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    for (size_t i = 0; i < state->visits.count; i++)
        visit.in_flight += state->visits.items[i].end_ms == 0;
    visit.path = kept(state, visit.path);
    ARENA_PUSH(&state->arena, &state->visits, visit);
    return state->visits.count - 1;
}

void state_visit_headers(struct state *state, size_t number, struct visit headers)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    if (number >= state->visits.count)
        return;
    struct visit *visit = &state->visits.items[number];
    visit->method = kept(state, headers.method);
    visit->user_agent = kept(state, headers.user_agent);
    visit->accept = kept(state, headers.accept);
    visit->if_none_match = kept(state, headers.if_none_match);
    visit->if_modified_since = kept(state, headers.if_modified_since);
}

void state_visit_ended(struct state *state, size_t number, int status)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    if (number >= state->visits.count)
        return;
    struct visit *visit = &state->visits.items[number];
    visit->end_ms = clock_now_ms();
    visit->status = status;
}
