/* A phrase becomes its words and a check of their places, a word in some fields the
 * word and a check of these. */
#include "index/match_leaf.h"

static const uint64_t COST_CHECK = UINT64_C(1) << 40;

/* Without children. */
static struct matcher *new_matcher(const struct match_scope *scope,
                                   const struct match_kind *kind, uint64_t cost)
{
    struct matcher *matcher = ARENA_NEW(scope->arena, struct matcher);
    matcher->kind = kind;
    matcher->cost = cost;
    matcher->part = scope->part;
    return matcher;
}

struct matcher *matcher_none(const struct match_scope *scope)
{
    return new_matcher(scope, &match_none, 0);
}

struct matcher *matcher_all(const struct match_scope *scope)
{
    return new_matcher(scope, &match_all, segment_docs(scope->part->segment));
}

static bool holds(const struct match_scope *scope, const char *term,
                  struct term_entry *ret_entry)
{
    return segment_find_term(scope->part->segment, str_of(term), ret_entry);
}

struct matcher *matcher_of_word(const struct match_scope *scope, const char *term)
{
    struct term_entry entry;
    if (!holds(scope, term, &entry))
        return matcher_none(scope);
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
            return matcher_none(scope);
        posting_start(&matcher->cursors[i], scope->part->segment, &entry);
    }
    return matcher;
}

void matcher_add_part(struct matcher *joined, struct matcher *child)
{
    size_t at = joined->child_count++;
    for (; at > 0 && joined->children[at - 1]->cost > child->cost; at--)
        joined->children[at] = joined->children[at - 1];
    joined->children[at] = child;
}

struct matcher *matcher_join(const struct match_scope *scope,
                             const struct match_kind *kind, size_t room)
{
    struct matcher *joined = new_matcher(scope, kind, 0);
    joined->children = ARENA_ARRAY(scope->arena, struct matcher *, room + 1);
    return joined;
}

struct matcher *matcher_of_terms(const struct match_scope *scope,
                                 const char *const *terms, size_t count,
                                 unsigned fields)
{
    if (count == 0)
        return matcher_all(scope);
    if (count == 1 && fields == FIELDS_ALL)
        return matcher_of_word(scope, terms[0]);
    const struct match_kind *kind = count > 1 ? &match_phrase : &match_fields;
    struct matcher *joined = matcher_join(scope, &match_and, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct matcher *child = matcher_of_word(scope, terms[i]);
        if (child->kind == &match_none)
            return child;
        matcher_add_part(joined, child);
    }
    matcher_add_part(joined, check(scope, kind, fields, terms, count));
    joined->cost = joined->children[0]->cost;
    return joined;
}

struct matcher *matcher_of_prefix(const struct match_scope *scope,
                                  const struct query_node *node)
{
    const struct completion_set *set = completions_of(scope->completions, node);
    if (set == NULL || set->count == 0)
        return matcher_none(scope);
    struct matcher *joined = matcher_join(scope, &match_or, set->count);
    for (size_t i = 0; i < set->count; i++) {
        struct matcher *child =
            matcher_of_terms(scope, &set->items[i].term, 1, node->fields);
        if (child->kind != &match_none) {
            joined->cost += child->cost;
            matcher_add_part(joined, child);
        }
    }
    return joined->child_count > 0 ? joined : matcher_none(scope);
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
struct matcher *matcher_of_faqs(const struct match_scope *scope)
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

struct matcher *matcher_of_id(const struct match_scope *scope, const char *id)
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

struct matcher *matcher_of_days(const struct match_scope *scope,
                                const struct query_node *node)
{
    struct matcher *matcher = matcher_all(scope);
    matcher->kind = &match_days;
    matcher->first_day = node->first;
    matcher->last_day = node->last;
    return matcher;
}
