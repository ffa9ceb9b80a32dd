/* Papers near a paper; see related_store.h. The index brings those that share its most
 * telling words, and what its authors wrote besides; their texts are then compared in
 * full. How they stand to each other is in related_twins.c. */
#include "store/related/related_store.h"

#include "base/clock.h"
#include "index/search.h"
#include "store/related/related_part.h"
#include "store/search/search_tree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORDS = 10,           /* to look by */
    POSTINGS_MAX = 25000, /* of the words that bring candidates */
    BRINGING_MIN = 1,     /* words that do, however common */
    BY_WORDS = 64,        /* candidates */
    BY_AUTHORS = 16,      /* more of them, from the first and the last author */
    DEADLINE_MS = 100,
    NEAR_YEARS = 10,
};

/* The weightiest words, as long as their lists are short enough to be read. */
static const struct query_node *words_root(const struct paper_words *words,
                                           struct arena *arena)
{
    struct query_node *leaves[WORDS];
    size_t count = 0;
    uint64_t postings = 0;
    for (size_t i = 0; i < words->count && i < WORDS; i++) {
        postings += words->items[i].docs;
        if (count >= BRINGING_MIN && postings > POSTINGS_MAX)
            break;
        leaves[count] = ARENA_NEW(arena, struct query_node);
        *leaves[count++] = (struct query_node){ .kind = QUERY_TERMS,
                                                .fields = FIELDS_ALL,
                                                .terms = &words->items[i].term,
                                                .forms = &words->items[i].term,
                                                .term_count = 1 };
    }
    return count == 0 ? NULL : search_tree_join(arena, QUERY_OR, leaves, count);
}

static const struct query_node *authors_root(const struct relating *relating)
{
    const struct text_list *authors = &relating->paper->authors;
    struct query_node *leaves[2];
    if (authors->count == 0)
        return NULL;
    for (size_t i = 0; i < 2; i++)
        leaves[i] = search_tree_facet(
            relating->arena,
            query_facet(relating->arena, relating->db->analyser, "name",
                        authors->items[i == 0 ? 0 : authors->count - 1]));
    return search_tree_join(relating->arena, QUERY_OR, leaves, 2);
}

static bool is_known(const struct relating *relating, int64_t row)
{
    for (size_t i = 0; i < relating->candidates.count; i++)
        if (relating->candidates.items[i].paper.row == row)
            return true;
    return row == relating->paper->row;
}

static bool load(struct relating *relating, const struct search_result *found)
{
    for (size_t i = 0; i < found->count; i++) {
        struct candidate candidate = { .score = 0 };
        bool visible = false;
        if (is_known(relating, found->hits[i].row))
            continue;
        if (!search_load_row(relating->db, found->hits[i].row, relating->arena,
                             &candidate.paper, &visible, relating->err))
            return false;
        if (visible)
            ARENA_PUSH(relating->arena, &relating->candidates, candidate);
    }
    return true;
}

static bool bring(struct relating *relating, const struct query_node *root, int64_t max)
{
    struct search_ask ask = {
        .root = root,
        .words = paper_words_rank(&relating->words, relating->arena, WORDS),
        .is_preference = true,
        .uncounted = true,
        .order = SEARCH_BEST,
        .show = max,
        .deadline = clock_monotonic_us() + (int64_t)DEADLINE_MS * 1000,
    };
    struct search_result found = { 0 };
    return root == NULL || (index_search(relating->db->index, &ask, relating->arena,
                                         &found, relating->err) &&
                            load(relating, &found));
}

/* What the candidate's text has of the paper's words. Its other words are told of by
 * their number alone: how rare each is would cost a look at the index. */
struct overlap {
    float counts[RELATED_WORDS_MAX]; /* of the paper's words, by their number */
    float other;                     /* words that the paper has not */
};

static void count_text(const struct relating *relating, const char *text, float each,
                       struct overlap *overlap)
{
    struct word word;
    if (text == NULL)
        return;
    analyser_start(relating->db->analyser, str_of(text));
    while (analyser_next(relating->db->analyser, &word)) {
        const struct paper_word *shared = paper_words_find(&relating->words, word.term);
        size_t number = shared ? (size_t)(shared - relating->words.items) : 0;
        if (shared != NULL && number < RELATED_WORDS_MAX)
            overlap->counts[number] += each;
        else if (word.term.len > 1 && !term_is_common(word.term))
            overlap->other += each;
    }
}

