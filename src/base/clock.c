/* Clocks, calendar days (civil-from-days after Howard Hinnant's published algorithm)
 * and New York's daylight saving time. See clock.h. */
#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *const month_names[] = { "January", "February", "March",
                                           "April",   "May",      "June",
                                           "July",    "August",   "September",
                                           "October", "November", "December" };
static const char *const weekday_names[] = { "Sunday",    "Monday",   "Tuesday",
                                             "Wednesday", "Thursday", "Friday",
                                             "Saturday" };

static int64_t clock_read(clockid_t which, int64_t per_second)
{
    struct timespec now;
    clock_gettime(which, &now);
    return (int64_t)now.tv_sec * per_second +
           (int64_t)now.tv_nsec / (1000000000 / per_second);
}

int64_t clock_now(void)
{
    return clock_read(CLOCK_REALTIME, 1);
}

int64_t clock_now_ms(void)
{
    return clock_read(CLOCK_REALTIME, 1000);
}

int64_t clock_monotonic_us(void)
{
    return clock_read(CLOCK_MONOTONIC, 1000000);
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int32_t days_from_civil(int year, int month, int day_of_month)
{
    year -= month <= 2;
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day_of_month - 1;
    int day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void day_to_parts(int32_t day, int *ret_year, int *ret_month, int *ret_day_of_month)
{
    int64_t shifted = (int64_t)day + 719468;
    int era = (int)floor_div(shifted, 146097);
    int day_of_era = (int)(shifted - (int64_t)era * 146097);
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) /
        365;
    int day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted_month = (5 * day_of_year + 2) / 153;
    *ret_day_of_month = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    *ret_month = shifted_month + (shifted_month < 10 ? 3 : -9);
    *ret_year = year_of_era + era * 400 + (*ret_month <= 2);
}

bool day_from_parts(int year, int month, int day_of_month, int32_t *ret_day)
{
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || day_of_month < 1 ||
        day_of_month > 31)
        return false;
    int32_t day = days_from_civil(year, month, day_of_month);
    int back_year, back_month, back_day;
    day_to_parts(day, &back_year, &back_month, &back_day);
    if (back_month != month || back_day != day_of_month)
        return false;
    *ret_day = day;
    return true;
}

static bool read_number(struct str s, size_t start, size_t len, int *ret_number)
{
    struct err ignored;
    int64_t number;
    if (start + len > s.len ||
        !str_to_int(str_upto(str_from(s, start), len), 0, 9999, &number, &ignored))
        return false;
    *ret_number = (int)number;
    return true;
}

bool day_from_text(struct str text, int32_t *ret_day, struct err *err)
{
    int year, month, day_of_month;
    if (text.len == 10 && text.ptr[4] == '-' && text.ptr[7] == '-' &&
        read_number(text, 0, 4, &year) && read_number(text, 5, 2, &month) &&
        read_number(text, 8, 2, &day_of_month) &&
        day_from_parts(year, month, day_of_month, ret_day))
        return true;
    return err_set(err, ERR_INVALID, "“%.*s” is not a date; write it as 2026-04-24",
                   STR_ARG(str_upto(text, 40)));
}

void day_to_text(int32_t day, char ret_text[DAY_TEXT_SIZE])
{
    int year, month, day_of_month;
    day_to_parts(day, &year, &month, &day_of_month);
    snprintf(ret_text, DAY_TEXT_SIZE, "%04d-%02d-%02d", year % 10000, month % 100,
             day_of_month % 100);
}

enum weekday day_weekday(int32_t day)
{
    int64_t since_sunday = (int64_t)day + 4;
    return (enum weekday)(since_sunday - 7 * floor_div(since_sunday, 7));
}

const char *weekday_name(enum weekday weekday)
{
    return weekday_names[weekday];
}

const char *month_name(int month)
{
    return month_names[month - 1];
}

int month_from_name(struct str name)
{
    for (int i = 0; i < 12; i++) {
        struct str full = str_of(month_names[i]);
        if (str_eq_nocase(name, full) || str_eq_nocase(name, str_upto(full, 3)))
            return i + 1;
    }
    return 0;
}

static void split_time(int64_t time, int32_t *ret_day, int *ret_seconds)
{
    *ret_day = (int32_t)floor_div(time, SECONDS_A_DAY);
    *ret_seconds = (int)(time - (int64_t)*ret_day * SECONDS_A_DAY);
}

void time_to_text(int64_t time, char ret_text[TIME_TEXT_SIZE])
{
    int32_t day;
    int seconds;
    char day_text[DAY_TEXT_SIZE];
    split_time(time, &day, &seconds);
    day_to_text(day, day_text);
    snprintf(ret_text, TIME_TEXT_SIZE, "%sT%02d:%02d:%02dZ", day_text, seconds / 3600,
             seconds / 60 % 60, seconds % 60);
}

