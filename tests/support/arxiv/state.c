/* The mutable part of fake_arxiv; see state.h. */
#include "state.h"

#include "base/thread.h"

void state_init(struct state *state)
{
    *state = (struct state){ .feed_limit = 2000 };
    pthread_mutex_init(&state->mutex, NULL);
    calm_init(&state->calm);
    visits_init(&state->visits);
}

void state_done(struct state *state)
{
    world_done(&state->world);
    arena_done(&state->arena);
    calm_done(&state->calm);
    visits_done(&state->visits);
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

static void remember_ask(struct state *state, const struct oai_ask *ask)
{
    struct name_list whole = { 0 };
    const char *text = oai_ask_text(ask, &state->arena);
    if (scene_has(&state->oai.asked, text))
        return;
    for (size_t i = 0; i < state->oai.asked.count; i++)
        ARENA_PUSH(&state->arena, &whole, state->oai.asked.items[i]);
    ARENA_PUSH(&state->arena, &whole, text);
    state->oai.asked = whole;
}

void state_touch(struct state *state, const char *id, int32_t day)
{
    struct oai_play *oai = &state->oai;
    struct oai_play whole = { .page = 0 };
    struct oai_touch touch = { arena_text(&state->arena, str_of(id)), day };
    for (size_t i = 0; i < oai->touched.count; i++)
        ARENA_PUSH(&state->arena, &whole.touched, oai->touched.items[i]);
    ARENA_PUSH(&state->arena, &whole.touched, touch);
    oai->touched.items = whole.touched.items;
    oai->touched.count = whole.touched.count;
    oai->touched.capacity = whole.touched.capacity;
}

/* The first record of the day that the token is in has been given: now it changes. */
static void move_one(struct state *state, const struct scene *scene,
                     const struct oai_ask *ask)
{
    struct oai_ask day = *ask;
    day.until = day.from;
    day.skip = 0;
    struct oai_list list = oai_list(scene, &state->oai, &day, &state->arena);
    if (ask->goes_on && ask->skip > 0 && list.count > ask->skip)
        state_touch(state, list.items[0].paper->id, ask->until + 40);
}

struct oai_play state_oai(struct state *state, const struct rule *rule,
                          const struct oai_ask *ask)
{
    const struct rule none = { .mischief = MISCHIEF_NONE };
    struct scene scene = state_scene(state, &none);
    {
        CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
        if (held != NULL && ask->error == NULL)
            remember_ask(state, ask);
        if (rule->mischief == MISCHIEF_MOVE)
            move_one(state, &scene, ask);
        state->oai.answers++;
    }
    return state_oai_now(state, rule);
}

struct oai_play state_oai_now(struct state *state, const struct rule *rule)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    struct oai_play play = held != NULL ? state->oai : (struct oai_play){ 0 };
    play.expired = rule->mischief == MISCHIEF_EXPIRE;
    play.loops = rule->mischief == MISCHIEF_LOOP;
    play.endless = rule->mischief == MISCHIEF_ENDLESS;
    return play;
}

void state_calm(struct state *state)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    if (held != NULL)
        state->rules = (struct rules){ 0 };
    calm_now(&state->calm);
}
