/* The days that a reader means: 2025, 2025-01..2025-03, "last week", and the forms of
 * arXiv's own search. Pure. See query_parts.h. */
#include "model/query_parts.h"

#include <string.h>

enum {
    WEEK = 7,
    MONTH = 30,
    YEAR = 365,
    FIRST_YEAR = 1900,
    LAST_YEAR = 2199,
    PARTS_MAX = 3,
    DATE_BYTES_MAX = 60,
};

struct span {
    int32_t first, last;
};

static bool number_of(struct str text, int64_t min, int64_t max, int *ret_number)
{
    struct err ignored;
    int64_t number;
    if (!str_has_only(text, STR_DIGITS) ||
        !str_to_int(text, min, max, &number, &ignored))
        return false;
    *ret_number = (int)number;
    return true;
}

/* The days of a year, of a month of it (0: all), of a day of that (0: all). */
static bool span_of(int year, int month, int day, struct span *ret_span)
{
    int32_t first, last;
    bool whole_year = month == 0, whole_month = day == 0;
    int next_year = whole_year || month == 12 ? year + 1 : year;
    int next_month = whole_year || month == 12 ? 1 : month + 1;
    if (!day_from_parts(year, whole_year ? 1 : month, whole_month ? 1 : day, &first))
        return false;
    last = first;
    if (whole_month) {
        if (!day_from_parts(next_year, next_month, 1, &last))
            return false;
        last--;
    }
    *ret_span = (struct span){ first, last };
    return true;
}

/* 2025, 202501, 20250131, 202501312359. */
static bool read_digits(struct str text, struct span *ret_span)
{
    int year, month = 0, day = 0;
    bool is_read = text.len == 4 || text.len == 6 || text.len == 8 || text.len == 12 ||
                   text.len == 14;
    if (!is_read || !str_has_only(text, STR_DIGITS) ||
        !number_of(str_upto(text, 4), FIRST_YEAR, LAST_YEAR, &year))
        return false;
    if (text.len >= 6 && !number_of(str_upto(str_from(text, 4), 2), 1, 12, &month))
        return false;
    if (text.len >= 8 && !number_of(str_upto(str_from(text, 6), 2), 1, 31, &day))
        return false;
    return span_of(year, month, day, ret_span);
}

/* 2025-01, 2025/1/31; "January 2025", "Jan 2025". */
static bool read_parts(struct str text, struct span *ret_span)
{
    struct str parts[PARTS_MAX];
    int numbers[PARTS_MAX] = { 0 };
    size_t count = 0;
    const char *separators = "-/ ";
    while (text.len > 0 && count < PARTS_MAX) {
        size_t end = 0;
        while (end < text.len && strchr(separators, text.ptr[end]) == NULL)
            end++;
        parts[count++] = str_upto(text, end);
        text = str_from(text, end + 1);
    }
    if (count < 2 || text.len > 0)
        return false;
    int month = month_from_name(parts[0]);
    if (month > 0 && count == 2)
        return number_of(parts[1], FIRST_YEAR, LAST_YEAR, &numbers[0]) &&
               span_of(numbers[0], month, 0, ret_span);
    return number_of(parts[0], FIRST_YEAR, LAST_YEAR, &numbers[0]) &&
           number_of(parts[1], 1, 12, &numbers[1]) &&
           (count == 2 || number_of(parts[2], 1, 31, &numbers[2])) &&
           span_of(numbers[0], numbers[1], numbers[2], ret_span);
}

/* "week", "days": how many days one has; 0 = no such word. */
static int unit_days(struct str word)
{
    static const struct {
        const char *name;
        int days;
    } units[] = {
        { "day", 1 }, { "week", WEEK }, { "month", MONTH }, { "year", YEAR }
    };
    if (word.len > 1 && char_lower(word.ptr[word.len - 1]) == 's')
        word.len--;
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (str_eq_nocase(word, str_of(units[i].name)))
            return units[i].days;
    return 0;
}

static bool read_this(struct str unit, int32_t today, struct span *ret_span)
{
    int year, month, day;
    day_to_parts(today, &year, &month, &day);
    switch (unit_days(unit)) {
    case WEEK:
        *ret_span =
            (struct span){ today - ((int)day_weekday(today) + 6) % WEEK, today };
        return true;
    case MONTH:
        return span_of(year, month, 0, ret_span);
    case YEAR:
        return span_of(year, 0, 0, ret_span);
    default:
        return false;
    }
}

