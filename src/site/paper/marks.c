/* Finds the words of a query in a text; see marks.h. A text's words are looked up one
 * by one in the sorted list of wanted terms, so the work grows with the text alone;
 * most begin with a letter that no wanted term begins with, and are not even stemmed.
 */
#include "site/paper/marks.h"

#include "site/paper/mark_spans.h"

#include <stdlib.h>

enum { UNKNOWN = -1 };

struct wanted_term {
    struct str term;
    unsigned fields; /* in which it is marked by itself; 0: in phrases only */
};
struct wanted_phrase {
    int *terms; /* places in the sorted list */
    size_t count;
    unsigned fields;
};
struct wanted_leaf {
    const char *const *terms;
    size_t count;
    unsigned fields;
};
struct marker {
    struct arena *arena;
    struct analyser *analyser;
    struct {
        struct wanted_leaf *items;
        size_t count, capacity;
    } leaves, prefixes;
    bool is_sorted;
    bool begins[256]; /* a wanted term begins with this byte */
    struct wanted_term *terms;
    size_t term_count;
    struct wanted_phrase *phrases;
    size_t phrase_count;
};

struct seen_word {
    size_t start, end;
    uint32_t position;
    int term;
};
struct seen_words {
    struct seen_word *items;
    size_t count, capacity;
};

struct marker *marker_new(struct arena *arena, struct analyser *analyser)
{
    struct marker *marker = ARENA_NEW(arena, struct marker);
    marker->arena = arena;
    marker->analyser = analyser;
    return marker;
}

/* ---- what is wanted ---- */

static void add_leaf(struct marker *marker, const char *const *terms, size_t count,
                     unsigned fields)
{
    struct wanted_leaf leaf = { terms, count, fields };
    if (count > 0)
        ARENA_PUSH(marker->arena, &marker->leaves, leaf);
    marker->is_sorted = false;
}

static void add_node(struct marker *marker, const struct query_node *node, bool common)
{
    switch (node->kind) {
    case QUERY_TERMS:
        if (node->all_common == common)
            add_leaf(marker, node->terms, node->term_count, node->fields);
        break;
    case QUERY_PREFIX: {
        struct wanted_leaf leaf = { node->terms, node->term_count, node->fields };
        if (!common && node->term_count > 0)
            ARENA_PUSH(marker->arena, &marker->prefixes, leaf);
        break;
    }
    case QUERY_AND:
    case QUERY_OR:
        for (size_t i = 0; i < node->child_count; i++)
            add_node(marker, node->children[i], common);
        break;
    case QUERY_FACET:
    case QUERY_DATE:
    case QUERY_HAS_FAQ:
    case QUERY_ID:
    case QUERY_NOT:
        break;
    }
}

void marker_add_query(struct marker *marker, const struct query *query)
{
    if (query->root == NULL)
        return;
    add_node(marker, query->root, false);
    if (marker->leaves.count == 0 && marker->prefixes.count == 0)
        add_node(marker, query->root, true);
}

void marker_add_words(struct marker *marker, const struct rank_words *words)
{
    for (size_t i = 0; i < words->count; i++)
        if (words->items[i].weight > 0)
            add_leaf(marker, words->items[i].terms, words->items[i].term_count,
                     words->items[i].fields);
}

static int term_order(const void *a, const void *b)
{
    const struct wanted_term *left = a, *right = b;
    return str_order(left->term, right->term);
}

static int find_term(const struct marker *marker, struct str term)
{
    struct wanted_term key = { .term = term };
    const struct wanted_term *found = NULL;
    if (marker->term_count > 0)
        found =
            bsearch(&key, marker->terms, marker->term_count, sizeof key, term_order);
    return found != NULL ? (int)(found - marker->terms) : UNKNOWN;
}

static size_t count_terms(const struct marker *marker)
{
    size_t count = 0;
    for (size_t i = 0; i < marker->leaves.count; i++)
        count += marker->leaves.items[i].count;
    return count;
}

/* Sorted, each once. */
static void sort_terms(struct marker *marker)
{
    size_t all = count_terms(marker), kept = 0;
    struct wanted_term *terms = ARENA_ARRAY(marker->arena, struct wanted_term, all + 1);
    for (size_t i = 0; i < marker->leaves.count; i++) {
        const struct wanted_leaf *leaf = &marker->leaves.items[i];
        for (size_t k = 0; k < leaf->count; k++)
            terms[kept++].term = str_of(leaf->terms[k]);
    }
    if (kept > 0)
        qsort(terms, kept, sizeof *terms, term_order);
    marker->terms = terms;
    marker->term_count = 0;
    for (size_t i = 0; i < kept; i++)
        if (i == 0 || term_order(&terms[i], &terms[i - 1]) != 0)
            terms[marker->term_count++] = terms[i];
}

static struct wanted_phrase phrase_of(struct marker *marker,
                                      const struct wanted_leaf *leaf)
{
    struct wanted_phrase phrase = { .count = leaf->count, .fields = leaf->fields };
    phrase.terms = ARENA_ARRAY(marker->arena, int, leaf->count);
    for (size_t i = 0; i < leaf->count; i++)
        phrase.terms[i] = find_term(marker, str_of(leaf->terms[i]));
    return phrase;
}

