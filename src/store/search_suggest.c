/* "Did you mean": words that nothing holds, or hardly anything, give way to near ones,
 * if the query then finds more. See search_store.h. */
#include "store/search_store.h"

#include "base/buf.h"
#include "store/search_tree.h"
#include "store/search_written.h"

#include <string.h>

enum {
    WORDS_MAX = 12,     /* of the query; a longer one is pasted, not typed */
    DOUBTFUL_MAX = 4,   /* words that near ones are looked for */
    NEAR_MAX = 4,       /* near words of each that are tried */
    RARER = 1000,       /* times, and the near word is meant */
    DEADLINE_MS = 30,   /* of each trial */
    TEXT_MAX = 16 << 10 /* of the answer */
};

/* A word of the query that is in doubt, and what stands for it. */
struct doubtful {
    const char *term, *form; /* as typed */
    const char *word;        /* as a reader would write the near one */
};

struct suggesting {
    struct db *db;
    struct arena *arena; /* of the work */
    struct doubtful words[DOUBTFUL_MAX];
    size_t count;
    const struct query_node *root; /* with near words in place */
    int64_t total;                 /* that it matches */
    struct err *err;
};

/* How many papers match all of it. */
static bool count_matches(struct suggesting *suggesting, const struct query_node *root,
                          int64_t *ret_total)
{
    struct search_ask ask = {
        .root = root,
        .order = SEARCH_TIME,
        .deadline = clock_monotonic_us() + (int64_t)DEADLINE_MS * 1000,
    };
    struct search_result found = { 0 };
    if (!search_tell(suggesting->db, suggesting->arena, &ask, suggesting->err) ||
        !index_search(suggesting->db->index, &ask, suggesting->arena, &found,
                      suggesting->err))
        return false;
    *ret_total = found.total;
    return true;
}

static size_t count_words(const struct query_node *node)
{
    size_t count = node->kind == QUERY_TERMS ? node->term_count : 0;
    for (size_t i = 0; i < node->child_count; i++)
        count += count_words(node->children[i]);
    return count;
}

static void note_word(struct suggesting *suggesting, const char *term, const char *form)
{
    const struct index_snapshot *index = suggesting->db->index;
    for (size_t i = 0; i < suggesting->count; i++)
        if (strcmp(suggesting->words[i].term, term) == 0)
            return;
    if (suggesting->count < DOUBTFUL_MAX && !term_is_common(str_of(term)) &&
        index_term_docs(index, str_of(term)) <= index->docs / RARER)
        suggesting->words[suggesting->count++] =
            (struct doubtful){ .term = term, .form = form };
}

/* Words that hardly any paper holds, but not those that the reader does not want. */
static void note_words(struct suggesting *suggesting, const struct query_node *node)
{
    if (node->kind == QUERY_NOT)
        return;
    for (size_t i = 0; node->kind == QUERY_TERMS && i < node->term_count; i++)
        note_word(suggesting, node->terms[i], node->forms[i]);
    for (size_t i = 0; i < node->child_count; i++)
        note_words(suggesting, node->children[i]);
}

/* Does the query find more with the near word in it? Then it stays in. */
static bool try_near(struct suggesting *suggesting, const struct doubtful *doubtful,
                     const char *near, bool *ret_more)
{
    int64_t total = 0;
    const struct query_node *root =
        search_tree_replaced(suggesting->arena, suggesting->root, doubtful->term, near);
    if (!count_matches(suggesting, root, &total))
        return false;
    *ret_more = total > suggesting->total;
    if (*ret_more) {
        suggesting->root = root;
        suggesting->total = total;
    }
    return true;
}

/* The nearest word with which the whole query finds more; where none does, since
 * another word is wrong as well, the nearest of all. */
static bool choose_near(struct suggesting *suggesting, struct doubtful *doubtful)
{
    struct near_term near[NEAR_MAX];
    const struct index_snapshot *index = suggesting->db->index;
    uint64_t docs = index_term_docs(index, str_of(doubtful->term));
    size_t count = index_near_terms(index, str_of(doubtful->form), suggesting->arena,
                                    near, NEAR_MAX);
    const char *chosen = NULL;
    bool more = false;
    for (size_t i = 0; i < count && !more; i++) {
        if (strcmp(near[i].term, doubtful->term) == 0 || near[i].docs <= docs * RARER)
            continue;
        if (!try_near(suggesting, doubtful, near[i].term, &more))
            return false;
        if (more || chosen == NULL)
            chosen = near[i].term;
    }
    if (chosen == NULL)
        return true;
    if (!more)
        suggesting->root = search_tree_replaced(suggesting->arena, suggesting->root,
                                                doubtful->term, chosen);
    return search_written(suggesting->db, chosen, doubtful->form, suggesting->arena,
                          &doubtful->word, suggesting->err);
}

static const struct doubtful *find_doubtful(const struct suggesting *suggesting,
                                            const struct word *word)
{
    for (size_t i = 0; i < suggesting->count; i++)
        if (suggesting->words[i].word != NULL &&
            str_eq(str_of(suggesting->words[i].term), word->term))
            return &suggesting->words[i];
    return NULL;
}

/* The reader's text with the near words in it. */
static const char *rewrite(const struct suggesting *suggesting, const char *text,
                           struct arena *arena)
{
    CLEANUP(buf_done) struct buf out = buf_upto(TEXT_MAX);
    struct analyser *analyser = suggesting->db->analyser;
    struct word word;
    size_t done = 0;
    analyser_start(analyser, str_of(text));
    while (analyser_next(analyser, &word)) {
        const struct doubtful *doubtful = find_doubtful(suggesting, &word);
        if (doubtful == NULL)
            continue;
        buf_add(&out, (struct str){ text + done, word.start - done });
        buf_text(&out, doubtful->word);
        done = word.end;
    }
    buf_text(&out, text + done);
    return done == 0 || out.full ? NULL : arena_text(arena, buf_str(&out));
}

bool search_store_suggest(struct db *db, const struct query *query, struct arena *arena,
                          const char **ret_text, struct err *err)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    struct suggesting suggesting = {
        .db = db, .arena = &own, .root = query->root, .err = err
    };
    int64_t before = 0, after = 0;
    *ret_text = NULL;
    if (query->root == NULL || db->index == NULL ||
        count_words(query->root) > WORDS_MAX)
        return true;
    note_words(&suggesting, query->root);
    if (suggesting.count == 0)
        return true;
    if (!count_matches(&suggesting, query->root, &before))
        return false;
    suggesting.total = before;
    for (size_t i = 0; i < suggesting.count; i++)
        if (!choose_near(&suggesting, &suggesting.words[i]))
            return false;
    if (!count_matches(&suggesting, suggesting.root, &after))
        return false;
    if (after > before)
        *ret_text = rewrite(&suggesting, query->text, arena);
    return true;
}
