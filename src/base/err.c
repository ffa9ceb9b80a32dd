/* Errors as values; see err.h. */
#include "base/err.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void cut_at_character(char *text, size_t size)
{
    size_t len = strlen(text);
    if (len + 1 == size)
        text[utf8_floor(text, len)] = '\0';
}

bool err_set(struct err *err, enum err_code code, const char *format, ...)
{
    char text[sizeof err->text];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    cut_at_character(text, sizeof text);
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
    cut_at_character(text, sizeof text);
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
