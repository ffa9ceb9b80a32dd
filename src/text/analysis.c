/* The cutting of text into words, most of it ASCII letters that are taken at once; and
 * a memory of stems, since the same few thousand words make up nearly all text. See
 * analysis.h. */
#include "text/analysis.h"

#include "base/mem.h"
#include "text/letter.h"
#include "text/tex_word.h"

#include <assert.h>
#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

enum {
    STEMS = 4096,    /* remembered; a power of two */
    STEM_BYTES = 24, /* longer words are stemmed anew each time */
    STEMMED_MIN = 3, /* shorter words have no endings */
    FORM_SIZE = TERM_BYTES_MAX + 8,
};

struct stem {
    uint64_t form[STEM_BYTES / 8]; /* its bytes, zeros behind; all zero: empty */
    char text[STEM_BYTES];
    size_t len;
};

struct analyser {
    struct sb_stemmer *stemmer;
    struct str text;
    size_t at; /* the next byte */
    uint32_t position;
    bool new_line;  /* one was passed since the last word */
    bool pair_open; /* the character at `at` was the second of a pair */
    /* The word in the making. */
    union {
        char form[FORM_SIZE];
        uint64_t form_bits[FORM_SIZE / 8];
    };
    size_t form_len, start, end;
    bool full;         /* cut: what follows is passed over */
    bool plain;        /* nothing but small ASCII letters: has a stem */
    bool after_symbol; /* ends with the name of a symbol: no letter joins it */
    char term[FORM_SIZE];
    struct stem stems[STEMS];
};

struct analyser *analyser_new(void)
{
    struct analyser *analyser = mem_alloc(sizeof *analyser);
    analyser->stemmer = sb_stemmer_new("english", "UTF_8");
    assert(analyser->stemmer != NULL);
    return analyser;
}

void analyser_free(struct analyser *analyser)
{
    if (analyser != NULL)
        sb_stemmer_delete(analyser->stemmer);
    free(analyser);
}

void analyser_done(struct analyser **analyser)
{
    analyser_free(*analyser);
    *analyser = NULL;
}

void analyser_start(struct analyser *analyser, struct str text)
{
    analyser->text = text;
    analyser->at = 0;
    analyser->position = 0;
    analyser->new_line = analyser->pair_open = false;
}

static struct str rest_of(const struct analyser *a)
{
    return str_from(a->text, a->at);
}

static char char_at(const struct analyser *a, size_t at)
{
    return at < a->text.len ? a->text.ptr[at] : '\0';
}

/* The small letter or the digit that an ASCII byte is; 0 for all others. */
static unsigned char plain_of(char c)
{
    static const unsigned char plain[256] = {
        ['0'] = '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ['A'] = 'a', 'b', 'c',
        'd',         'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n',         'o', 'p',
        'q',         'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', ['a'] = 'a', 'b', 'c',
        'd',         'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n',         'o', 'p',
        'q',         'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
    };
    return plain[(unsigned char)c];
}

static void start_word(struct analyser *a)
{
    memset(a->form, 0, STEM_BYTES);
    a->form_len = 0;
    a->start = a->end = a->at;
    a->full = a->after_symbol = false;
    a->plain = true;
}

static void add_letters(struct analyser *a, struct str folded)
{
    a->full |= a->form_len + folded.len > TERM_BYTES_MAX;
    if (a->full)
        return;
    memcpy(a->form + a->form_len, folded.ptr, folded.len);
    a->form_len += folded.len;
}

static void add_name(struct analyser *a, struct str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char small = char_lower(name.ptr[i]);
        add_letters(a, (struct str){ &small, 1 });
    }
}

/* Takes the ASCII letters and digits that stand here. */
static void take_plain(struct analyser *a)
{
    const char *text = a->text.ptr;
    size_t at = a->at, len = a->form_len;
    unsigned char c;
    for (; at < a->text.len && (c = plain_of(text[at])) != 0; at++) {
        if (c > '9' && a->after_symbol)
            break;
        a->plain &= c > '9';
        a->after_symbol = false;
        if (len < TERM_BYTES_MAX && !a->full)
            a->form[len++] = (char)c;
        else
            a->full = true;
    }
    if (at == a->at)
        return;
    a->form_len = len;
    a->end = a->at = at;
}

