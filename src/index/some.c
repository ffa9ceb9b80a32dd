/* The weightiest words bring the candidates, as long as their lists are short enough to
 * be read for any text that somebody pastes; a few more only add to the scores of what
 * these bring. */
#include "index/some.h"

enum {
    WORDS_MAX = 32,
    POSTINGS_MAX = 150000, /* of the words that bring candidates, in all */
    BRINGING_MIN = 3,      /* words that do, however long their lists */
};

static int weightiest_first(const void *a, const void *b)
{
    const struct score_word *left = a, *right = b;
    if (left->weight != right->weight)
        return left->weight > right->weight ? -1 : 1;
    return left->docs < right->docs ? -1 : left->docs > right->docs;
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
    chosen.count = chosen.count < WORDS_MAX ? chosen.count : WORDS_MAX;
    uint64_t postings = 0;
    for (size_t i = 0; i < chosen.count; i++) {
        postings += chosen.items[i].docs;
        chosen.items[i].only_adds = i >= BRINGING_MIN && postings > POSTINGS_MAX;
    }
    return chosen;
}

static struct query_node *new_node(struct arena *arena, enum query_kind kind,
                                   size_t children)
{
    struct query_node *node = ARENA_NEW(arena, struct query_node);
    node->kind = kind;
    node->children = ARENA_ARRAY(arena, struct query_node *, children + 1);
    return node;
}

static struct query_node *any_of(const struct score_words *words, struct arena *arena)
{
    struct query_node *any = new_node(arena, QUERY_OR, words->count);
    for (size_t i = 0; i < words->count; i++) {
        const struct score_word *word = &words->items[i];
        if (word->only_adds)
            continue;
        struct query_node *leaf = new_node(arena, QUERY_TERMS, 0);
        leaf->fields = word->fields;
        leaf->term_count = word->term_count;
        leaf->terms = ARENA_ARRAY(arena, const char *, word->term_count);
        memcpy(leaf->terms, word->terms, word->term_count * sizeof *leaf->terms);
        any->children[any->child_count++] = leaf;
    }
    return any;
}

static bool is_filter(const struct query_node *node)
{
    switch (node->kind) {
    case QUERY_FACET:
    case QUERY_DATE:
    case QUERY_HAS_FAQ:
    case QUERY_ID:
    case QUERY_NOT:
        return true;
    case QUERY_TERMS:
    case QUERY_PREFIX:
    case QUERY_AND:
    case QUERY_OR:
        return false;
    }
    return false;
}

struct some some_choose(const struct search_ask *ask, const struct score_words *words,
                        struct arena *arena)
{
    struct some some = { .words = choose_words(words, arena) };
    if (some.words.count == 0)
        return some;
    const struct query_node *asked = ask->root;
    size_t parts = asked->kind == QUERY_AND ? asked->child_count : 0;
    struct query_node *root = new_node(arena, QUERY_AND, parts + 1);
    root->children[root->child_count++] = any_of(&some.words, arena);
    for (size_t i = 0; i < parts; i++) {
        if (is_filter(asked->children[i]))
            root->children[root->child_count++] = asked->children[i];
    }
    some.root = root;
    return some;
}
