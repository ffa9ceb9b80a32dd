/* One pass over characters and \u escapes; see chat_mend.h. */
#include "llm/chat_mend.h"

#include "base/utf8.h"

enum { ESCAPE_LEN = 6 }; /* \uD83D */

/* The unit of the \uXXXX that `text` starts with, or -1. */
static int32_t escaped_unit(struct str text)
{
    int32_t unit = 0;
    if (text.len < ESCAPE_LEN || !str_starts(text, LIT("\\u")))
        return -1;
    for (size_t i = 2; i < ESCAPE_LEN; i++) {
        int digit = char_hex(text.ptr[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

static bool is_high(int32_t unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low(int32_t unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

static struct str cut_off(struct str *json, size_t len)
{
    struct str part = str_upto(*json, len);
    *json = str_from(*json, len);
    return part;
}

/* `json` starts with a \uXXXX, which is taken off. */
static void mend_unit(struct str *json, int32_t unit, struct buf *out)
{
    struct str escape = cut_off(json, ESCAPE_LEN);
    bool paired = is_high(unit) && is_low(escaped_unit(*json));
    if ((is_high(unit) && !paired) || is_low(unit))
        buf_add(out, LIT("\\ufffd"));
    else if (unit != 0)
        buf_add(out, escape);
    if (paired)
        buf_add(out, cut_off(json, ESCAPE_LEN));
}

/* The same for any escape. */
static void mend_escape(struct str *json, struct buf *out)
{
    int32_t unit = escaped_unit(*json);
    if (unit >= 0) {
        mend_unit(json, unit, out);
        return;
    }
    bool plain = json->len > 1 && json->ptr[1] > 0;
    buf_add(out, cut_off(json, plain ? 2 : 1));
}

void chat_mend(struct str json, struct buf *out)
{
    while (json.len > 0) {
        if (json.ptr[0] == '\\') {
            mend_escape(&json, out);
            continue;
        }
        uint32_t character = utf8_next(&json);
        if (character != 0)
            utf8_put(out, character);
    }
}