/* "week", "last week", "past 3 days", "last-month", "this year". */
static bool read_past(struct str text, int32_t today, struct span *ret_span)
{
    char plain[DATE_BYTES_MAX];
    int times = 1;
    for (size_t i = 0; i < text.len; i++)
        plain[i] = text.ptr[i] == '-' || text.ptr[i] == '_' ? ' ' : text.ptr[i];
    struct str rest = { plain, text.len };
    struct str word = str_cut_word(&rest);
    if (str_eq_nocase(word, LIT("this")))
        return read_this(str_trim(rest), today, ret_span);
    bool is_last = str_eq_nocase(str_upto(word, 4), LIT("last")) ||
                   str_eq_nocase(str_upto(word, 4), LIT("past"));
    if (is_last) /* "last week", "lastweek" */
        word = word.len > 4 ? str_from(word, 4) : str_cut_word(&rest);
    if (number_of(word, 1, 9999, &times))
        word = str_cut_word(&rest);
    int days = unit_days(word);
    if (days == 0 || str_trim(rest).len > 0)
        return false;
    *ret_span = (struct span){ today - days * times + 1, today };
    return true;
}

static bool read_span(struct str text, int32_t today, struct span *ret_span)
{
    text = str_trim(text);
    if (text.len == 0 || text.len >= DATE_BYTES_MAX)
        return false;
    bool yesterday = str_eq_nocase(text, LIT("yesterday"));
    if (yesterday || str_eq_nocase(text, LIT("today"))) {
        *ret_span = (struct span){ today - yesterday, today - yesterday };
        return true;
    }
    return read_digits(text, ret_span) || read_parts(text, ret_span) ||
           read_past(text, today, ret_span);
}

/* Where "..", "…" or " TO " parts two dates; the length of the sign in *ret_sign. */
static size_t range_sign(struct str text, size_t *ret_sign)
{
    static const char *const signs[] = { "...", "..", "…", "–", " TO ", " to " };
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        struct str sign = str_of(signs[i]);
        size_t at = str_find(text, sign);
        *ret_sign = sign.len;
        if (at < text.len)
            return at;
    }
    bool years = text.len == 9 && text.ptr[4] == '-'; /* 2022-2024 */
    *ret_sign = 1;
    return years ? 4 : text.len;
}

/* ">2024" starts behind that year, ">=2024" with it. */
static bool read_bound(struct str text, int32_t today, struct span *ret_span)
{
    struct span span, all = { 0, QUERY_DAY_LAST };
    bool is_above = str_starts(text, LIT(">"));
    if (!is_above && !str_starts(text, LIT("<")))
        return false;
    text = str_from(text, 1);
    bool with = str_skip(&text, LIT("="));
    if (!read_span(text, today, &span))
        return false;
    if (is_above)
        all.first = with ? span.first : span.last + 1;
    else
        all.last = with ? span.last : span.first - 1;
    *ret_span = all;
    return true;
}

static bool read_range(struct str text, int32_t today, struct span *ret_span)
{
    size_t sign_len, at = range_sign(text, &sign_len);
    struct str from = str_trim(str_upto(text, at));
    struct str until = str_trim(str_from(text, at + sign_len));
    struct span first = { 0, 0 }, last = { QUERY_DAY_LAST, QUERY_DAY_LAST };
    bool is_open = str_eq(until, LIT("*"));
    if (at == text.len || (from.len == 0 && until.len == 0) ||
        (from.len > 0 && !str_eq(from, LIT("*")) && !read_span(from, today, &first)) ||
        (until.len > 0 && !is_open && !read_span(until, today, &last)))
        return false;
    bool swapped = first.first > last.first;
    *ret_span = (struct span){ swapped ? last.first : first.first,
                               swapped ? first.last : last.last };
    return true;
}

static int32_t within_days(int32_t day)
{
    return day < 0 ? 0 : day > QUERY_DAY_LAST ? QUERY_DAY_LAST : day;
}

bool query_date_read(struct str text, int32_t today, int32_t *ret_first,
                     int32_t *ret_last)
{
    struct span span;
    text = str_trim(text);
    if (!read_range(text, today, &span) && !read_bound(text, today, &span) &&
        !read_span(text, today, &span))
        return false;
    *ret_first = within_days(span.first);
    *ret_last = within_days(span.last);
    return true;
}
