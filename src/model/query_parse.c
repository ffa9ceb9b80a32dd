/* A reader's text into a tree, by recursive descent: OR of ANDs of items. What makes no
 * sense as an operator is dropped or is a word, so there is no text without an answer.
 * See query.h. */
#include "model/query_parts.h"

#include "model/paper_address.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

enum {
    LONG_WORDS = 8,          /* from here on a text is a sentence */
    LONG_QUESTION_WORDS = 4, /* with a question mark */
    SHOUTED_WORDS = 5,       /* a title in capitals has as many */
    PASTED_TERMS = 30,       /* who types as many uses signs more often than */
    TERMS_A_SIGN = 15,       /* once in so many */
};

struct parse {
    struct query_scan scan;
    struct query_item item; /* the one to be taken next */
    struct query_build build;
    int open;     /* parentheses */
    size_t signs; /* phrases, beginnings, exclusions, alternatives */
    bool has_field, is_too_deep;
    bool is_plain; /* side by side, no phrase, no field */
    bool is_asked; /* what is asked for ends with a question mark */
};

static struct query_node *parse_or(struct parse *parse);

static void advance(struct parse *parse)
{
    parse->item = query_scan_next(&parse->scan);
}

static struct query_node *parse_group(struct parse *parse)
{
    advance(parse);
    if (parse->open == QUERY_PARENS_MAX) {
        parse->is_too_deep = true;
        return NULL;
    }
    parse->open++;
    struct query_node *node = parse_or(parse);
    parse->open--;
    if (parse->item.kind == ITEM_CLOSE)
        advance(parse);
    return node;
}

/* The next value of a list "a,b" or "a OR b". */
static struct str cut_value(struct str *list)
{
    size_t start = 0;
    while (start < list->len && memchr(" ,|", list->ptr[start], 3) != NULL)
        start++;
    *list = str_from(*list, start);
    size_t end = 0;
    while (end < list->len && memchr(" ,|", list->ptr[end], 3) == NULL)
        end++;
    struct str value = str_upto(*list, end);
    *list = str_from(*list, end);
    return value;
}

static struct query_node *parse_filter(struct parse *parse,
                                       const struct query_label *label)
{
    struct node_list parts = { 0 };
    bool is_list;
    struct str value = query_scan_value(&parse->scan, &is_list);
    advance(parse);
    if (!is_list)
        return label->read(&parse->build, value);
    if (str_ends(value, LIT("?"))) {
        parse->is_asked = true;
        value.len--;
    }
    for (struct str one = cut_value(&value); one.len > 0; one = cut_value(&value)) {
        struct query_node *node =
            str_eq(one, LIT("OR")) ? NULL : label->read(&parse->build, one);
        if (node != NULL)
            ARENA_PUSH(parse->build.arena, &parts, node);
    }
    return query_join(&parse->build, QUERY_OR, &parts);
}

static struct query_node *parse_text(struct parse *parse)
{
    struct query_item item = parse->item;
    struct query_build *build = &parse->build;
    parse->is_plain &= item.kind == ITEM_WORDS;
    parse->signs += item.kind != ITEM_WORDS;
    parse->is_asked = str_ends(item.text, LIT("?"));
    if (item.is_unclosed)
        query_note(build, "The quotation mark was not closed; everything behind it was "
                          "taken as the phrase.");
    advance(parse);
    if (build->fields == 1 << FIELD_AUTHORS)
        item.text = query_name_text(build->arena, item.text);
    if (item.kind == ITEM_PREFIX)
        return query_prefix_node(build, item.text);
    return item.kind == ITEM_PHRASE ? query_phrase_node(build, item.text)
                                    : query_words_node(build, item.text);
}

/* What labels of fields and exclusions may stand before. */
static struct query_node *parse_operand(struct parse *parse)
{
    const struct query_label *label;
    switch (parse->item.kind) {
    case ITEM_OPEN:
        return parse_group(parse);
    case ITEM_LABEL:
        label = query_label_find(parse->item.text);
        return parse_filter(parse, label);
    case ITEM_WORDS:
    case ITEM_PREFIX:
    case ITEM_PHRASE:
        return parse_text(parse);
    case ITEM_END:
    case ITEM_CLOSE:
    case ITEM_NOT:
    case ITEM_OR:
    case ITEM_AND:
        break;
    }
    return NULL;
}

