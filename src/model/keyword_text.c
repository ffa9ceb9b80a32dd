/* Reading a paper word by word for its keywords; see keyword_parts.h. */
#include "model/keyword_parts.h"

#include "base/hash.h"
#include "text/letter.h"
#include "text/math_span.h"

#include <stdlib.h>
#include <string.h>

enum {
    TERM_SLOTS = 4096, /* a power of two over KEYWORD_TOKENS_MAX */
    WORD_MIN = 2,      /* bytes */
    LONG_WORD = 40,    /* a longer one is no word */
};

static const char *const common_words[] = {
#define WORD(word) word,
#include "model/common_words.def"
#undef WORD
};
static const char *const phrase_words[] = {
#define WORD(word) word,
#include "model/phrase_words.def"
#undef WORD
};
/* Too short for the tables. */
static const char *const short_words[] = {
    "ab", "ad", "al", "am", "an", "as", "at", "be", "by", "de", "do", "ed", "eg", "en",
    "et", "go", "he", "ie", "if", "ii", "in", "is", "it", "la", "le", "me", "my", "no",
    "of", "on", "or", "re", "so", "st", "th", "to", "up", "us", "vs", "we",
};
/* Adverbs end with "ly"; these are none. */
static const char *const no_adverbs[] = {
    "ally", "anomaly",  "assembly", "butterfly", "family", "fly",    "italy",
    "july", "monopoly", "poly",     "rely",      "reply",  "supply", "weakly",
};

static int word_order(const void *key, const void *item)
{
    const struct str *word = key;
    return str_order(*word, str_of(*(const char *const *)item));
}

#define IS_LISTED(word, list)                                                          \
    (bsearch(&(word), (list), COUNT_OF(list), sizeof *(list), word_order) != NULL)

/* Bytes of math and of addresses, which hold no words. */
struct foreign {
    struct str text;
    struct math_finder finder;
    size_t seen, start, end; /* the span found last */
};

static size_t address_length(struct str rest)
{
    size_t len = 0;
    if (!str_starts(rest, LIT("http://")) && !str_starts(rest, LIT("https://")) &&
        !str_starts(rest, LIT("www.")))
        return 0;
    while (len < rest.len && !char_is_space(rest.ptr[len]))
        len++;
    return len;
}

/* Is there foreign text in start … end, or around it? Asked in rising order. */
static bool is_foreign(struct foreign *foreign, size_t start, size_t end)
{
    while (foreign->end <= start && foreign->seen < end) {
        struct str rest = str_from(foreign->text, foreign->seen);
        size_t len = 0;
        if (rest.ptr[0] == '$' || rest.ptr[0] == '\\')
            len = math_span(&foreign->finder, rest);
        else if (rest.ptr[0] == 'h' || rest.ptr[0] == 'w')
            len = address_length(rest);
        if (len > 0) {
            foreign->start = foreign->seen;
            foreign->end = foreign->seen + len;
        }
        foreign->seen += len > 0 ? len : 1;
    }
    return foreign->start < end && foreign->end > start;
}

struct reading {
    struct arena *arena;
    struct keyword_text *text;
    uint16_t *slots; /* 0 = free, else index + 1 */
    struct foreign foreign;
    bool is_title;
    size_t end; /* of the word before */
};

static uint32_t term_index(struct reading *reading, struct str term)
{
    struct keyword_text *text = reading->text;
    size_t at = hash_add(HASH_START, term) & (TERM_SLOTS - 1);
    while (reading->slots[at] != 0 &&
           !str_eq(text->terms[reading->slots[at] - 1].term, term))
        at = (at + 1) & (TERM_SLOTS - 1);
    if (reading->slots[at] == 0) {
        text->terms[text->term_count].term = str_of(arena_text(reading->arena, term));
        reading->slots[at] = (uint16_t)++text->term_count;
    }
    return (uint32_t)reading->slots[at] - 1;
}

static bool has_letter(struct str form)
{
    for (size_t i = 0; i < form.len; i++)
        if (char_is_lower(form.ptr[i]) || (unsigned char)form.ptr[i] >= 0x80)
            return true;
    return false;
}

static bool is_adverb(struct str form)
{
    return form.len > 4 && str_ends(form, LIT("ly")) && !IS_LISTED(form, no_adverbs);
}

