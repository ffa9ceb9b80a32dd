/* Words, and in a word what looks like a DOI; see doi.h. */
#include "model/doi.h"

static const struct str sign = LIT("10.");
enum { REGISTRANT_MIN = 4, REGISTRANT_MAX = 30 };

static bool is_separator(char c)
{
    return char_is_space(c) || c == ',' || c == ';';
}

/* "10.1002/(SICI)1521-3889(199812)7:7/8<695::AID-ANDP695>3.0.CO;2-5" is one. */
static bool is_end(struct str rest)
{
    struct str behind = str_from(rest, 1);
    return char_is_space(rest.ptr[0]) ||
           (is_separator(rest.ptr[0]) &&
            (behind.len == 0 || is_separator(behind.ptr[0]) ||
             str_starts(behind, sign)));
}

static struct str cut_word(struct str *text)
{
    size_t len = 0;
    while (len < text->len && !is_end(str_from(*text, len)))
        len++;
    struct str word = str_upto(*text, len);
    *text = str_from(*text, len > 0 ? len : 1);
    return word;
}

/* "10.", a number of at least four digits, perhaps with parts, a slash, anything. */
static bool starts_doi(struct str text)
{
    struct str rest = text;
    if (!str_skip(&rest, sign))
        return false;
    struct str registrant = str_upto(rest, REGISTRANT_MAX + 1);
    registrant = str_upto(registrant, str_find_char(registrant, '/'));
    return registrant.len >= REGISTRANT_MIN && registrant.len <= REGISTRANT_MAX &&
           registrant.len + 1 < rest.len && str_has_only(registrant, STR_DIGITS ".");
}

struct str doi_next(struct str *text)
{
    while (text->len > 0) {
        struct str word = cut_word(text);
        for (size_t at = 0; at < word.len; at++) {
            at += str_find(str_from(word, at), sign);
            if (starts_doi(str_from(word, at)))
                return str_from(word, at);
        }
    }
    return LIT("");
}

struct str doi_read(struct str text)
{
    struct str doi = doi_next(&text);
    while (text.len > 0 && is_separator(text.ptr[0]))
        text = str_from(text, 1);
    return text.len == 0 ? doi : LIT("");
}

bool doi_is_arxiv(struct str doi)
{
    return str_starts(doi, LIT("10.48550/"));
}
