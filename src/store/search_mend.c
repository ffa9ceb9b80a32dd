/* Typed words, their stems and endings; see search_mend.h. */
#include "store/search_mend.h"

#include <limits.h>
#include <string.h>

enum { HEAD_MIN = 4 };

static const struct str endings[] = {
    LIT("ion"),  LIT("ions"),  LIT("ional"),   LIT("ing"),   LIT("ings"),
    LIT("ed"),   LIT("er"),    LIT("ers"),     LIT("al"),    LIT("ally"),
    LIT("ment"), LIT("ments"), LIT("ness"),    LIT("ity"),   LIT("ities"),
    LIT("ive"),  LIT("ic"),    LIT("ics"),     LIT("ical"),  LIT("ically"),
    LIT("ize"),  LIT("able"),  LIT("ization"), LIT("ation"), LIT("ations"),
    LIT("ence"), LIT("ance"),  LIT("ent"),     LIT("ant"),   LIT("ous"),
    LIT("ism"),  LIT("ly"),
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
static struct str term_of(struct analyser *analyser, const char *text)
{
    struct word word;
    analyser_start(analyser, str_of(text));
    if (!analyser_next(analyser, &word) || word.end != strlen(text))
        return (struct str){ NULL, 0 };
    return word.term;
}

/* How much of the typed word stands for the stem: the part that is nearest to it. */
static size_t stem_length(struct str typed, struct str term)
{
    size_t best = 0;
    int fewest = INT_MAX;
    for (size_t len = 1; len <= typed.len; len++) {
        int edits = search_edits(str_upto(typed, len), term);
        if (edits < fewest) {
            fewest = edits;
            best = len;
        }
    }
    return best;
}

/* The stem of a word in y ends with i. */
static const char *put_together(struct arena *arena, struct str typed, struct str term)
{
    size_t len = stem_length(typed, term);
    struct str ending = str_from(typed, len);
    if (str_ends(term, LIT("i")) && str_ends(typed, LIT("y")))
        return arena_printf(arena, "%.*sy", (int)term.len - 1, term.ptr);
    return arena_printf(arena, "%.*s%.*s", STR_ARG(term), STR_ARG(ending));
}

const char *search_mend(struct analyser *analyser, struct arena *arena,
                        const char *typed, const char *term)
{
    const char *mended = put_together(arena, str_of(typed), str_of(term));
    return str_eq(term_of(analyser, mended), str_of(term)) ? mended : NULL;
}

/* The word with this ending, if its own is a letter away from it. */
static const char *with_ending(struct arena *arena, struct str typed, struct str ending,
                               size_t own)
{
    if (own == 0 || typed.len < own + HEAD_MIN)
        return NULL;
    struct str head = str_upto(typed, typed.len - own);
    if (search_edits(str_from(typed, head.len), ending) != 1)
        return NULL;
    return arena_printf(arena, "%.*s%.*s", STR_ARG(head), STR_ARG(ending));
}

bool search_mend_ending(struct analyser *analyser, const struct index_snapshot *index,
                        struct arena *arena, const char *typed,
                        struct near_term *ret_near)
{
    struct near_term best = { .docs = 0 };
    for (size_t i = 0; i < COUNT_OF(endings); i++)
        for (size_t own = endings[i].len - 1; own <= endings[i].len + 1; own++) {
            const char *word = with_ending(arena, str_of(typed), endings[i], own);
            struct str term = word ? term_of(analyser, word) : (struct str){ 0 };
            uint64_t docs = term.len > 0 ? index_term_docs(index, term) : 0;
            if (docs > best.docs)
                best = (struct near_term){ arena_text(arena, term), docs, 1 };
        }
    if (best.docs == 0)
        return false;
    *ret_near = best;
    return true;
}
