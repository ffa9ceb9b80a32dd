/* A view of bytes that somebody else owns: what parsers read with.
 *
 * A struct str is never NUL-terminated by promise and never freed. All functions are
 * pure; ASCII only where letters matter. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/attr.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    const char *ptr;
    size_t len;
};

/* A literal as a view; anything but a literal does not compile. */
#define LIT(literal) ((struct str){ "" literal, sizeof(literal) - 1 })
/* For printf: printf("%.*s", STR_ARG(view)). */
#define STR_ARG(view) (int)(view).len, (view).ptr

struct str str_of(const char *text); /* NULL gives the empty view */
bool str_eq(struct str a, struct str b);
bool str_eq_nocase(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Cuts the prefix off *s if it is there. */
bool str_skip(struct str *s, struct str prefix);
/* The rest; empty past the end. */
static inline struct str str_from(struct str s, size_t start)
{
    if (start > s.len)
        start = s.len;
    if (start == 0)
        return s; /* the empty view may have no address to add to */
    return (struct str){ s.ptr + start, s.len - start };
}
/* The first len bytes at most. */
static inline struct str str_upto(struct str s, size_t len)
{
    return (struct str){ s.ptr, len < s.len ? len : s.len };
}
struct str str_trim(struct str s); /* without white space at both ends */
/* Takes the part before the first `separator` off *s (all of it if there is none). */
struct str str_cut(struct str *s, char separator);
/* Takes the next word between white space off *s; empty when there is none. */
struct str str_cut_word(struct str *s);
/* Where `needle` starts in s, or s.len. An empty needle is found at 0. */
size_t str_find(struct str s, struct str needle);
size_t str_find_char(struct str s, char c);
bool str_has_only(struct str s, const char *allowed); /* false for the empty view */
/* What may be allowed, put together: STR_LETTERS STR_DIGITS "._-" */
#define STR_LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define STR_DIGITS "0123456789"
/* Is it one of them, byte for byte? */
bool str_is_one_of(struct str s, const char *const *texts, size_t count);
int str_order(struct str a, struct str b); /* bytewise, as strcmp */

/* The whole view as a decimal number within [min, max]; a sign only where min < 0.
 * ERR_INVALID says what was found and what is allowed. */
NODISCARD bool str_to_int(struct str s, int64_t min, int64_t max, int64_t *ret_number,
                          struct err *err);

static inline bool char_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool char_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool char_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}
static inline bool char_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}
static inline bool char_is_letter(char c)
{
    return char_is_lower(c) || char_is_upper(c);
}
static inline char char_lower(char c)
{
    return char_is_upper(c) ? (char)(c - 'A' + 'a') : c;
}
static inline char char_upper(char c)
{
    return char_is_lower(c) ? (char)(c - 'a' + 'A') : c;
}
/* 11 of 'b' and 'B'; -1: it is no hexadecimal digit. */
static inline int char_hex(char c)
{
    if (char_is_digit(c))
        return c - '0';
    c = char_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

#endif
