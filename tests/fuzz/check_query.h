/* What holds of the tree of any query: the bounds, and where each kind of node stands.
 * For the fuzzer and the tests. */
#ifndef FUZZ_CHECK_QUERY_H
#define FUZZ_CHECK_QUERY_H

#include "base/utf8.h"
#include "model/query.h"

#include <assert.h>
#include <string.h>

struct query_count {
    size_t nodes, terms;
};

static inline void check_term(const char *term)
{
    assert(term[0] != '\0' && strlen(term) <= TERM_BYTES_MAX);
}

static inline void check_words_node(const struct query_node *node,
                                    struct query_count *count)
{
    bool all_common = node->kind == QUERY_TERMS;
    assert(node->fields != 0 && (node->fields & ~(unsigned)FIELDS_ALL) == 0);
    assert(node->term_count > 0 && node->child_count == 0);
    assert(node->kind == QUERY_TERMS || node->term_count == 1);
    for (size_t i = 0; i < node->term_count; i++) {
        check_term(node->terms[i]);
        check_term(node->forms[i]);
        all_common &=
            term_is_common((struct str){ node->terms[i], strlen(node->terms[i]) });
    }
    assert(node->all_common == all_common);
    count->terms += node->term_count;
}

static inline void check_query_node(const struct query_node *node,
                                    enum query_kind above, int depth,
                                    struct query_count *count)
{
    count->nodes++;
    assert(depth <= QUERY_DEPTH_MAX);
    switch (node->kind) {
    case QUERY_TERMS:
    case QUERY_PREFIX:
        check_words_node(node, count);
        break;
    case QUERY_FACET:
        assert(node->facet != NULL && strchr(node->facet, ':') != NULL);
        break;
    case QUERY_DATE:
        assert(node->first >= 0 && node->last <= 65535);
        break;
    case QUERY_ID:
        assert(node->id != NULL && node->id[0] != '\0');
        break;
    case QUERY_HAS_FAQ:
        break;
    case QUERY_NOT:
        assert(above == QUERY_AND && node->child_count == 1);
        break;
    case QUERY_AND:
    case QUERY_OR:
        assert(above != node->kind && node->child_count > 0);
        break;
    }
    assert(node->kind >= QUERY_AND || node->child_count == 0);
    for (size_t i = 0; i < node->child_count; i++)
        check_query_node(node->children[i], node->kind, depth + 1, count);
}

static inline void check_query(const struct query *query)
{
    struct query_count count = { 0, 0 };
    assert(strlen(query->text) <= QUERY_BYTES_MAX);
    if (query->root != NULL)
        check_query_node(query->root, QUERY_NOT, 1, &count);
    assert(count.nodes <= QUERY_NODES_MAX && count.terms <= QUERY_TERMS_MAX);
    for (size_t i = 0; i < query->notes.count; i++)
        assert(query->notes.items[i][0] != '\0' &&
               utf8_valid(str_of(query->notes.items[i])));
    assert(query->id_count == 0 || query->root != NULL);
    assert(!query->is_long || query->some_will_do);
}

static inline void check_rank_words(const struct rank_words *words)
{
    assert(words->count <= RANK_WORDS_MAX);
    for (size_t i = 0; i < words->count; i++) {
        const struct rank_word *word = &words->items[i];
        assert(word->term_count > 0 && word->fields != 0);
        assert(word->weight >= -10 && word->weight <= 10 && word->weight != 0);
        for (size_t j = 0; j < word->term_count; j++)
            check_term(word->terms[j]);
    }
}

#endif
