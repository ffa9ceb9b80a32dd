/* Words that papers are ranked by: a reader's preference, or what a query asks for. See
 * query.h. */
#include "model/query_parts.h"

#include <string.h>

enum { WEIGHT_MAX = 10, PHRASE_MAX = 16, WEIGHT_BYTES_MAX = 12 };

static bool is_gap(char c)
{
    return c == ' ' || c == ',' || c == ';';
}

/* "2", "0.5", "-1.5" */
static bool read_weight(struct str text, float *ret_weight)
{
    struct str fraction = text;
    bool is_minus = str_skip(&fraction, LIT("-"));
    struct str whole = str_cut(&fraction, '.');
    const char digits[] = "0123456789";
    float weight = 0, place = 1;
    bool valid = text.len <= WEIGHT_BYTES_MAX && whole.len + fraction.len > 0 &&
                 (whole.len == 0 || str_has_only(whole, digits)) &&
                 (fraction.len == 0 || str_has_only(fraction, digits));
    for (size_t i = 0; valid && i < whole.len; i++)
        weight = weight * 10 + (float)(whole.ptr[i] - '0');
    for (size_t i = 0; valid && i < fraction.len; i++)
        weight += (float)(fraction.ptr[i] - '0') * (place /= 10);
    if (!valid || weight > WEIGHT_MAX)
        return false;
    *ret_weight = is_minus ? -weight : weight;
    return true;
}

/* A word or a phrase with its weight, as written. */
struct wish {
    struct str text, weight;
    unsigned fields;
    bool is_minus;
};

static unsigned take_field(struct str *rest)
{
    size_t end = str_find_char(*rest, ':');
    const struct query_label *label =
        end + 1 < rest->len ? query_label_find(str_upto(*rest, end)) : NULL;
    if (label == NULL || label->fields == 0)
        return FIELDS_ALL;
    *rest = str_from(*rest, end + 1);
    return label->fields;
}

static struct str take_until(struct str *rest, bool (*is_end)(char c))
{
    size_t end = 0;
    while (end < rest->len && !is_end(rest->ptr[end]))
        end++;
    struct str taken = str_upto(*rest, end);
    *rest = str_from(*rest, end);
    return taken;
}

static bool ends_word(char c)
{
    return is_gap(c) || c == '^' || c == '"';
}

static bool take_wish(struct str *rest, struct wish *ret_wish)
{
    struct wish wish = { .weight = { NULL, 0 } };
    while (rest->len > 0 && is_gap(rest->ptr[0]))
        *rest = str_from(*rest, 1);
    if (rest->len == 0)
        return false;
    wish.is_minus = str_skip(rest, LIT("-"));
    wish.fields = take_field(rest);
    if (str_skip(rest, LIT("\"")))
        wish.text = str_cut(rest, '"');
    else
        wish.text = take_until(rest, ends_word);
    if (str_skip(rest, LIT("^")))
        wish.weight = take_until(rest, is_gap);
    *ret_wish = wish;
    return true;
}

static void add_wish(struct arena *arena, struct analyser *analyser,
                     const struct wish *wish, float weight, struct rank_words *words)
{
    const char *terms[PHRASE_MAX];
    struct rank_word item = { .fields = wish->fields, .weight = weight };
    struct word word;
    analyser_start(analyser, wish->text);
    while (item.term_count < PHRASE_MAX && analyser_next(analyser, &word))
        terms[item.term_count++] = arena_text(arena, word.term);
    if (item.term_count == 0 || words->count == RANK_WORDS_MAX || weight == 0)
        return;
    item.terms = ARENA_ARRAY(arena, const char *, item.term_count);
    memcpy(item.terms, terms, item.term_count * sizeof *terms);
    ARENA_PUSH(arena, words, item);
}

bool rank_words_read(struct arena *arena, struct analyser *analyser, struct str text,
                     struct rank_words *ret_words, struct err *err)
{
    struct rank_words words = { 0 };
    struct str rest = query_normal_text(arena, str_upto(text, QUERY_BYTES_MAX));
    struct wish wish;
    while (take_wish(&rest, &wish)) {
        float weight = 1;
        if (wish.weight.ptr != NULL && !read_weight(wish.weight, &weight))
            return err_set(err, ERR_INVALID,
                           "the weight of “%.*s” is “%.*s”; it is a number from -%d to "
                           "%d, as in diffusion^2",
                           STR_ARG(query_quoted(wish.text)),
                           STR_ARG(query_quoted(wish.weight)), WEIGHT_MAX, WEIGHT_MAX);
        add_wish(arena, analyser, &wish, wish.is_minus ? -weight : weight, &words);
    }
    *ret_words = words;
    return true;
}

static bool is_listed(const struct rank_words *words, const struct query_node *leaf)
{
    for (size_t i = 0; i < words->count; i++) {
        const struct rank_word *word = &words->items[i];
        size_t same = 0;
        if (word->fields != leaf->fields || word->term_count != leaf->term_count)
            continue;
        while (same < word->term_count &&
               strcmp(word->terms[same], leaf->terms[same]) == 0)
            same++;
        if (same == word->term_count)
            return true;
    }
    return false;
}

static void gather(struct arena *arena, const struct query_node *node, bool common,
                   struct rank_words *words)
{
    if (node == NULL || node->kind == QUERY_NOT)
        return;
    if (node->kind == QUERY_TERMS && node->all_common == common &&
        words->count < RANK_WORDS_MAX && !is_listed(words, node)) {
        struct rank_word word = { node->terms, node->term_count, node->fields, 1 };
        ARENA_PUSH(arena, words, word);
    }
    for (size_t i = 0; i < node->child_count; i++)
        gather(arena, node->children[i], common, words);
}

/* Common words last: where there are too many words, these are left out. */
struct rank_words query_rank_words(struct arena *arena, const struct query *query)
{
    struct rank_words words = { 0 };
    gather(arena, query->root, false, &words);
    gather(arena, query->root, true, &words);
    return words;
}
