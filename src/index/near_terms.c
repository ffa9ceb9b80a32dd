/* Words near one that is misspelt. Of the dictionaries, only what begins with the same
 * letter is walked, passing over whole beginnings that cannot be near; and what begins
 * with another letter but goes on alike, for a slip at the very start. */
#include "base/utf8.h"
#include "index/edits.h"
#include "index/index.h"

enum {
    SHORT_LETTERS = 5,   /* words up to here may differ by one edit */
    STEPS_MAX = 200000,  /* words looked at, in all segments */
    PASSED_OVER_MAX = 8, /* steps over a hopeless beginning before the walk jumps */
    FOUND_MAX = 256,
    LARGE_DOCS = 20000, /* in a segment: it holds nearly all words that matter, */
    LARGE_MAX = 3,      /* so a few of that size do */
    ALIKE_LETTERS = 2,  /* behind a first letter that differs */
    ENDING_MIN = 1,     /* letters behind a stem; */
    ENDING_MAX = 6,     /* more are another word */
    STEM_MIN = 4,
};

struct near_search {
    struct edits to_form, to_stem; /* a term is near if it is near either */
    int steps_left;
    struct near_term found[FOUND_MAX];
    size_t count;
    struct arena *arena;
};

static bool is_nearer(const struct near_term *a, const struct near_term *b)
{
    return a->edits != b->edits ? a->edits < b->edits : a->docs > b->docs;
}

static struct near_term *find(struct near_search *search, struct str term)
{
    for (size_t i = 0; i < search->count; i++) {
        if (str_eq(str_of(search->found[i].term), term))
            return &search->found[i];
    }
    return NULL;
}

