/* Titles of two papers, compared as words. See twin_parts.h. */
#include "model/twin_parts.h"

#include "base/hash.h"

#include <stdlib.h>

enum {
    KEY_MAX = 4 * PAPER_TITLE_MAX,
    WORDS_MAX = 120,
};

struct title {
    char key[KEY_MAX];
    struct str words[WORDS_MAX];
    size_t count;
};

static void read_title(struct analyser *analyser, const char *text,
                       struct title *ret_title)
{
    size_t len =
        analyser_key(analyser, str_of(text), ret_title->key, sizeof ret_title->key);
    struct str rest = { ret_title->key, len };
    ret_title->count = 0;
    while (rest.len > 0 && ret_title->count < WORDS_MAX)
        ret_title->words[ret_title->count++] = str_cut(&rest, ' ');
}

/* The bytes of all words one after the other: "multi task" is "multitask". */
static bool same_letters(const struct title *a, const struct title *b)
{
    size_t i = 0, j = 0, i_at = 0, j_at = 0;
    while (i < a->count && j < b->count) {
        if (a->words[i].ptr[i_at] != b->words[j].ptr[j_at])
            return false;
        if (++i_at == a->words[i].len)
            i++, i_at = 0;
        if (++j_at == b->words[j].len)
            j++, j_at = 0;
    }
    return i == a->count && j == b->count;
}

static bool is_one_of(struct str word, const struct str *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(word, words[i]))
            return true;
    return false;
}

static bool has_digit(struct str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (char_is_digit(word.ptr[i]))
            return true;
    return false;
}

/* What tells one part, year, edition or kind of a work from the next. */
static bool tells_apart(struct str word)
{
    static const struct str words[] = {
        LIT("i"),          LIT("ii"),          LIT("iii"),       LIT("iv"),
        LIT("v"),          LIT("vi"),          LIT("vii"),       LIT("viii"),
        LIT("one"),        LIT("two"),         LIT("three"),     LIT("first"),
        LIT("second"),     LIT("third"),       LIT("fourth"),    LIT("fifth"),
        LIT("part"),       LIT("comment"),     LIT("reply"),     LIT("erratum"),
        LIT("errata"),     LIT("corrigendum"), LIT("addendum"),  LIT("supplement"),
        LIT("revisited"),  LIT("survey"),      LIT("tutorial"),  LIT("demo"),
        LIT("workshop"),   LIT("abstract"),    LIT("thesis"),    LIT("proposal"),
        LIT("ix"),         LIT("x"),           LIT("xi"),        LIT("xii"),
        LIT("four"),       LIT("five"),        LIT("sequel"),    LIT("continued"),
        LIT("response"),   LIT("rejoinder"),   LIT("rebuttal"),  LIT("retraction"),
        LIT("correction"), LIT("corrections"), LIT("corrigenda")
    };
    return has_digit(word) || is_one_of(word, words, COUNT_OF(words));
}

/* What any book begins or ends with. */
static bool is_heading(const struct title *title)
{
    static const struct str words[] = {
        LIT("introduction"), LIT("editorial"),  LIT("preface"),  LIT("foreword"),
        LIT("overview"),     LIT("index"),      LIT("panel"),    LIT("keynote"),
        LIT("invited"),      LIT("summary"),    LIT("abstract"), LIT("report"),
        LIT("proceedings"),  LIT("discussion"), LIT("message"),  LIT("conclusion"),
        LIT("guest")
    };
    for (size_t i = 0; i < title->count; i++)
        if (is_one_of(title->words[i], words, COUNT_OF(words)))
            return true;
    return title->count == 1;
}

static bool begin_alike(struct str a, struct str b)
{
    size_t least = a.len < b.len ? a.len : b.len, same = 0;
    while (same < least && a.ptr[same] == b.ptr[same])
        same++;
    return same * 3 >= least * 2 && same >= 3;
}