/* Takes an apostrophe inside a word: "O'Brien" and "Gel'fand" are one word,
 * "d'Alembert" are two, the s of "Euler's" is none. */
static bool take_apostrophe(struct analyser *a, size_t len)
{
    char next = char_at(a, a->at + len), after = char_at(a, a->at + len + 1);
    bool letters_around =
        (plain_of(next) > '9' || (unsigned char)next >= 0x80) && a->form_len > 0;
    bool owner =
        char_lower(next) == 's' && plain_of(after) == 0 && (unsigned char)after < 0x80;
    if (!letters_around || char_is_digit(a->form[a->form_len - 1]))
        return false;
    if (owner || (a->form_len == 1 && a->form[0] != 'o'))
        return false;
    a->at += len;
    return true;
}

/* Passes the s of "Euler's" behind a word that has ended. */
static void pass_owner(struct analyser *a)
{
    if (a->at >= a->text.len)
        return;
    struct letter letter = letter_read(rest_of(a));
    char next = char_at(a, a->at + letter.len);
    char after = char_at(a, a->at + letter.len + 1);
    if (letter.kind == LETTER_APOSTROPHE && char_lower(next) == 's' &&
        plain_of(after) == 0 && (unsigned char)after < 0x80)
        a->at += letter.len + 1;
}

static bool is_greek_at(const struct analyser *a, size_t at)
{
    return at < a->text.len && (unsigned char)a->text.ptr[at] >= 0x80 &&
           letter_read(str_from(a->text, at)).kind == LETTER_GREEK;
}

/* A Greek letter among others is a letter of a Greek word; alone it is a symbol: a word
 * by its name, which no letter before or behind joins. */
static bool take_greek(struct analyser *a, const struct letter *letter)
{
    struct str folded = { letter->folded, letter->folded_len };
    bool among = is_greek_at(a, a->at + letter->len);
    bool goes_on = a->form_len > 0 && !a->plain && (unsigned char)a->form[0] >= 0x80;
    if (!goes_on && a->form_len > 0)
        return false;
    if (goes_on || among) {
        add_letters(a, folded);
        a->plain = false;
    } else {
        add_letters(a, letter_greek_name(folded));
        a->after_symbol = true;
    }
    a->at += letter->len;
    a->end = a->at;
    return true;
}

/* Takes one character beyond ASCII, or an apostrophe; false where the word ends. */
static bool take_letter(struct analyser *a)
{
    struct letter letter = letter_read(rest_of(a));
    switch (letter.kind) {
    case LETTER_NOTHING:
        a->at += letter.len;
        return true;
    case LETTER_APOSTROPHE:
        return take_apostrophe(a, letter.len);
    case LETTER_GREEK:
        return take_greek(a, &letter);
    case LETTER_PLAIN:
    case LETTER_DIGIT:
        if (letter.kind == LETTER_PLAIN && a->after_symbol)
            return false;
        a->after_symbol = false;
        for (size_t i = 0; i < letter.folded_len; i++)
            a->plain &= char_is_lower(letter.folded[i]);
        add_letters(a, (struct str){ letter.folded, letter.folded_len });
        a->at += letter.len;
        a->end = a->at;
        return true;
    case LETTER_GAP:
    case LETTER_WIDE:
        break;
    }
    return false;
}

/* Takes the TeX between two parts of a word, and a part that is a command. */
static bool take_tex(struct analyser *a)
{
    struct tex_join join = tex_join_read(
        rest_of(a), (struct str){ a->form, a->form_len }, a->after_symbol);
    if (join.len == 0)
        return false;
    a->at += join.len;
    if (join.letters.len > 0) {
        add_letters(a, join.letters);
        a->end = a->at;
    }
    return true;
}

/* The point of 3.5, of GPT-4.1: one number. */
static bool take_point(struct analyser *a)
{
    if (a->form_len == 0 || !char_is_digit(a->form[a->form_len - 1]) ||
        a->end != a->at || !char_is_digit(char_at(a, a->at + 1)))
        return false;
    add_letters(a, LIT("."));
    a->at++;
    return true;
}

