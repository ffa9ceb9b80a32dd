/* See url_query.h. */
#include "work/url_query.h"

#include <string.h>

void url_query_add(struct buf *url, const char *name, const char *value)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                "0123456789-._~:";
    bool has_query = str_find_char(buf_str(url), '?') < url->len;
    buf_printf(url, "%c%s=", has_query ? '&' : '?', name);
    for (const char *c = value; *c != '\0'; c++) {
        if (strchr(plain, *c) != NULL)
            buf_char(url, *c);
        else
            buf_printf(url, "%%%02X", (unsigned)(unsigned char)*c);
    }
}
