/* Chance that repeats itself, and sentences made of seed_words by it. */
#ifndef SUPPORT_SEED_TEXT_H
#define SUPPORT_SEED_TEXT_H

#include "seed_words.h"

#include "base/buf.h"

struct dice {
    uint64_t state;
};

uint64_t roll(struct dice *dice, uint64_t sides);
bool chance(struct dice *dice, unsigned percent);
const char *pick(struct dice *dice, const struct word_list *words);
/* A form of seed_words.h with its holes filled. */
void seed_sentence(struct dice *dice, struct buf *out, const char *form);

#endif
