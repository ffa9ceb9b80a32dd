/* A search: those that match all words, then, if they are few, some of the words. */
#include "index/search.h"

#include "index/bm25f.h"
#include "index/closeness.h"
#include "index/some.h"
#include "index/walk.h"

/* Hits that closeness may bring to the front. */
enum { SECOND_STAGE = 100, SECOND_STAGE_OF_SOME = 40 };
/* Of a small store any word tells something. */
enum { FEW_DOCS = 5000 };

struct search {
    const struct index_snapshot *snapshot;
    const struct search_ask *ask;
    struct arena *arena;
    struct completions completions;
    struct score_words words;
};

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* Words that most of many documents hold tell nothing: whoever asks for "of the" alone
 * is shown what is new, in no time. */
static bool is_telling(const struct search *search, uint64_t docs)
{
    return docs <= FEW_DOCS || docs <= search->snapshot->docs / 2;
}

static void keep_telling_words(struct search *search)
{
    for (size_t i = 0; i < search->words.count; i++) {
        if (is_telling(search, search->words.items[i].docs))
            return;
    }
    search->words.count = 0;
}

/* A prefix counts as one word: its completions share the weight of all of them. */
static void add_prefix(struct search *search, const struct completion_set *set)
{
    uint64_t docs = 0;
    for (size_t i = 0; i < set->count; i++)
        docs += set->items[i].docs;
    for (size_t i = 0; is_telling(search, docs) && i < set->count; i++) {
        struct score_word word = { .terms = &set->items[i].term,
                                   .term_count = 1,
                                   .fields = set->node->fields,
                                   .weight = bm25f_weight(docs, search->snapshot->docs),
                                   .docs = set->items[i].docs };
        ARENA_PUSH(search->arena, &search->words, word);
    }
}

static bool is_ranked(const struct search *search)
{
    return search->ask->order == SEARCH_BEST;
}

static void prepare(struct search *search)
{
    const struct search_ask *ask = search->ask;
    search->completions =
        completions_find(search->snapshot, ask->root, ask->deadline, search->arena);
    if (!is_ranked(search))
        return;
    search->words = score_words_of(search->snapshot, &ask->words, search->arena);
    if (ask->is_preference)
        return;
    for (size_t i = 0; i < search->completions.count; i++)
        add_prefix(search, &search->completions.items[i]);
    keep_telling_words(search);
}

static struct walk new_walk(struct search *search, const struct score_words *words,
                            int64_t max)
{
    struct walk walk = { .snapshot = search->snapshot,
                         .ask = search->ask,
                         .arena = search->arena,
                         .completions = &search->completions,
                         .words = words };
    top_init(&walk.top, (size_t)max);
    return walk;
}

/* Words that are asked for side by side. */
static bool has_second_stage(const struct search *search)
{
    const struct search_ask *ask = search->ask;
    return is_ranked(search) && !ask->is_preference && ask->words.count > 1 &&
           ask->root != NULL && ask->root->kind == QUERY_AND;
}

static void finish(struct search *search, struct walk *walk, size_t second_stage)
{
    top_sort(&walk->top);
    if (has_second_stage(search))
        closeness_apply(search->snapshot, &search->ask->words, &walk->top,
                        second_stage);
}

static struct walk find_all(struct search *search)
{
    const struct search_ask *ask = search->ask;
    int64_t max = larger(ask->skip + ask->show, ask->some_below);
    if (has_second_stage(search))
        max = larger(max, SECOND_STAGE);
    struct walk walk = new_walk(search, is_ranked(search) ? &search->words : NULL, max);
    walk.is_counted = !ask->uncounted;
    walk_run(&walk, ask->root);
    finish(search, &walk, SECOND_STAGE);
    return walk;
}

/* Those that match some of the words, without those that match all. Where it is known
 * that there are as many as are ever shown, no more are looked for than are shown now.
 */
static struct walk find_some(struct search *search, const struct walk *found,
                             int64_t *ret_some)
{
    const struct search_ask *ask = search->ask;
    int64_t listed = (int64_t)found->top.count, most = SEARCH_SOME_MAX;
    struct some some =
        some_choose(search->snapshot, ask, &search->words, search->arena);
    bool are_enough = some.least >= most + listed;
    if (are_enough)
        most = larger(ask->skip + ask->show - listed, SECOND_STAGE_OF_SOME);
    most = most < SEARCH_SOME_MAX ? most : SEARCH_SOME_MAX;
    struct walk walk = new_walk(search, &some.words, most);
    walk.without = &found->top;
    walk.is_by_words = true;
    if (some.words.count > 0)
        walk_run(&walk, some.root);
    finish(search, &walk, SECOND_STAGE_OF_SOME);
    *ret_some = are_enough && !walk.is_cut ? SEARCH_SOME_MAX : (int64_t)walk.top.count;
    return walk;
}

/* The part of a list, which begins at `start` of the whole answer, that is shown. */
static void show(const struct search_ask *ask, const struct top *list, int64_t start,
                 bool some, struct search_result *result)
{
    for (size_t i = 0; i < list->count; i++) {
        int64_t place = start + (int64_t)i;
        if (place < ask->skip || place >= ask->skip + ask->show)
            continue;
        const struct top_hit *hit = &list->items[i];
        result->hits[result->count++] = (struct search_hit){ .row = hit->row,
                                                             .score = (float)hit->score,
                                                             .some = some };
    }
}

static bool wants_some(const struct search_ask *ask, const struct walk *found)
{
    return ask->order == SEARCH_BEST && !found->is_cut &&
           (int64_t)found->top.count < ask->some_below && ask->root != NULL;
}

bool index_search(const struct index_snapshot *snapshot, const struct search_ask *ask,
                  struct arena *arena, struct search_result *ret_result,
                  struct err *err)
{
    if (ask->skip < 0 || ask->show < 0 || ask->skip > SEARCH_DEPTH_MAX ||
        ask->show > SEARCH_DEPTH_MAX - ask->skip)
        return err_set(err, ERR_INVALID, "a search shows its first %d papers at most",
                       SEARCH_DEPTH_MAX);
    struct search search = { .snapshot = snapshot, .ask = ask, .arena = arena };
    struct search_result result = { 0 };
    prepare(&search);
    struct walk all = find_all(&search);
    result.hits = ARENA_ARRAY(arena, struct search_hit, (size_t)ask->show + 1);
    show(ask, &all.top, 0, false, &result);
    tally_write(&all.tally, arena, &result);
    result.is_cut = all.is_cut;
    if (wants_some(ask, &all)) {
        struct walk some = find_some(&search, &all, &result.some);
        show(ask, &some.top, (int64_t)all.top.count, true, &result);
        result.is_cut |= some.is_cut;
    }
    *ret_result = result;
    return true;
}
