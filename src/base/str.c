/* Views of bytes; see str.h. */
#include "base/str.h"

#include <inttypes.h>
#include <string.h>

struct str str_of(const char *text)
{
    return (struct str){ text ? text : "", text ? strlen(text) : 0 };
}

bool str_eq(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (char_lower(a.ptr[i]) != char_lower(b.ptr[i]))
            return false;
    return true;
}

bool str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && str_eq(str_upto(s, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len && str_eq(str_from(s, s.len - suffix.len), suffix);
}

bool str_skip(struct str *s, struct str prefix)
{
    if (!str_starts(*s, prefix))
        return false;
    *s = str_from(*s, prefix.len);
    return true;
}

struct str str_trim(struct str s)
{
    while (s.len > 0 && char_is_space(s.ptr[0]))
        s = str_from(s, 1);
    while (s.len > 0 && char_is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

struct str str_cut(struct str *s, char separator)
{
    size_t at = str_find_char(*s, separator);
    struct str head = str_upto(*s, at);
    *s = str_from(*s, at + 1);
    return head;
}

struct str str_cut_word(struct str *s)
{
    *s = str_trim(*s);
    size_t len = 0;
    while (len < s->len && !char_is_space(s->ptr[len]))
        len++;
    struct str word = str_upto(*s, len);
    *s = str_from(*s, len);
    return word;
}

size_t str_find(struct str s, struct str needle)
{
    if (needle.len == 0)
        return 0;
    if (s.len == 0)
        return s.len;
    const char *hit = memmem(s.ptr, s.len, needle.ptr, needle.len);
    return hit ? (size_t)(hit - s.ptr) : s.len;
}

size_t str_find_char(struct str s, char c)
{
    const char *hit = s.len > 0 ? memchr(s.ptr, c, s.len) : NULL;
    return hit ? (size_t)(hit - s.ptr) : s.len;
}

bool str_has_only(struct str s, const char *allowed)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] == '\0' || strchr(allowed, s.ptr[i]) == NULL)
            return false;
    return s.len > 0;
}

bool str_is_one_of(struct str s, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(s, str_of(texts[i])))
            return true;
    return false;
}

int str_order(struct str a, struct str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len > 0 ? memcmp(a.ptr, b.ptr, len) : 0;
    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

static bool read_digits(struct str digits, bool negative, int64_t *ret_number)
{
    int64_t number = 0;
    for (size_t i = 0; i < digits.len; i++) {
        int digit = digits.ptr[i] - '0';
        if (!char_is_digit(digits.ptr[i]) ||
            __builtin_mul_overflow(number, 10, &number) ||
            __builtin_add_overflow(number, negative ? -digit : digit, &number))
            return false;
    }
    *ret_number = number;
    return digits.len > 0;
}

bool str_to_int(struct str s, int64_t min, int64_t max, int64_t *ret_number,
                struct err *err)
{
    struct str digits = s;
    bool negative = min < 0 && str_skip(&digits, LIT("-"));
    int64_t number = 0;
    if (!read_digits(digits, negative, &number) || number < min || number > max)
        return err_set(err, ERR_INVALID,
                       "“%.*s” is not a whole number from %" PRId64 " to %" PRId64,
                       STR_ARG(str_upto(s, 40)), min, max);
    *ret_number = number;
    return true;
}