/* "exhibits" and "exhibited" are as common as "exhibit". */
static bool is_common(struct str form)
{
    static const char *const endings[] = { "s", "d", "ed" };
    if (IS_LISTED(form, common_words))
        return true;
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        struct str base = form;
        base.len -= strlen(endings[i]) < form.len ? strlen(endings[i]) : 0;
        if (str_ends(form, str_of(endings[i])) && IS_LISTED(base, common_words))
            return true;
    }
    return false;
}

static bool has_tex(struct str bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        if (memchr("\\$^_{}", bytes.ptr[i], 6) != NULL)
            return true;
    return false;
}

static struct keyword_verdict judge(const struct word *word)
{
    struct str form = word->form;
    struct keyword_verdict is = { .is_dull = true };
    if (form.len < WORD_MIN || form.len > LONG_WORD || !has_letter(form))
        return is;
    is.is_common = is_common(form);
    is.is_dull = is.is_common || is_adverb(form) || word->is_pair ||
                 (form.len == 2 && IS_LISTED(form, short_words));
    is.in_phrases = !is.is_dull || (is.is_common && IS_LISTED(form, phrase_words));
    return is;
}

/* A lone sign ("λ"), TeX outside of math ("H_2O"). */
static bool is_sign(struct str bytes)
{
    return letter_read(bytes).len == bytes.len || has_tex(bytes);
}

static void vote(struct keyword_term *term, const struct keyword_token *token)
{
    term->count++;
    term->in_title |= token->is_title;
    term->is_common |= token->is.is_common;
    if (token->is.is_dull)
        return;
    term->is_word = true;
    if (term->votes == 0) {
        term->bytes = token->bytes;
        term->form = token->form;
    }
    term->votes += term->form == token->form || term->votes == 0 ? 1 : UINT32_MAX;
}

static enum keyword_joint joint_of(struct str between)
{
    if (between.len == 1)
        return between.ptr[0] == '-'                             ? JOINT_HYPHEN
               : between.ptr[0] == ' ' || between.ptr[0] == '\n' ? JOINT_BLANK
                                                                 : JOINT_NONE;
    bool hyphen = str_eq(between, LIT("‐")) || str_eq(between, LIT("‑"));
    return hyphen ? JOINT_HYPHEN : JOINT_NONE;
}

static void add_token(struct reading *reading, struct str text, const struct word *word)
{
    struct keyword_token token = {
        .bytes = { text.ptr + word->start, word->end - word->start },
        .form = hash_add(HASH_START, word->form),
        .is_title = reading->is_title,
    };
    if (reading->end > 0 && word->start > reading->end)
        token.joint = joint_of(
            (struct str){ text.ptr + reading->end, word->start - reading->end });
    token.term = term_index(reading, word->term);
    struct keyword_term *term = &reading->text->terms[token.term];
    if (term->judged_form != token.form) {
        term->judged = judge(word);
        term->judged_form = token.form;
    }
    token.is = term->judged;
    if (is_foreign(&reading->foreign, word->start, word->end) || is_sign(token.bytes))
        token.is = (struct keyword_verdict){ .is_dull = true };
    vote(term, &token);
    reading->text->tokens[reading->text->token_count++] = token;
    reading->end = word->end;
}

static void read_field(struct reading *reading, struct analyser *analyser,
                       const char *field)
{
    struct str text = str_of(field);
    struct word word;
    reading->foreign = (struct foreign){ .text = text };
    reading->end = 0;
    analyser_start(analyser, text);
    while (reading->text->token_count < KEYWORD_TOKENS_MAX &&
           analyser_next(analyser, &word))
        add_token(reading, text, &word);
}

struct keyword_text *keyword_text_read(struct arena *arena, struct analyser *analyser,
                                       const char *title, const char *abstract)
{
    struct keyword_text *text = ARENA_NEW(arena, struct keyword_text);
    struct reading reading = { .arena = arena, .text = text };
    size_t room = str_of(title).len / 2 + str_of(abstract).len / 2 + 2;
    if (room > KEYWORD_TOKENS_MAX)
        room = KEYWORD_TOKENS_MAX;
    text->tokens = ARENA_ARRAY(arena, struct keyword_token, room);
    text->terms = ARENA_ARRAY(arena, struct keyword_term, room);
    reading.slots = ARENA_ARRAY(arena, uint16_t, TERM_SLOTS);
    reading.is_title = true;
    read_field(&reading, analyser, title);
    reading.is_title = false;
    read_field(&reading, analyser, abstract);
    return text;
}