/* The cosine of the two texts' weights, about. */
static float compare_texts(const struct relating *relating,
                           const struct paper *candidate)
{
    static const float title_counts = 3, usual_rarity = 5;
    struct overlap overlap = { .other = 0 };
    float product = 0, length = 0;
    count_text(relating, candidate->title, title_counts, &overlap);
    count_text(relating, candidate->abstract, 1, &overlap);
    for (size_t i = 0; i < relating->words.count && i < RELATED_WORDS_MAX; i++) {
        const struct paper_word *word = &relating->words.items[i];
        if (overlap.counts[i] == 0)
            continue;
        float weight = (1 + logf(overlap.counts[i])) * word->rarity;
        product += weight * word->weight;
        length += weight * weight;
    }
    length += overlap.other * usual_rarity * usual_rarity;
    return length > 0 ? product / sqrtf(length) : 0;
}

/* 0 … 1: half for the same primary category, half for all that they have in common. */
static float compare_categories(const struct paper *a, const struct paper *b)
{
    size_t shared = 0;
    for (size_t i = 0; i < a->categories.count; i++)
        shared += text_list_has(&b->categories, a->categories.items[i]);
    size_t all = a->categories.count + b->categories.count - shared;
    bool primary = a->primary_category != NULL && b->primary_category != NULL &&
                   strcmp(a->primary_category, b->primary_category) == 0;
    return (all > 0 ? (float)shared / (float)all : 0) / 2 + (primary ? 0.5f : 0);
}

/* 1 for the same time, 0 for ten years and more. */
static float compare_times(const struct paper *a, const struct paper *b)
{
    int32_t first = paper_day(a), second = paper_day(b);
    if (first == DAY_NONE || second == DAY_NONE)
        return 0;
    float years = fabsf((float)(first - second)) / 365;
    return years < NEAR_YEARS ? 1 - years / NEAR_YEARS : 0;
}

/* The wording decides; the rest adds a part of what it gives, so that what prolific
 * authors wrote on other subjects stays behind. */
static void score(struct relating *relating)
{
    for (size_t i = 0; i < relating->candidates.count; i++) {
        struct candidate *candidate = &relating->candidates.items[i];
        const struct paper *paper = &candidate->paper;
        candidate->shared_authors =
            related_authors(relating->db, relating->arena, relating->paper, paper);
        size_t shared = candidate->shared_authors.count;
        float authors = shared == 0 ? 0 : shared == 1 ? 0.6f : 1;
        candidate->score =
            compare_texts(relating, paper) *
            (1 + 0.3f * authors + 0.2f * compare_categories(relating->paper, paper) +
             0.05f * compare_times(relating->paper, paper));
    }
}

static int best_first(const void *a, const void *b)
{
    const struct candidate *left = a, *right = b;
    if (left->score != right->score)
        return left->score > right->score ? -1 : 1;
    return left->paper.row > right->paper.row ? -1 : left->paper.row < right->paper.row;
}

static void list_one(struct relating *relating, const struct candidate *candidate,
                     struct arena *arena, struct related_list *list)
{
    struct related_paper *related = &list->items[list->count++];
    related->paper = paper_copy(arena, &candidate->paper);
    related_reasons(relating, candidate, arena, related);
}

/* What is ten times less like it than the best is not like it. */
static void list_them(struct relating *relating, int64_t show, struct arena *arena,
                      struct related_list *list)
{
    size_t max = show < 0 ? 0 : show < RELATED_MAX ? (size_t)show : RELATED_MAX;
    float best = 0;
    list->items = ARENA_ARRAY(arena, struct related_paper, max);
    for (size_t i = 0; i < relating->candidates.count && list->count < max; i++) {
        const struct candidate *candidate = &relating->candidates.items[i];
        if (candidate->is_out || candidate->score <= best / 10)
            continue;
        best = best > 0 ? best : candidate->score;
        list_one(relating, candidate, arena, list);
    }
}

bool related_store_find(struct db *db, const struct paper *paper, int64_t show,
                        struct arena *arena, struct related_list *ret_list,
                        struct err *err)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    struct relating relating = { .db = db, .paper = paper, .arena = &own, .err = err };
    struct related_list list = { 0 };
    *ret_list = list;
    if (db->index == NULL)
        return true;
    relating.words = paper_words_read(db, &own, paper);
    if (!bring(&relating, words_root(&relating.words, &own), BY_WORDS) ||
        !bring(&relating, authors_root(&relating), BY_AUTHORS))
        return false;
    score(&relating);
    if (relating.candidates.count > 1)
        qsort(relating.candidates.items, relating.candidates.count,
              sizeof *relating.candidates.items, best_first);
    if (!related_merge_twins(&relating))
        return false;
    list_them(&relating, show, arena, &list);
    *ret_list = list;
    return true;
}
