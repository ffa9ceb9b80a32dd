/* UTF-8 reading and writing; see utf8.h. */
#include "base/utf8.h"

enum { REPLACEMENT = 0xFFFD };

struct utf8_form {
    unsigned char mask, lead;
    uint32_t smallest;
};

static const struct utf8_form forms[] = {
    { 0x80, 0x00, 0 },
    { 0xE0, 0xC0, 0x80 },
    { 0xF0, 0xE0, 0x800 },
    { 0xF8, 0xF0, 0x10000 },
};

static bool is_scalar(uint32_t c)
{
    return c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

static size_t decode(struct str s, uint32_t *ret_character)
{
    unsigned char lead = (unsigned char)s.ptr[0];
    if (lead < 0x80) {
        *ret_character = lead;
        return 1;
    }
    for (size_t more = 1; more < COUNT_OF(forms); more++) {
        const struct utf8_form *form = &forms[more];
        if ((lead & form->mask) != form->lead)
            continue;
        uint32_t c = lead & (unsigned char)~form->mask;
        if (more >= s.len)
            return 0;
        for (size_t i = 1; i <= more; i++) {
            if (((unsigned char)s.ptr[i] & 0xC0) != 0x80)
                return 0;
            c = c << 6 | ((unsigned char)s.ptr[i] & 0x3F);
        }
        if (c < form->smallest || !is_scalar(c))
            return 0;
        *ret_character = c;
        return more + 1;
    }
    return 0;
}

uint32_t utf8_next(struct str *s)
{
    uint32_t character = REPLACEMENT;
    size_t len = decode(*s, &character);
    *s = str_from(*s, len ? len : 1);
    return character;
}

void utf8_put(struct buf *out, uint32_t c)
{
    char bytes[4];
    size_t more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    if (!is_scalar(c)) {
        utf8_put(out, REPLACEMENT);
        return;
    }
    for (size_t i = more; i > 0; i--, c >>= 6)
        bytes[i] = (char)(0x80 | (c & 0x3F));
    bytes[0] = (char)(forms[more].lead | c);
    buf_add(out, (struct str){ bytes, more + 1 });
}

bool utf8_valid(struct str s)
{
    uint32_t character;
    for (size_t at = 0, len; at < s.len; at += len) {
        len = decode((struct str){ s.ptr + at, s.len - at }, &character);
        if (len == 0)
            return false;
    }
    return true;
}

static size_t announced_len(unsigned char lead)
{
    for (size_t more = 1; more < COUNT_OF(forms); more++)
        if ((lead & forms[more].mask) == forms[more].lead)
            return more + 1;
    return 1;
}

size_t utf8_floor(const char *text, size_t len)
{
    for (size_t back = 1; back < 4 && back <= len; back++) {
        unsigned char byte = (unsigned char)text[len - back];
        if ((byte & 0xC0) != 0x80)
            return announced_len(byte) > back ? len - back : len;
    }
    return len;
}

uint32_t utf8_of_windows(uint32_t character)
{
    static const uint16_t windows[] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
        0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
    };
    bool is_open = character < 0x80 || character >= 0x80 + COUNT_OF(windows);
    return is_open ? character : windows[character - 0x80];
}

bool utf8_is_invisible(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        { 0x00, 0x08 },       { 0x0B, 0x1F },     { 0x7F, 0x9F },
        { 0xAD, 0xAD },       { 0x034F, 0x034F }, { 0x061C, 0x061C },
        { 0x115F, 0x1160 },   { 0x17B4, 0x17B5 }, { 0x180B, 0x180F },
        { 0x200B, 0x200F },   { 0x202A, 0x202E }, { 0x2060, 0x206F },
        { 0x3164, 0x3164 },   { 0xFDD0, 0xFDEF }, { 0xFE00, 0xFE0F },
        { 0xFEFF, 0xFEFF },   { 0xFFA0, 0xFFA0 }, { 0xFFF0, 0xFFFB },
        { 0xE0000, 0xE0FFF },
    };
    if (c >= ' ' && c < 0x7F)
        return false;
    if ((c & 0xFFFE) == 0xFFFE) /* the last two of every plane are no characters */
        return true;
    for (size_t i = 0; i < COUNT_OF(ranges); i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}
