/* The weightiest words bring the candidates, as long as their lists are short enough to
 * be read for any text that somebody pastes; a few more only add to the scores of what
 * these bring. */
#include "index/some.h"

/* The weightiest words that make up so much of all weight are looked for. */
static const float WEIGHT_SHARE = 0.9F;

enum {
    WORDS_MAX = 20,
    POSTINGS_MAX = 100000, /* of the words that bring candidates, in all */
    BRINGING_MIN = 3,      /* words that do, however long their lists */
};

static int weightiest_first(const void *a, const void *b)
{
    const struct score_word *left = a, *right = b;
    if (left->weight != right->weight)
        return left->weight > right->weight ? -1 : 1;
    return left->docs < right->docs ? -1 : left->docs > right->docs;
}

/* Of words in order: those that the others hardly add to. */
static size_t count_weighty(const struct score_words *words)
{
    float all = 0, sum = 0;
    size_t count = 0;
    for (size_t i = 0; i < words->count; i++)
        all += words->items[i].weight;
    while (count < words->count && count < WORDS_MAX &&
           (count < BRINGING_MIN || sum < WEIGHT_SHARE * all))
        sum += words->items[count++].weight;
    return count;
}

static struct score_words choose_words(const struct score_words *words,
                                       struct arena *arena)
{
    struct score_words chosen = { 0 };
    for (size_t i = 0; i < words->count; i++) {
        if (words->items[i].weight > 0)
            ARENA_PUSH(arena, &chosen, words->items[i]);
    }
    if (chosen.count > 1)
        qsort(chosen.items, chosen.count, sizeof *chosen.items, weightiest_first);
    chosen.count = count_weighty(&chosen);
    uint64_t postings = 0;
    for (size_t i = 0; i < chosen.count; i++) {
        postings += chosen.items[i].docs;
        chosen.items[i].only_adds = i >= BRINGING_MIN && postings > POSTINGS_MAX;
    }
    return chosen;
}

static bool is_filter(const struct query_node *node)
{
    bool are_filters = true;
    for (size_t i = 0; i < node->child_count && are_filters; i++)
        are_filters = node->kind == QUERY_NOT || is_filter(node->children[i]);
    switch (node->kind) {
    case QUERY_FACET:
    case QUERY_DATE:
    case QUERY_HAS_FAQ:
    case QUERY_ID:
    case QUERY_NOT:
        return true;
    case QUERY_AND:
    case QUERY_OR:
        return are_filters;
    case QUERY_TERMS:
    case QUERY_PREFIX:
        break;
    }
    return false;
}

/* The parts of the query that are no words. */
static const struct query_node *filters_of(const struct query_node *asked,
                                           struct arena *arena)
{
    struct query_node *root = ARENA_NEW(arena, struct query_node);
    size_t parts = asked->kind == QUERY_AND ? asked->child_count : 0;
    root->kind = QUERY_AND;
    root->children = ARENA_ARRAY(arena, struct query_node *, parts + 1);
    for (size_t i = 0; i < parts; i++) {
        if (is_filter(asked->children[i]))
            root->children[root->child_count++] = asked->children[i];
    }
    return root->child_count > 0 ? root : NULL;
}

/* Where nothing filters: those that hold the most frequent word and are not dead. */
static int64_t least_of(const struct index_snapshot *snapshot,
                        const struct score_words *words)
{
    int64_t dead = 0, least = 0;
    for (size_t i = 0; i < snapshot->count; i++)
        dead += snapshot->segments[i].dead_count;
    for (size_t i = 0; i < words->count; i++) {
        const struct score_word *word = &words->items[i];
        int64_t docs = (int64_t)word->docs - dead;
        if (!word->only_adds && word->term_count == 1 && word->fields == FIELDS_ALL)
            least = docs > least ? docs : least;
    }
    return least;
}

struct some some_choose(const struct index_snapshot *snapshot,
                        const struct search_ask *ask, const struct score_words *words,
                        struct arena *arena)
{
    struct some some = { .words = choose_words(words, arena) };
    some.root = filters_of(ask->root, arena);
    some.least = some.root == NULL ? least_of(snapshot, &some.words) : 0;
    return some;
}
