/* Nodes of a query's tree, counted against the bounds that the index relies on; and the
 * words of a text as leaves. See query_parts.h. */
#include "model/query_parts.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    NOTE_MAX = 300,
    NOTES_MAX = 8,
    JOINS_KEPT = 4 * QUERY_PARENS_MAX, /* nodes */
    QUOTED_MAX = 60,
    PREFIX_MIN = 2,         /* letters: "C*-algebras" asks for no beginning */
    PAIRS_SIDE_BY_SIDE = 3, /* more pairs of Han are a sentence, not a term */
};

void query_note(struct query_build *build, const char *format, ...)
{
    char text[NOTE_MAX];
    struct text_notes *notes = &build->query->notes;
    va_list args;
    va_start(args, format);
    int len = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    struct str note = { text,
                        (size_t)len < sizeof text ? (size_t)len : sizeof text - 1 };
    for (size_t i = 0; i < notes->count; i++)
        if (str_eq(note, str_of(notes->items[i])))
            return;
    if (notes->count < NOTES_MAX)
        ARENA_PUSH(build->arena, notes, arena_text(build->arena, note));
}

struct str query_quoted(struct str text)
{
    text = str_trim(text);
    return text.len <= QUOTED_MAX ? text
                                  : str_upto(text, utf8_floor(text.ptr, QUOTED_MAX));
}

static void note_full(struct query_build *build)
{
    if (!build->is_full)
        query_note(build, "The search is longer than what can be searched for at once; "
                          "its end was left out.");
    build->is_full = true;
}

/* Leaves and exclusions; what joins them always finds room, since it joins at least two
 * and no more than the open parentheses wait at once. */
static struct query_node *new_part(struct query_build *build, enum query_kind kind)
{
    if (build->nodes + JOINS_KEPT >= QUERY_NODES_MAX) {
        note_full(build);
        return NULL;
    }
    build->nodes++;
    struct query_node *node = ARENA_NEW(build->arena, struct query_node);
    node->kind = kind;
    return node;
}

/* Words gathered for one leaf. */
struct leaf {
    const char *terms[QUERY_TERMS_MAX], *forms[QUERY_TERMS_MAX];
    size_t count;
    bool all_common;
};

static void add_word(struct query_build *build, struct leaf *leaf,
                     const struct word *word)
{
    if (build->terms == QUERY_TERMS_MAX) {
        note_full(build);
        return;
    }
    build->terms++;
    leaf->all_common =
        (leaf->count == 0 || leaf->all_common) && term_is_common(word->term);
    leaf->terms[leaf->count] = arena_text(build->arena, word->term);
    leaf->forms[leaf->count++] = arena_text(build->arena, word->form);
}

static const char **copy_list(struct query_build *build, const char *const *items,
                              size_t count)
{
    const char **copy = ARENA_ARRAY(build->arena, const char *, count);
    memcpy(copy, items, count * sizeof *items);
    return copy;
}

/* Empties the leaf into a node among `parts`. */
static void end_leaf(struct query_build *build, struct leaf *leaf,
                     struct node_list *parts)
{
    struct query_node *node = leaf->count == 0 ? NULL : new_part(build, QUERY_TERMS);
    if (node != NULL) {
        node->terms = copy_list(build, leaf->terms, leaf->count);
        node->forms = copy_list(build, leaf->forms, leaf->count);
        node->term_count = leaf->count;
        node->fields = build->fields;
        node->all_common = leaf->all_common;
        ARENA_PUSH(build->arena, parts, node);
    }
    leaf->count = 0;
}

/* Do the bytes between two words of one chunk hold them together? Hyphens do, commas
 * and parentheses do not. */
static bool is_joint(struct str between)
{
    for (size_t i = 0; i < between.len; i++)
        if (memchr(" ,;:!?()[]{}<>=|/+*\"", between.ptr[i], 20) != NULL)
            return false;
    return true;
}

/* A sentence of Han or kana is searched for by its pairs, a term as it stands. */
static bool is_wide_sentence(struct analyser *analyser, struct str text)
{
    struct word word;
    size_t pairs = 0;
    analyser_start(analyser, text);
    while (pairs <= PAIRS_SIDE_BY_SIDE && analyser_next(analyser, &word))
        pairs += word.is_pair;
    return pairs > PAIRS_SIDE_BY_SIDE;
}

struct query_node *query_words_node(struct query_build *build, struct str text)
{
    struct node_list parts = { 0 };
    struct leaf leaf = { .count = 0 };
    struct word word;
    size_t end = 0;
    bool split = build->split_words || is_wide_sentence(build->analyser, text);
    analyser_start(build->analyser, text);
    while (!build->is_full && analyser_next(build->analyser, &word)) {
        bool overlaps = word.start < end;
        struct str between = str_upto(str_from(text, end), word.start - end);
        if (leaf.count > 0 && (split || (!overlaps && !is_joint(between))))
            end_leaf(build, &leaf, &parts);
        add_word(build, &leaf, &word);
        build->words++;
        end = word.end;
    }
    end_leaf(build, &leaf, &parts);
    return query_join(build, QUERY_AND, &parts);
}

