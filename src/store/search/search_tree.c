/* Trees of queries, looked through and changed; see search_tree.h. Their depth is
 * bounded (QUERY_DEPTH_MAX). */
#include "store/search/search_tree.h"

#include <string.h>

bool search_tree_has(const struct query_node *root, enum query_kind kind)
{
    if (root == NULL)
        return false;
    bool has = root->kind == kind;
    for (size_t i = 0; i < root->child_count && !has; i++)
        has = search_tree_has(root->children[i], kind);
    return has;
}

void search_tree_ids(const struct query_node *root, struct arena *arena,
                     struct text_list *ids)
{
    if (root == NULL)
        return;
    if (root->kind == QUERY_ID && !text_list_has(ids, root->id))
        ARENA_PUSH(arena, ids, root->id);
    for (size_t i = 0; i < root->child_count; i++)
        search_tree_ids(root->children[i], arena, ids);
}

struct query_node *search_tree_facet(struct arena *arena, const char *facet)
{
    struct query_node *node = ARENA_NEW(arena, struct query_node);
    node->kind = QUERY_FACET;
    node->facet = facet;
    return node;
}

struct query_node *search_tree_join(struct arena *arena, enum query_kind kind,
                                    struct query_node *const *children, size_t count)
{
    struct query_node *node = ARENA_NEW(arena, struct query_node);
    node->kind = kind;
    node->children = ARENA_ARRAY(arena, struct query_node *, count);
    node->child_count = count;
    for (size_t i = 0; i < count; i++)
        node->children[i] = children[i];
    return node;
}

/* An AND stays one level, so that what is optional in it (common words) stays so. */
const struct query_node *search_tree_within(struct arena *arena,
                                            const struct query_node *root,
                                            const char *facet)
{
    struct query_node *only = search_tree_facet(arena, facet);
    if (root == NULL)
        return only;
    bool flat = root->kind == QUERY_AND;
    size_t count = flat ? root->child_count : 1;
    struct query_node **children = ARENA_ARRAY(arena, struct query_node *, count + 1);
    if (flat) {
        memcpy(children, root->children, count * sizeof *children);
    } else {
        children[0] = ARENA_NEW(arena, struct query_node);
        *children[0] = *root;
    }
    children[count] = only;
    return search_tree_join(arena, QUERY_AND, children, count + 1);
}

static const char **replaced_terms(struct arena *arena, const struct query_node *node,
                                   const char *term, const char *instead)
{
    const char **terms = ARENA_ARRAY(arena, const char *, node->term_count);
    for (size_t i = 0; i < node->term_count; i++)
        terms[i] = strcmp(node->terms[i], term) == 0 ? instead : node->terms[i];
    return terms;
}

struct query_node *search_tree_replaced(struct arena *arena,
                                        const struct query_node *root, const char *term,
                                        const char *instead)
{
    struct query_node *copy = ARENA_NEW(arena, struct query_node);
    *copy = *root;
    if (root->kind == QUERY_TERMS)
        copy->terms = replaced_terms(arena, root, term, instead);
    copy->children = ARENA_ARRAY(arena, struct query_node *, root->child_count);
    for (size_t i = 0; i < root->child_count; i++)
        copy->children[i] =
            search_tree_replaced(arena, root->children[i], term, instead);
    return copy;
}
