/* How a test steers fake_venues and asks what happened: /_control, /_log, /_world.
 *
 * calm: all rules are dropped and stalls end. forget: so is the log. shown,
 * no_abstracts, doubled, page_size, next, oai_page, oai_broken, oai_touched: render.h.
 * login=1: notes want a token; mfa=1: the login wants a second factor; token_calls: how
 * many calls a token is good for. misbehave=KIND: a rule for requests that fit `path`,
 * after `skip` of them, `count` times (default once, -1: for ever), with what the kind
 * takes. */
#include "state.h"

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

static bool mischief_of(const char *name, enum mischief *ret_mischief, struct err *err)
{
    for (enum mischief i = 0; i < MISCHIEF_COUNT; i++)
        if (strcmp(mischief_name(i), name) == 0) {
            *ret_mischief = i;
            return true;
        }
    return err_set(err, ERR_INVALID, "no such misbehaviour: %s", name);
}

static bool add_rule(struct state *state, struct exchange *exchange, struct err *err)
{
    struct rule rule = { .left = 1, .bytes = -1 };
    const char *kind = steer_given(exchange, "misbehave");
    if (kind == NULL)
        return true;
    if (!mischief_of(kind, &rule.mischief, err) ||
        !steer_number(exchange, "skip", &rule.skip, err) ||
        !steer_number(exchange, "count", &rule.left, err) ||
        !steer_number(exchange, "status", &rule.status, err) ||
        !steer_number(exchange, "bytes", &rule.bytes, err))
        return false;
    rule.path = steer_kept(exchange, &state->arena, "path");
    rule.retry_after = steer_kept(exchange, &state->arena, "retry_after");
    rule.location = steer_kept(exchange, &state->arena, "location");
    ARENA_PUSH(&state->arena, &state->rules, rule);
    return true;
}

static bool set_flag(struct exchange *exchange, const char *name, bool *flag,
                     struct err *err)
{
    int64_t number = *flag;
    if (!steer_number(exchange, name, &number, err))
        return false;
    *flag = number > 0;
    return true;
}

static bool set_play(struct state *state, struct exchange *exchange, struct err *err)
{
    struct venue_play *play = &state->play;
    if (steer_given(exchange, "next") != NULL)
        play->next = steer_kept(exchange, &state->arena, "next");
    return steer_number(exchange, "shown", &play->shown, err) &&
           steer_number(exchange, "page_size", &play->page_size, err) &&
           steer_number(exchange, "oai_page", &play->oai_page, err) &&
           steer_number(exchange, "oai_broken", &play->oai_broken, err) &&
           steer_number(exchange, "oai_touched", &play->oai_touched, err) &&
           steer_number(exchange, "token_calls", &state->door.token_calls, err) &&
           set_flag(exchange, "no_abstracts", &play->no_abstracts, err) &&
           set_flag(exchange, "doubled", &play->doubled, err) &&
           set_flag(exchange, "login", &state->door.is_shut, err) &&
           set_flag(exchange, "mfa", &state->door.wants_factor, err);
}

bool control_apply(struct state *state, struct exchange *exchange, struct err *err)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    if (held != NULL && steer_given(exchange, "calm") != NULL) {
        state->rules = (struct rules){ 0 };
        calm_now(&state->calm);
    }
    if (steer_given(exchange, "forget") != NULL)
        visits_forget(&state->visits);
    return set_play(state, exchange, err) && add_rule(state, exchange, err);
}

void log_answer(struct state *state, struct answer *answer)
{
    render_json(visits_json(&state->visits), answer);
}

static cJSON *paper_json(const struct venue_edition *edition,
                         const struct venue_paper *paper)
{
    const struct venue_group *group = &edition->groups[paper->group];
    cJSON *object = cJSON_CreateObject();
    steer_put_text(object, "id", paper->id);
    steer_put_text(object, "key", paper->key);
    cJSON_AddNumberToObject(object, "article", (double)paper->article);
    steer_put_text(object, "title", paper->title);
    steer_put_text(object, "abstract", paper->abstract);
    cJSON_AddItemToObject(
        object, "authors",
        cJSON_CreateStringArray(paper->authors.items, (int)paper->authors.count));
    steer_put_text(object, "group", group->shown);
    steer_put_text(object, "native", group->native);
    cJSON_AddBoolToObject(object, "twin", paper->is_twin);
    return object;
}

void world_answer(struct state *state, struct answer *answer)
{
    cJSON *tree = cJSON_CreateObject();
    for (size_t i = 0; i < state->all.count; i++) {
        const struct venue_edition *edition = &state->all.items[i];
        char name[60];
        snprintf(name, sizeof name, "%s.%d", edition->series, edition->year);
        cJSON *papers = cJSON_AddArrayToObject(tree, name);
        for (size_t n = 0; n < edition->papers.count; n++)
            cJSON_AddItemToArray(papers,
                                 paper_json(edition, &edition->papers.items[n]));
    }
    render_json(tree, answer);
}
