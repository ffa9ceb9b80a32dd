/* When to look at arXiv again. Pure arithmetic on New York's clock; no calendar of
 * holidays: an unchanged answer means wait. */
#ifndef WORK_SCHEDULE_H
#define WORK_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

enum { SCHEDULE_AHEAD_MAX = 4 * 3600 }; /* seconds; no next poll is farther away */

/* The listing day whose announcement should be visible at that instant: announced at
 * 20:00 New York time on the evening before, Sunday to Thursday. */
int32_t schedule_expected_day(int64_t now);

/* True once that day's announcement should have come hours ago: then an unchanged
 * answer says that there was none. */
bool schedule_is_late(int64_t now);

/* The next poll after one at `now` that showed `shown_day` (the oldest of the watched
 * categories, or DAY_NONE) and ended well or not. `chance`: 32 random bits, so that not
 * all installations come in the same second. */
int64_t schedule_next_poll(int64_t now, int32_t shown_day, bool failed,
                           uint32_t chance);

#endif
