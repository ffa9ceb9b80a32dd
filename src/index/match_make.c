/* A query's tree into the matcher of one segment. A phrase becomes its words and a
 * check of their places, a word in some fields the word and a check of these, and an
 * AND takes the parts of the ANDs below it: so all postings narrow the candidates down
 * before any check reads frequencies or positions. */
#include "index/match.h"

#include <assert.h>

static const uint64_t COST_CHECK = UINT64_C(1) << 40;

static struct matcher *new_matcher(const struct match_scope *scope,
                                   const struct match_kind *kind, uint64_t cost)
{
    struct matcher *matcher = ARENA_NEW(scope->arena, struct matcher);
    matcher->kind = kind;
    matcher->cost = cost;
    matcher->part = scope->part;
    return matcher;
}

static struct matcher *none(const struct match_scope *scope)
{
    return new_matcher(scope, &match_none, 0);
}

static struct matcher *all(const struct match_scope *scope)
{
    return new_matcher(scope, &match_all, segment_docs(scope->part->segment));
}

static bool holds(const struct match_scope *scope, const char *term,
                  struct term_entry *ret_entry)
{
    return segment_find_term(scope->part->segment, str_of(term), ret_entry);
}

static struct matcher *word(const struct match_scope *scope, const char *term)
{
    struct term_entry entry;
    if (!holds(scope, term, &entry))
        return none(scope);
    struct matcher *matcher = new_matcher(scope, &match_word, entry.docs);
    matcher->cursors = ARENA_NEW(scope->arena, struct posting_cursor);
    posting_start(matcher->cursors, scope->part->segment, &entry);
    return matcher;
}

/* Of words that are all there. */
static struct matcher *check(const struct match_scope *scope,
                             const struct match_kind *kind, unsigned fields,
                             const char *const *terms, size_t count)
{
    struct matcher *matcher = new_matcher(scope, kind, COST_CHECK * count);
    matcher->fields = fields;
    matcher->cursors = ARENA_ARRAY(scope->arena, struct posting_cursor, count);
    matcher->cursor_count = count;
    for (size_t i = 0; i < count; i++) {
        struct term_entry entry;
        if (!holds(scope, terms[i], &entry))
            return none(scope);
        posting_start(&matcher->cursors[i], scope->part->segment, &entry);
    }
    return matcher;
}

/* Takes the child's place among the parts of an AND, the rarest first. */
static void add_part(struct matcher *joined, struct matcher *child)
{
    size_t at = joined->child_count++;
    for (; at > 0 && joined->children[at - 1]->cost > child->cost; at--)
        joined->children[at] = joined->children[at - 1];
    joined->children[at] = child;
}

static struct matcher *join(const struct match_scope *scope,
                            const struct match_kind *kind, size_t room)
{
    struct matcher *joined = new_matcher(scope, kind, 0);
    joined->children = ARENA_ARRAY(scope->arena, struct matcher *, room + 1);
    return joined;
}

static struct matcher *terms_in(const struct match_scope *scope,
                                const char *const *terms, size_t count, unsigned fields)
{
    bool is_checked = count > 1 || fields != FIELDS_ALL;
    if (!is_checked && count == 1)
        return word(scope, terms[0]);
    struct matcher *joined = join(scope, &match_and, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct matcher *child = word(scope, terms[i]);
        if (child->kind == &match_none)
            return child;
        add_part(joined, child);
    }
    if (count > 1)
        add_part(joined, check(scope, &match_phrase, fields, terms, count));
    else if (count == 1)
        add_part(joined, check(scope, &match_fields, fields, terms, count));
    joined->cost = count > 0 ? joined->children[0]->cost : 0;
    return count > 0 ? joined : all(scope);
}

static struct matcher *prefix(const struct match_scope *scope,
                              const struct query_node *node)
{
    const struct completion_set *set = completions_of(scope->completions, node);
    if (set == NULL || set->count == 0)
        return none(scope);
    struct matcher *joined = join(scope, &match_or, set->count);
    for (size_t i = 0; i < set->count; i++) {
        struct matcher *child = terms_in(scope, &set->items[i].term, 1, node->fields);
        if (child->kind != &match_none) {
            joined->cost += child->cost;
            add_part(joined, child);
        }
    }
    return joined->child_count > 0 ? joined : none(scope);
}

