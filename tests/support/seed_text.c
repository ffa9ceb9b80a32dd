/* See seed_text.h. */
#include "seed_text.h"

/* splitmix64 (Steele, Lea, Flood 2014). */
uint64_t roll(struct dice *dice, uint64_t sides)
{
    uint64_t z = dice->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (z ^ (z >> 31)) % sides;
}

bool chance(struct dice *dice, unsigned percent)
{
    return roll(dice, 100) < percent;
}

const char *pick(struct dice *dice, const struct word_list *words)
{
    return words->items[roll(dice, words->count)];
}

static const struct word_list *words_for(char hole)
{
    switch (char_lower(hole)) {
    case 'a':
        return &adjectives;
    case 'm':
        return &methods;
    case 't':
        return &tasks;
    case 'o':
        return &things;
    case 'p':
        return &properties;
    case 's':
        return &systems;
    }
    return NULL;
}

void seed_sentence(struct dice *dice, struct buf *out, const char *form)
{
    for (const char *c = form; *c != '\0'; c++) {
        const struct word_list *words = *c == '@' ? words_for(c[1]) : NULL;
        if (words == NULL) {
            buf_char(out, *c);
            continue;
        }
        size_t start = out->len;
        buf_text(out, pick(dice, words));
        if (char_is_upper(c[1]) && char_is_lower(out->ptr[start]))
            out->ptr[start] = (char)(out->ptr[start] - 'a' + 'A');
        c++;
    }
}
