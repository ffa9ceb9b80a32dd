/* Which model may be called now: slots, rate, rests and stops as arithmetic on a list
 * in the operator's order. Pure: times in milliseconds of the wall clock, chance is an
 * argument. faq/providers.h puts a lock and a clock around it.
 *
 * A model rests when it asked for that, or when it has stumbled several times in a row;
 * it stops when its key, its money or its name is wrong, and gets another chance after
 * ten minutes, or when its key has changed. */
#ifndef WORK_ROSTER_H
#define WORK_ROSTER_H

#include "llm/outcome.h"
#include "llm/provider.h"

enum {
    ROSTER_REST_MAX_S = 3600, /* whatever it asks for; an outage may end earlier */
    ROSTER_STOP_S = 600,
    ROSTER_STUMBLES = 8, /* failed calls in a row before it rests */
    ROSTER_WHY_SIZE = 300
};

struct roster_entry {
    const struct provider *provider;
    int64_t running;
    int64_t next_request; /* ms: its rate allows none before */
    int64_t rest_until;   /* ms; 0 = none */
    int64_t stop_until;   /* ms; 0 = not stopped */
    int64_t waits, stumbles;
    int64_t ratio;
    uint64_t key_stamp; /* of the key file, when it was stopped */
    char why[ROSTER_WHY_SIZE];
};

/* When the provider may be called next; `now` or earlier: at once. A full provider may
 * at any moment: INT64_MAX. */
int64_t roster_free_at(const struct roster_entry *entry, int64_t now);
/* The first from `first` on that may be called now, or NULL; then *ret_when is when the
 * next one may (INT64_MAX: not known), if it is not NULL. */
struct roster_entry *roster_pick(struct roster_entry *entries, size_t first,
                                 size_t count, int64_t now, int64_t *ret_when);
/* Takes a slot of one that was picked: its rest or stop is over. */
void roster_take(struct roster_entry *entry);
/* How long a request on a slot that is held must wait for the provider's rate; 0: it
 * goes out now; -1: it must not, the provider rests or is stopped. */
int64_t roster_request(struct roster_entry *entry, int64_t now);

/* What a call has shown. */
struct roster_seen {
    enum outcome outcome;
    int64_t retry_after; /* seconds; 0 = not said */
    const char *why;
    uint32_t chance;
};
void roster_note(struct roster_entry *entry, const struct roster_seen *seen,
                 int64_t now);

/* Does it rest; is it stopped, at that moment? */
bool roster_rests(const struct roster_entry *entry, int64_t now);
bool roster_is_stopped(const struct roster_entry *entry, int64_t now);

#endif
