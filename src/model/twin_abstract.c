/* Abstracts of two papers, compared as sets of words. See twin_parts.h. */
#include "model/twin_parts.h"

#include "base/hash.h"

#include <stdlib.h>

enum { WORDS_MAX = 1000, WORDS_MIN = 20 };

struct vocabulary {
    uint64_t words[WORDS_MAX]; /* hashes, sorted, each once */
    size_t count;
};

static int hash_order(const void *a, const void *b)
{
    const uint64_t *left = a, *right = b;
    return *left < *right ? -1 : *left > *right;
}

static void read_words(struct analyser *analyser, const char *text,
                       struct vocabulary *ret_words)
{
    struct word word;
    size_t count = 0, kept = 0;
    uint64_t *words = ret_words->words;
    analyser_start(analyser, str_of(text));
    while (count < WORDS_MAX && analyser_next(analyser, &word))
        if (!term_is_common(word.term))
            words[count++] = hash_add(HASH_START, word.term);
    if (count > 0)
        qsort(words, count, sizeof *words, hash_order);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || words[kept - 1] != words[i])
            words[kept++] = words[i];
    ret_words->count = kept;
}

static size_t shared(const struct vocabulary *a, const struct vocabulary *b)
{
    size_t count = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        uint64_t left = a->words[i], right = b->words[j];
        count += left == right;
        i += left <= right;
        j += right <= left;
    }
    return count;
}

float twin_abstracts(struct analyser *analyser, const char *a, const char *b)
{
    struct vocabulary first, second;
    if (a == NULL || b == NULL)
        return -1;
    read_words(analyser, a, &first);
    read_words(analyser, b, &second);
    size_t fewer = first.count < second.count ? first.count : second.count;
    return fewer < WORDS_MIN ? -1 : (float)shared(&first, &second) / (float)fewer;
}
