/* Phrases and short names in titles; see bib_series.h. The phrases: titles of the
 * series that we know, and how publishers, dblp and the Anthology write those that
 * differ. */
#include "proceedings/bibtex/bib_series.h"

#include "base/buf.h"
#include "model/venue.h"

#include <string.h>

enum { TITLE_MAX = 4000, WORDS_MAX = 100, SHORT_WORDS_MAX = 3, WHOLE_WORDS = 2 };

static const struct {
    const char *words, *series;
} more[] = {
    { "neural information processing systems", "NeurIPS" },
    { "annual meeting of the acl", "ACL" },
    { "meeting of the association for computational linguistics", "ACL" },
    { "north american chapter of the association for computational linguistics",
      "NAACL" },
    { "european chapter of the association for computational linguistics", "EACL" },
    { "asia pacific chapter of the association for computational linguistics", "AACL" },
    { "empirical methods in natural language processing", "EMNLP" },
    { "uncertainty in artificial intelligence", "UAI" },
    { "artificial intelligence and statistics", "AISTATS" },
    { "annual conference on learning theory", "COLT" },
    { "annual conference on computational learning theory", "COLT" },
    { "algorithmic learning theory", "ALT" },
    { "joint conferences on artificial intelligence", "IJCAI" },
    { "joint conference on lexical and computational semantics", "STARSEM" },
    { "international workshop on spoken language translation", "IWSLT" },
    { "medical image computing and computer assisted intervention", "MICCAI" },
    { "international acm sigir conference", "SIGIR" },
    { "sigsac conference on computer and communications security", "CCS" },
    { "conference on operating systems design and implementation", "OSDI" },
    { "usenix symposium on networked systems design and implementation", "NSDI" },
    { "file and storage technologies", "USENIX-Fast" },
    { "usenix security symposium", "USENIX-Sec" },
    { "distributed system security symposium", "NDSS" },
    { "machine learning and systems", "MLSYS" },
    { "international conference on the acm web", "WWW" },
    { "acm web conference", "WWW" },
    { "world wide web conference", "WWW" },
    { "international world wide web conference", "WWW" },
    { "conference on fairness accountability and transparency", "FAccT" },
    { "multimedia conference", "ACM-MM" },
};

/* Names that are words of other titles too: they count only as the whole title. */
static const char *const common[] = {
    "CL", "HLT", "WS", "TC", "TAL", "Findings", "KONVENS", "ICON",
};

static bool is_common(const char *series)
{
    return str_is_one_of(str_of(series), common, COUNT_OF(common));
}

static bool is_word_char(char c)
{
    return char_is_letter(c) || char_is_digit(c) || (unsigned char)c >= 0x80;
}

/* " proceedings of the aaai conference on artificial intelligence ": a blank at both
 * ends. */
static void add_words(struct buf *out, struct str title)
{
    buf_char(out, ' ');
    for (size_t i = 0; i < title.len; i++) {
        char c = title.ptr[i];
        if (is_word_char(c))
            buf_char(out, char_lower(c));
        else if (c == '&')
            buf_text(out, out->ptr[out->len - 1] == ' ' ? "and " : " and ");
        else if (out->ptr[out->len - 1] != ' ')
            buf_char(out, ' ');
    }
    if (out->len > 0 && out->ptr[out->len - 1] != ' ')
        buf_char(out, ' ');
}

static size_t count_words(struct str words)
{
    size_t count = 0;
    while (str_cut_word(&words).len > 0)
        count++;
    return count;
}

static void add_phrase(struct bib_phrases *phrases, const char *title,
                       const char *series)
{
    CLEANUP(buf_done) struct buf words = buf_upto(TITLE_MAX);
    add_words(&words, str_of(title));
    struct bib_phrase phrase = {
        .words = str_of(arena_text(&phrases->arena, buf_str(&words))),
        .series = series,
        .whole = is_common(series),
    };
    phrase.whole |= count_words(phrase.words) <= WHOLE_WORDS;
    ARENA_PUSH(&phrases->arena, phrases, phrase);
}

