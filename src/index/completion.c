/* Words by their beginning. Each segment names its most frequent ones; those that are
 * named are then looked up in all of them. */
#include "index/completion.h"

enum {
    WALK_MAX = 400000, /* words looked at in a segment */
    NAMED_MAX = 128,   /* kept of a segment */
};

struct named {
    struct completion items[NAMED_MAX];
    size_t count;
    uint64_t least; /* the fewest documents among them, once it is full */
};

static void name(struct named *named, const struct term_walk *walk, struct arena *arena)
{
    bool is_full = named->count == NAMED_MAX;
    if (is_full && walk->entry.docs <= named->least)
        return;
    size_t at = is_full ? 0 : named->count++;
    for (size_t i = 0; is_full && i < NAMED_MAX; i++)
        at = named->items[i].docs < named->items[at].docs ? i : at;
    struct str term = { walk->term, walk->term_len };
    named->items[at] = (struct completion){ arena_text(arena, term), walk->entry.docs };
    named->least = UINT64_MAX;
    for (size_t i = 0; i < named->count; i++) {
        if (named->items[i].docs < named->least)
            named->least = named->items[i].docs;
    }
}

static void name_words(struct named *named, const struct segment *segment,
                       struct str prefix, struct arena *arena)
{
    struct term_walk walk;
    term_walk_start(&walk, segment, prefix);
    for (int i = 0; i < WALK_MAX && term_walk_next(&walk) && !walk.entry.is_facet;
         i++) {
        if (!str_starts((struct str){ walk.term, walk.term_len }, prefix))
            break;
        name(named, &walk, arena);
    }
}

static int most_frequent_first(const void *a, const void *b)
{
    const struct completion *left = a, *right = b;
    if (left->docs != right->docs)
        return left->docs > right->docs ? -1 : 1;
    return strcmp(left->term, right->term);
}

/* The stem of the beginning itself, where it is shorter: "learning*" is learn. */
static struct str stem_of(struct analyser *analyser, struct str prefix)
{
    struct word word = { 0 };
    analyser_start(analyser, prefix);
    bool is_one_word = analyser_next(analyser, &word) && word.end == prefix.len;
    return is_one_word ? word.term : prefix;
}

static int by_term(const void *a, const void *b)
{
    const struct completion *left = a, *right = b;
    return strcmp(left->term, right->term);
}

/* Each once, with its documents in all segments. */
static void count_docs(struct completion_set *set,
                       const struct index_snapshot *snapshot)
{
    size_t kept = 0;
    qsort(set->items, set->count, sizeof *set->items, by_term);
    for (size_t i = 0; i < set->count; i++) {
        const char *term = set->items[i].term;
        if (kept > 0 && strcmp(set->items[kept - 1].term, term) == 0)
            continue;
        uint64_t docs = index_term_docs(snapshot, str_of(term));
        if (docs > 0)
            set->items[kept++] = (struct completion){ term, docs };
    }
    set->count = kept;
}

static struct completion_set complete(const struct index_snapshot *snapshot,
                                      const struct query_node *node,
                                      struct analyser *analyser, struct arena *arena)
{
    struct str prefix = str_of(node->terms[0]);
    struct completion_set set = { .node = node };
    size_t room = snapshot->count * NAMED_MAX + 1;
    set.items = ARENA_ARRAY(arena, struct completion, room);
    set.items[set.count++].term = arena_text(arena, stem_of(analyser, prefix));
    struct named *named = ARENA_NEW(arena, struct named);
    for (size_t i = 0; i < snapshot->count; i++) {
        named->count = 0;
        name_words(named, snapshot->segments[i].segment, prefix, arena);
        for (size_t j = 0; j < named->count; j++)
            set.items[set.count++] = named->items[j];
    }
    count_docs(&set, snapshot);
    qsort(set.items, set.count, sizeof *set.items, most_frequent_first);
    set.count = set.count < COMPLETIONS_MAX ? set.count : COMPLETIONS_MAX;
    return set;
}

static void find_prefixes(struct completions *found, const struct query_node *node,
                          struct arena *arena)
{
    if (node->kind == QUERY_PREFIX && node->term_count > 0 && node->terms[0][0] != '\0')
        ARENA_PUSH(arena, found, (struct completion_set){ .node = node });
    for (size_t i = 0; i < node->child_count; i++)
        find_prefixes(found, node->children[i], arena);
}

struct completions completions_find(const struct index_snapshot *snapshot,
                                    const struct query_node *root, struct arena *arena)
{
    struct completions found = { 0 };
    if (root != NULL)
        find_prefixes(&found, root, arena);
    if (found.count == 0)
        return found;
    CLEANUP(analyser_done) struct analyser *analyser = analyser_new();
    for (size_t i = 0; i < found.count; i++)
        found.items[i] = complete(snapshot, found.items[i].node, analyser, arena);
    return found;
}

const struct completion_set *completions_of(const struct completions *completions,
                                            const struct query_node *node)
{
    for (size_t i = 0; i < completions->count; i++) {
        if (completions->items[i].node == node)
            return &completions->items[i];
    }
    return NULL;
}
