/* See paper_words.h. A word that stands in the text often counts by the logarithm, so
 * that one that is repeated does not outweigh all others. */
#include "store/index/paper_words.h"

#include "base/hash.h"
#include "index/index.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 600, SLOTS = 2048, TITLE_COUNTS = 3 };

static uint32_t *find_slot(const struct paper_words *words, struct str term)
{
    size_t at = hash_add(HASH_START, term) & words->mask;
    while (words->slots[at] != 0 &&
           !str_eq(str_of(words->items[words->slots[at] - 1].term), term))
        at = (at + 1) & words->mask;
    return &words->slots[at];
}

static void count_word(struct paper_words *words, struct arena *arena, struct str term,
                       float count)
{
    uint32_t *slot = find_slot(words, term);
    if (*slot == 0 && words->count < WORDS_MAX) {
        words->items[words->count++].term = arena_text(arena, term);
        *slot = (uint32_t)words->count;
    }
    if (*slot != 0)
        words->items[*slot - 1].count += count;
}

static void count_words(struct paper_words *words, struct db *db, struct arena *arena,
                        const char *text, float count)
{
    struct word word;
    if (text == NULL)
        return;
    analyser_start(db->analyser, str_of(text));
    while (analyser_next(db->analyser, &word))
        if (word.term.len > 1 && !term_is_common(word.term))
            count_word(words, arena, word.term, count);
}

static void weigh(struct paper_words *words, const struct index_snapshot *index)
{
    float length = 0;
    for (size_t i = 0; i < words->count; i++) {
        struct paper_word *word = &words->items[i];
        word->docs = index_term_docs(index, str_of(word->term));
        word->rarity =
            logf(1 + (float)(index->docs + 1) / (float)(word->docs ? word->docs : 1));
        word->weight = (1 + logf(word->count)) * word->rarity;
        length += word->weight * word->weight;
    }
    for (size_t i = 0; i < words->count; i++)
        words->items[i].weight /= sqrtf(length);
}

static int weightiest_first(const void *a, const void *b)
{
    const struct paper_word *left = a, *right = b;
    if (left->weight != right->weight)
        return left->weight > right->weight ? -1 : 1;
    return strcmp(left->term, right->term);
}

/* In their order, the words take their places in the table anew. */
static void sort(struct paper_words *words)
{
    if (words->count > 1)
        qsort(words->items, words->count, sizeof *words->items, weightiest_first);
    memset(words->slots, 0, SLOTS * sizeof *words->slots);
    for (uint32_t i = 0; i < words->count; i++)
        *find_slot(words, str_of(words->items[i].term)) = i + 1;
}

struct paper_words paper_words_read(struct db *db, struct arena *arena,
                                    const struct paper *paper)
{
    struct paper_words words = { .items =
                                     ARENA_ARRAY(arena, struct paper_word, WORDS_MAX),
                                 .slots = ARENA_ARRAY(arena, uint32_t, SLOTS),
                                 .mask = SLOTS - 1 };
    count_words(&words, db, arena, paper->title, TITLE_COUNTS);
    count_words(&words, db, arena, paper->abstract, 1);
    weigh(&words, db->index);
    sort(&words);
    return words;
}

const struct paper_word *paper_words_find(const struct paper_words *words,
                                          struct str term)
{
    uint32_t number = *find_slot(words, term);
    return number == 0 ? NULL : &words->items[number - 1];
}

struct rank_words paper_words_rank(const struct paper_words *words, struct arena *arena,
                                   size_t max)
{
    struct rank_words ranked = { 0 };
    for (size_t i = 0; i < words->count && i < max; i++) {
        struct rank_word word = { .terms = ARENA_ARRAY(arena, const char *, 1),
                                  .term_count = 1,
                                  .fields = FIELDS_ALL,
                                  .weight = 1 + logf(words->items[i].count) };
        word.terms[0] = words->items[i].term;
        ARENA_PUSH(arena, &ranked, word);
    }
    return ranked;
}
