/* See math_span.h. */
#include "text/math_span.h"

/* Where `close` stands in `tex` from `at` on, what a backslash escapes passed over;
 * tex.len if nowhere. */
static size_t find_close(struct str tex, size_t at, struct str close)
{
    while (at < tex.len) {
        if (str_starts(str_from(tex, at), close))
            return at;
        at += tex.ptr[at] == '\\' ? 2 : 1;
    }
    return tex.len;
}

static size_t span_to(struct str tex, struct str close, bool *never)
{
    size_t at = *never ? tex.len : find_close(tex, 2, close);
    *never = at >= tex.len;
    return *never ? 0 : at + close.len;
}

static bool is_money(struct str tex, size_t close)
{
    char first = tex.ptr[1], before = tex.ptr[close - 1];
    char after = close + 1 < tex.len ? tex.ptr[close + 1] : ' ';
    if (char_is_digit(first) && char_is_digit(after))
        return true;
    bool opens = char_is_letter(after) || char_is_digit(after) || after == '\\';
    return !char_is_space(first) && char_is_space(before) && opens;
}

static size_t dollar_span(struct math_finder *finder, struct str tex)
{
    if (str_starts(tex, LIT("$$"))) {
        size_t len = span_to(tex, LIT("$$"), &finder->no_display);
        return len > 4 ? len : 0;
    }
    size_t close = find_close(tex, 1, LIT("$"));
    return close >= tex.len || is_money(tex, close) ? 0 : close + 1;
}

size_t math_span(struct math_finder *finder, struct str tex)
{
    if (str_starts(tex, LIT("$")))
        return dollar_span(finder, tex);
    if (str_starts(tex, LIT("\\(")))
        return span_to(tex, LIT("\\)"), &finder->no_paren);
    if (str_starts(tex, LIT("\\[")))
        return span_to(tex, LIT("\\]"), &finder->no_bracket);
    return 0;
}
