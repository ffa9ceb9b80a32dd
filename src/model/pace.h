/* Politeness as arithmetic: when may a host be asked again? All arXiv hosts share one
 * pace; pages of the site have a longer one beside it (their robots.txt asks for 15 s).
 * The state is a value that the caller keeps in the database, so that it outlives a
 * restart. Pure: times in milliseconds of the wall clock, chance is an argument. */
#ifndef MODEL_PACE_H
#define MODEL_PACE_H

#include <stdbool.h>
#include <stdint.h>

enum pace_lane { PACE_API, PACE_PAGE, PACE_LANE_COUNT }; /* feeds and API; the site */

struct pace {
    int64_t next_at[PACE_LANE_COUNT]; /* ms; not before */
    int64_t paused_until;             /* ms; a host asked us to stop, or we back off */
    int64_t failures;                 /* in a row */
};

struct pace_rule {
    int64_t spacing[PACE_LANE_COUNT]; /* ms between requests */
};

/* How long to wait before a request in that lane; 0 = now. Never longer than what was
 * asked for can be: the lane's spacing, a day and a quarter after a failure. A moment
 * more than twice as far away tells of a clock that was set back and counts as past. */
int64_t pace_wait(const struct pace *pace, const struct pace_rule *rule,
                  enum pace_lane lane, int64_t now);
/* The part of it that a host asked for or that follows a failure; for any lane. */
int64_t pace_pause_left(const struct pace *pace, int64_t now);
/* Notes that a request starts now: its lane and, after a page, the API lane wait their
 * spacing from here; after an API request the page lane waits the shorter of the two,
 * or what it had to wait anyway. */
void pace_started(struct pace *pace, const struct pace_rule *rule, enum pace_lane lane,
                  int64_t now);
void pace_succeeded(struct pace *pace);
/* Notes 403, 429, 5xx or no answer: everything stops for `retry_after` seconds if the
 * host said so (at most a day), else 10 minutes after 403/429, else 5 s doubling to 10
 * minutes; the last two with jitter up to a quarter more, from 32 random bits. A pause
 * never shortens one that is longer. */
void pace_failed(struct pace *pace, int status, int64_t retry_after, uint32_t chance,
                 int64_t now);

/* The delay in seconds before try number `tries` (from 1) of something that upstream
 * lacks: 15 s doubling to 6 hours, with jitter up to a quarter more. */
int64_t pace_retry_delay(int64_t tries, uint32_t chance);

#endif
