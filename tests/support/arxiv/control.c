/* How a test steers fake_arxiv and asks what happened: /_control, /_log, /_world. */
#include "state.h"

#include "base/thread.h"

#include <inttypes.h>

/* ---- /_control ---- */

struct control {
    struct state *state;
    struct exchange *exchange;
};

static const char *given(const struct control *control, const char *name)
{
    return steer_given(control->exchange, name);
}

static const char *kept(const struct control *control, const char *name)
{
    return steer_kept(control->exchange, &control->state->arena, name);
}

static bool number(const struct control *control, const char *name, int64_t *number,
                   struct err *err)
{
    return steer_number(control->exchange, name, number, err);
}

static bool set_day(const struct control *control, struct err *err)
{
    struct state *state = control->state;
    const char *text = given(control, "day");
    if (text == NULL)
        return true;
    int64_t last = (int64_t)state->world.count - 1, day;
    struct str word = str_of(text);
    bool forward = str_skip(&word, LIT("+")) || str_skip(&word, LIT(" "));
    if (!str_to_int(word, 1, last, &day, err))
        return err_add(err, "day");
    day += forward ? (int64_t)state->day : 0;
    if (day > last)
        return err_set(err, ERR_INVALID, "day: the world has only %" PRId64, last);
    state->day = (size_t)day;
    return true;
}

static void add_names(struct arena *arena, struct name_list *list, const char *names)
{
    struct name_list whole = { 0 };
    struct str rest = str_of(names);
    for (size_t i = 0; i < list->count; i++)
        ARENA_PUSH(arena, &whole, list->items[i]);
    while (rest.len > 0)
        ARENA_PUSH(arena, &whole, arena_text(arena, str_cut(&rest, ',')));
    *list = whole;
}

static void drop_names(struct arena *arena, struct name_list *list, const char *names)
{
    struct name_list whole = { 0 }, going = { 0 };
    add_names(arena, &going, names);
    for (size_t i = 0; i < list->count; i++)
        if (!scene_has(&going, list->items[i]) && !scene_has(&going, "all"))
            ARENA_PUSH(arena, &whole, list->items[i]);
    *list = whole;
}

static void set_withheld(const struct control *control)
{
    struct state *state = control->state;
    const char *soft = given(control, "withhold"),
               *hard = given(control, "withhold_hard");
    const char *back = given(control, "release");
    if (soft != NULL)
        add_names(&state->arena, &state->withheld, soft);
    if (hard != NULL) {
        add_names(&state->arena, &state->withheld, hard);
        add_names(&state->arena, &state->bare, hard);
    }
    if (back != NULL) {
        drop_names(&state->arena, &state->withheld, back);
        drop_names(&state->arena, &state->bare, back);
    }
}

static bool endpoints_of(const char *name, unsigned *ret_endpoints, struct err *err)
{
    static const struct {
        const char *name;
        unsigned endpoints;
    } known[] = { { "rss", 1u << AT_RSS },
                  { "atom", 1u << AT_ATOM },
                  { "feed", 1u << AT_RSS | 1u << AT_ATOM },
                  { "list", 1u << AT_LIST },
                  { "api", 1u << AT_API },
                  { "oai", 1u << AT_OAI },
                  { "html", 1u << AT_HTML },
                  { "pdf", 1u << AT_PDF },
                  { "paper", 1u << AT_HTML | 1u << AT_PDF },
                  { "any", (1u << ENDPOINTS) - 1 } };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (name == NULL || strcmp(known[i].name, name) == 0) {
            *ret_endpoints = name == NULL ? (1u << ENDPOINTS) - 1 : known[i].endpoints;
            return true;
        }
    return err_set(err, ERR_INVALID,
                   "endpoint is rss, atom, feed, list, api, oai, html, pdf, paper "
                   "or any");
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

/* misbehave=KIND [endpoint category count status retry_after location bytes] */
static bool add_rule(const struct control *control, struct err *err)
{
    struct rule rule = { .left = 1, .bytes = -1 };
    const char *kind = given(control, "misbehave");
    int64_t status = 0;
    if (kind == NULL)
        return true;
    if (!mischief_of(kind, &rule.mischief, err) ||
        !endpoints_of(given(control, "endpoint"), &rule.endpoints, err) ||
        !number(control, "count", &rule.left, err) ||
        !number(control, "status", &status, err) ||
        !number(control, "bytes", &rule.bytes, err))
        return false;
    rule.status = (int)status;
    rule.category = kept(control, "category");
    rule.retry_after = kept(control, "retry_after");
    rule.location = kept(control, "location");
    ARENA_PUSH(&control->state->arena, &control->state->rules, rule);
    return true;
}

static bool day_given(const struct control *control, const char *name, int32_t *day,
                      struct err *err)
{
    const char *text = given(control, name);
    return text == NULL || day_from_text(str_of(text), day, err) ||
           err_add(err, "%s", name);
}

/* oai_page, oai_old, oai_bulk (a date), deleted (ids), touch (ids) with on (a date) */
static bool set_oai(const struct control *control, struct err *err)
{
    struct state *state = control->state;
    int64_t page = (int64_t)state->oai.page, old = state->oai.old;
    int32_t on = 0;
    struct name_list touched = { 0 };
    const char *deleted = given(control, "deleted"), *touch = given(control, "touch");
    if (!number(control, "oai_page", &page, err) ||
        !number(control, "oai_old", &old, err) ||
        !day_given(control, "oai_bulk", &state->oai.bulk, err) ||
        !day_given(control, "on", &on, err))
        return false;
    state->oai.page = (size_t)page;
    state->oai.old = old > 0;
    if (deleted != NULL)
        add_names(&state->arena, &state->oai.deleted, deleted);
    if (touch != NULL)
        add_names(&state->arena, &touched, touch);
    for (size_t i = 0; i < touched.count; i++)
        state_touch(state, touched.items[i], on);
    return true;
}

bool control_apply(struct state *state, struct exchange *exchange, struct err *err)
{
    struct control control = { state, exchange };
    if (given(&control, "calm") != NULL)
        state_calm(state);
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    int64_t weekend = state->weekend, limit = (int64_t)state->feed_limit;
    if (held == NULL || !set_day(&control, err) ||
        !number(&control, "weekend", &weekend, err) ||
        !number(&control, "delay", &state->delay_ms, err) ||
        !number(&control, "feed_limit", &limit, err) || !set_oai(&control, err) ||
        !add_rule(&control, err))
        return false;
    state->weekend = weekend > 0;
    state->feed_limit = (size_t)limit;
    set_withheld(&control);
    if (given(&control, "forget") != NULL)
        visits_forget(&state->visits);
    return true;
}

/* ---- answers ---- */

static void give(cJSON *tree, struct answer *answer)
{
    answer->content_type = "application/json";
    steer_print(tree, &answer->body);
}

static void put_date(cJSON *object, const char *name, int32_t day)
{
    char text[DAY_TEXT_SIZE];
    day_to_text(day, text);
    cJSON_AddStringToObject(object, name, text);
}

static void put_time(cJSON *object, const char *name, int64_t time)
{
    char text[TIME_TEXT_SIZE];
    time_to_text(time, text);
    cJSON_AddStringToObject(object, name, text);
}

void control_answer(struct state *state, struct answer *answer)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    cJSON *tree = cJSON_CreateObject();
    cJSON_AddNumberToObject(tree, "day", (double)state->day);
    cJSON_AddNumberToObject(tree, "days", (double)state->world.count - 1);
    put_date(tree, "date", state->world.items[state->day].date);
    cJSON_AddBoolToObject(tree, "weekend", state->weekend);
    if (held != NULL)
        give(tree, answer);
}

