/* See math_span.h. */
#include "text/math_span.h"

#include <stdio.h>

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

/* \begin{align} … \end{align} */
static size_t environment_span(struct math_finder *finder, struct str tex)
{
    static const char *const names[] = { "equation", "align",    "eqnarray",
                                         "gather",   "multline", "displaymath",
                                         "array",    "cases" };
    struct str name = str_from(tex, sizeof "\\begin{" - 1);
    name = str_upto(name, str_find_char(str_upto(name, 16), '}'));
    struct str bare = str_ends(name, LIT("*")) ? str_upto(name, name.len - 1) : name;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq(bare, str_of(names[i])) && !(finder->no_end & 1U << i)) {
            char end[32];
            int len = snprintf(end, sizeof end, "\\end{%.*s}", STR_ARG(name));
            size_t at = str_find(tex, (struct str){ end, (size_t)len });
            finder->no_end |= at == tex.len ? 1U << i : 0;
            return at == tex.len ? 0 : at + (size_t)len;
        }
    return 0;
}

size_t math_span(struct math_finder *finder, struct str tex)
{
    if (str_starts(tex, LIT("$")))
        return dollar_span(finder, tex);
    if (str_starts(tex, LIT("\\(")))
        return span_to(tex, LIT("\\)"), &finder->no_paren);
    if (str_starts(tex, LIT("\\[")))
        return span_to(tex, LIT("\\]"), &finder->no_bracket);
    if (str_starts(tex, LIT("\\begin{")))
        return environment_span(finder, tex);
    return 0;
}
