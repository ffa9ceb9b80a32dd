/* The arithmetic of politeness; see pace.h. */
#include "model/pace.h"

enum {
    SECOND_MS = 1000,
    PAUSE_FIRST_S = 5,
    PAUSE_LONGEST_S = 600,
    PAUSE_REFUSED_S = 600,
    RETRY_AFTER_MAX_S = 86400,
    RETRY_FIRST_S = 15,
    RETRY_LONGEST_S = 6 * 3600,
    FAILURES_COUNTED = 1000,
};

static const int64_t LONGEST_PAUSE_MS = (int64_t)RETRY_AFTER_MAX_S * SECOND_MS * 5 / 4;

static int64_t min_of(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t max_of(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t with_jitter(int64_t span, uint32_t chance)
{
    return span + span / 4 * (int64_t)chance / UINT32_MAX;
}

/* `first` the first time, doubled each further time, at most `longest`. */
static int64_t doubled(int64_t first, int64_t times, int64_t longest)
{
    int64_t span = first;
    for (int64_t i = 1; i < times && span < longest; i++)
        span *= 2;
    return min_of(span, longest);
}

/* What is left of a wait that was never longer than `longest`. */
static int64_t left_until(int64_t moment, int64_t now, int64_t longest)
{
    int64_t left;
    if (moment <= now || __builtin_sub_overflow(moment, now, &left) ||
        left / 2 > longest)
        return 0;
    return min_of(left, longest);
}

int64_t pace_pause_left(const struct pace *pace, int64_t now)
{
    return left_until(pace->paused_until, now, LONGEST_PAUSE_MS);
}

int64_t pace_wait(const struct pace *pace, const struct pace_rule *rule,
                  enum pace_lane lane, int64_t now)
{
    return max_of(left_until(pace->next_at[lane], now, rule->spacing[lane]),
                  pace_pause_left(pace, now));
}

void pace_started(struct pace *pace, const struct pace_rule *rule, enum pace_lane lane,
                  int64_t now)
{
    int64_t api = rule->spacing[PACE_API], page = rule->spacing[PACE_PAGE];
    int64_t page_left = left_until(pace->next_at[PACE_PAGE], now, page);
    pace->next_at[PACE_API] = now + api;
    pace->next_at[PACE_PAGE] =
        now + (lane == PACE_PAGE ? page : max_of(page_left, min_of(api, page)));
}

void pace_succeeded(struct pace *pace)
{
    pace->failures = 0;
}

void pace_failed(struct pace *pace, int status, int64_t retry_after, uint32_t chance,
                 int64_t now)
{
    bool refused = status == 403 || status == 429;
    pace->failures = min_of(max_of(pace->failures, 0), FAILURES_COUNTED) + 1;
    int64_t own = refused ? PAUSE_REFUSED_S
                          : doubled(PAUSE_FIRST_S, pace->failures, PAUSE_LONGEST_S);
    int64_t pause = retry_after > 0 ? min_of(retry_after, RETRY_AFTER_MAX_S) * SECOND_MS
                                    : with_jitter(own * SECOND_MS, chance);
    pause = max_of(pause, pace_pause_left(pace, now));
    pace->paused_until = now + pause;
}

int64_t pace_retry_delay(int64_t tries, uint32_t chance)
{
    return with_jitter(doubled(RETRY_FIRST_S, tries, RETRY_LONGEST_S), chance);
}
