/* One pass: plain runs are copied whole, the rest is looked at; see xml_clean.h. */
#include "source/xml_clean.h"

#include "base/utf8.h"

static bool is_plain(char c)
{
    return (c >= ' ' && c < 0x7f && c != '&') || c == '\n' || c == '\t' || c == '\r';
}

/* XML 1.0, production 2. */
static bool is_xml_character(uint32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && c <= 0xd7ff) ||
           (c >= 0xe000 && c <= 0xfffd) || (c >= 0x10000 && c <= 0x10ffff);
}

/* The value of a digit of that base, or -1. */
static int digit_of(char c, int base)
{
    int digit = char_hex(c);
    return digit < base ? digit : -1;
}

/* Takes "&#10;" or "&#xa;" off *s if that is what it starts with. */
static bool skip_reference(struct str *s, uint32_t *ret_character)
{
    struct str rest = *s;
    if (!str_skip(&rest, LIT("&#")))
        return false;
    int base = str_skip(&rest, LIT("x")) ? 16 : 10;
    size_t digits = 0;
    uint32_t number = 0;
    while (digits < rest.len && digit_of(rest.ptr[digits], base) >= 0) {
        if (number < 0x110000)
            number = number * (uint32_t)base + (uint32_t)char_hex(rest.ptr[digits]);
        digits++;
    }
    if (digits == 0 || digits == rest.len || rest.ptr[digits] != ';')
        return false;
    *ret_character = number;
    *s = str_from(rest, digits + 1);
    return true;
}

static bool starts_known_entity(struct str s)
{
    return str_starts(s, LIT("&amp;")) || str_starts(s, LIT("&lt;")) ||
           str_starts(s, LIT("&gt;")) || str_starts(s, LIT("&quot;")) ||
           str_starts(s, LIT("&apos;"));
}

static void clean_reference(struct buf *out, struct str *bytes)
{
    struct str written = *bytes;
    uint32_t character = 0;
    if (!skip_reference(bytes, &character)) {
        buf_add(out, starts_known_entity(*bytes) ? LIT("&") : LIT("&amp;"));
        *bytes = str_from(*bytes, 1);
    } else if (is_xml_character(character)) {
        buf_add(out, str_upto(written, written.len - bytes->len));
    } else {
        buf_char(out, ' ');
    }
}

static void clean_character(struct buf *out, struct str *bytes)
{
    if (bytes->ptr[0] == '&') {
        clean_reference(out, bytes);
        return;
    }
    uint32_t character = utf8_next(bytes);
    if (is_xml_character(character))
        utf8_put(out, character);
    else
        buf_char(out, ' ');
}

void xml_clean(struct buf *out, struct str bytes)
{
    str_skip(&bytes, LIT("\xef\xbb\xbf"));
    while (bytes.len > 0) {
        size_t run = 0;
        while (run < bytes.len && is_plain(bytes.ptr[run]))
            run++;
        buf_add(out, str_upto(bytes, run));
        bytes = str_from(bytes, run);
        if (bytes.len > 0)
            clean_character(out, &bytes);
    }
}