void log_answer(struct state *state, struct answer *answer)
{
    give(visits_json(&state->visits), answer);
}

static void put_names(cJSON *object, const char *name, const struct name_list *names)
{
    cJSON *list = cJSON_AddArrayToObject(object, name);
    for (size_t i = 0; i < names->count; i++)
        cJSON_AddItemToArray(list, cJSON_CreateString(names->items[i]));
}

static cJSON *paper_json(const struct fake_paper *paper)
{
    cJSON *object = cJSON_CreateObject();
    steer_put_text(object, "id", paper->id);
    cJSON_AddNumberToObject(object, "version", paper->version);
    steer_put_text(object, "title", paper->title);
    steer_put_text(object, "abstract", paper->abstract);
    put_names(object, "authors", &paper->authors);
    put_names(object, "categories", &paper->categories);
    steer_put_text(object, "comment", paper->comment);
    steer_put_text(object, "journal_ref", paper->journal_ref);
    steer_put_text(object, "doi", paper->doi);
    steer_put_text(object, "license", paper->license);
    put_time(object, "published", paper->published);
    put_time(object, "updated", paper->updated);
    return object;
}

/* { "new": [ids], "cross": … } of a category on a day */
static cJSON *announced_json(const struct fake_world *world, size_t day,
                             const char *category)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct category_wish wish = category_wish_read(&arena, category);
    struct fake_entries entries = world_announced(world, day, &wish, &arena);
    cJSON *object = cJSON_CreateObject(), *lists[IN_SECTIONS];
    for (enum fake_section s = 0; s < IN_SECTIONS; s++)
        lists[s] = cJSON_AddArrayToObject(object, fake_section_name(s));
    for (size_t i = 0; i < entries.count; i++)
        cJSON_AddItemToArray(lists[entries.items[i].section],
                             cJSON_CreateString(entries.items[i].paper->id));
    return object;
}

/* What was announced up to the day shown, and every paper as it is on that day. */
void world_answer(struct state *state, struct answer *answer)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&state->mutex);
    const struct fake_world *world = &state->world;
    cJSON *tree = cJSON_CreateObject();
    put_names(tree, "categories", &state->categories);
    cJSON *days = cJSON_AddArrayToObject(tree, "days");
    cJSON *papers = cJSON_AddObjectToObject(tree, "papers");
    for (size_t d = 1; held != NULL && d <= state->day; d++) {
        cJSON *day = cJSON_CreateObject();
        cJSON_AddItemToArray(days, day);
        put_date(day, "date", world->items[d].date);
        cJSON *announced = cJSON_AddObjectToObject(day, "announced");
        for (size_t c = 0; c < state->categories.count; c++)
            cJSON_AddItemToObject(announced, state->categories.items[c],
                                  announced_json(world, d, state->categories.items[c]));
    }
    for (size_t d = state->day + 1; d-- > 0;)
        for (size_t i = 0; i < world->items[d].count; i++) {
            const struct fake_paper *paper = world->items[d].items[i].paper;
            if (!cJSON_HasObjectItem(papers, paper->id))
                cJSON_AddItemToObject(papers, paper->id, paper_json(paper));
        }
    give(tree, answer);
}
