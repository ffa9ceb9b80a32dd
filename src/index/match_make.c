/* A query's tree into the matcher of one segment. An AND takes the parts of the ANDs
 * below it, the rarest first: so all postings narrow the candidates down before any
 * check reads frequencies or positions. */
#include "index/match_leaf.h"

#include <assert.h>

static struct matcher *make(const struct match_scope *scope,
                            const struct query_node *node);

/* "the" beside other words narrows nothing down worth the walk: it adds to the score.
 */
static bool may_be_left_out(const struct query_node *node)
{
    return node->kind == QUERY_TERMS && node->all_common && node->term_count == 1 &&
           node->fields == FIELDS_ALL;
}

static bool has_weighty_child(const struct query_node *node)
{
    for (size_t i = 0; i < node->child_count; i++) {
        const struct query_node *child = node->children[i];
        if (child->kind != QUERY_NOT && !may_be_left_out(child))
            return true;
    }
    return false;
}

static size_t parts_of(const struct matcher *child)
{
    return child->kind == &match_and ? child->child_count : 1;
}

static void take_parts(struct matcher *joined, struct matcher *child)
{
    if (child->kind != &match_and) {
        matcher_add_part(joined, child);
        return;
    }
    for (size_t i = 0; i < child->child_count; i++)
        matcher_add_part(joined, child->children[i]);
}

static struct matcher *all_of(const struct match_scope *scope,
                              const struct query_node *node)
{
    bool leave_out = has_weighty_child(node);
    struct matcher **children =
        ARENA_ARRAY(scope->arena, struct matcher *, node->child_count + 1);
    size_t count = 0, room = 0;
    for (size_t i = 0; i < node->child_count; i++) {
        if (leave_out && may_be_left_out(node->children[i]))
            continue;
        struct matcher *child = make(scope, node->children[i]);
        if (child->kind == &match_none)
            return child;
        children[count++] = child;
        room += parts_of(child);
    }
    struct matcher *joined = matcher_join(scope, &match_and, room);
    for (size_t i = 0; i < count; i++)
        take_parts(joined, children[i]);
    if (joined->child_count == 1)
        return joined->children[0];
    joined->cost = joined->child_count > 0 ? joined->children[0]->cost
                                           : segment_docs(scope->part->segment);
    return joined;
}

static struct matcher *one_of(const struct match_scope *scope,
                              const struct query_node *node)
{
    struct matcher *joined = matcher_join(scope, &match_or, node->child_count);
    for (size_t i = 0; i < node->child_count; i++) {
        struct matcher *child = make(scope, node->children[i]);
        if (child->kind == &match_none)
            continue;
        joined->cost += child->cost;
        matcher_add_part(joined, child);
    }
    if (joined->child_count == 1)
        return joined->children[0];
    return joined->child_count > 0 ? joined : matcher_none(scope);
}

static struct matcher *none_of(const struct match_scope *scope,
                               const struct query_node *node)
{
    struct matcher *child = make(scope, node->children[0]);
    if (child->kind == &match_none)
        return matcher_all(scope);
    struct matcher *matcher = matcher_join(scope, &match_not, 1);
    matcher->cost = segment_docs(scope->part->segment);
    matcher_add_part(matcher, child);
    return matcher;
}

static struct matcher *make(const struct match_scope *scope,
                            const struct query_node *node)
{
    switch (node->kind) {
    case QUERY_TERMS:
        return matcher_of_terms(scope, (const char *const *)node->terms,
                                node->term_count, node->fields);
    case QUERY_PREFIX:
        return matcher_of_prefix(scope, node);
    case QUERY_FACET:
        return matcher_of_word(scope, node->facet);
    case QUERY_DATE:
        return matcher_of_days(scope, node);
    case QUERY_HAS_FAQ:
        return matcher_of_faqs(scope);
    case QUERY_ID:
        return matcher_of_id(scope, node->id);
    case QUERY_AND:
        return all_of(scope, node);
    case QUERY_OR:
        return one_of(scope, node);
    case QUERY_NOT:
        return none_of(scope, node);
    }
    assert(!"a kind of node that is not there");
    return matcher_none(scope);
}

struct matcher *matcher_make(const struct match_scope *scope,
                             const struct query_node *root)
{
    return root == NULL ? matcher_all(scope) : make(scope, root);
}
