/* The scores of single documents: a list of a day, ordered by a reader's words. */
#include "index/scorer.h"

struct found_row {
    uint32_t segment, doc;
    size_t place; /* among the rows */
};

static int by_place(const void *a, const void *b)
{
    const struct found_row *left = a, *right = b;
    if (left->segment != right->segment)
        return left->segment < right->segment ? -1 : 1;
    return (left->doc > right->doc) - (left->doc < right->doc);
}

static void score_segment(const struct segment *segment,
                          const struct score_words *words,
                          const struct found_row *found, size_t count,
                          float *ret_scores)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct scorers scorers = scorers_open(segment, words, &arena);
    for (size_t i = 0; i < count; i++) {
        double score = 0;
        for (size_t j = 0; j < scorers.count; j++) {
            scorer_seek(&scorers.items[j], found[i].doc);
            if (scorers.items[j].doc == found[i].doc)
                score += scorer_score(&scorers.items[j]);
        }
        ret_scores[found[i].place] = (float)score;
    }
}

void index_score_rows(const struct index_snapshot *snapshot,
                      const struct rank_words *words, const int64_t *rows, size_t count,
                      float *ret_scores)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct score_words scored = score_words_of(snapshot, words, &arena);
    struct found_row *found = ARENA_ARRAY(&arena, struct found_row, count + 1);
    size_t found_count = 0;
    for (size_t i = 0; i < count; i++) {
        size_t segment = 0;
        ret_scores[i] = 0;
        struct found_row *row = &found[found_count];
        if (!index_find_row(snapshot, rows[i], &segment, &row->doc))
            continue;
        row->segment = (uint32_t)segment;
        row->place = i;
        found_count++;
    }
    if (found_count > 1)
        qsort(found, found_count, sizeof *found, by_place);
    for (size_t start = 0, end = 0; start < found_count; start = end) {
        while (end < found_count && found[end].segment == found[start].segment)
            end++;
        const struct index_segment *part = &snapshot->segments[found[start].segment];
        score_segment(part->segment, &scored, &found[start], end - start, ret_scores);
    }
}
