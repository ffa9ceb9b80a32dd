/* "Did you mean": words that nothing holds, or hardly anything, give way to near ones,
 * if the query then finds more. See search_store.h. */
#include "store/search/search_store.h"

#include "base/buf.h"
#include "store/search/search_mend.h"
#include "store/search/search_tree.h"
#include "store/search/search_written.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORDS_MAX = 12,   /* of the query; a longer one is pasted, not typed */
    DOUBTFUL_MAX = 4, /* words that near ones are looked for */
    TIMES_MORE = 30,  /* papers hold a word that is meant */
    NEAR_MAX = 128,   /* near words of each */
    CHECKED_MIN = 3,  /* of these, in papers and with the whole query */
    CHECKED_MAX = 6,
    DOUBTFUL_SHARE = 1000, /* one of so many papers holds a word in doubt */
    DEADLINE_MS = 30,      /* of each trial */
    TEXT_MAX = 16 << 10    /* of the answer */
};

/* In powers of ten of the papers that hold a word: an edit, and that no paper was seen
 * to write the word so. */
static const float EDIT_COST = 2.5f, UNSEEN_COST = 1.5f;

/* A word of the query that is in doubt, and what stands for it. */
struct doubtful {
    const char *term, *form; /* as typed */
    uint64_t docs;           /* that hold it */
    const char *word;        /* as a reader would write the near one */
};

