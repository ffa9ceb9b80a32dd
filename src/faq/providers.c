/* The roster under a lock; see providers.h. */
#include "faq/providers.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "faq/provider_key.h"
#include "faq/roster.h"
#include "llm/tokens.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { LOOK_AGAIN_MS = 200, RATIO_JUST_RIGHT = 1000 };

struct providers {
    struct stop *stop;
    pthread_mutex_t mutex; /* guards the entries */
    size_t count;
    struct roster_entry entries[];
};

struct providers *providers_open(const struct provider *items, size_t count,
                                 struct stop *stop)
{
    struct providers *providers =
        mem_alloc(sizeof *providers + count * sizeof providers->entries[0]);
    providers->stop = stop;
    providers->count = count;
    pthread_mutex_init(&providers->mutex, NULL);
    for (size_t i = 0; i < count; i++)
        providers->entries[i] =
            (struct roster_entry){ .provider = &items[i], .ratio = RATIO_JUST_RIGHT };
    return providers;
}

void providers_close(struct providers *providers)
{
    if (providers == NULL)
        return;
    pthread_mutex_destroy(&providers->mutex);
    free(providers);
}

static size_t place_of(const struct providers *providers,
                       const struct provider *provider)
{
    for (size_t i = 0; i < providers->count; i++)
        if (providers->entries[i].provider == provider)
            return i;
    assert(!"a provider of another list");
    return 0;
}

/* A key that was exchanged is tried at once. */
static void notice_new_keys(struct providers *providers, int64_t now)
{
    for (size_t i = 0; i < providers->count; i++) {
        struct roster_entry *entry = &providers->entries[i];
        if (roster_is_stopped(entry, now) &&
            provider_key_stamp(entry->provider) != entry->key_stamp)
            entry->stop_until = 0;
    }
}

/* The lock is held. */
static const struct provider *pick(struct providers *providers, size_t first,
                                   int64_t *ret_when)
{
    int64_t now = clock_now_ms();
    notice_new_keys(providers, now);
    struct roster_entry *entry =
        roster_pick(providers->entries, first, providers->count, now, ret_when);
    if (entry == NULL)
        return NULL;
    roster_take(entry);
    return entry->provider;
}

const struct provider *providers_take(struct providers *providers, int64_t wait_ms,
                                      int64_t *ret_when)
{
    int64_t deadline = clock_monotonic_us() / 1000 + wait_ms;
    for (;;) {
        int64_t when = INT64_MAX;
        pthread_mutex_lock(&providers->mutex);
        const struct provider *provider =
            stop_asked(providers->stop) ? NULL : pick(providers, 0, &when);
        pthread_mutex_unlock(&providers->mutex);
        *ret_when = when == INT64_MAX ? when : when / 1000 + 1;
        if (provider != NULL || clock_monotonic_us() / 1000 >= deadline ||
            stop_pause(providers->stop, LOOK_AGAIN_MS))
            return provider;
    }
}

const struct provider *providers_take_next(struct providers *providers,
                                           const struct provider *after)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&providers->mutex);
    return pick(providers, place_of(providers, after) + 1, NULL);
}

void providers_give_back(struct providers *providers, const struct provider *provider)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&providers->mutex);
    struct roster_entry *entry = &providers->entries[place_of(providers, provider)];
    assert(entry->running > 0);
    entry->running--;
}

bool providers_next_request(struct providers *providers,
                            const struct provider *provider)
{
    for (;;) {
        pthread_mutex_lock(&providers->mutex);
        int64_t wait = roster_request(
            &providers->entries[place_of(providers, provider)], clock_now_ms());
        pthread_mutex_unlock(&providers->mutex);
        if (wait <= 0)
            return wait == 0;
        if (stop_pause(providers->stop, wait))
            return false;
    }
}

void providers_note(struct providers *providers, const struct provider *provider,
                    enum outcome outcome, int64_t retry_after, const char *why)
{
    const struct roster_seen seen = { .outcome = outcome,
                                      .retry_after = retry_after,
                                      .why = why,
                                      .chance = (uint32_t)random_bits() };
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&providers->mutex);
    struct roster_entry *entry = &providers->entries[place_of(providers, provider)];
    roster_note(entry, &seen, clock_now_ms());
    if (outcome == OUTCOME_PROVIDER_DOWN)
        entry->key_stamp = provider_key_stamp(provider);
}

int64_t providers_ratio(struct providers *providers, const struct provider *provider)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&providers->mutex);
    return providers->entries[place_of(providers, provider)].ratio;
}

void providers_note_tokens(struct providers *providers, const struct provider *provider,
                           int64_t estimated, int64_t real)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&providers->mutex);
    struct roster_entry *entry = &providers->entries[place_of(providers, provider)];
    if (estimated > 0 && real > 0)
        entry->ratio = tokens_ratio_next(entry->ratio, estimated, real);
}

size_t providers_states(struct providers *providers, struct provider_state *ret_states,
                        size_t max)
{
    int64_t now = clock_now_ms();
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&providers->mutex);
    size_t count = providers->count < max ? providers->count : max;
    for (size_t i = 0; i < count; i++) {
        const struct roster_entry *entry = &providers->entries[i];
        struct provider_state *state = &ret_states[i];
        *state = (struct provider_state){
            .provider = entry->provider,
            .running = entry->running,
            .rest_until = roster_rests(entry, now) ? entry->rest_until / 1000 : 0,
            .stopped = roster_is_stopped(entry, now),
        };
        memcpy(state->why, entry->why, sizeof state->why);
    }
    return count;
}
