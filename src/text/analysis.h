/* Text into the words that are searched for: cut at what is neither letter nor digit,
 * small letters, accents off ("Schrödinger", "Schrodinger"), the stem of an English
 * word (Snowball's English stemmer), Han and kana as overlapping pairs ("深度学习" is
 * 深度 度学 学习; a lone character is itself). TeX is read through: of "$\alpha$" the
 * word is alpha, as of "α"; "H$_2$O", "H₂O" and "H2O" are one word, as are "$L^2$" and
 * "L2". "3.5" is a word, and so are "c++" and "c#". What the index holds, what a reader
 * asks for and what a page marks go through here, so they cannot disagree.
 *
 * An analyser belongs to one thread at a time. Unicode: utf8proc. */
#ifndef TEXT_ANALYSIS_H
#define TEXT_ANALYSIS_H

#include "base/str.h"

struct analyser;
struct analyser *analyser_new(void); /* analyser_free; never NULL */
void analyser_free(struct analyser *analyser);
void analyser_done(struct analyser **analyser); /* for CLEANUP */

enum { TERM_BYTES_MAX = 48 }; /* a longer word is cut there, at a character */

struct word {
    struct str term;   /* folded and stemmed; until the next call */
    struct str form;   /* folded only: "models" of the term "model"; likewise */
    size_t start, end; /* its bytes in the text */
    uint32_t position; /* counted from 0; a new line leaves one number out, so that a
                        * phrase never spans two names of a list */
    bool is_pair;      /* of Han or kana: the next word may overlap */
};

/* The text, which must live as long as it is read; malformed UTF-8 separates words. */
void analyser_start(struct analyser *analyser, struct str text);
bool analyser_next(struct analyser *analyser, struct word *ret_word);
/* For a caller who wants few of the words: as analyser_next, with no term; and the term
 * of the word that was told last. A term begins with the first byte of its form. */
bool analyser_next_form(struct analyser *analyser, struct word *ret_word);
struct str analyser_term(struct analyser *analyser);

/* The whole text as one key: words folded, not stemmed, one space between ("J. K. Öz"
 * is "j k oz"). For names of authors and titles compared as wholes. Returns the bytes
 * written, at most `size`. */
size_t analyser_key(struct analyser *analyser, struct str text, char *out, size_t size);

/* One of the two dozen words that nearly every English text holds ("the", "of"): in a
 * question of several words they only add to the score. */
bool term_is_common(struct str term);

#endif