/* A letter more, less, another, or two swapped. */
static bool one_slip(struct str a, struct str b)
{
    size_t head = 0, tail = 0, least = a.len < b.len ? a.len : b.len;
    while (head < least && a.ptr[head] == b.ptr[head])
        head++;
    while (tail < least - head && a.ptr[a.len - 1 - tail] == b.ptr[b.len - 1 - tail])
        tail++;
    size_t left = a.len - head - tail, right = b.len - head - tail;
    return least >= 4 && left <= 2 && right <= 2 && left + right <= 4;
}

/* What one title has and the other has not. */
struct difference {
    struct str words[WORDS_MAX];
    size_t count;
    bool apart; /* one of them tells works apart */
};

static void lacking(const struct title *a, const struct title *b,
                    struct difference *ret_difference)
{
    bool taken[WORDS_MAX] = { false };
    ret_difference->count = 0;
    ret_difference->apart = false;
    for (size_t i = 0; i < a->count; i++) {
        size_t j = 0;
        while (j < b->count && (taken[j] || !str_eq(a->words[i], b->words[j])))
            j++;
        if (j < b->count) {
            taken[j] = true;
            continue;
        }
        ret_difference->words[ret_difference->count++] = a->words[i];
        ret_difference->apart = ret_difference->apart || tells_apart(a->words[i]);
    }
}

static bool has_spelling_of(const struct difference *list, struct str word)
{
    for (size_t i = 0; i < list->count; i++)
        if (begin_alike(list->words[i], word) || one_slip(list->words[i], word))
            return true;
    return false;
}

static bool are_spellings(const struct difference *a, const struct difference *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (!term_is_common(a->words[i]) && !has_spelling_of(b, a->words[i]))
            return false;
    return true;
}

static enum title_likeness compare_same(const struct title *title)
{
    if (title->count > TWIN_SHORT_WORDS)
        return TITLE_SAME;
    return is_heading(title) ? TITLE_HEADING : TITLE_SHORT;
}

static enum title_likeness compare(const struct title *a, const struct title *b)
{
    struct difference gone, come;
    const struct title *few = a->count < b->count ? a : b;
    if (few->count == 0)
        return TITLE_OTHER;
    if (same_letters(a, b))
        return compare_same(few);
    lacking(a, b, &gone);
    lacking(b, a, &come);
    size_t changed = gone.count > come.count ? gone.count : come.count;
    size_t kept = a->count - gone.count;
    if (gone.apart || come.apart)
        return TITLE_OTHER;
    if (kept >= TWIN_SHORT_WORDS && changed <= TWIN_SPELLING_WORDS &&
        are_spellings(&gone, &come) && are_spellings(&come, &gone))
        return TITLE_SPELLING;
    return kept * 2 >= few->count && kept >= 2 ? TITLE_NEAR : TITLE_OTHER;
}

enum title_likeness twin_titles(struct analyser *analyser, const char *a, const char *b)
{
    struct title first, second;
    read_title(analyser, a, &first);
    read_title(analyser, b, &second);
    return compare(&first, &second);
}

static int number_order(const void *a, const void *b)
{
    const uint32_t *left = a, *right = b;
    return *left < *right ? -1 : *left > *right;
}

void twin_title_keys(struct analyser *analyser, struct arena *arena, const char *text,
                     struct twin_sketch *sketch)
{
    struct title title;
    read_title(analyser, text, &title);
    sketch->letters = HASH_START;
    sketch->words = ARENA_ARRAY(arena, uint32_t, title.count);
    sketch->word_count = title.count;
    for (size_t i = 0; i < title.count; i++) {
        sketch->letters = hash_add(sketch->letters, title.words[i]);
        sketch->words[i] = (uint32_t)(hash_add(HASH_START, title.words[i]) >> 16);
    }
    if (title.count > 1)
        qsort(sketch->words, title.count, sizeof *sketch->words, number_order);
}
