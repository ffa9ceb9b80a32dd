/* Escaping and its opposite; see escape.h. */
#include "text/escape.h"

#include "base/utf8.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { ENTITY_NAME_MAX = 8, ENTITY_LEN_MAX = 12 }; /* thetasym; &#x0010FFFF; */

struct entity {
    char name[ENTITY_NAME_MAX + 1];
    uint32_t character;
};

static const struct entity entities[] = {
#define ENTITY(name, character) { name, character },
#include "text/entity.def"
#undef ENTITY
};

static const char *const html_escapes[UCHAR_MAX + 1] = {
    ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
};

void escape_html(struct buf *out, struct str text)
{
    size_t plain = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char *escaped = html_escapes[(unsigned char)text.ptr[i]];
        if (escaped == NULL)
            continue;
        buf_add(out, (struct str){ text.ptr + plain, i - plain });
        buf_text(out, escaped);
        plain = i + 1;
    }
    buf_add(out, str_from(text, plain));
}

static bool is_unreserved(char c)
{
    return char_is_letter(c) || char_is_digit(c) || c == '-' || c == '.' || c == '_' ||
           c == '~';
}

static void add_percent(struct buf *out, unsigned char byte)
{
    static const char digits[] = "0123456789ABCDEF";
    buf_char(out, '%');
    buf_char(out, digits[byte >> 4]);
    buf_char(out, digits[byte & 0xf]);
}

void escape_url(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (is_unreserved(text.ptr[i]))
            buf_char(out, text.ptr[i]);
        else
            add_percent(out, (unsigned char)text.ptr[i]);
    }
}

/* The byte behind "%41" at the start of `s`; negative on a broken escape. */
static int percent_byte(struct str s)
{
    if (s.len < 3)
        return -1;
    int high = char_hex(s.ptr[1]), low = char_hex(s.ptr[2]);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
}

bool unescape_url(struct buf *out, struct str text, bool form)
{
    size_t start = out->len;
    while (text.len > 0) {
        char c = text.ptr[0];
        size_t taken = 1;
        if (c == '%') {
            int byte = percent_byte(text);
            if (byte < 0)
                return false;
            c = (char)byte;
            taken = 3;
        } else if (c == '+' && form) {
            c = ' ';
        }
        if (c == '\0')
            return false;
        buf_char(out, c);
        text = str_from(text, taken);
    }
    return utf8_valid(str_from(buf_str(out), start));
}

void unescape_loosely(struct buf *out, struct str text)
{
    while (text.len > 0) {
        int byte = text.ptr[0] == '%' ? percent_byte(text) : -1;
        buf_char(out, byte < 0 ? text.ptr[0] : (char)byte);
        text = str_from(text, byte < 0 ? 1 : 3);
    }
}

static bool read_number(struct str digits, uint32_t *ret_character)
{
    int base = str_skip(&digits, LIT("x")) || str_skip(&digits, LIT("X")) ? 16 : 10;
    uint32_t number = 0;
    for (size_t i = 0; i < digits.len; i++) {
        int digit = char_hex(digits.ptr[i]);
        if (digit < 0 || digit >= base)
            return false;
        number = number * (uint32_t)base + (uint32_t)digit;
        if (number > 0x10FFFF)
            number = 0x110000;
    }
    if (digits.len > 0)
        *ret_character = number == 0 ? 0xFFFD : utf8_of_windows(number);
    return digits.len > 0;
}

static int entity_order(const void *key, const void *entity)
{
    const struct str *name = key;
    return str_order(*name, str_of(((const struct entity *)entity)->name));
}

static bool read_name(struct str name, uint32_t *ret_character)
{
    const struct entity *found =
        bsearch(&name, entities, COUNT_OF(entities), sizeof entities[0], entity_order);
    if (found != NULL)
        *ret_character = found->character;
    return found != NULL;
}

size_t entity_read(struct str text, uint32_t *ret_character)
{
    if (text.len < 3 || text.ptr[0] != '&')
        return 0;
    struct str body = str_upto(str_from(text, 1), ENTITY_LEN_MAX);
    size_t end = str_find_char(body, ';');
    if (end == body.len)
        return 0;
    body = str_upto(body, end);
    bool found = str_skip(&body, LIT("#")) ? read_number(body, ret_character)
                                           : read_name(body, ret_character);
    return found ? end + 2 : 0;
}

void unescape_entities(struct buf *out, struct str text)
{
    while (text.len > 0) {
        size_t plain = str_find_char(text, '&');
        buf_add(out, str_upto(text, plain));
        text = str_from(text, plain);
        uint32_t character = '&';
        size_t taken = entity_read(text, &character);
        if (text.len > 0)
            utf8_put(out, character);
        text = str_from(text, taken ? taken : 1);
    }
}
