/* See markdown_line.h. */
#include "text/markdown_line.h"

#include "text/markdown.h"

enum { FENCE_MIN = 3, INDENT_PER_LEVEL = 2, INDENTED_DEPTH_MAX = 200 };

struct str line_without_quotes(struct str line)
{
    while (line.len > 0 && (char_is_space(line.ptr[0]) || line.ptr[0] == '>'))
        line = str_from(line, 1);
    return line;
}

size_t line_run_of(struct str text, char c)
{
    size_t len = 0;
    while (len < text.len && text.ptr[len] == c)
        len++;
    return len;
}

size_t line_fence(struct str line, char *ret_fence)
{
    struct str text = line_without_quotes(line);
    char c = text.len > 0 ? text.ptr[0] : '\0';
    size_t len = c == '`' || c == '~' ? line_run_of(text, c) : 0;
    if (len < FENCE_MIN ||
        (c == '`' && str_find_char(str_from(text, len), '`') < text.len - len))
        return 0;
    *ret_fence = c;
    return len;
}

size_t line_container_len(struct str line)
{
    size_t digits = 0;
    if (line.len > 0 && line.ptr[0] == '>')
        return 1;
    while (digits < line.len && digits < 9 && char_is_digit(line.ptr[digits]))
        digits++;
    if (digits >= line.len)
        return 0;
    char mark = line.ptr[digits];
    bool is_mark = digits > 0 ? mark == '.' || mark == ')'
                              : mark == '-' || mark == '*' || mark == '+';
    bool ends = digits + 1 == line.len || char_is_space(line.ptr[digits + 1]);
    return is_mark && ends ? digits + 1 : 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

struct line_excess line_excess(struct str line)
{
    struct line_excess excess = { 0 };
    size_t at = 0, columns = 0, marks = 0;
    for (; at < line.len && is_blank(line.ptr[at]); at++) {
        columns += line.ptr[at] == '\t' ? 4 : 1;
        excess.indent += columns / INDENT_PER_LEVEL > INDENTED_DEPTH_MAX;
    }
    while (at < line.len) {
        size_t len = line_container_len(str_from(line, at));
        if (len == 0 && !is_blank(line.ptr[at]))
            break;
        marks += len > 0;
        if (marks <= MARKDOWN_DEPTH_MAX)
            excess.at = at + (len > 0 ? len : 1);
        at += len > 0 ? len : 1;
    }
    excess.len = marks > MARKDOWN_DEPTH_MAX ? at - excess.at : 0;
    if (marks == 0)
        excess.indent = 0; /* code */
    return excess;
}
