/* Where math begins and ends in running text, and where a dollar is money. This decides
 * what stays as written; web/static/math.js decides what is typeset. Used by
 * text/tex.c. */
#ifndef TEXT_MATH_SPAN_H
#define TEXT_MATH_SPAN_H

#include "base/str.h"

/* Zeroed at the start of a text; remembers which closing signs do not come any more, so
 * that a hostile text is still read in linear time. */
struct math_finder {
    bool no_paren, no_bracket, no_display;
    unsigned no_end; /* a bit an environment */
};

/* The length of the math that `tex` starts with, its signs included: $…$, $$…$$, \(…\)
 * or
 * \[…\]; 0 if it is none. "$5 million and $6" is money: a closing dollar has no digit
 * behind it where a digit follows the opening one, and does not stand like an opening
 * one, white before and a letter, digit or command behind it. */
size_t math_span(struct math_finder *finder, struct str tex);

#endif
