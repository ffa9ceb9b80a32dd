/* A const list of names, and a bounded look for the closing brace. See styled.h. */
#include "text/styled.h"

enum { LOOK_AHEAD = 600 };

static const char *const names[] = {
    "emph",   "textbf", "textit", "texttt",     "textsc", "textrm",
    "textsf", "textsl", "textup", "textmd",     "text",   "underline",
    "uline",  "mbox",   "url",    "textnormal",
};

/* Where the brace that s starts behind is closed; 0 if it is not. */
static size_t closing_brace(struct str s, size_t start)
{
    int depth = 1;
    for (size_t at = start; at < s.len && at - start < LOOK_AHEAD; at++) {
        char c = s.ptr[at];
        if (c == '\\') {
            at++;
            continue;
        }
        if (c == '\n' && at + 1 < s.len && char_is_space(s.ptr[at + 1]))
            return 0;
        depth += (c == '{') - (c == '}');
        if (depth == 0)
            return at;
    }
    return 0;
}

size_t styled_open(struct str s, size_t *ret_close)
{
    for (size_t i = 0; s.len > 0 && s.ptr[0] == '\\' && i < COUNT_OF(names); i++) {
        struct str name = str_of(names[i]), rest = str_from(s, 1);
        if (!str_skip(&rest, name) || !str_starts(rest, LIT("{")))
            continue;
        size_t open = name.len + 2;
        *ret_close = closing_brace(s, open);
        return *ret_close > 0 ? open : 0;
    }
    return 0;
}