static void note_beginnings(struct marker *marker)
{
    for (size_t i = 0; i < marker->term_count; i++)
        marker->begins[(unsigned char)marker->terms[i].term.ptr[0]] = true;
    for (size_t i = 0; i < marker->prefixes.count; i++)
        marker->begins[(unsigned char)marker->prefixes.items[i].terms[0][0]] = true;
}

static void make_ready(struct marker *marker)
{
    if (marker->is_sorted)
        return;
    sort_terms(marker);
    note_beginnings(marker);
    marker->phrases =
        ARENA_ARRAY(marker->arena, struct wanted_phrase, marker->leaves.count + 1);
    marker->phrase_count = 0;
    for (size_t i = 0; i < marker->leaves.count; i++) {
        const struct wanted_leaf *leaf = &marker->leaves.items[i];
        struct wanted_phrase phrase = phrase_of(marker, leaf);
        if (leaf->count > 1)
            marker->phrases[marker->phrase_count++] = phrase;
        else
            marker->terms[phrase.terms[0]].fields |= leaf->fields;
    }
    marker->is_sorted = true;
}

/* ---- what is there ---- */

static bool has_prefix(const struct marker *marker, const struct word *word,
                       unsigned field)
{
    for (size_t i = 0; i < marker->prefixes.count; i++) {
        const struct wanted_leaf *leaf = &marker->prefixes.items[i];
        struct str beginning = str_of(leaf->terms[0]);
        if ((leaf->fields & field) != 0 &&
            (str_starts(word->form, beginning) || str_starts(word->term, beginning)))
            return true;
    }
    return false;
}

static void see_word(struct marker *marker, const struct word *word, unsigned field,
                     struct seen_words *seen, struct mark_spans *spans)
{
    int term = find_term(marker, word->term);
    struct seen_word one = { word->start, word->end, word->position, term };
    if (term != UNKNOWN && marker->phrase_count > 0)
        ARENA_PUSH(marker->arena, seen, one);
    bool alone = term != UNKNOWN && (marker->terms[term].fields & field) != 0;
    if (alone || has_prefix(marker, word, field))
        mark_spans_add(spans, word->start, word->end);
}

/* The wanted words of the text; those that stand alone are noted at once. */
static void see_words(struct marker *marker, struct str text, unsigned field,
                      struct seen_words *seen, struct mark_spans *spans)
{
    struct word word;
    analyser_start(marker->analyser, text);
    while (analyser_next_form(marker->analyser, &word)) {
        if (!marker->begins[(unsigned char)word.form.ptr[0]])
            continue;
        word.term = analyser_term(marker->analyser);
        see_word(marker, &word, field, seen, spans);
    }
}

static bool stands_at(const struct wanted_phrase *phrase, const struct seen_words *seen,
                      size_t at)
{
    if (at + phrase->count > seen->count)
        return false;
    const struct seen_word *first = &seen->items[at];
    for (size_t i = 0; i < phrase->count; i++)
        if (first[i].term != phrase->terms[i] ||
            first[i].position != first->position + i)
            return false;
    return true;
}

static void see_phrases(const struct marker *marker, unsigned field,
                        const struct seen_words *seen, struct mark_spans *spans)
{
    for (size_t at = 0; at < seen->count; at++)
        for (size_t i = 0; i < marker->phrase_count; i++) {
            const struct wanted_phrase *phrase = &marker->phrases[i];
            if ((phrase->fields & field) != 0 && stands_at(phrase, seen, at))
                mark_spans_add(spans, seen->items[at].start,
                               seen->items[at + phrase->count - 1].end);
        }
}

/* ---- parts ---- */

static void add_part(cJSON *list, struct arena *arena, struct str text, bool mark)
{
    if (text.len == 0)
        return;
    cJSON *part = json_add_object(list);
    json_set_text(part, "text", arena_text(arena, text));
    json_set_bool(part, "mark", mark);
}

static void add_parts(cJSON *list, struct arena *arena, struct str text,
                      const struct mark_spans *spans)
{
    size_t at = 0;
    for (size_t i = 0; i < spans->count; i++) {
        const struct mark_span *span = &spans->items[i];
        add_part(list, arena, str_upto(str_from(text, at), span->start - at), false);
        add_part(list, arena,
                 str_upto(str_from(text, span->start), span->end - span->start), true);
        at = span->end;
    }
    if (spans->count > 0)
        add_part(list, arena, str_from(text, at), false);
}

void marker_set(struct marker *marker, cJSON *object, const char *name,
                enum query_field field, const char *text)
{
    cJSON *list = json_set_list(object, name);
    if (marker == NULL || text == NULL)
        return;
    make_ready(marker);
    unsigned bit = 1u << field;
    struct seen_words seen = { 0 };
    struct mark_spans spans = { .arena = marker->arena };
    see_words(marker, str_of(text), bit, &seen, &spans);
    see_phrases(marker, bit, &seen, &spans);
    if (spans.count == 0)
        return;
    mark_spans_settle(&spans, str_of(text));
    add_parts(list, marker->arena, str_of(text), &spans);
}
