/* Words by their beginning. Each segment names its most frequent ones; those that are
 * named are then looked up in all of them. */
#include "index/completion.h"

#include "base/clock.h"

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

/* What the prefixes of one query have in common. */
struct completing {
    const struct index_snapshot *snapshot;
    int64_t deadline;
    size_t most; /* completions of each */
    struct analyser *analyser;
    struct arena *arena; /* of what is found */
};

static bool is_late(const struct completing *completing)
{
    return completing->deadline > 0 && clock_monotonic_us() >= completing->deadline;
}

/* Of all segments, some of them twice. */
static void name_all(const struct completing *completing, struct str prefix,
                     struct completion_set *set, struct arena *arena)
{
    const struct index_snapshot *snapshot = completing->snapshot;
    struct named *named = ARENA_NEW(arena, struct named);
    set->items = ARENA_ARRAY(arena, struct completion, snapshot->count * NAMED_MAX + 1);
    set->items[set->count++].term =
        arena_text(arena, stem_of(completing->analyser, prefix));
    for (size_t i = 0; i < snapshot->count && !is_late(completing); i++) {
        named->count = 0;
        name_words(named, snapshot->segments[i].segment, prefix, arena);
        for (size_t j = 0; j < named->count; j++)
            set->items[set->count++] = named->items[j];
    }
}

static void complete(const struct completing *completing, struct completion_set *found)
{
    CLEANUP(arena_done) struct arena scratch = { 0 };
    struct completion_set set = { 0 };
    if (is_late(completing))
        return;
    name_all(completing, str_of(found->node->terms[0]), &set, &scratch);
    count_docs(&set, completing->snapshot);
    qsort(set.items, set.count, sizeof *set.items, most_frequent_first);
    found->count = set.count < completing->most ? set.count : completing->most;
    found->items = ARENA_ARRAY(completing->arena, struct completion, found->count + 1);
    for (size_t i = 0; i < found->count; i++)
        found->items[i] = (struct completion){
            arena_text(completing->arena, str_of(set.items[i].term)), set.items[i].docs
        };
}

static void find_prefixes(struct completions *found, const struct query_node *node,
                          struct arena *arena)
{
    if (node->kind == QUERY_PREFIX && node->term_count > 0 && node->terms[0][0] != '\0')
        ARENA_PUSH(arena, found, (struct completion_set){ .node = node });
    for (size_t i = 0; i < node->child_count; i++)
        find_prefixes(found, node->children[i], arena);
}

static size_t most_of_each(size_t prefixes)
{
    size_t share = COMPLETIONS_OF_ALL_MAX / prefixes;
    if (share == 0)
        return 1;
    return share < COMPLETIONS_MAX ? share : COMPLETIONS_MAX;
}

struct completions completions_find(const struct index_snapshot *snapshot,
                                    const struct query_node *root, int64_t deadline,
                                    struct arena *arena)
{
    struct completions found = { 0 };
    struct completing completing = { snapshot, deadline, 0, NULL, arena };
    if (root != NULL)
        find_prefixes(&found, root, arena);
    if (found.count == 0)
        return found;
    CLEANUP(analyser_done) struct analyser *analyser = analyser_new();
    completing.analyser = analyser;
    completing.most = most_of_each(found.count);
    for (size_t i = 0; i < found.count; i++)
        complete(&completing, &found.items[i]);
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
