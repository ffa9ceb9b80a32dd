/* Errors as values; see err.h. */
#include "base/err.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A text that was cut, here or by a precision ("%.40s"), may end in half a character:
 * what is left of it is dropped, so that an error is always UTF-8. */
static void drop_cut_characters(char *text)
{
    struct str rest = str_of(text);
    char *end = text;
    while (rest.len > 0) {
        const char *start = rest.ptr;
        bool is_replaced = utf8_next(&rest) == 0xfffd;
        size_t len = (size_t)(rest.ptr - start);
        if (is_replaced && len == 1)
            continue;
        memmove(end, start, len);
        end += len;
    }
    *end = '\0';
}

bool err_set(struct err *err, enum err_code code, const char *format, ...)
{
    char text[sizeof err->text];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    drop_cut_characters(text);
    err->code = code;
    err->retry_after = 0;
    memcpy(err->text, text, sizeof text);
    return false;
}

bool err_add(struct err *err, const char *format, ...)
{
    char text[sizeof err->text];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (len >= 0 && (size_t)len < sizeof text)
        snprintf(text + len, sizeof text - (size_t)len, ": %s", err->text);
    drop_cut_characters(text);
    memcpy(err->text, text, sizeof text);
    return false;
}

const char *err_code_name(enum err_code code)
{
    switch (code) { /* no default: -Wswitch */
    case ERR_NONE:
        return "none";
    case ERR_INVALID:
        return "invalid";
    case ERR_NOT_FOUND:
        return "not-found";
    case ERR_BUSY:
        return "busy";
    case ERR_UPSTREAM:
        return "upstream";
    case ERR_REFUSED:
        return "refused";
    case ERR_LIMIT:
        return "limit";
    case ERR_BROKEN:
        return "broken";
    }
    return "unknown";
}