void bib_phrases_init(struct bib_phrases *phrases)
{
    size_t count;
    const struct venue_series *all = venue_series_all(&count);
    *phrases = (struct bib_phrases){ .count = 0 };
    for (size_t i = 0; i < count; i++)
        add_phrase(phrases, all[i].title, all[i].name);
    for (size_t i = 0; i < COUNT_OF(more); i++)
        add_phrase(phrases, more[i].words, more[i].series);
}

void bib_phrases_done(struct bib_phrases *phrases)
{
    arena_done(&phrases->arena);
}

/* "Pacific-Asia Conference on Knowledge Discovery": another conference. */
static bool is_region(struct str before)
{
    static const char *const regions[] = {
        "asia",    "asian",   "pacific", "european", "nordic",  "african",
        "latin",   "italian", "chinese", "japanese", "korean",  "french",
        "german",  "spanish", "british", "canadian", "iberian", "australasian",
        "russian", "indian",  "baltic",  "arab",     "mexican", "brazilian",
    };
    struct str last = { NULL, 0 };
    for (struct str word; (word = str_cut_word(&before)).len > 0;)
        last = word;
    return str_is_one_of(last, regions, COUNT_OF(regions));
}

static bool is_ordinal(struct str word)
{
    return str_eq(word, LIT("the")) || str_eq(word, LIT("international")) ||
           (word.len > 0 && char_is_digit(word.ptr[0])) ||
           (word.len > 3 && str_ends(word, LIT("th")));
}

/* "Conference on Machine Learning and Applications" goes on; "… and the 11th …" names
 * another one beside it. */
static bool goes_on(struct str after)
{
    static const char *const joints[] = { "for",  "in",   "of",    "with",
                                          "from", "with", "based", "applications" };
    struct str next = str_cut_word(&after);
    if (!str_eq(next, LIT("and")))
        return str_is_one_of(next, joints, COUNT_OF(joints)) &&
               !is_ordinal(str_cut_word(&after));
    struct str first = str_cut_word(&after), second = str_cut_word(&after);
    return !is_ordinal(first) && !is_ordinal(second);
}

enum stand { STANDS_NOT, STANDS, STANDS_IN_ANOTHER };

static enum stand stand_of(const struct bib_phrase *phrase, struct str words)
{
    if (phrase->whole)
        return str_eq(words, phrase->words) ? STANDS : STANDS_NOT;
    size_t at = str_find(words, phrase->words);
    if (at == words.len)
        return STANDS_NOT;
    struct str after = str_from(words, at + phrase->words.len);
    bool other = is_region(str_upto(words, at)) || goes_on(after);
    return other ? STANDS_IN_ANOTHER : STANDS;
}

/* The longest phrase says most. *ret_like: a series that it only begins like. */
static const char *find_phrase(const struct bib_phrases *phrases, struct str words,
                               const char **ret_like)
{
    const struct bib_phrase *best = NULL;
    *ret_like = NULL;
    for (size_t i = 0; i < phrases->count; i++) {
        const struct bib_phrase *phrase = &phrases->items[i];
        if (best != NULL && phrase->words.len <= best->words.len)
            continue;
        enum stand stand = stand_of(phrase, words);
        if (stand == STANDS)
            best = phrase;
        else if (stand == STANDS_IN_ANOTHER)
            *ret_like = phrase->series;
    }
    return best ? best->series : NULL;
}

/* Words of the title as written, each a view of it. */
struct words {
    struct str items[WORDS_MAX];
    size_t count;
};

static void split_words(struct str title, struct words *ret_words)
{
    ret_words->count = 0;
    for (size_t at = 0; at < title.len && ret_words->count < WORDS_MAX;) {
        size_t start = at;
        while (at < title.len && is_word_char(title.ptr[at]))
            at++;
        if (at > start)
            ret_words->items[ret_words->count++] =
                str_upto(str_from(title, start), at - start);
        else
            at++;
    }
}

/* "ICLR2024" is ICLR. */
static struct str without_digits(struct str word)
{
    while (word.len > 0 && char_is_digit(word.ptr[word.len - 1]))
        word.len--;
    return word;
}

