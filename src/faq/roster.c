/* Slots, rates, rests and stops; see roster.h. */
#include "faq/roster.h"

#include <stdio.h>

enum { SECOND_MS = 1000, MINUTE_MS = 60000, REST_FIRST_S = 5, REST_OWN_MAX_S = 600 };

/* A moment farther away than any wait that we set tells of a clock that was set back.
 */
static bool is_ahead(int64_t moment, int64_t now)
{
    return moment > now && moment - now <= 2 * (int64_t)ROSTER_REST_MAX_S * SECOND_MS;
}

bool roster_rests(const struct roster_entry *entry, int64_t now)
{
    return is_ahead(entry->rest_until, now);
}

bool roster_is_stopped(const struct roster_entry *entry, int64_t now)
{
    return is_ahead(entry->stop_until, now);
}

static bool is_full(const struct roster_entry *entry)
{
    int64_t slots = entry->provider->concurrency;
    return slots > 0 && entry->running >= slots;
}

int64_t roster_free_at(const struct roster_entry *entry, int64_t now)
{
    int64_t when = now;
    if (roster_is_stopped(entry, now))
        when = entry->stop_until;
    if (roster_rests(entry, now) && entry->rest_until > when)
        when = entry->rest_until;
    if (is_ahead(entry->next_request, now) && entry->next_request > when)
        when = entry->next_request;
    return when <= now && is_full(entry) ? INT64_MAX : when;
}

struct roster_entry *roster_pick(struct roster_entry *entries, size_t first,
                                 size_t count, int64_t now, int64_t *ret_when)
{
    int64_t when = INT64_MAX;
    for (size_t i = first; i < count; i++) {
        int64_t free_at = roster_free_at(&entries[i], now);
        if (free_at <= now)
            return &entries[i];
        if (free_at < when)
            when = free_at;
    }
    if (ret_when != NULL)
        *ret_when = when;
    return NULL;
}

void roster_take(struct roster_entry *entry)
{
    entry->running++;
    entry->stop_until = entry->rest_until = 0;
    if (entry->waits == 0 && entry->stumbles == 0)
        entry->why[0] = '\0';
}

int64_t roster_request(struct roster_entry *entry, int64_t now)
{
    if (roster_is_stopped(entry, now) || roster_rests(entry, now))
        return -1;
    if (is_ahead(entry->next_request, now))
        return entry->next_request - now;
    if (entry->provider->rpm > 0)
        entry->next_request = now + MINUTE_MS / entry->provider->rpm;
    return 0;
}

/* 5 s the first time, doubled each further time, at most ten minutes, and up to a
 * quarter more by chance. */
static int64_t own_rest_ms(int64_t times, uint32_t chance)
{
    int64_t seconds = REST_FIRST_S;
    for (int64_t i = 1; i < times && seconds < REST_OWN_MAX_S; i++)
        seconds *= 2;
    if (seconds > REST_OWN_MAX_S)
        seconds = REST_OWN_MAX_S;
    return seconds * SECOND_MS + seconds * SECOND_MS / 4 * (int64_t)chance / UINT32_MAX;
}

static void keep_why(struct roster_entry *entry, const char *why)
{
    snprintf(entry->why, sizeof entry->why, "%s", why != NULL ? why : "");
}

static void rest(struct roster_entry *entry, int64_t ms, int64_t now)
{
    if (!is_ahead(entry->rest_until, now) || entry->rest_until < now + ms)
        entry->rest_until = now + ms;
}

/* Several calls that were under way together are one sign, not many. */
static void note_wait(struct roster_entry *entry, const struct roster_seen *seen,
                      int64_t now)
{
    int64_t asked = seen->retry_after;
    if (!roster_rests(entry, now))
        entry->waits++;
    if (asked > ROSTER_REST_MAX_S)
        asked = ROSTER_REST_MAX_S;
    rest(entry, asked > 0 ? asked * SECOND_MS : own_rest_ms(entry->waits, seen->chance),
         now);
    keep_why(entry, seen->why);
}

/* Jobs have only so many tries: they are not to be used up on a provider that is out.
 */
static void note_stumble(struct roster_entry *entry, const struct roster_seen *seen,
                         int64_t now)
{
    entry->stumbles++;
    keep_why(entry, seen->why);
    if (entry->stumbles >= ROSTER_STUMBLES)
        rest(entry, own_rest_ms(entry->stumbles - ROSTER_STUMBLES + 1, seen->chance),
             now);
}

void roster_note(struct roster_entry *entry, const struct roster_seen *seen,
                 int64_t now)
{
    switch (seen->outcome) { /* no default: -Wswitch */
    case OUTCOME_ANSWER:
    case OUTCOME_PARTIAL:
        entry->waits = entry->stumbles = 0;
        if (!roster_rests(entry, now) && !roster_is_stopped(entry, now))
            entry->why[0] = '\0';
        break;
    case OUTCOME_WAIT:
        note_wait(entry, seen, now);
        break;
    case OUTCOME_RETRY:
        note_stumble(entry, seen, now);
        break;
    case OUTCOME_PROVIDER_DOWN:
        entry->stop_until = now + (int64_t)ROSTER_STOP_S * SECOND_MS;
        keep_why(entry, seen->why);
        break;
    case OUTCOME_GIVE_UP:
    case OUTCOME_TOO_LONG:
    case OUTCOME_COUNT:
        break;
    }
}