struct suggesting {
    struct db *db;
    struct arena *arena; /* of the work */
    struct doubtful words[DOUBTFUL_MAX];
    size_t count;
    const struct query_node *root; /* with near words in place */
    int64_t before, total;         /* papers that match as typed, and with these */
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
    uint64_t docs = index_term_docs(index, str_of(term));
    for (size_t i = 0; i < suggesting->count; i++)
        if (strcmp(suggesting->words[i].term, term) == 0)
            return;
    if (suggesting->count < DOUBTFUL_MAX && !term_is_common(str_of(term)) &&
        docs <= index->docs / DOUBTFUL_SHARE)
        suggesting->words[suggesting->count++] =
            (struct doubtful){ .term = term, .form = form, .docs = docs };
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

/* A word that some papers hold gives way to one a letter away that many more hold. */
static bool is_likely(const struct doubtful *doubtful, const struct near_term *near)
{
    if (strcmp(near->term, doubtful->term) == 0 || term_is_common(str_of(near->term)))
        return false;
    return doubtful->docs == 0 ||
           (near->edits <= 1 && near->docs > doubtful->docs * TIMES_MORE);
}

/* A near word as it would be written instead. */
struct trial {
    struct near_term near;
    const char *word;
    float likely;
};

static int likeliest_first(const void *a, const void *b)
{
    const struct trial *left = a, *right = b;
    return left->likely > right->likely ? -1 : left->likely < right->likely;
}

static float likelihood(uint64_t docs, int edits)
{
    return log10f((float)docs) - EDIT_COST * (float)edits;
}

/* By the nearest word that the stem might come from. What is far behind another is not
 * looked at. */
static size_t find_trials(struct suggesting *suggesting,
                          const struct doubtful *doubtful,
                          struct trial trials[NEAR_MAX])
{
    struct near_term near[NEAR_MAX];
    size_t count = 0,
           found = index_near_terms(suggesting->db->index, str_of(doubtful->form),
                                    suggesting->arena, near, NEAR_MAX);
    float best = -INFINITY;
    for (size_t i = 0; i < found; i++) {
        if (likelihood(near[i].docs, 1) < best - EDIT_COST - UNSEEN_COST)
            continue;
        struct mended mended = search_mend(suggesting->db->analyser, suggesting->arena,
                                           doubtful->form, near[i].term);
        near[i].edits = mended.edits;
        if (mended.word == NULL || !is_likely(doubtful, &near[i]))
            continue;
        float likely = likelihood(near[i].docs, mended.edits);
        trials[count++] = (struct trial){ near[i], mended.word, likely };
        best = fmaxf(best, likely);
    }
    if (count > 1)
        qsort(trials, count, sizeof *trials, likeliest_first);
    return count;
}

/* As papers write it. A word that they were not seen to have is less likely. */
static bool check_trial(struct suggesting *suggesting, const struct doubtful *doubtful,
                        struct trial *trial)
{
    struct written written = { NULL, 0 };
    if (!search_written(suggesting->db, trial->near.term, doubtful->form,
                        suggesting->arena, &written, suggesting->err))
        return false;
    if (written.word != NULL && written.edits <= trial->near.edits)
        trial->word = written.word;
    else
        trial->likely -= UNSEEN_COST;
    return true;
}

/* The likeliest first, as far as a reader might want them. */
static bool find_near(struct suggesting *suggesting, const struct doubtful *doubtful,
                      struct trial trials[NEAR_MAX], size_t *ret_count)
{
    size_t count = find_trials(suggesting, doubtful, trials);
    float best = -INFINITY;
    size_t checked = 0;
    for (; checked < count && checked < CHECKED_MAX; checked++) {
        if (checked >= CHECKED_MIN && trials[checked].likely <= best)
            break;
        if (!check_trial(suggesting, doubtful, &trials[checked]))
            return false;
        best = fmaxf(best, trials[checked].likely);
    }
    if (checked > 1)
        qsort(trials, checked, sizeof *trials, likeliest_first);
    *ret_count = checked;
    return true;
}

/* The likeliest word with which the whole query finds more; where none does, since
 * another word is wrong as well, the likeliest of all. */
static bool choose_near(struct suggesting *suggesting, struct doubtful *doubtful)
{
    struct trial trials[NEAR_MAX];
    const struct trial *chosen = NULL;
    bool more = false;
    size_t count;
    if (!find_near(suggesting, doubtful, trials, &count))
        return false;
    for (size_t i = 0; i < count && !more; i++) {
        if (!try_near(suggesting, doubtful, trials[i].near.term, &more))
            return false;
        if (more || chosen == NULL)
            chosen = &trials[i];
    }
    if (chosen == NULL || (!more && doubtful->docs > 0))
        return true;
    if (!more)
        suggesting->root = search_tree_replaced(suggesting->arena, suggesting->root,
                                                doubtful->term, chosen->near.term);
    doubtful->word = chosen->word;
    return true;
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

/* It finds more, or, where some of the words will do, has one that is known in place of
 * one that is not. */
static bool is_better(const struct suggesting *suggesting, bool finds_some)
{
    bool known = false;
    for (size_t i = 0; i < suggesting->count; i++)
        known |= suggesting->words[i].docs == 0 && suggesting->words[i].word != NULL;
    return suggesting->total > suggesting->before ||
           (finds_some && suggesting->before == 0 && known);
}

/* Words that nothing holds first. */
static bool suggest(struct suggesting *suggesting)
{
    if (!count_matches(suggesting, suggesting->root, &suggesting->before))
        return false;
    suggesting->total = suggesting->before;
    for (size_t i = 0; i < suggesting->count; i++)
        if (suggesting->words[i].docs == 0 &&
            !choose_near(suggesting, &suggesting->words[i]))
            return false;
    for (size_t i = 0; i < suggesting->count; i++)
        if (suggesting->words[i].docs > 0 &&
            !choose_near(suggesting, &suggesting->words[i]))
            return false;
    return count_matches(suggesting, suggesting->root, &suggesting->total);
}

bool search_store_suggest(struct db *db, const struct query *query, struct arena *arena,
                          const char **ret_text, struct err *err)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    struct suggesting suggesting = {
        .db = db, .arena = &own, .root = query->root, .err = err
    };
    *ret_text = NULL;
    if (query->root == NULL || db->index == NULL ||
        count_words(query->root) > WORDS_MAX)
        return true;
    note_words(&suggesting, query->root);
    if (suggesting.count == 0)
        return true;
    if (!suggest(&suggesting))
        return false;
    bool finds_some = query->some_will_do && count_words(query->root) > 1;
    if (is_better(&suggesting, finds_some))
        *ret_text = rewrite(&suggesting, query->text, arena);
    return true;
}
