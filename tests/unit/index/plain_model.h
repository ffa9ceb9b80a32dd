/* What a segment should hold, by the plainest means: each word of each document,
 * sorted. Slow, and nothing in it is shared with the index but the analyser. */
#ifndef PLAIN_MODEL_H
#define PLAIN_MODEL_H

#include "index/test_corpus.h"

struct plain_word {
    const char *term;
    int64_t row;
    uint32_t place; /* UINT32_MAX: a facet */
};
struct plain_model {
    struct arena *arena;
    struct plain_words {
        struct plain_word *items;
        size_t count, capacity;
    } words;
};

static inline void plain_add_text(struct plain_model *model, int64_t row,
                                  const char *text, uint32_t start)
{
    CLEANUP(analyser_done) struct analyser *analyser = analyser_new();
    struct word word;
    analyser_start(analyser, str_of(text));
    while (analyser_next(analyser, &word)) {
        struct plain_word plain = { arena_text(model->arena, word.term), row,
                                    start + word.position };
        ARENA_PUSH(model->arena, &model->words, plain);
    }
}

static inline void plain_forget(struct plain_model *model, int64_t row)
{
    size_t kept = 0;
    for (size_t i = 0; i < model->words.count; i++)
        if (model->words.items[i].row != row)
            model->words.items[kept++] = model->words.items[i];
    model->words.count = kept;
}

static inline void plain_add(struct plain_model *model, const struct index_doc *doc)
{
    const char *names = "";
    plain_forget(model, doc->row);
    for (size_t i = 0; i < doc->author_count; i++)
        names =
            arena_printf(model->arena, "%s%s%s", names, i ? "\n" : "", doc->authors[i]);
    plain_add_text(model, doc->row, doc->title, 0);
    plain_add_text(model, doc->row, names, FIELD_PLACES);
    plain_add_text(model, doc->row, doc->abstract, 2 * FIELD_PLACES);
    for (size_t i = 0; i < doc->facet_count; i++) {
        struct plain_word plain = { doc->facets[i], doc->row, UINT32_MAX };
        ARENA_PUSH(model->arena, &model->words, plain);
    }
}

/* By term, words before facets, newest first, in order of place. */
static inline int plain_compare(const void *a, const void *b)
{
    const struct plain_word *left = a, *right = b;
    bool is_facet = strchr(left->term, ':') != NULL;
    if (is_facet != (strchr(right->term, ':') != NULL))
        return is_facet ? 1 : -1;
    int order = strcmp(left->term, right->term);
    if (order != 0)
        return order;
    if (left->row != right->row)
        return left->row < right->row ? 1 : -1;
    return (left->place > right->place) - (left->place < right->place);
}

static inline void plain_sort(struct plain_model *model)
{
    if (model->words.count == 0)
        return;
    qsort(model->words.items, model->words.count, sizeof *model->words.items,
          plain_compare);
}

/* One document of the cursor against the model; returns the word behind. */
static inline size_t plain_check_doc(const struct plain_model *model, size_t at,
                                     struct posting_cursor *cursor)
{
    uint32_t places[6000], count = posting_positions(cursor, places, COUNT_OF(places));
    uint32_t again[6000]; /* asked twice, the answer is the same */
    assert_int_equal(posting_positions(cursor, again, COUNT_OF(again)), count);
    if (count > 0)
        assert_memory_equal(places, again, count * sizeof *places);
    struct plain_word first = model->words.items[at];
    assert_int_equal(segment_row(cursor->segment, cursor->doc), first.row);
    size_t i = at;
    for (; i < model->words.count; i++) {
        const struct plain_word *word = &model->words.items[i];
        if (strcmp(word->term, first.term) != 0 || word->row != first.row)
            break;
        if (word->place == UINT32_MAX)
            assert_true(cursor->is_facet && count == 0);
        else
            assert_int_equal(places[i - at], word->place);
    }
    if (!cursor->is_facet)
        assert_int_equal(count, i - at);
    return i;
}

/* The segment holds all that the model holds and nothing else. */
static inline void plain_check(struct plain_model *model, const struct segment *segment)
{
    static struct term_walk walk;
    static struct posting_cursor cursor;
    size_t at = 0;
    plain_sort(model);
    for (term_walk_start(&walk, segment, LIT("")); term_walk_next(&walk);) {
        uint32_t docs = 0;
        assert_true(at < model->words.count);
        assert_true(str_eq((struct str){ walk.term, walk.term_len },
                           str_of(model->words.items[at].term)));
        posting_start(&cursor, segment, &walk.entry);
        for (; cursor.doc != POSTING_END; posting_next(&cursor), docs++)
            at = plain_check_doc(model, at, &cursor);
        assert_int_equal(docs, walk.entry.docs);
        assert_false(cursor.damaged);
    }
    assert_int_equal(at, model->words.count);
}

#endif
