/* The rules of twin.c, weakened to what numbers can tell; see twin_sketch.h. Whoever
 * loosens a rule there loosens it here: tests/unit/model/twin_sketch_test.c asks both.
 */
#include "model/twin_sketch.h"

#include "model/twin_parts.h"

struct twin_sketch twin_sketch_make(struct analyser *analyser, struct arena *arena,
                                    const struct paper *paper, bool has_abstract)
{
    struct twin_sketch sketch = { .year = twin_year(paper),
                                  .has_abstract = has_abstract };
    twin_title_keys(analyser, arena, paper->title, &sketch);
    sketch.names = twin_name_keys(analyser, arena, &paper->authors, &sketch.name_count);
    twin_doi_keys(arena, paper, &sketch.dois);
    return sketch;
}

static size_t words_kept(const struct twin_sketch *a, const struct twin_sketch *b)
{
    size_t count = 0;
    for (size_t i = 0, j = 0; i < a->word_count && j < b->word_count;) {
        uint32_t left = a->words[i], right = b->words[j];
        count += left == right;
        i += left <= right;
        j += right <= left;
    }
    return count;
}

static bool title_near(const struct twin_sketch *a, const struct twin_sketch *b)
{
    size_t fewer = a->word_count < b->word_count ? a->word_count : b->word_count;
    size_t kept = words_kept(a, b);
    return kept >= 2 && kept * 2 >= fewer;
}

static bool title_spelling(const struct twin_sketch *a, const struct twin_sketch *b)
{
    size_t more = a->word_count > b->word_count ? a->word_count : b->word_count;
    size_t kept = words_kept(a, b);
    return kept >= TWIN_SHORT_WORDS && more - kept <= TWIN_SPELLING_WORDS;
}

static bool years_near(const struct twin_sketch *a, const struct twin_sketch *b)
{
    int apart = a->year < b->year ? b->year - a->year : a->year - b->year;
    return a->year == 0 || b->year == 0 || apart <= TWIN_YEARS_NEAR;
}

/* Of two papers whose titles are not the same letters. A title that is spelt otherwise
 * is near as well. */
static bool other_title_possible(const struct twin_sketch *a,
                                 const struct twin_sketch *b, bool all_agree)
{
    bool alike = all_agree && years_near(a, b);
    if (!a->has_abstract || !b->has_abstract)
        return alike && title_spelling(a, b);
    return alike || title_near(a, b);
}

bool twin_possible(const struct twin_sketch *a, const struct twin_sketch *b,
                   size_t names)
{
    size_t shorter = a->name_count < b->name_count ? a->name_count : b->name_count;
    size_t longer = a->name_count < b->name_count ? b->name_count : a->name_count;
    if (names == 0 || names * 2 < shorter || names * 4 < longer)
        return false;
    if (a->letters == b->letters)
        return true;
    return names * 4 >= shorter * 3 && names * 2 >= longer &&
           other_title_possible(a, b, names >= longer);
}
