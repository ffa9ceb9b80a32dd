/* Why a paper is related: authors and words that it shares, as written in it. See
 * related_part.h. */
#include "store/related/related_part.h"

#include "index/index.h"

#include <string.h>

/* A word that one of twenty papers has is no reason. */
enum { COMMON_SHARE = 20 };
enum { AUTHORS_MAX = 100, WORDS_SHOWN = 6, NAME_KEY_MAX = 400, KEYS_MAX = 32 << 10 };

/* Folded names one after the other, so that a list is folded once. */
struct names {
    struct str items[AUTHORS_MAX];
    size_t count;
    char keys[KEYS_MAX];
};

static void fold_names(struct db *db, const struct text_list *authors,
                       struct names *ret_names)
{
    size_t used = 0;
    ret_names->count = 0;
    for (size_t i = 0; i < authors->count && i < AUTHORS_MAX; i++) {
        char *key = ret_names->keys + used;
        size_t room = sizeof ret_names->keys - used;
        size_t len = analyser_key(db->analyser, str_of(authors->items[i]), key,
                                  room < NAME_KEY_MAX ? room : NAME_KEY_MAX);
        ret_names->items[ret_names->count++] = (struct str){ key, len };
        used += len;
    }
}

static struct str last_word(struct str key)
{
    struct str word = { key.ptr, 0 };
    while (key.len > 0)
        word = str_cut(&key, ' ');
    return word;
}

/* "j su" and "jianlin su"; but "jing su" and "jianlin su" are two. */
static bool is_same_person(struct str a, struct str b)
{
    struct str given_a = a, given_b = b;
    struct str first_a = str_cut(&given_a, ' '), first_b = str_cut(&given_b, ' ');
    if (a.len == 0 || b.len == 0 || first_a.ptr[0] != first_b.ptr[0])
        return false;
    return str_eq(a, b) ||
           (str_eq(last_word(a), last_word(b)) &&
            (first_a.len == 1 || first_b.len == 1 || str_eq(first_a, first_b)));
}

struct text_list related_authors(struct db *db, struct arena *arena,
                                 const struct paper *paper, const struct paper *other)
{
    struct text_list shared = { 0 };
    struct names ours, theirs;
    fold_names(db, &paper->authors, &ours);
    fold_names(db, &other->authors, &theirs);
    for (size_t i = 0; i < theirs.count; i++) {
        size_t j = 0;
        while (j < ours.count && !is_same_person(ours.items[j], theirs.items[i]))
            j++;
        if (j < ours.count)
            ARENA_PUSH(arena, &shared, other->authors.items[i]);
    }
    return shared;
}

/* The words of the paper that the other has, weightiest first, as first written. */
struct writing {
    struct str words[RELATED_WORDS_MAX];
};

/* Rare enough to be a reason, and no piece of a formula. */
static bool is_reason(const struct relating *relating, const struct paper_word *word,
                      struct str written)
{
    for (size_t i = 0; i < written.len; i++)
        if (strchr("\\{}_^$", written.ptr[i]) != NULL)
            return false;
    return word->docs <= relating->db->index->docs / COMMON_SHARE + 1;
}

static void note_word(const struct relating *relating, const struct paper_word *word,
                      struct str written, struct writing *writing)
{
    size_t number = (size_t)(word - relating->words.items);
    if (number < RELATED_WORDS_MAX && writing->words[number].len == 0 &&
        is_reason(relating, word, written))
        writing->words[number] = written;
}

static void find_writing(const struct relating *relating, const char *text,
                         struct writing *writing)
{
    struct word word;
    if (text == NULL)
        return;
    analyser_start(relating->db->analyser, str_of(text));
    while (analyser_next(relating->db->analyser, &word)) {
        struct str written = { text + word.start, word.end - word.start };
        const struct paper_word *shared = paper_words_find(&relating->words, word.term);
        if (shared != NULL)
            note_word(relating, shared, written, writing);
    }
}

void related_reasons(const struct relating *relating, const struct candidate *candidate,
                     struct arena *arena, struct related_paper *related)
{
    struct writing writing = { 0 };
    find_writing(relating, candidate->paper.abstract, &writing);
    find_writing(relating, candidate->paper.title, &writing);
    for (size_t i = 0; i < RELATED_WORDS_MAX && related->words.count < WORDS_SHOWN; i++)
        if (writing.words[i].len > 0)
            ARENA_PUSH(arena, &related->words, arena_text(arena, writing.words[i]));
    for (size_t i = 0; i < candidate->shared_authors.count; i++)
        ARENA_PUSH(arena, &related->authors,
                   arena_text(arena, str_of(candidate->shared_authors.items[i])));
}
