/* The growable buffer; see buf.h. */
#include "base/buf.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct buf buf_upto(size_t max)
{
    return (struct buf){ .max = max };
}

void buf_done(struct buf *buf)
{
    free(buf->ptr);
    *buf = buf_upto(buf->max);
}

void buf_clear(struct buf *buf)
{
    buf->full = false;
    buf_cut(buf, 0);
}

static bool make_room(struct buf *buf, size_t more)
{
    if (buf->full || more > buf->max - buf->len) {
        buf->full = true;
        return false;
    }
    size_t wanted = buf->len + more + 1;
    if (wanted > buf->cap) {
        size_t cap = buf->cap ? buf->cap + buf->cap / 2 : 64;
        if (cap - 1 > buf->max)
            cap = buf->max + 1;
        buf->cap = cap < wanted ? wanted : cap;
        buf->ptr = mem_resize(buf->ptr, buf->cap);
    }
    return true;
}

void buf_add(struct buf *buf, struct str text)
{
    if (!make_room(buf, text.len))
        return;
    if (text.len > 0)
        memcpy(buf->ptr + buf->len, text.ptr, text.len);
    buf->len += text.len;
    buf->ptr[buf->len] = '\0';
}

void buf_char(struct buf *buf, char c)
{
    buf_add(buf, (struct str){ &c, 1 });
}

void buf_text(struct buf *buf, const char *text)
{
    buf_add(buf, str_of(text));
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    if (len >= 0 && make_room(buf, (size_t)len)) {
        vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
    va_end(args);
}

void buf_cut(struct buf *buf, size_t len)
{
    if (len < buf->len)
        buf->len = len;
    if (buf->ptr != NULL)
        buf->ptr[buf->len] = '\0';
}

void buf_drop(struct buf *buf, size_t len)
{
    if (len > buf->len)
        len = buf->len;
    if (len == 0)
        return;
    memmove(buf->ptr, buf->ptr + len, buf->len - len + 1);
    buf->len -= len;
}

struct str buf_str(const struct buf *buf)
{
    return (struct str){ buf->ptr ? buf->ptr : "", buf->len };
}