struct doc_list {
    uint32_t *items;
    size_t count, capacity;
};

static void push_row(const struct match_scope *scope, struct doc_list *list,
                     int64_t row)
{
    uint32_t doc = 0;
    if (segment_find_row(scope->part->segment, row, &doc))
        ARENA_PUSH(scope->arena, list, doc);
}

static struct matcher *docs(const struct match_scope *scope,
                            const struct doc_list *list)
{
    struct matcher *matcher = new_matcher(scope, &match_docs, list->count);
    matcher->docs = list->items;
    matcher->doc_count = list->count;
    return matcher;
}

/* Rows ascend, so documents descend. */
static struct matcher *with_faq(const struct match_scope *scope)
{
    struct doc_list list = { 0 };
    const struct row_keys *rows = &scope->ask->with_faq;
    for (size_t i = rows->count; i > 0; i--)
        push_row(scope, &list, rows->items[i - 1].row);
    return docs(scope, &list);
}

static int doc_order(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static struct matcher *with_id(const struct match_scope *scope, const char *id)
{
    struct doc_list list = { 0 };
    const struct id_rows *rows = &scope->ask->ids;
    for (size_t i = 0; i < rows->count; i++) {
        if (strcmp(rows->items[i].id, id) == 0)
            push_row(scope, &list, rows->items[i].row);
    }
    if (list.count > 1)
        qsort(list.items, list.count, sizeof *list.items, doc_order);
    return docs(scope, &list);
}

static struct matcher *days(const struct match_scope *scope,
                            const struct query_node *node)
{
    struct matcher *matcher = all(scope);
    matcher->kind = &match_days;
    matcher->first_day = node->first;
    matcher->last_day = node->last;
    return matcher;
}

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
        add_part(joined, child);
        return;
    }
    for (size_t i = 0; i < child->child_count; i++)
        add_part(joined, child->children[i]);
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
    struct matcher *joined = join(scope, &match_and, room);
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
    struct matcher *joined = join(scope, &match_or, node->child_count);
    for (size_t i = 0; i < node->child_count; i++) {
        struct matcher *child = make(scope, node->children[i]);
        if (child->kind == &match_none)
            continue;
        joined->cost += child->cost;
        add_part(joined, child);
    }
    if (joined->child_count == 1)
        return joined->children[0];
    return joined->child_count > 0 ? joined : none(scope);
}

static struct matcher *none_of(const struct match_scope *scope,
                               const struct query_node *node)
{
    struct matcher *child = make(scope, node->children[0]);
    if (child->kind == &match_none)
        return all(scope);
    struct matcher *matcher = join(scope, &match_not, 1);
    matcher->cost = segment_docs(scope->part->segment);
    add_part(matcher, child);
    return matcher;
}

static struct matcher *make(const struct match_scope *scope,
                            const struct query_node *node)
{
    switch (node->kind) {
    case QUERY_TERMS:
        return terms_in(scope, (const char *const *)node->terms, node->term_count,
                        node->fields);
    case QUERY_PREFIX:
        return prefix(scope, node);
    case QUERY_FACET:
        return word(scope, node->facet);
    case QUERY_DATE:
        return days(scope, node);
    case QUERY_HAS_FAQ:
        return with_faq(scope);
    case QUERY_ID:
        return with_id(scope, node->id);
    case QUERY_AND:
        return all_of(scope, node);
    case QUERY_OR:
        return one_of(scope, node);
    case QUERY_NOT:
        return none_of(scope, node);
    }
    assert(!"a kind of node that is not there");
    return none(scope);
}

struct matcher *matcher_make(const struct match_scope *scope,
                             const struct query_node *root)
{
    return root == NULL ? all(scope) : make(scope, root);
}
