/* Folding by Unicode's own tables (utf8proc), and what they leave alone: letters with a
 * stroke, ligatures that are letters. See letter.h. */
#include "text/letter.h"

#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

enum {
    GREEK_FIRST = 0x3B1, /* small alpha … omega */
    GREEK_LAST = 0x3C9,
    INFINITY_SIGN = 0x221E,
    REPLACEMENT = 0xFFFD,
    PARTS_MAX = 8, /* a longer decomposition is a phrase, not a letter */
};

/* Small letters that have no decomposition. */
static const struct {
    uint32_t character;
    const char *folded;
} strokes[] = {
    { 0xE6, "ae" },  { 0xF0, "d" },    { 0xF8, "o" },  { 0xFE, "th" }, { 0x111, "d" },
    { 0x127, "h" },  { 0x131, "i" },   { 0x138, "k" }, { 0x142, "l" }, { 0x14B, "n" },
    { 0x153, "oe" }, { 0x167, "t" },   { 0x180, "b" }, { 0x192, "f" }, { 0x19A, "l" },
    { 0x1B6, "z" },  { 0x237, "j" },   { 0x23C, "c" }, { 0x23F, "s" }, { 0x240, "z" },
    { 0x247, "e" },  { 0x249, "j" },   { 0x24D, "r" }, { 0x24F, "y" }, { 0x256, "d" },
    { 0x268, "i" },  { 0x1D6B, "ue" },
};

/* From alpha on; the final sigma is folded into the other by Unicode. */
static const char *const greek_names[] = {
    "alpha",   "beta", "gamma", "delta",  "epsilon", "zeta", "eta",
    "theta",   "iota", "kappa", "lambda", "mu",      "nu",   "xi",
    "omicron", "pi",   "rho",   "sigma",  "sigma",   "tau",  "upsilon",
    "phi",     "chi",  "psi",   "omega",
};
_Static_assert(COUNT_OF(greek_names) == GREEK_LAST - GREEK_FIRST + 1,
               "a name a letter");

struct str letter_greek_name(struct str folded)
{
    if (str_eq(folded, LIT("∞")))
        return LIT("infinity");
    if (folded.len != 2)
        return (struct str){ NULL, 0 };
    uint32_t c = utf8_next(&folded);
    if (c < GREEK_FIRST || c > GREEK_LAST)
        return (struct str){ NULL, 0 };
    return str_of(greek_names[c - GREEK_FIRST]);
}

bool letter_names_greek(struct str name)
{
    return str_is_one_of(name, greek_names, COUNT_OF(greek_names));
}

static bool is_wide(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        { 0x3005, 0x3007 },   { 0x3041, 0x3096 }, { 0x309D, 0x309F },
        { 0x30A1, 0x30FA },   { 0x30FC, 0x30FF }, { 0x31F0, 0x31FF },
        { 0x3400, 0x4DBF },   { 0x4E00, 0x9FFF }, { 0xF900, 0xFAFF },
        { 0x20000, 0x3FFFD },
    };
    if (c < ranges[0].first)
        return false;
    for (size_t i = 0; i < COUNT_OF(ranges); i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

/* Syllables come apart into letters in Unicode's decomposition; they are kept. */
static bool is_hangul(uint32_t c)
{
    return c >= 0xAC00 && c <= 0xD7A3;
}

static bool is_apostrophe(uint32_t c)
{
    return c == 0x2018 || c == 0x2019 || c == 0x2BB || c == 0x2BC || c == 0xFF07;
}

/* Primes that stand for a Cyrillic soft or hard sign. */
static bool is_prime_letter(uint32_t c)
{
    return c == 0x2B9 || c == 0x2BA;
}

static const char *stroke_fold(uint32_t c)
{
    for (size_t i = 0; i < COUNT_OF(strokes); i++)
        if (strokes[i].character == c)
            return strokes[i].folded;
    return NULL;
}

static void add_folded(struct letter *letter, uint32_t c)
{
    char bytes[4];
    const char *stroke = c < 0x80 ? NULL : stroke_fold(c);
    struct str add = str_of(stroke);
    if (stroke == NULL)
        add = (struct str){ bytes, (size_t)utf8proc_encode_char(
                                       (utf8proc_int32_t)c, (unsigned char *)bytes) };
    if (letter->folded_len + add.len > sizeof letter->folded)
        return;
    memcpy(letter->folded + letter->folded_len, add.ptr, add.len);
    letter->folded_len += add.len;
}

static enum letter_kind kind_of(uint32_t c)
{
    if (is_wide(c))
        return LETTER_WIDE;
    if (c >= GREEK_FIRST && c <= GREEK_LAST)
        return LETTER_GREEK;
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return LETTER_PLAIN;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return LETTER_DIGIT;
    default:
        return LETTER_GAP;
    }
}

/* What is a letter or digit itself and whose parts are nothing else. */
static void fold_parts(struct letter *letter, uint32_t c)
{
    utf8proc_int32_t parts[PARTS_MAX];
    int last_class = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)c, parts, PARTS_MAX,
        UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK,
        &last_class);
    letter->kind = count == 0 ? LETTER_NOTHING : LETTER_GAP;
    if (count <= 0 || count > PARTS_MAX || kind_of(c) == LETTER_GAP)
        return;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        enum letter_kind kind = kind_of((uint32_t)parts[i]);
        if (kind == LETTER_GAP && i > 0)
            letter->kind = LETTER_GAP;
        if (kind == LETTER_GAP)
            return;
        letter->kind = i == 0 ? kind : letter->kind;
        add_folded(letter, (uint32_t)parts[i]);
    }
}

static void keep(struct letter *letter, enum letter_kind kind, uint32_t c)
{
    letter->kind = kind;
    add_folded(letter, c);
}

struct letter letter_read(struct str text)
{
    struct str rest = text;
    uint32_t c = utf8_next(&rest);
    struct letter letter = { .kind = LETTER_GAP, .len = text.len - rest.len };
    if (c < 0x80 && (char_is_letter((char)c) || char_is_digit((char)c)))
        keep(&letter, char_is_digit((char)c) ? LETTER_DIGIT : LETTER_PLAIN,
             (uint32_t)char_lower((char)c));
    else if (c == '\'' || is_apostrophe(c))
        letter.kind = LETTER_APOSTROPHE;
    else if (c < 0x80)
        letter.kind = utf8_is_invisible(c) && c != '\r' ? LETTER_NOTHING : LETTER_GAP;
    else if (utf8_is_invisible(c) || is_prime_letter(c))
        letter.kind = LETTER_NOTHING;
    else if (is_hangul(c) || (is_wide(c) && c < 0xF900))
        keep(&letter, is_hangul(c) ? LETTER_PLAIN : LETTER_WIDE, c);
    else if (c == INFINITY_SIGN)
        keep(&letter, LETTER_GREEK, c);
    else
        fold_parts(&letter, c);
    return letter;
}

void letter_lower_text(struct buf *out, struct str text)
{
    while (text.len > 0) {
        uint32_t c = utf8_next(&text);
        if (!utf8_is_invisible(c) && c != REPLACEMENT)
            utf8_put(out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)c));
    }
}