/* In the place of the one that is least near, once there are many. */
static void keep(struct near_search *search, const struct near_term *near)
{
    if (search->count < FOUND_MAX) {
        search->found[search->count++] = *near;
        return;
    }
    struct near_term *least = &search->found[0];
    for (size_t i = 1; i < search->count; i++) {
        if (is_nearer(least, &search->found[i]))
            least = &search->found[i];
    }
    if (is_nearer(near, least))
        *least = *near;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* A slip in an ending keeps it from being cut: "manufactuirng" and "manufactur". It
 * counts one edit. */
static int edits_to_ending(const struct near_search *search)
{
    if (search->to_form.count < STEM_MIN)
        return EDITS_LETTERS;
    return 1 + edits_to_beginning(&search->to_form, ENDING_MIN, ENDING_MAX);
}

/* Returns how many first bytes of it make it hopeless, or 0. */
static size_t look_at(struct near_search *search, const struct term_walk *walk)
{
    struct str term = { walk->term, walk->term_len };
    size_t hopeless_form = 0, hopeless_stem = 0;
    int edits = edits_to(&search->to_form, term, &hopeless_form);
    edits = least(edits, edits_to(&search->to_stem, term, &hopeless_stem));
    if (edits > search->to_form.max && hopeless_form == 0)
        edits = edits_to_ending(search);
    if (edits > 0 && edits <= search->to_form.max) {
        struct near_term *before = find(search, term);
        struct near_term near = { .docs = walk->entry.docs, .edits = edits };
        if (before != NULL) {
            before->docs += near.docs;
        } else {
            near.term = arena_text(search->arena, term);
            keep(search, &near);
        }
    }
    if (hopeless_form == 0 || hopeless_stem == 0)
        return 0;
    return hopeless_form > hopeless_stem ? hopeless_form : hopeless_stem;
}

/* A beginning that no near word has. */
struct hopeless {
    char bytes[TERM_BYTES_MAX + 1];
    size_t len;
    int passed_over;
};

static bool pass_over(struct hopeless *hopeless, struct str term)
{
    bool is_one = hopeless->len > 0 &&
                  str_starts(term, (struct str){ hopeless->bytes, hopeless->len });
    hopeless->passed_over = is_one ? hopeless->passed_over + 1 : 0;
    return is_one;
}

static void remember(struct hopeless *hopeless, struct str term, size_t len)
{
    hopeless->len = len < sizeof hopeless->bytes ? len : 0;
    memcpy(hopeless->bytes, term.ptr, hopeless->len);
}

/* To the first word behind all of them. */
static void jump_over(struct hopeless *hopeless, struct term_walk *walk)
{
    hopeless->bytes[hopeless->len - 1]++; /* no byte of UTF-8 is 0xff */
    term_walk_start(walk, walk->segment,
                    (struct str){ hopeless->bytes, hopeless->len });
    *hopeless = (struct hopeless){ .len = 0 };
}

/* All words of a segment that begin with `start`. */
static void search_from(struct near_search *search, const struct segment *segment,
                        struct str start)
{
    struct term_walk walk;
    struct hopeless hopeless = { .len = 0 };
    term_walk_start(&walk, segment, start);
    while (search->steps_left-- > 0 && term_walk_next(&walk) && !walk.entry.is_facet) {
        struct str term = { walk.term, walk.term_len };
        if (!str_starts(term, start))
            return;
        if (!pass_over(&hopeless, term))
            remember(&hopeless, term, look_at(search, &walk));
        else if (hopeless.passed_over == PASSED_OVER_MAX)
            jump_over(&hopeless, &walk);
    }
}

/* The bytes of the first letters. */
static struct str first_letters(struct str word, int letters)
{
    struct str rest = word;
    for (int i = 0; i < letters && rest.len > 0; i++)
        utf8_next(&rest);
    return str_upto(word, word.len - rest.len);
}

static void search_join(struct near_search *search, const struct segment *segment,
                        struct str first, struct str then)
{
    char start[TERM_BYTES_MAX + 1];
    if (first.len + then.len > TERM_BYTES_MAX)
        return;
    memcpy(start, first.ptr, first.len);
    memcpy(start + first.len, then.ptr, then.len);
    search_from(search, segment, (struct str){ start, first.len + then.len });
}

/* A first letter too many, missing, changed, or swapped with the second. */
static void search_other_starts(struct near_search *search,
                                const struct segment *segment, struct str form)
{
    struct str first = first_letters(form, 1);
    struct str behind = str_from(form, first.len);
    struct str second = first_letters(behind, 1);
    struct str alike = first_letters(behind, ALIKE_LETTERS);
    if (alike.len == second.len)
        return;
    search_from(search, segment, alike);
    search_join(search, segment, second, first);
    for (char c = 'a'; c <= 'z'; c++) {
        struct str letter = { &c, 1 };
        if (str_eq(letter, first))
            continue;
        search_join(search, segment, letter, alike);
        search_join(search, segment, letter, first_letters(form, ALIKE_LETTERS));
    }
}

static int nearest_first(const void *a, const void *b)
{
    const struct near_term *left = a, *right = b;
    if (is_nearer(left, right) != is_nearer(right, left))
        return is_nearer(left, right) ? -1 : 1;
    return strcmp(left->term, right->term);
}

static struct str stem_of(struct analyser *analyser, struct str form)
{
    struct word word = { .term = form };
    analyser_start(analyser, form);
    return analyser_next(analyser, &word) ? word.term : form;
}

/* Endings are cut behind a vowel and a consonant; a slip may have spoilt the vowel that
 * a word begins with ("xttention"), so a word without any is given one. */
static void start(struct near_search *search, struct str form, struct arena *arena)
{
    CLEANUP(analyser_done) struct analyser *analyser = analyser_new();
    int max = edits_letters(form) <= SHORT_LETTERS ? 1 : 2;
    struct str stem = stem_of(analyser, form);
    if (str_eq(stem, form)) {
        const char *longer = arena_printf(arena, "a%.*s", STR_ARG(form));
        stem = str_from(stem_of(analyser, str_of(longer)), 1);
    }
    edits_start(&search->to_form, form, max);
    edits_start(&search->to_stem, stem, max);
    search->steps_left = STEPS_MAX;
    search->arena = arena;
}

size_t index_near_terms(const struct index_snapshot *snapshot, struct str form,
                        struct arena *arena, struct near_term *out, size_t max)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    if (form.len == 0 || form.len > TERM_BYTES_MAX)
        return 0;
    struct near_search *search = ARENA_NEW(&own, struct near_search);
    start(search, form, arena);
    for (size_t i = 0; i < snapshot->count; i++) {
        const struct segment *segment = snapshot->segments[i].segment;
        if (i >= LARGE_MAX && segment_docs(segment) > LARGE_DOCS)
            continue;
        search_from(search, segment, first_letters(form, 1));
        search_other_starts(search, segment, form);
    }
    for (size_t i = 0; i < search->count; i++) {
        struct near_term *near = &search->found[i];
        near->docs = index_term_docs(snapshot, str_of(near->term));
    }
    if (search->count > 1)
        qsort(search->found, search->count, sizeof *search->found, nearest_first);
    size_t count = search->count < max ? search->count : max;
    memcpy(out, search->found, count * sizeof *out);
    return count;
}
