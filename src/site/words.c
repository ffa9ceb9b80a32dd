/* How numbers, days and addresses are written on every page. */
#include "site/words.h"

#include "base/utf8.h"
#include "text/escape.h"

#include <inttypes.h>

const char *words_number(struct arena *arena, int64_t number)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%" PRId64, number);
    char *text = arena_alloc(arena, (size_t)len * 2 + 1);
    char *end = text;
    for (int i = 0; i < len; i++) {
        bool after_digit = i > 0 && char_is_digit(digits[i - 1]);
        if (after_digit && (len - i) % 3 == 0)
            *end++ = ',';
        *end++ = digits[i];
    }
    return text;
}

const char *words_count(struct arena *arena, int64_t count, const char *one,
                        const char *many)
{
    return arena_printf(arena, "%s %s", words_number(arena, count),
                        count == 1 ? one : many);
}

const char *words_small(struct arena *arena, int64_t number)
{
    static const char *const names[] = { "two",   "three", "four", "five", "six",
                                         "seven", "eight", "nine", "ten" };
    if (number >= 2 && number <= 10)
        return names[number - 2];
    return words_number(arena, number);
}

const char *words_money(struct arena *arena, int64_t millionths)
{
    bool below = millionths < 0;
    uint64_t amount = below ? 0 - (uint64_t)millionths : (uint64_t)millionths;
    char *text = arena_printf(arena, "%s%" PRIu64 ".%06" PRIu64, below ? "-" : "",
                              amount / 1000000, amount % 1000000);
    size_t len = strlen(text);
    size_t least = len - 4; /* two digits stay */
    while (len > least && text[len - 1] == '0')
        text[--len] = '\0';
    return text;
}

const char *words_bytes(struct arena *arena, int64_t bytes)
{
    static const char *const units[] = { "kB", "MB", "GB", "TB" };
    if (bytes < 1000)
        return words_count(arena, bytes, "byte", "bytes");
    double amount = (double)bytes / 1000;
    size_t unit = 0;
    for (; amount >= 999.5 && unit + 1 < COUNT_OF(units); unit++)
        amount /= 1000;
    return arena_printf(arena, amount < 9.95 ? "%.1f %s" : "%.0f %s", amount,
                        units[unit]);
}

const char *words_date(struct arena *arena, int32_t day)
{
    char text[DAY_TEXT_SIZE];
    day_to_text(day, text);
    return arena_text(arena, str_of(text));
}

static const char *day_words(struct arena *arena, int32_t day, size_t letters,
                             bool with_year)
{
    int year, month, day_of_month;
    day_to_parts(day, &year, &month, &day_of_month);
    struct str weekday = str_upto(str_of(weekday_name(day_weekday(day))), letters);
    struct str name = str_upto(str_of(month_name(month)), letters);
    const char *text = arena_printf(arena, "%.*s %d %.*s", STR_ARG(weekday),
                                    day_of_month, STR_ARG(name));
    return with_year ? arena_printf(arena, "%s %d", text, year) : text;
}

const char *words_day(struct arena *arena, int32_t day)
{
    return day_words(arena, day, SIZE_MAX, true);
}

const char *words_day_year(struct arena *arena, int32_t day)
{
    return day_words(arena, day, 3, true);
}

const char *words_day_short(struct arena *arena, int32_t day)
{
    return day_words(arena, day, 3, false);
}

/* "2026-04-24T04:12:03Z" cut in date and clock. */
static void time_parts(int64_t time, char text[TIME_TEXT_SIZE], struct str *ret_date,
                       struct str *ret_clock)
{
    time_to_text(time, text);
    struct str rest = str_of(text);
    *ret_date = str_cut(&rest, 'T');
    *ret_clock = str_cut(&rest, 'Z');
}

const char *words_time(struct arena *arena, int64_t time)
{
    char text[TIME_TEXT_SIZE];
    struct str date, clock;
    time_parts(time, text, &date, &clock);
    return arena_printf(arena, "%.*s %.*s UTC", STR_ARG(date), STR_ARG(clock));
}

const char *words_clock(struct arena *arena, int64_t time, int64_t now)
{
    char text[TIME_TEXT_SIZE];
    struct str date, clock;
    time_parts(time, text, &date, &clock);
    struct str minutes = str_upto(clock, 5);
    if (utc_day(time) == utc_day(now))
        return arena_printf(arena, "%.*s UTC", STR_ARG(minutes));
    return arena_printf(arena, "%.*s UTC on %s", STR_ARG(minutes),
                        words_day_short(arena, utc_day(time)));
}

const char *words_age(struct arena *arena, int64_t seconds)
{
    const char *words;
    if (seconds < 60)
        return "just now";
    if (seconds < 3600)
        words = words_count(arena, seconds / 60, "minute", "minutes");
    else if (seconds < SECONDS_A_DAY)
        words = words_count(arena, seconds / 3600, "hour", "hours");
    else
        words = words_count(arena, seconds / SECONDS_A_DAY, "day", "days");
    return arena_printf(arena, "%s ago", words);
}

/* What a path may hold as it is. */
static size_t find_kept(struct str text)
{
    size_t slash = str_find_char(text, '/'), at = str_find_char(text, '@');
    return slash < at ? slash : at;
}

const char *words_escaped(struct arena *arena, const char *text, bool path)
{
    return words_path(arena, "", text, path);
}

const char *words_path(struct arena *arena, const char *start, const char *text,
                       bool path)
{
    struct str rest = str_of(text);
    CLEANUP(buf_done) struct buf out = buf_upto(strlen(start) + rest.len * 3 + 1);
    buf_text(&out, start);
    for (size_t kept; path && (kept = find_kept(rest)) < rest.len;) {
        escape_url(&out, str_upto(rest, kept));
        buf_char(&out, rest.ptr[kept]);
        rest = str_from(rest, kept + 1);
    }
    escape_url(&out, rest);
    return arena_text(arena, buf_str(&out));
}

const char *words_web_url(const char *url)
{
    struct str rest = str_of(url);
    if (!str_skip(&rest, LIT("https://")) && !str_skip(&rest, LIT("http://")))
        return NULL;
    for (size_t i = 0; i < rest.len; i++)
        if ((unsigned char)rest.ptr[i] <= ' ' || rest.ptr[i] == 0x7f)
            return NULL;
    return rest.len > 0 ? url : NULL;
}

const char *words_excerpt(struct arena *arena, const char *text, size_t max)
{
    struct str whole = str_of(text);
    if (whole.len <= max)
        return text;
    struct str kept = str_trim(str_upto(whole, utf8_floor(text, max)));
    return arena_printf(arena, "%.*s…", STR_ARG(kept));
}

const char *words_joined(struct arena *arena, const char *const *items, size_t count,
                         const char *separator)
{
    size_t room = 1;
    for (size_t i = 0; i < count; i++)
        room += strlen(items[i]) + strlen(separator);
    CLEANUP(buf_done) struct buf out = buf_upto(room);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buf_text(&out, separator);
        buf_text(&out, items[i]);
    }
    return arena_text(arena, buf_str(&out));
}
