/* One pass over a record; see json_repair.h. */
#include "proceedings/json/json_repair.h"

#include <string.h>

enum { ESCAPE_LEN = 6 }; /* "\u0000" */

/* Words that Python and JavaScript print, by numbers of the same length. */
static const struct {
    struct str word, number;
} words[] = {
    { { "NaN", 3 }, { "0  ", 3 } },
    { { "Infinity", 8 }, { "0       ", 8 } },
};

static bool is_control(uint32_t c)
{
    return c < ' ' && c != '\t' && c != '\n' && c != '\r';
}

/* What "\uXXXX" stands for; false: it is none. */
static bool read_escape(struct str text, uint32_t *ret_character)
{
    uint32_t character = 0;
    if (text.len < ESCAPE_LEN || !str_starts(text, LIT("\\u")))
        return false;
    for (size_t i = 2; i < ESCAPE_LEN; i++) {
        int digit = char_hex(text.ptr[i]);
        if (digit < 0)
            return false;
        character = character << 4 | (uint32_t)digit;
    }
    *ret_character = character;
    return true;
}

static bool is_first_half(uint32_t c)
{
    return c >= 0xd800 && c < 0xdc00;
}

static bool is_second_half(uint32_t c)
{
    return c >= 0xdc00 && c < 0xe000;
}

/* The escape at `at`: how many bytes are done with. */
static size_t repair_escape(char *text, size_t len, size_t at)
{
    uint32_t character = 0, second = 0;
    struct str rest = { text + at, len - at };
    if (!read_escape(rest, &character))
        return 2;
    if (is_first_half(character) && read_escape(str_from(rest, ESCAPE_LEN), &second) &&
        is_second_half(second))
        return (size_t)2 * ESCAPE_LEN;
    if (is_first_half(character) || is_second_half(character))
        memcpy(text + at + 2, "fffd", 4);
    else if (is_control(character))
        memcpy(text + at + 2, "0020", 4);
    return ESCAPE_LEN;
}

static size_t repair_word(char *text, size_t len, size_t at)
{
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        struct str rest = { text + at, len - at };
        if (!str_starts(rest, words[i].word))
            continue;
        memcpy(text + at, words[i].number.ptr, words[i].number.len);
        return words[i].number.len;
    }
    return 1;
}

void json_repair(char *text, size_t len)
{
    bool in_string = false;
    size_t at = 0;
    while (at < len) {
        char c = text[at];
        if (is_control((unsigned char)c))
            text[at] = ' ';
        in_string ^= c == '"';
        if (in_string && c == '\\')
            at += repair_escape(text, len, at);
        else if (!in_string && (c == 'N' || c == 'I'))
            at += repair_word(text, len, at);
        else
            at++;
    }
}
