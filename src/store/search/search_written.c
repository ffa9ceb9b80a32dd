/* Looks a term up in the newest papers that hold it; see search_written.h. */
#include "store/search/search_written.h"

#include "base/clock.h"
#include "store/search/search_mend.h"

enum { PAPERS_MAX = 12, DEADLINE_MS = 50 };

/* Whether a word has capitals of its own; the better known first. */
enum letters { LETTERS_SMALL, LETTERS_CAPITAL, LETTERS_BY_PLACE };

/* The best spelling so far. */
struct writing {
    struct analyser *analyser;
    struct arena *arena;
    struct str term, typed;
    const char *word; /* NULL: none yet */
    int edits;
    enum letters letters;
};

static bool has_capital(struct str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (char_is_upper(word.ptr[i]))
            return true;
    return false;
}

enum place { IN_TITLE, IN_TEXT, IN_NAME };

/* Where any word begins with a capital: a title, and the beginning of a sentence. */
static bool is_capital_by_place(struct str text, size_t start, enum place place)
{
    while (start > 0 && char_is_space(text.ptr[start - 1]))
        start--;
    return place == IN_TITLE ||
           (place == IN_TEXT && (start == 0 || text.ptr[start - 1] == '.'));
}

static void weigh(struct writing *writing, char *spelling, const struct word *word,
                  enum letters letters)
{
    int edits = search_edits(word->form, writing->typed);
    if (writing->word != NULL &&
        (edits > writing->edits ||
         (edits == writing->edits && letters >= writing->letters)))
        return;
    if (letters == LETTERS_BY_PLACE)
        spelling[0] = char_lower(spelling[0]);
    writing->word = spelling;
    writing->edits = edits;
    writing->letters = letters;
}

static enum letters letters_of(struct str text, const struct word *word,
                               enum place place)
{
    struct str spelling = { text.ptr + word->start, word->end - word->start };
    if (!has_capital(spelling))
        return LETTERS_SMALL;
    bool by_place = !has_capital(str_from(spelling, 1)) &&
                    is_capital_by_place(text, word->start, place);
    return by_place ? LETTERS_BY_PLACE : LETTERS_CAPITAL;
}

static void look_through(struct writing *writing, const char *text, enum place place)
{
    struct str all = str_of(text);
    struct word word;
    analyser_start(writing->analyser, all);
    while (analyser_next(writing->analyser, &word)) {
        struct str spelling = { all.ptr + word.start, word.end - word.start };
        if (str_eq(word.term, writing->term))
            weigh(writing, arena_text(writing->arena, spelling), &word,
                  letters_of(all, &word, place));
    }
}

static void look_at(struct writing *writing, const struct paper *paper)
{
    look_through(writing, paper->title, IN_TITLE);
    look_through(writing, paper->abstract, IN_TEXT);
    for (size_t i = 0; i < paper->authors.count; i++)
        look_through(writing, paper->authors.items[i], IN_NAME);
}

static bool find_papers(struct db *db, const char *term, struct arena *arena,
                        struct search_result *ret_found, struct err *err)
{
    struct query_node root = { .kind = QUERY_TERMS,
                               .fields = FIELDS_ALL,
                               .terms = &term,
                               .forms = &term,
                               .term_count = 1 };
    struct search_ask ask = {
        .root = &root,
        .order = SEARCH_TIME,
        .show = PAPERS_MAX,
        .deadline = clock_monotonic_us() + (int64_t)DEADLINE_MS * 1000,
    };
    return index_search(db->index, &ask, arena, ret_found, err);
}

bool search_written(struct db *db, const char *term, const char *typed,
                    struct arena *arena, struct written *ret_written, struct err *err)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    struct search_result found = { 0 };
    struct writing writing = { .analyser = db->analyser,
                               .arena = arena,
                               .term = str_of(term),
                               .typed = str_of(typed) };
    if (!find_papers(db, term, &own, &found, err))
        return false;
    for (size_t i = 0; i < found.count; i++) {
        struct paper paper;
        bool visible = false;
        if (!search_load_row(db, found.hits[i].row, &own, &paper, &visible, err))
            return false;
        if (visible)
            look_at(&writing, &paper);
    }
    *ret_written = (struct written){ writing.word, writing.edits };
    return true;
}
