/* See visits.h. */
#include "visits.h"

#include "steer.h"

#include "base/clock.h"
#include "base/thread.h"

void visits_init(struct visits *visits)
{
    *visits = (struct visits){ .count = 0 };
    pthread_mutex_init(&visits->mutex, NULL);
}

void visits_done(struct visits *visits)
{
    arena_done(&visits->arena);
    pthread_mutex_destroy(&visits->mutex);
}

static const char *kept(struct visits *visits, const char *text)
{
    return text == NULL ? NULL : arena_text(&visits->arena, str_of(text));
}

size_t visits_begin(struct visits *visits, const struct exchange *exchange)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&visits->mutex);
    struct visit visit = { .start_ms = exchange->start_ms,
                           .path = kept(visits, exchange->uri) };
    for (size_t i = 0; held != NULL && i < visits->count; i++)
        visit.in_flight += visits->items[i].end_ms == 0;
    ARENA_PUSH(&visits->arena, visits, visit);
    return visits->count - 1;
}

void visits_heard(struct visits *visits, size_t number, struct exchange *exchange)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&visits->mutex);
    if (held == NULL || number >= visits->count)
        return;
    struct visit *visit = &visits->items[number];
    visit->method = kept(visits, exchange->method);
    visit->user_agent = kept(visits, exchange_header(exchange, "User-Agent"));
    visit->accept = kept(visits, exchange_header(exchange, "Accept"));
    visit->if_none_match = kept(visits, exchange_header(exchange, "If-None-Match"));
    visit->if_modified_since =
        kept(visits, exchange_header(exchange, "If-Modified-Since"));
    visit->authorization = kept(visits, exchange_header(exchange, "Authorization"));
}

void visits_ended(struct visits *visits, size_t number, int status)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&visits->mutex);
    if (held == NULL || number >= visits->count)
        return;
    visits->items[number].end_ms = clock_now_ms();
    visits->items[number].status = status;
}

const char *visits_path(struct visits *visits, size_t number)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&visits->mutex);
    return held != NULL && number < visits->count ? visits->items[number].path : "";
}

void visits_forget(struct visits *visits)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&visits->mutex);
    if (held != NULL)
        visits->count = 0;
}

static cJSON *visit_json(const struct visit *visit)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "ms", (double)visit->start_ms);
    cJSON_AddNumberToObject(object, "end_ms", (double)visit->end_ms);
    cJSON_AddNumberToObject(object, "in_flight", (double)visit->in_flight);
    cJSON_AddNumberToObject(object, "status", visit->status);
    steer_put_text(object, "method", visit->method);
    steer_put_text(object, "path", visit->path);
    steer_put_text(object, "user_agent", visit->user_agent);
    steer_put_text(object, "accept", visit->accept);
    steer_put_text(object, "if_none_match", visit->if_none_match);
    steer_put_text(object, "if_modified_since", visit->if_modified_since);
    steer_put_text(object, "authorization", visit->authorization);
    return object;
}

cJSON *visits_json(struct visits *visits)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&visits->mutex);
    cJSON *tree = cJSON_CreateObject();
    cJSON *list = cJSON_AddArrayToObject(tree, "requests");
    for (size_t i = 0; held != NULL && i < visits->count; i++)
        cJSON_AddItemToArray(list, visit_json(&visits->items[i]));
    return tree;
}
