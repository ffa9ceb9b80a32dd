/* arXiv's week (info.arxiv.org/help/availability): announcements at 20:00 New York
 * time, Sunday to Thursday; feeds from midnight there. See schedule.h. */
#include "work/arxiv/schedule.h"

#include "base/clock.h"

enum {
    MINUTE = 60,
    HOUR = 3600,
    ANNOUNCED_AT = 20 * HOUR, /* New York time, the evening before */
    LISTING_READY = 20 * HOUR + 5 * MINUTE,
    FEED_READY = 5 * MINUTE,
    EAGER = 15 * MINUTE,   /* an announcement is due */
    PATIENT = 30 * MINUTE, /* it is hours late: a holiday, probably */
    SLOW = 3 * HOUR,       /* nothing is due */
    AFTER_FAILURE = 5 * MINUTE,
    LATE_AFTER = 4 * HOUR,
};

static bool is_weekend(int32_t day)
{
    enum weekday weekday = day_weekday(day);
    return weekday == SATURDAY || weekday == SUNDAY;
}

int32_t schedule_expected_day(int64_t now)
{
    int32_t day = eastern_day(now);
    if (eastern_time_of_day(now) >= ANNOUNCED_AT)
        day++;
    while (is_weekend(day))
        day--;
    return day;
}

bool schedule_is_late(int64_t now)
{
    int64_t announced = eastern_instant(schedule_expected_day(now) - 1, ANNOUNCED_AT);
    return now >= announced + LATE_AFTER;
}

/* The next instant strictly after `now` at that time of day in New York. */
static int64_t next_at(int64_t now, int64_t time_of_day)
{
    int32_t day = eastern_day(now);
    int64_t instant = eastern_instant(day, time_of_day);
    return instant > now ? instant : eastern_instant(day + 1, time_of_day);
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

int64_t schedule_next_poll(int64_t now, int32_t shown_day, bool failed, uint32_t chance)
{
    int64_t jitter = chance % (2 * MINUTE);
    if (failed)
        return now + AFTER_FAILURE + jitter;
    if (shown_day < schedule_expected_day(now))
        return now + (schedule_is_late(now) ? PATIENT : EAGER) + jitter;
    int64_t fixed = earlier(next_at(now, LISTING_READY), next_at(now, FEED_READY));
    return earlier(now + SLOW, fixed) + jitter;
}