/* "+0000", "-04:00", "Z", "GMT", "UTC", "EST", "EDT" as seconds east of Greenwich. */
static bool read_offset(struct str text, int *ret_offset)
{
    if (str_eq(text, LIT("Z")) || str_eq(text, LIT("GMT")) ||
        str_eq(text, LIT("UTC")) || str_eq(text, LIT("UT"))) {
        *ret_offset = 0;
        return true;
    }
    if (str_eq(text, LIT("EST")) || str_eq(text, LIT("EDT"))) {
        *ret_offset = (text.ptr[1] == 'S' ? -5 : -4) * 3600;
        return true;
    }
    size_t minutes_at = text.len == 6 && text.ptr[3] == ':' ? 4 : 3;
    int hours, minutes;
    if (text.len != minutes_at + 2 || (text.ptr[0] != '+' && text.ptr[0] != '-') ||
        !read_number(text, 1, 2, &hours) ||
        !read_number(text, minutes_at, 2, &minutes) || hours > 14 || minutes > 59)
        return false;
    *ret_offset = (text.ptr[0] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
    return true;
}

static bool read_time_of_day(struct str text, int *ret_seconds)
{
    int hours, minutes, seconds;
    if (text.len != 8 || text.ptr[2] != ':' || text.ptr[5] != ':' ||
        !read_number(text, 0, 2, &hours) || !read_number(text, 3, 2, &minutes) ||
        !read_number(text, 6, 2, &seconds) || hours > 23 || minutes > 59 ||
        seconds > 60)
        return false;
    *ret_seconds = hours * 3600 + minutes * 60 + seconds;
    return true;
}

bool time_from_text(struct str text, int64_t *ret_time, struct err *err)
{
    struct err ignored;
    int32_t day;
    int seconds, offset;
    struct str zone = str_from(text, 19);
    if (zone.len > 1 && zone.ptr[0] == '.' && char_is_digit(zone.ptr[1])) {
        zone = str_from(zone, 1);
        while (zone.len > 0 && char_is_digit(zone.ptr[0]))
            zone = str_from(zone, 1);
    }
    if (text.len < 20 || text.ptr[10] != 'T' ||
        !day_from_text(str_upto(text, 10), &day, &ignored) ||
        !read_time_of_day(str_upto(str_from(text, 11), 8), &seconds) ||
        !read_offset(zone, &offset))
        return err_set(err, ERR_INVALID,
                       "“%.*s” is not a time like 2026-04-23T17:59:47Z",
                       STR_ARG(str_upto(text, 40)));
    *ret_time = (int64_t)day * SECONDS_A_DAY + seconds - offset;
    return true;
}

bool time_from_mail(struct str text, int64_t *ret_time, struct err *err)
{
    struct str rest = str_trim(text);
    size_t comma = str_find_char(rest, ',');
    if (comma < rest.len)
        rest = str_trim(str_from(rest, comma + 1));
    struct err ignored;
    int64_t day_of_month, year;
    int32_t day;
    int seconds, offset;
    struct str day_text = str_cut(&rest, ' ');
    int month = month_from_name(str_cut(&rest, ' '));
    if (!str_to_int(day_text, 1, 31, &day_of_month, &ignored) ||
        !str_to_int(str_cut(&rest, ' '), 1900, 2199, &year, &ignored) ||
        !day_from_parts((int)year, month, (int)day_of_month, &day) ||
        !read_time_of_day(str_cut(&rest, ' '), &seconds) ||
        !read_offset(str_trim(rest), &offset))
        return err_set(err, ERR_INVALID,
                       "“%.*s” is not a time like Thu, 18 Sep 2025 04:00:02 GMT",
                       STR_ARG(str_upto(text, 40)));
    *ret_time = (int64_t)day * SECONDS_A_DAY + seconds - offset;
    return true;
}

static int32_t nth_sunday(int year, int month, int nth)
{
    int32_t first = days_from_civil(year, month, 1);
    return first + (7 - (int)day_weekday(first)) % 7 + 7 * (nth - 1);
}

/* Daylight saving time: 2 o'clock of March's second Sunday to November's first. */
int64_t eastern_offset(int64_t time)
{
    enum { STANDARD = 5 * 3600, DAYLIGHT = 4 * 3600 };
    int year, month, day_of_month;
    day_to_parts(utc_day(time - STANDARD), &year, &month, &day_of_month);
    int64_t start =
        (int64_t)nth_sunday(year, 3, 2) * SECONDS_A_DAY + 2 * 3600 + STANDARD;
    int64_t end =
        (int64_t)nth_sunday(year, 11, 1) * SECONDS_A_DAY + 2 * 3600 + DAYLIGHT;
    return time >= start && time < end ? DAYLIGHT : STANDARD;
}

int32_t eastern_day(int64_t time)
{
    return utc_day(time - eastern_offset(time));
}

int64_t eastern_time_of_day(int64_t time)
{
    int64_t local = time - eastern_offset(time);
    return local - (int64_t)utc_day(local) * SECONDS_A_DAY;
}

int64_t eastern_instant(int32_t day, int64_t seconds)
{
    int64_t local = (int64_t)day * SECONDS_A_DAY + seconds;
    return local + eastern_offset(local + 5 * 3600);
}

int32_t utc_day(int64_t time)
{
    return (int32_t)floor_div(time, SECONDS_A_DAY);
}
