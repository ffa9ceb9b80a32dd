/* One character of a text as the search index keeps it: small, without its accents,
 * compatibility forms opened ("ﬁ" is fi, "²" is 2). Used by text/analysis.c. Pure. */
#ifndef TEXT_LETTER_H
#define TEXT_LETTER_H

#include "base/buf.h"
#include "base/str.h"

#include <stdint.h>

enum letter_kind {
    LETTER_GAP,     /* it separates words; malformed bytes too */
    LETTER_NOTHING, /* a mark, or invisible: the word goes on as if it were not there */
    LETTER_PLAIN,
    LETTER_DIGIT,
    LETTER_GREEK, /* alone it is a symbol with a name */
    LETTER_WIDE,  /* Han or kana: written without blanks between words */
    LETTER_APOSTROPHE,
};

struct letter {
    enum letter_kind kind;
    size_t len;      /* bytes of the text */
    char folded[24]; /* UTF-8 */
    size_t folded_len;
};

/* `text` starts with it and is not empty. */
struct letter letter_read(struct str text);
/* "alpha" of a folded "α"; empty if it is no Greek letter of today. */
struct str letter_greek_name(struct str folded);
/* True if `name` is a Greek letter's: "alpha". */
bool letter_names_greek(struct str name);
/* Small letters, accents kept; invisible characters and malformed bytes left out. */
void letter_lower_text(struct buf *out, struct str text);

#endif