/* A short name is written in capitals: "fast" is none. */
static bool looks_short(struct str name)
{
    size_t capitals = 0;
    for (size_t i = 0; i < name.len; i++)
        capitals += char_is_upper(name.ptr[i]);
    return capitals >= 2 || (capitals == 1 && name.len >= 8);
}

static const char *short_name(struct str name)
{
    const struct venue_series *series =
        looks_short(name) ? venue_series_find(name) : NULL;
    return series == NULL || is_common(series->name) ? NULL : series->name;
}

/* The series that a name of up to three words from `at` on means; *ret_count: of them.
 */
static const char *short_name_at(const struct words *words, size_t at,
                                 size_t *ret_count)
{
    const struct str *first = &words->items[at];
    for (size_t n = SHORT_WORDS_MAX; n > 0; n--) {
        if (at + n > words->count)
            continue;
        const struct str *last = &words->items[at + n - 1];
        struct str whole = { first->ptr, (size_t)(last->ptr - first->ptr) + last->len };
        const char *series = short_name(whole);
        if (series == NULL && n == 1)
            series = short_name(without_digits(whole));
        *ret_count = n;
        if (series != NULL)
            return series;
    }
    return NULL;
}

/* Of "ICLR2024" too. */
static int year_of(struct str word)
{
    struct str digits = str_from(word, without_digits(word).len);
    return digits.len == 4 ? venue_year(digits) : 0;
}

static const char *find_short_name(const struct words *words, int *ret_year)
{
    for (size_t i = 0; i < words->count; i++) {
        size_t count = 0;
        const char *series = short_name_at(words, i, &count);
        if (series == NULL)
            continue;
        *ret_year = year_of(words->items[i + count - 1]);
        if (*ret_year == 0 && i + count < words->count)
            *ret_year = year_of(words->items[i + count]);
        return series;
    }
    return NULL;
}

static int only_year(const struct words *words)
{
    int only = 0;
    for (size_t i = 0; i < words->count; i++) {
        int year = year_of(words->items[i]);
        if (year != 0 && only != 0 && year != only)
            return 0;
        only = year != 0 ? year : only;
    }
    return only;
}

/* Held at a conference, but not it. */
static bool is_beside(struct str words, const char *series)
{
    static const char *const signs[] = { " workshop ",         " workshops ",
                                         " companion ",        " adjunct ",
                                         " spring symposium ", " fall symposium ",
                                         " summer symposium " };
    const struct venue_series *known =
        series ? venue_series_find(str_of(series)) : NULL;
    if (str_find(words, LIT(" student research workshop ")) < words.len ||
        (known != NULL && strstr(known->title, "Workshop") != NULL) ||
        (series != NULL && strcmp(series, "IWSLT") == 0))
        return false;
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        if (str_find(words, str_of(signs[i])) < words.len)
            return true;
    return false;
}

/* The whole title is a name, in any case: booktitle = icml */
static const char *whole_name(struct str title)
{
    const struct venue_series *series = venue_series_find(title);
    return series == NULL || is_common(series->name) ? NULL : series->name;
}

static const char *choose(const struct bib_phrases *phrases, struct str words,
                          const char *named, int named_year)
{
    const char *like;
    const char *series = find_phrase(phrases, words, &like);
    if (series != NULL || named == NULL)
        return series;
    return like != NULL && strcmp(like, named) == 0 && named_year == 0 ? NULL : named;
}

struct bib_title bib_title_read(const struct bib_phrases *phrases, struct str title)
{
    CLEANUP(buf_done) struct buf text = buf_upto(2 * TITLE_MAX);
    struct words words;
    struct bib_title read = { .series = NULL };
    title = str_upto(title, TITLE_MAX);
    add_words(&text, title);
    split_words(title, &words);
    const char *named = find_short_name(&words, &read.year);
    read.findings = str_find(buf_str(&text), LIT(" findings of the ")) < text.len;
    read.series =
        read.findings ? named : choose(phrases, buf_str(&text), named, read.year);
    read.only_year = only_year(&words);
    if (is_beside(buf_str(&text), read.series))
        read.series = NULL;
    if (read.series == NULL)
        read.series = whole_name(title);
    return read;
}
