/* The words of a query and their postings in a segment. */
#include "index/scorer.h"

#include "index/bm25f.h"
#include "index/phrase.h"

static bool is_same(const struct score_word *word, const struct rank_word *other)
{
    if (word->term_count != other->term_count || word->fields != other->fields)
        return false;
    for (size_t i = 0; i < word->term_count; i++) {
        if (strcmp(word->terms[i], other->terms[i]) != 0)
            return false;
    }
    return true;
}

static struct score_word *find(const struct score_words *words,
                               const struct rank_word *like)
{
    for (size_t i = 0; i < words->count; i++) {
        if (is_same(&words->items[i], like))
            return &words->items[i];
    }
    return NULL;
}

/* Of a phrase, those that hold its rarest word. */
static uint64_t docs_with(const struct index_snapshot *snapshot,
                          const struct rank_word *word)
{
    uint64_t least = UINT64_MAX;
    for (size_t i = 0; i < word->term_count; i++) {
        uint64_t docs = index_term_docs(snapshot, str_of(word->terms[i]));
        least = docs < least ? docs : least;
    }
    return least;
}

struct score_words score_words_of(const struct index_snapshot *snapshot,
                                  const struct rank_words *words, struct arena *arena)
{
    struct score_words list = { 0 };
    for (size_t i = 0; i < words->count; i++) {
        const struct rank_word *word = &words->items[i];
        if (word->term_count == 0 || word->weight == 0)
            continue;
        struct score_word *same = find(&list, word);
        uint64_t docs = same != NULL ? same->docs : docs_with(snapshot, word);
        if (docs == 0)
            continue;
        float weight = word->weight * bm25f_weight(docs, snapshot->docs);
        if (same != NULL)
            same->weight += weight;
        else
            ARENA_PUSH(arena, &list,
                       ((struct score_word){ .terms = (const char *const *)word->terms,
                                             .term_count = word->term_count,
                                             .fields = word->fields,
                                             .weight = weight,
                                             .docs = docs }));
    }
    return list;
}

static bool start(struct scorer *scorer, const struct score_word *word,
                  const struct segment *segment, struct arena *arena)
{
    struct term_entry entry;
    for (size_t i = 0; i < word->term_count; i++) {
        if (!segment_find_term(segment, str_of(word->terms[i]), &entry))
            return false;
    }
    *scorer = (struct scorer){ .word = word, .segment = segment };
    scorer->cursors = ARENA_ARRAY(arena, struct posting_cursor, word->term_count);
    for (size_t i = 0; i < word->term_count; i++) {
        if (segment_find_term(segment, str_of(word->terms[i]), &entry))
            posting_start(&scorer->cursors[i], segment, &entry);
    }
    return true;
}

struct scorers scorers_open(const struct segment *segment,
                            const struct score_words *words, struct arena *arena)
{
    struct scorers scorers = { 0 };
    scorers.items = ARENA_ARRAY(arena, struct scorer, words->count + 1);
    scorers.order = ARENA_ARRAY(arena, struct scorer *, words->count + 1);
    for (size_t i = 0; i < words->count; i++)
        scorers.count +=
            start(&scorers.items[scorers.count], &words->items[i], segment, arena);
    for (size_t i = 0; i < scorers.count; i++)
        scorers.order[i] = &scorers.items[i];
    if (scorers.count > 0)
        scorers.sums = ARENA_ARRAY(arena, double, WINDOW_DOCS);
    return scorers;
}

/* The most that one cursor's impact can be from `first` on, before `end`. */
static float impact_bound_within(struct posting_cursor *cursor, uint32_t first,
                                 uint32_t end)
{
    float most = 0;
    uint32_t doc = cursor->doc > first ? cursor->doc : first;
    while (doc < end) {
        float bound = 0;
        uint32_t last = posting_block_last(cursor, doc, &bound);
        most = bound > most ? bound : most;
        if (last == POSTING_END)
            break;
        doc = last + 1;
    }
    return most;
}