struct query_node *query_phrase_node(struct query_build *build, struct str text)
{
    struct node_list parts = { 0 };
    struct leaf leaf = { .count = 0 };
    struct word word;
    analyser_start(build->analyser, text);
    while (!build->is_full && analyser_next(build->analyser, &word))
        add_word(build, &leaf, &word);
    end_leaf(build, &leaf, &parts);
    return query_join(build, QUERY_AND, &parts);
}

static size_t characters_of(struct str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

static bool is_wide(struct str form)
{
    return form.len > 0 && (unsigned char)form.ptr[0] >= 0xE3;
}

struct query_node *query_prefix_node(struct query_build *build, struct str text)
{
    struct node_list parts = { 0 };
    struct word word, last = { .start = 0 };
    size_t words = 0;
    analyser_start(build->analyser, text);
    for (; analyser_next(build->analyser, &word); words++)
        last = word;
    struct str start = str_of(arena_text(build->arena, last.form));
    if (words == 0 || (characters_of(start) < PREFIX_MIN && !is_wide(start)))
        return query_words_node(build, text);
    struct query_node *before = query_words_node(build, str_upto(text, last.start));
    struct query_node *node =
        build->terms == QUERY_TERMS_MAX ? NULL : new_part(build, QUERY_PREFIX);
    if (before != NULL)
        ARENA_PUSH(build->arena, &parts, before);
    if (node != NULL) {
        node->terms = node->forms = copy_list(build, &start.ptr, 1);
        node->term_count = 1;
        node->fields = build->fields;
        build->terms++;
        ARENA_PUSH(build->arena, &parts, node);
    }
    return query_join(build, QUERY_AND, &parts);
}

struct query_node *query_facet_node(struct query_build *build, const char *facet)
{
    struct query_node *node = new_part(build, QUERY_FACET);
    if (node != NULL)
        node->facet = facet;
    return node;
}

struct query_node *query_id_node(struct query_build *build, const char *id)
{
    struct query_node *node = new_part(build, QUERY_ID);
    if (node != NULL)
        node->id = id;
    return node;
}

struct query_node *query_mark_node(struct query_build *build, enum query_kind kind)
{
    return new_part(build, kind);
}

struct query_node *query_date_node(struct query_build *build, int32_t first,
                                   int32_t last)
{
    struct query_node *node = new_part(build, QUERY_DATE);
    if (node != NULL) {
        node->first = first;
        node->last = last;
    }
    return node;
}

static struct query_node *node_of(struct query_build *build, enum query_kind kind,
                                  const struct node_list *children)
{
    struct query_node *node = ARENA_NEW(build->arena, struct query_node);
    node->kind = kind;
    node->children = children->items;
    node->child_count = children->count;
    return node;
}

/* Counts the AND that it may need around it as well. */
struct query_node *query_not_node(struct query_build *build, struct query_node *child)
{
    struct node_list children = { 0 };
    struct query_node *node = child == NULL ? NULL : new_part(build, QUERY_NOT);
    if (node == NULL)
        return NULL;
    build->nodes++;
    ARENA_PUSH(build->arena, &children, child);
    node->children = children.items;
    node->child_count = children.count;
    return node;
}

static bool is_same_leaf(const struct query_node *a, const struct query_node *b)
{
    if (a->kind != QUERY_TERMS || b->kind != QUERY_TERMS || a->fields != b->fields ||
        a->term_count != b->term_count)
        return false;
    for (size_t i = 0; i < a->term_count; i++)
        if (strcmp(a->terms[i], b->terms[i]) != 0)
            return false;
    return true;
}

static void add_part(struct query_build *build, struct node_list *list,
                     struct query_node *part)
{
    for (size_t i = 0; i < list->count; i++)
        if (is_same_leaf(list->items[i], part))
            return;
    ARENA_PUSH(build->arena, list, part);
}

/* An exclusion stands only below an AND. */
static struct query_node *below_or(struct query_build *build, struct query_node *part)
{
    struct node_list alone = { 0 };
    if (part->kind != QUERY_NOT)
        return part;
    ARENA_PUSH(build->arena, &alone, part);
    return node_of(build, QUERY_AND, &alone);
}

struct query_node *query_join(struct query_build *build, enum query_kind kind,
                              const struct node_list *parts)
{
    struct node_list all = { 0 };
    for (size_t i = 0; i < parts->count; i++) {
        struct query_node *part = parts->items[i];
        if (kind == QUERY_OR)
            part = below_or(build, part);
        if (part == NULL)
            continue;
        if (part->kind != kind)
            add_part(build, &all, part);
        for (size_t j = 0; part->kind == kind && j < part->child_count; j++)
            add_part(build, &all, part->children[j]);
    }
    if (all.count == 0)
        return NULL;
    if (all.count == 1)
        return all.items[0];
    build->nodes++;
    return node_of(build, kind, &all);
}