static bool takes_field(struct parse *parse)
{
    const struct query_label *label =
        parse->item.kind == ITEM_LABEL ? query_label_find(parse->item.text) : NULL;
    if (label == NULL || label->fields == 0)
        return false;
    parse->build.fields = label->fields;
    parse->has_field = true;
    parse->is_plain = false;
    return true;
}

/* An operand with the signs before it: "-title:x", "NOT -x". What is excluded says
 * nothing about what is asked for. */
static struct query_node *parse_item(struct parse *parse)
{
    struct query_build *build = &parse->build;
    unsigned outer = build->fields;
    size_t words = build->words;
    bool excluded = false, is_plain = parse->is_plain, is_asked = parse->is_asked;
    for (;; advance(parse)) {
        if (parse->item.kind == ITEM_NOT)
            excluded = !excluded;
        else if (!takes_field(parse))
            break;
    }
    bool is_filter = parse->item.kind == ITEM_LABEL;
    struct query_node *node = parse_operand(parse);
    build->fields = outer;
    if (!excluded)
        return node;
    parse->signs += !is_filter;
    build->words = words;
    parse->is_plain = is_plain;
    parse->is_asked = is_asked;
    return query_not_node(build, node);
}

static struct query_node *parse_and(struct parse *parse)
{
    struct node_list parts = { 0 };
    while (parse->item.kind != ITEM_END && parse->item.kind != ITEM_OR) {
        if (parse->item.kind == ITEM_CLOSE && parse->open > 0)
            break;
        if (parse->item.kind == ITEM_CLOSE || parse->item.kind == ITEM_AND) {
            advance(parse);
            continue;
        }
        struct query_node *node = parse_item(parse);
        if (node != NULL)
            ARENA_PUSH(parse->build.arena, &parts, node);
    }
    return query_join(&parse->build, QUERY_AND, &parts);
}

static struct query_node *parse_or(struct parse *parse)
{
    struct node_list parts = { 0 };
    for (;;) {
        struct query_node *node = parse_and(parse);
        if (node != NULL)
            ARENA_PUSH(parse->build.arena, &parts, node);
        if (parse->item.kind != ITEM_OR)
            break;
        parse->is_plain = false;
        parse->signs++;
        advance(parse);
    }
    return query_join(&parse->build, QUERY_OR, &parts);
}

static int depth_of(const struct query_node *node)
{
    int deepest = 0;
    for (size_t i = 0; node != NULL && i < node->child_count; i++) {
        int depth = depth_of(node->children[i]);
        deepest = depth > deepest ? depth : deepest;
    }
    return node == NULL ? 0 : deepest + 1;
}

/* Reads the text from its beginning once more, or for the first time. */
static void parse_all(struct parse *parse, struct str text, enum query_signs signs)
{
    struct query_build *build = &parse->build;
    parse->scan = (struct query_scan){ text, signs, ' ' };
    parse->open = 0;
    parse->is_too_deep = parse->is_asked = parse->has_field = false;
    parse->is_plain = true;
    parse->signs = 0;
    build->fields = FIELDS_ALL;
    build->nodes = build->terms = build->words = 0;
    build->is_full = false;
    advance(parse);
    build->query->root = parse_or(parse);
    parse->is_too_deep |= depth_of(build->query->root) >= QUERY_DEPTH_MAX;
}

static bool is_operator(struct str word)
{
    return str_eq(word, LIT("OR")) || str_eq(word, LIT("AND")) ||
           str_eq(word, LIT("NOT"));
}

static bool is_in_capitals(struct str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (char_is_lower(word.ptr[i]) || word.ptr[i] == ':' || word.ptr[i] == '"')
            return false;
    return true;
}

/* A title in capitals: its OR and NOT are words like others. */
static bool is_shouted(struct str text)
{
    size_t words = 0, operators = 0;
    for (struct str word = str_cut_word(&text); word.len > 0;
         word = str_cut_word(&text)) {
        if (query_starts_filter(word))
            continue;
        if (!is_in_capitals(word))
            return false;
        operators += is_operator(word);
        words++;
    }
    return operators > 0 && words - operators >= SHOUTED_WORDS &&
           words >= 3 * operators;
}

