/* Counting without a tokenizer; see tokens.h. Whole numbers: a token is TOKEN units, so
 * that 1/3.2 and 1.3 are exact. */
#include "llm/tokens.h"

#include "base/utf8.h"

enum {
    TOKEN = 160,
    ASCII_UNITS = 50,  /* 1 / 3.2 */
    OTHER_UNITS = 208, /* 1.3 */
    LINE_LOSS = 8,     /* an eighth may be lost so that no line is cut */
    RATIO_MIN = 500,
    RATIO_MAX = 2000,
    RATIO_WEIGHT = 4, /* a new figure counts for a quarter */
};

/* Takes one character off and says what it weighs. */
static int64_t units_of_next(struct str *text)
{
    if ((unsigned char)text->ptr[0] >= 0x80) {
        utf8_next(text);
        return OTHER_UNITS;
    }
    *text = str_from(*text, 1);
    return ASCII_UNITS;
}

int64_t tokens_estimate(struct str text)
{
    int64_t units = 0;
    while (text.len > 0)
        units += units_of_next(&text);
    return (units + TOKEN - 1) / TOKEN;
}

static struct str whole_lines(struct str text)
{
    size_t len = text.len;
    while (len > 0 && text.ptr[len - 1] != '\n')
        len--;
    return len >= text.len - text.len / LINE_LOSS ? str_upto(text, len) : text;
}

struct str tokens_upto(struct str text, int64_t tokens)
{
    int64_t most = tokens > INT64_MAX / TOKEN ? INT64_MAX : tokens * TOKEN;
    int64_t units = 0;
    struct str rest = text;
    while (rest.len > 0) {
        struct str next = rest;
        units += units_of_next(&next);
        if (units > most)
            return whole_lines(str_upto(text, text.len - rest.len));
        rest = next;
    }
    return text;
}

static int64_t within(int64_t number, int64_t min, int64_t max)
{
    return number < min ? min : number > max ? max : number;
}

int64_t tokens_ratio_next(int64_t ratio, int64_t estimated, int64_t real)
{
    if (estimated <= 0 || real <= 0)
        return within(ratio, RATIO_MIN, RATIO_MAX);
    double seen = (double)real * 1000 / (double)estimated;
    int64_t bounded = seen < RATIO_MAX ? (int64_t)seen : RATIO_MAX;
    int64_t next =
        ratio + (within(bounded, RATIO_MIN, RATIO_MAX) - ratio) / RATIO_WEIGHT;
    return within(next, RATIO_MIN, RATIO_MAX);
}
