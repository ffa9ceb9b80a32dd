/* Time and dates. Only loops ask the clock; everything else is given the time.
 *
 * An instant is seconds since 1970 UTC (int64_t). A day is a calendar day as the number
 * of days since 1970-01-01 (int32_t); arXiv's days are days in New York. All but the
 * clock_ functions are pure and thread-safe. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/str.h"

#include <stdint.h>

enum {
    TIME_TEXT_SIZE = 32,
    DAY_TEXT_SIZE = 16,
    DAY_NONE = INT32_MIN,
    SECONDS_A_DAY = 86400
};
enum weekday { SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY };

int64_t clock_now(void);          /* wall clock, seconds */
int64_t clock_now_ms(void);       /* wall clock, milliseconds */
int64_t clock_monotonic_us(void); /* for durations only */

/* RFC 3339 UTC: 2026-04-23T17:59:47Z. */
void time_to_text(int64_t time, char ret_text[TIME_TEXT_SIZE]);
/* "2026-04-23T17:59:47Z", with an offset or a fraction too; ERR_INVALID otherwise. */
NODISCARD bool time_from_text(struct str text, int64_t *ret_time, struct err *err);
/* RFC 822/1123: "Thu, 18 Sep 2025 04:00:02 +0000", "… GMT", the weekday may be absent.
 */
NODISCARD bool time_from_mail(struct str text, int64_t *ret_time, struct err *err);

/* YYYY-MM-DD of years 1900 to 2199; an impossible date is ERR_INVALID. */
NODISCARD bool day_from_text(struct str text, int32_t *ret_day, struct err *err);
void day_to_text(int32_t day, char ret_text[DAY_TEXT_SIZE]);
NODISCARD bool day_from_parts(int year, int month, int day_of_month, int32_t *ret_day);
void day_to_parts(int32_t day, int *ret_year, int *ret_month, int *ret_day_of_month);
enum weekday day_weekday(int32_t day);
const char *weekday_name(enum weekday weekday); /* "Sunday" */
const char *month_name(int month);              /* 1 = "January" */
/* "apr" or "April" in any case gives 4; 0 = no month. */
int month_from_name(struct str name);

/* New York's clock: how far behind UTC it is, in seconds (US rule since 2007). */
int64_t eastern_offset(int64_t time);
int32_t eastern_day(int64_t time);
int64_t eastern_time_of_day(int64_t time); /* seconds since midnight there */
/* The instant of `seconds` after midnight in New York on that day. */
int64_t eastern_instant(int32_t day, int64_t seconds);
int32_t utc_day(int64_t time);

#endif
