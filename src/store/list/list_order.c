/* Lists by date, clicks or words; see list_order.h. Each line gets one number, and one
 * stable sort puts the highest first. */
#include "store/list/list_order.h"

#include "index/search.h"

struct ranked {
    double rank;
    size_t place;
};

static int rank_order(const void *a, const void *b)
{
    const struct ranked *left = a, *right = b;
    if (left->rank != right->rank)
        return left->rank > right->rank ? -1 : 1;
    return left->place < right->place ? -1 : left->place > right->place;
}

static bool rank_by_clicks(struct db *db, const struct list_lines *lines,
                           struct ranked *ranked, struct err *err)
{
    for (size_t i = 0; i < lines->count; i++) {
        int64_t clicks = 0;
        if (!db_number(db, SQL_COUNTER_CLICKS,
                       ARGS(db_int(":paper", lines->items[i].paper)), &clicks, err))
            return false;
        ranked[i].rank = (double)clicks;
    }
    return true;
}

static void rank_by_words(struct db *db, const struct rank_words *words,
                          const struct list_lines *lines, struct arena *arena,
                          struct ranked *ranked)
{
    int64_t *rows = ARENA_ARRAY(arena, int64_t, lines->count);
    float *scores = ARENA_ARRAY(arena, float, lines->count);
    for (size_t i = 0; i < lines->count; i++)
        rows[i] = lines->items[i].paper;
    index_score_rows(db->index, words, rows, lines->count, scores);
    for (size_t i = 0; i < lines->count; i++)
        ranked[i].rank = (double)scores[i];
}

static bool rank(struct db *db, const struct list_query *query,
                 const struct list_lines *lines, struct arena *arena,
                 struct ranked *ranked, struct err *err)
{
    switch (query->sort) {
    case LIST_ANNOUNCED:
        return true;
    case LIST_TIME:
        for (size_t i = 0; i < lines->count; i++)
            ranked[i].rank = (double)lines->items[i].paper;
        return true;
    case LIST_CLICKS:
        return rank_by_clicks(db, lines, ranked, err);
    case LIST_WORDS:
        rank_by_words(db, &query->words, lines, arena, ranked);
        return true;
    }
    return true;
}

bool list_lines_sort(struct db *db, const struct list_query *query,
                     struct list_lines *lines, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    if (query->sort == LIST_ANNOUNCED || lines->count < 2)
        return true;
    struct ranked *ranked = ARENA_ARRAY(&arena, struct ranked, lines->count);
    struct list_line *ordered = ARENA_ARRAY(&arena, struct list_line, lines->count);
    for (size_t i = 0; i < lines->count; i++)
        ranked[i].place = i;
    if (!rank(db, query, lines, &arena, ranked, err))
        return false;
    qsort(ranked, lines->count, sizeof *ranked, rank_order);
    for (size_t i = 0; i < lines->count; i++)
        ordered[i] = lines->items[ranked[i].place];
    memcpy(lines->items, ordered, lines->count * sizeof *ordered);
    return true;
}
