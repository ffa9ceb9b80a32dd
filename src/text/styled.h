/* Commands that only dress words: \emph{…}, \textbf{…}, \url{…} and their like. Pure.
 */
#ifndef TEXT_STYLED_H
#define TEXT_STYLED_H

#include "base/str.h"

/* If `s` starts with such a command and its braces close on the same paragraph within a
 * bounded distance: the length of what stands before its argument ("\emph{"), and where
 * its closing brace is. Else 0. */
size_t styled_open(struct str s, size_t *ret_close);

#endif