/* An abstract: its minus signs, quotation marks and bars are part of the text. */
static bool is_pasted(const struct parse *parse)
{
    size_t terms = parse->build.terms;
    return terms >= PASTED_TERMS && terms >= TERMS_A_SIGN * parse->signs &&
           !parse->has_field && parse->signs > 0;
}

static bool is_long(const struct parse *parse)
{
    size_t words = parse->build.words;
    return words >= LONG_WORDS || (words >= LONG_QUESTION_WORDS && parse->is_asked);
}

/* The root stands above every exclusion. */
static void finish_root(struct query_build *build)
{
    struct query_node *root = build->query->root;
    bool only_exclusions = root != NULL && root->kind == QUERY_NOT;
    if (only_exclusions) {
        struct query_node *above = ARENA_NEW(build->arena, struct query_node);
        *above = (struct query_node){ .kind = QUERY_AND, .child_count = 1 };
        above->children = ARENA_NEW(build->arena, struct query_node *);
        above->children[0] = root;
        build->query->root = above;
    } else if (root != NULL && root->kind == QUERY_AND) {
        only_exclusions = true;
        for (size_t i = 0; i < root->child_count; i++)
            only_exclusions &= root->children[i]->kind == QUERY_NOT;
    }
    if (only_exclusions)
        query_note(build, "Nothing is asked for, only left out: all other papers are "
                          "listed.");
}

static void read_ids(struct query_build *build)
{
    struct node_list parts = { 0 };
    struct query *query = build->query;
    for (size_t i = 0; i < query->id_count; i++) {
        struct query_node *node = query_id_node(build, query->ids[i]);
        if (node != NULL)
            ARENA_PUSH(build->arena, &parts, node);
    }
    query->root = query_join(build, QUERY_OR, &parts);
}

/* As it was meant: what are signs in it, and what is only text? */
static enum query_signs parse_as_meant(struct parse *parse, struct str text)
{
    struct query *query = parse->build.query;
    enum query_signs signs = is_shouted(text) ? SIGNS_FILTERS : SIGNS_ALL;
    size_t notes = query->notes.count;
    parse_all(parse, text, signs);
    bool is_too_deep = parse->is_too_deep;
    if (is_too_deep || is_pasted(parse))
        signs = SIGNS_FILTERS;
    else if (query->root == NULL && query->notes.count == notes)
        signs = SIGNS_NONE; /* "OR" */
    else
        return signs;
    query->notes.count = notes;
    if (is_too_deep)
        query_note(&parse->build, "The parentheses are nested too deeply; the text was "
                                  "searched for as words.");
    parse_all(parse, text, signs);
    return signs;
}

static void read_words(struct parse *parse, struct str text)
{
    struct query *query = parse->build.query;
    enum query_signs signs = parse_as_meant(parse, text);
    query->some_will_do = parse->is_plain && parse->build.words > 0;
    query->is_long = query->some_will_do && is_long(parse);
    if (query->is_long) {
        parse->build.split_words = true;
        parse_all(parse, text, signs);
    }
    finish_root(&parse->build);
    if (query->root == NULL && query->notes.count == 0 && text.len > 0)
        query_note(&parse->build, "There is no word in this to search for.");
}

struct query *query_read(struct arena *arena, struct analyser *analyser,
                         struct str text, int32_t today)
{
    struct query *query = ARENA_NEW(arena, struct query);
    struct parse parse = { .build = { .arena = arena,
                                      .analyser = analyser,
                                      .query = query,
                                      .today = today } };
    struct str cut = str_trim(str_of(arena_text(arena, text)));
    bool is_cut = cut.len > QUERY_BYTES_MAX;
    if (is_cut)
        cut = str_trim(str_upto(cut, utf8_floor(cut.ptr, QUERY_BYTES_MAX)));
    query->text = arena_text(arena, cut);
    if (is_cut)
        query_note(&parse.build, "Only the first %d bytes of the text were read.",
                   QUERY_BYTES_MAX);
    struct str normal = str_trim(query_normal_text(arena, cut));
    query->id_count = paper_address_list(arena, normal, &query->ids);
    if (query->id_count > 0)
        read_ids(&parse.build);
    else
        read_words(&parse, normal);
    return query;
}