/* A phrase cannot count for more than the least of its words. */
static double bound_within(struct scorer *scorer, uint32_t first, uint32_t end)
{
    float weight = scorer->word->weight, least = 1;
    if (weight <= 0)
        return 0;
    for (size_t i = 0; i < scorer->word->term_count; i++) {
        float bound = impact_bound_within(&scorer->cursors[i], first, end);
        least = bound < least ? bound : least;
    }
    return (double)weight * (double)least;
}

/* What only adds stands before all others. */
static bool is_above(const struct scorer *a, const struct scorer *b)
{
    if (a->word->only_adds != b->word->only_adds)
        return b->word->only_adds;
    return a->bound > b->bound;
}

/* From one window to the next little changes. */
static void put_in_order(struct scorers *scorers)
{
    for (size_t i = 1; i < scorers->count; i++) {
        struct scorer *scorer = scorers->order[i];
        size_t at = i;
        for (; at > 0 && is_above(scorers->order[at - 1], scorer); at--)
            scorers->order[at] = scorers->order[at - 1];
        scorers->order[at] = scorer;
    }
}

void scorers_enter(struct scorers *scorers, uint32_t first, uint32_t end)
{
    scorers->bound = 0;
    for (size_t i = 0; i < scorers->count; i++) {
        struct scorer *scorer = &scorers->items[i];
        scorer->bound = bound_within(scorer, first, end);
        scorers->bound += scorer->bound;
    }
    put_in_order(scorers);
}

void scorer_enter_block(struct scorer *scorer, uint32_t doc)
{
    float weight = scorer->word->weight, least = 1;
    uint32_t until = POSTING_END - 1;
    for (size_t i = 0; i < scorer->word->term_count; i++) {
        struct posting_cursor *cursor = &scorer->cursors[i];
        float bound = 0;
        uint32_t at = cursor->doc > doc ? cursor->doc : doc;
        uint32_t last = posting_block_last(cursor, at, &bound);
        least = bound < least ? bound : least;
        until = last < until ? last : until;
    }
    scorer->block_last = until;
    scorer->block_bound = weight > 0 ? (double)weight * (double)least : 0;
}

/* Moves the words of a phrase on until they meet. */
static void meet(struct scorer *scorer, uint32_t doc)
{
    size_t met = 0;
    for (size_t i = 0; met < scorer->word->term_count && doc != POSTING_END;
         i = (i + 1) % scorer->word->term_count) {
        posting_seek(&scorer->cursors[i], doc);
        met = scorer->cursors[i].doc == doc ? met + 1 : 1;
        doc = scorer->cursors[i].doc;
    }
    scorer->doc = doc;
}

void scorer_seek(struct scorer *scorer, uint32_t doc)
{
    if (scorer->word->term_count > 1) {
        meet(scorer, doc);
        return;
    }
    posting_seek(scorer->cursors, doc);
    scorer->doc = scorer->cursors->doc;
}

void scorer_next(struct scorer *scorer)
{
    if (scorer->word->term_count > 1) {
        meet(scorer, scorer->doc + 1);
        return;
    }
    posting_next(scorer->cursors);
    scorer->doc = scorer->cursors->doc;
}

static float impact_of_freqs(const struct scorer *scorer, struct term_freqs freqs)
{
    uint32_t lengths[FIELD_COUNT];
    for (int i = 0; i < FIELD_COUNT; i++)
        lengths[i] = segment_length(scorer->segment, scorer->doc, (enum query_field)i);
    return bm25f_impact(freqs.in, lengths, scorer->word->fields);
}

double scorer_score(struct scorer *scorer)
{
    const struct score_word *word = scorer->word;
    float impact = 0;
    if (word->term_count > 1)
        impact = impact_of_freqs(
            scorer, phrase_freqs(scorer->cursors, word->term_count, word->fields));
    else if (word->fields != FIELDS_ALL)
        impact = impact_of_freqs(scorer, posting_freqs(scorer->cursors));
    else
        impact = posting_impact(scorer->cursors);
    return (double)word->weight * (double)impact;
}