static bool take_more(struct analyser *a)
{
    char c = char_at(a, a->at);
    if ((unsigned char)c >= 0x80 || c == '\'' || (c != '\0' && (unsigned char)c < ' '))
        return take_letter(a);
    if (c == '.')
        return take_point(a);
    return c != '\0' && memchr("$_^{}\\", c, 6) != NULL && take_tex(a);
}

/* The two languages whose names end with signs. */
static void take_plus(struct analyser *a)
{
    static const char *const names[] = { "++", "#" };
    if (a->form_len != 1 || a->form[0] != 'c' || a->end != a->at)
        return;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct str sign = str_of(names[i]);
        if (!str_starts(rest_of(a), sign) ||
            plain_of(char_at(a, a->at + sign.len)) != 0)
            continue;
        add_letters(a, sign);
        a->plain = false;
        a->end = a->at += sign.len;
    }
}

static void take_word(struct analyser *a)
{
    do {
        take_plain(a);
    } while (a->at < a->text.len && take_more(a));
    take_plus(a);
    pass_owner(a);
}

/* Begins a word with a command; false if the command is passed over instead. */
static bool start_command(struct analyser *a)
{
    struct tex_command command = tex_command_read(rest_of(a));
    start_word(a);
    a->at += command.len;
    if (command.kind != TEX_COMMAND_WORD && command.kind != TEX_COMMAND_LETTERS)
        return false;
    add_name(a, command.text);
    a->after_symbol = command.kind == TEX_COMMAND_WORD;
    a->end = a->at;
    return true;
}

/* "https://www." tells nothing of an address. */
static void pass_scheme(struct analyser *a)
{
    struct str rest = rest_of(a);
    if (!str_skip(&rest, LIT("https://")))
        str_skip(&rest, LIT("http://"));
    if (rest.len < a->text.len - a->at)
        str_skip(&rest, LIT("www."));
    a->at = a->text.len - rest.len;
}

static bool start_other(struct analyser *a)
{
    struct letter letter = letter_read(rest_of(a));
    bool starts = letter.kind == LETTER_PLAIN || letter.kind == LETTER_DIGIT ||
                  letter.kind == LETTER_GREEK || letter.kind == LETTER_WIDE;
    start_word(a);
    if (!starts)
        a->at += letter.len;
    return starts;
}

/* Passes what is between words; false at the end. */
static bool find_word(struct analyser *a)
{
    while (a->at < a->text.len) {
        if (a->text.ptr[a->at] == 'h')
            pass_scheme(a);
        char c = char_at(a, a->at);
        if (plain_of(c) != 0) {
            start_word(a);
            return true;
        }
        a->new_line |= c == '\n';
        if (c == '\\' ? start_command(a) : (unsigned char)c >= 0x80 && start_other(a))
            return true;
        if (c != '\\' && (unsigned char)c < 0x80)
            a->at++;
    }
    return false;
}

static bool is_wide_at(const struct analyser *a)
{
    return (unsigned char)char_at(a, a->at) >= 0x80 &&
           letter_read(rest_of(a)).kind == LETTER_WIDE;
}

/* A pair, or a lone character; false behind the second of a pair that ends the run. */
static bool take_wide(struct analyser *a)
{
    struct letter first = letter_read(rest_of(a));
    size_t behind = a->at + first.len;
    struct letter second = { .kind = LETTER_GAP };
    bool was_open = a->pair_open;
    if (behind < a->text.len)
        second = letter_read(str_from(a->text, behind));
    a->pair_open = second.kind == LETTER_WIDE;
    a->start = a->at;
    a->at = behind;
    if (was_open && !a->pair_open)
        return false;
    a->plain = false;
    add_letters(a, (struct str){ first.folded, first.folded_len });
    if (a->pair_open)
        add_letters(a, (struct str){ second.folded, second.folded_len });
    a->end = behind + (a->pair_open ? second.len : 0);
    return true;
}

