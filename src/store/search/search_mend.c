/* Typed words, their stems and endings; see search_mend.h. */
#include "store/search/search_mend.h"

#include <string.h>

enum { EDITS_MAX = 3, ENDING_MAX = 9 };

static const struct str endings[] = {
    LIT(""),       LIT("s"),       LIT("es"),       LIT("e"),       LIT("y"),
    LIT("ies"),    LIT("ied"),     LIT("ion"),      LIT("ions"),    LIT("ional"),
    LIT("ing"),    LIT("ings"),    LIT("ingly"),    LIT("ed"),      LIT("edly"),
    LIT("er"),     LIT("ers"),     LIT("or"),       LIT("ors"),     LIT("al"),
    LIT("als"),    LIT("ally"),    LIT("ial"),      LIT("ment"),    LIT("ement"),
    LIT("ements"), LIT("ments"),   LIT("ness"),     LIT("ity"),     LIT("ities"),
    LIT("icity"),  LIT("icities"), LIT("ivity"),    LIT("ability"), LIT("ive"),
    LIT("ively"),  LIT("ic"),      LIT("ics"),      LIT("ical"),    LIT("ically"),
    LIT("ize"),    LIT("izes"),    LIT("ized"),     LIT("izing"),   LIT("ise"),
    LIT("ised"),   LIT("ising"),   LIT("izer"),     LIT("able"),    LIT("ible"),
    LIT("ably"),   LIT("ization"), LIT("izations"), LIT("ation"),   LIT("ations"),
    LIT("ate"),    LIT("ates"),    LIT("ated"),     LIT("ating"),   LIT("ative"),
    LIT("ator"),   LIT("ators"),   LIT("ence"),     LIT("ences"),   LIT("ance"),
    LIT("ances"),  LIT("ent"),     LIT("ant"),      LIT("ents"),    LIT("ants"),
    LIT("ency"),   LIT("ous"),     LIT("ously"),    LIT("ism"),     LIT("isms"),
    LIT("ist"),    LIT("ists"),    LIT("istic"),    LIT("ly"),      LIT("ful"),
    LIT("less"),
};

static int least(int a, int b)
{
    return a < b ? a : b;
}

int search_edits(struct str a, struct str b)
{
    int rows[3][TERM_BYTES_MAX + 1];
    a = str_upto(a, TERM_BYTES_MAX);
    b = str_upto(b, TERM_BYTES_MAX);
    for (size_t j = 0; j <= b.len; j++)
        rows[0][j] = (int)j;
    for (size_t i = 1; i <= a.len; i++) {
        int *row = rows[i % 3], *above = rows[(i + 2) % 3], *over = rows[(i + 1) % 3];
        row[0] = (int)i;
        for (size_t j = 1; j <= b.len; j++) {
            bool same = a.ptr[i - 1] == b.ptr[j - 1];
            row[j] = least(above[j - 1] + !same, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
                a.ptr[i - 2] == b.ptr[j - 1])
                row[j] = least(row[j], over[j - 2] + 1);
        }
    }
    return rows[a.len % 3][b.len];
}

/* The term of a word that stands alone; empty if it is several. */
static struct str term_of(struct analyser *analyser, struct str text)
{
    struct word word;
    analyser_start(analyser, text);
    if (!analyser_next(analyser, &word) || word.end != text.len)
        return (struct str){ NULL, 0 };
    return word.term;
}

/* What an ending is put behind: the stem, as it is or as endings leave it. */
struct stem {
    char bytes[TERM_BYTES_MAX + 1 + ENDING_MAX];
    size_t len;
};

enum stem_kind { STEM_WHOLE, STEM_WITHOUT_E, STEM_WITH_Y, STEM_DOUBLED, STEM_KINDS };

static bool make_stem(enum stem_kind kind, struct str term, struct stem *ret_stem)
{
    bool fits = term.len > 1 && term.len <= TERM_BYTES_MAX;
    char last = fits ? term.ptr[term.len - 1] : '\0';
    if (!fits || (kind == STEM_WITHOUT_E && last != 'e') ||
        (kind == STEM_WITH_Y && last != 'i') ||
        (kind == STEM_DOUBLED && strchr("bdfgmnprt", last) == NULL))
        return false;
    memcpy(ret_stem->bytes, term.ptr, term.len);
    ret_stem->len = term.len - (kind == STEM_WITHOUT_E);
    if (kind == STEM_WITH_Y)
        ret_stem->bytes[term.len - 1] = 'y';
    if (kind == STEM_DOUBLED)
        ret_stem->bytes[ret_stem->len++] = last;
    return true;
}

struct mending {
    struct analyser *analyser;
    struct str typed, term;
    struct stem best;
    int edits; /* of the best */
};

static void try_ending(struct mending *mending, struct stem stem, struct str ending)
{
    memcpy(stem.bytes + stem.len, ending.ptr, ending.len);
    stem.len += ending.len;
    struct str word = { stem.bytes, stem.len };
    size_t longer = word.len > mending->typed.len ? word.len - mending->typed.len
                                                  : mending->typed.len - word.len;
    if (longer >= (size_t)mending->edits)
        return;
    int edits = search_edits(mending->typed, word);
    if (edits < mending->edits &&
        str_eq(term_of(mending->analyser, word), mending->term)) {
        mending->edits = edits;
        mending->best = stem;
    }
}

struct mended search_mend(struct analyser *analyser, struct arena *arena,
                          const char *typed, const char *term)
{
    struct mending mending = { .analyser = analyser,
                               .typed = str_of(typed),
                               .term = str_of(term),
                               .edits = EDITS_MAX + 1 };
    struct stem stem;
    for (enum stem_kind kind = STEM_WHOLE; kind < STEM_KINDS; kind++)
        for (size_t i = 0; i < COUNT_OF(endings); i++)
            if (make_stem(kind, mending.term, &stem))
                try_ending(&mending, stem, endings[i]);
    if (mending.edits > EDITS_MAX)
        return (struct mended){ NULL, mending.edits };
    struct str best = { mending.best.bytes, mending.best.len };
    return (struct mended){ arena_text(arena, best), mending.edits };
}