static struct str stem_anew(struct analyser *a)
{
    const sb_symbol *stem =
        sb_stemmer_stem(a->stemmer, (const sb_symbol *)a->form, (int)a->form_len);
    size_t len = (size_t)sb_stemmer_length(a->stemmer);
    if (stem == NULL || len == 0 || len > TERM_BYTES_MAX)
        return (struct str){ a->form, a->form_len };
    memcpy(a->term, stem, len);
    return (struct str){ a->term, len };
}

struct str analyser_term(struct analyser *a)
{
    const uint64_t *form = a->form_bits;
    if (!a->plain || a->form_len < STEMMED_MIN)
        return (struct str){ a->form, a->form_len };
    if (a->form_len > STEM_BYTES)
        return stem_anew(a);
    uint64_t mixed = (form[0] ^ form[1] * UINT64_C(0x9E3779B97F4A7C15) ^
                      form[2] * UINT64_C(0xC2B2AE3D27D4EB4F)) *
                     UINT64_C(0xD6E8FEB86659FD93);
    struct stem *stem = &a->stems[mixed >> 52];
    if (memcmp(stem->form, form, STEM_BYTES) != 0) {
        struct str anew = stem_anew(a);
        if (anew.len > STEM_BYTES)
            return anew;
        memcpy(stem->form, form, STEM_BYTES);
        memcpy(stem->text, anew.ptr, anew.len);
        stem->len = anew.len;
    }
    return (struct str){ stem->text, stem->len };
}
_Static_assert(STEMS == 1 << (64 - 52), "the hash's upper bits are the slot");

static void tell_word(struct analyser *a, bool is_pair, struct word *ret_word)
{
    if (a->new_line && a->position > 0)
        a->position++;
    a->new_line = false;
    *ret_word = (struct word){ .form = { a->form, a->form_len },
                               .start = a->start,
                               .end = a->end,
                               .position = a->position++,
                               .is_pair = is_pair };
}

bool analyser_next_form(struct analyser *a, struct word *ret_word)
{
    while (find_word(a)) {
        bool wide = a->form_len == 0 && is_wide_at(a);
        if (!wide)
            take_word(a);
        else if (!take_wide(a))
            continue;
        if (a->form_len == 0)
            continue;
        tell_word(a, wide && a->pair_open, ret_word);
        return true;
    }
    return false;
}

bool analyser_next(struct analyser *a, struct word *ret_word)
{
    if (!analyser_next_form(a, ret_word))
        return false;
    ret_word->term = analyser_term(a);
    return true;
}

/* Of two pairs that overlap, the second adds its last character only. */
static struct str key_part(const struct word *word, size_t before)
{
    if (word->start >= before || word->form.len < 2)
        return word->form;
    size_t len = word->form.len - 1;
    while (len > 0 && ((unsigned char)word->form.ptr[len] & 0xC0) == 0x80)
        len--;
    return str_from(word->form, len);
}

size_t analyser_key(struct analyser *analyser, struct str text, char *out, size_t size)
{
    struct word word;
    size_t len = 0, before = 0;
    analyser_start(analyser, text);
    while (analyser_next_form(analyser, &word)) {
        struct str part = key_part(&word, before);
        size_t blank = len > 0 && word.start >= before ? 1 : 0;
        if (len + blank + part.len > size)
            break;
        if (blank)
            out[len++] = ' ';
        memcpy(out + len, part.ptr, part.len);
        len += part.len;
        before = word.end;
    }
    return len;
}

/* Stems, sorted by byte. */
static const char *const common_terms[] = {
    "a",    "an",   "and",  "are",  "as", "at",  "be",  "by",    "can",  "for",
    "from", "has",  "have", "in",   "is", "it",  "not", "of",    "on",   "or",
    "our",  "that", "the",  "this", "to", "use", "we",  "which", "with",
};

static int term_order(const void *key, const void *item)
{
    const struct str *term = key;
    return str_order(*term, str_of(*(const char *const *)item));
}

bool term_is_common(struct str term)
{
    return bsearch(&term, common_terms, COUNT_OF(common_terms), sizeof *common_terms,
                   term_order) != NULL;
}
